"""What the log holds as private, and no note may say."""

from __future__ import annotations

from collections.abc import Iterator
from collections.abc import Set as AbstractSet

from crm.core.lint.case import Case
from crm.core.lint.finding import Finding
from crm.core.lint.recognition import Secret
from crm.core.words import plain

_SHARE = 0.5
"""Share of what a private text says that a sentence must hold to quote it."""

_LEAST = 2
_OF_OTHERS = 3
"""Words of another contact's private text that a sentence must hold: two may be chance."""


def tells(case: Case) -> Iterator[Finding]:
    """L27: a sentence says what is private of this contact, or of another."""
    sentences = [(sentence, case.reading.sentence(sentence)) for sentence in case.body.sentences]
    everything = case.reading.whole
    for contact in case.situation.contents.contacts.values():
        own = contact.slug == case.note.to
        for secret in case.desk.private.get(contact.slug, ()):
            if not _could_hold(secret, everything, own=own):
                continue
            untold = Secret(secret.line, secret.content - _known(case), secret.words - _known(case))
            said = next((sentence for sentence, stems in sentences if _could_hold(untold, stems, own=own)), None)
            if said is not None:
                message = f"the sentence says what {contact.path}:{secret.line} keeps private"
                yield Finding(said.line, "error", message, "leave it out: they told you, not your mail program")


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
