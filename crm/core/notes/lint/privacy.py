"""What the log holds as private, and no note may say."""

from __future__ import annotations

from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from dataclasses import replace

from crm.core.notes.lint.case import Case
from crm.core.notes.lint.finding import Finding
from crm.core.notes.lint.recognition import Secret
from crm.core.text.words import plain

_SHARE = 0.5
"""Share of what a private text says that a sentence must hold to quote it."""

_LEAST = 2
_OF_OTHERS = 3
"""Words of another contact's private text that a sentence must hold: two may be chance."""


def tells(case: Case) -> Iterator[Finding]:
    """L27: a sentence says what is private of this contact, or of another."""
    everything = case.reading.whole
    near = {id(secret): secret for stem in sorted(everything) for secret in case.desk.secrets.get(stem, ())}
    for secret in sorted(near.values(), key=lambda secret: (secret.slug, secret.line)):
        own = secret.slug == case.note.to
        if not _could_hold(secret, everything, own=own):
            continue
        untold = replace(secret, content=secret.content - _known(case), words=secret.words - _known(case))
        for sentence in case.body.sentences:
            if _could_hold(untold, case.reading.sentence(sentence), own=own):
                path = case.situation.contents.contacts[secret.slug].path
                message = f"the sentence says what {path}:{secret.line} keeps private"
                yield Finding(sentence.line, "error", message, "leave it out: they told you, not your mail program")
                break


def _could_hold(secret: Secret, stems: AbstractSet[str], *, own: bool) -> bool:
    """Whether some stems hold a private text: half of what it says and two words of it; of one word, all of it."""
    held = len(secret.content & stems)
    if len(secret.content) < _LEAST:
        return own and bool(secret.content) and secret.words <= stems
    return held >= max(_LEAST if own else _OF_OTHERS, _SHARE * len(secret.content))


def _known(case: Case) -> frozenset[str]:
    """The stems of what is no secret between us: their file without what is private."""
    contact = case.contact
    if contact is None:
        return frozenset()
    texts = [text for value in contact.fields.values() for text in (value if isinstance(value, tuple) else (value,))]
    for entry in contact.interactions:
        texts += [entry.summary, *(detail.text for detail in entry.details if detail.label != "private")]
    stems = case.desk.vocabulary.stem
    return frozenset(stems(word) for text in texts if isinstance(text, str) for word in plain(text))
