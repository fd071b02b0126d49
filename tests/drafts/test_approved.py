"""Fifty differently filled contacts, every kind of note: some texts are approved word for word, all are well made."""

from __future__ import annotations

import re

import pytest

from crm.core.notes.drafts.shorten import units
from crm.core.notes.note import KINDS
from tests.drafts.sample import APPROVED, NOTES, approved, drafted, note

SEAMS = {
    "a blank too many": r"  |^ | $| [,.;:?!](?:\s|$)",
    "two marks": r"[,;:]\s*[.,;:]|[.!?]\.(?!\.)|\.\.(?!\.)|,,",
    "a doubled word": r"(?i)\b(\w+) \1\b",
    "a template": r"\{\{|\}\}|\{%|%\}|None|\bundefined\b",
    "an empty place": r"\( ?\)|\bat \.|\babout (?:on|today)\b|(?<!\w)’s",
    "a gap": r"\n{3,}",
}


@pytest.mark.parametrize("words", NOTES)
def test_the_text_is_as_approved(words: str) -> None:
    assert note(words).decode() == approved(words).read_text("utf-8")


def test_nothing_is_approved_that_is_not_drafted() -> None:
    assert {path.name for path in APPROVED.iterdir()} == {approved(words).name for words in NOTES}
    assert {words.split()[0] for words in NOTES} == set(KINDS)
    assert len(NOTES) >= 30


@pytest.mark.parametrize("kind", KINDS)
def test_no_seam_of_the_template_shows(kind: str) -> None:
    for slug, made in drafted(kind).items():
        seams = {seam: found[0] for seam, mark in SEAMS.items() if (found := re.search(mark, made.text, re.MULTILINE))}
        assert (slug, seams) == (slug, {})
        assert made.text.endswith("\n")


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind not in {"linkedin", "article"}])
def test_every_paragraph_is_made_of_whole_sentences(kind: str) -> None:
    for made in drafted(kind).values():
        for paragraph in made.text.strip().split("\n\n")[1:-2]:
            assert re.match(r"[A-Z\[]", paragraph), paragraph
            assert re.search(r"(?:[.!?…][”\"]?|\]\])$", paragraph), paragraph


@pytest.mark.parametrize("kind", KINDS)
def test_what_is_private_stays_in_the_log(kind: str) -> None:
    for made in drafted(kind).values():
        assert "new job" not in made.text
        assert "pregnant" not in made.text


def test_a_linkedin_note_fits() -> None:
    lengths = {slug: units(made.text.strip()) for slug, made in drafted("linkedin").items()}
    assert {slug: length for slug, length in lengths.items() if length > 200} == {}


@pytest.mark.parametrize("kind", KINDS)
def test_a_subject_is_short_and_of_one_line(kind: str) -> None:
    for made in drafted(kind).values():
        assert (made.subject is None) == (kind in {"card", "linkedin"})
        assert len((made.subject or "").replace("Robin Sample", "")) <= 60
        assert len((made.subject or "").replace("Robin Sample", "").split()) <= 10
        assert "\n" not in (made.subject or "")
