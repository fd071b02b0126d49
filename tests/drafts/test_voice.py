from __future__ import annotations

import pytest

from crm.core.notes.drafts import clauses, voice


@pytest.mark.parametrize(
    ("said", "mine"),
    [
        ("shadow a shift before you choose", "shadow a shift before I choose"),
        ("let the nurses teach you", "let the nurses teach me"),
        ("ask people who know you", "ask people who know me"),
        ("tell them what you learned", "tell them what I learned"),
        ("say why you are there", "say why I am there"),
        ("say who you were, not who you could be", "say who I was, not who I could be"),
        ("find somebody like you", "find somebody like me"),
        ("write down what surprises you", "write down what surprises me"),
        ("keep a list of people you trust and write to them", "keep a list of people I trust and write to them"),
        ("help them the way you would want them to help you", "help them the way I would want them to help me"),
        ("call me when you're ready", "call you when I’m ready"),
        ("send us your numbers, not your employer's", "send you my numbers, not my employer's"),
        ("talk to our juniors", "talk to your juniors"),
        ("read it", "read it"),
        ("help me if I call", ""),
        ("give you time", "give me time"),
        ("take the help you can get", ""),
    ],
)
def test_advice_said_by_me(said: str, mine: str) -> None:
    assert voice.by_me(said) == mine


@pytest.mark.parametrize(
    ("takeaway", "to_you", "of_jo"),
    [
        ("She writes for a tired reader", "you write for a tired reader", "she writes for a tired reader"),
        ("He rereads his reports", "you reread your reports", "he rereads his reports"),
        ("She was the only woman on her crew", "you were the only woman on your crew", None),
        ("She never carries more than she has to", "you never carry more than you have to", None),
        ("It took her three tries", "it took you three tries", None),
        ("Her boss told her to leave", "your boss told you to leave", None),
        ("He hired her", "", "he hired her"),
        ("They never read letters", "", "they never read letters"),
        ("We hire for curiosity", "you hire for curiosity", "they hire for curiosity"),
        ("Our best people came to us from support", "your best people came to you from support", None),
        ("We're too few", "you’re too few", "they’re too few"),
        ("We agreed to write in May", "", ""),
        ("We both like trams", "", ""),
        ("We want me to apply", "", ""),
        ("I never apply cold", "", ""),
        ("My first job was the worst", "", ""),
        ("left consulting because of the travel", "you left consulting because of the travel", None),
        ("Read the postmortems, not the docs", "read the postmortems, not the docs", None),
        ("trust is slow", "trust is slow", "trust is slow"),
    ],
)
def test_a_takeaway_said_to_them_or_of_them(takeaway: str, to_you: str, of_jo: str | None) -> None:
    assert clauses.of_theirs(takeaway, "you") == to_you
    assert of_jo is None or clauses.of_theirs(takeaway, "Jo") == of_jo
