"""Merge of front matter key by key, on text: nothing is loaded and dumped."""

from __future__ import annotations

from crm.core.documents import filetext
from crm.core.merge.conflicts import CONFLICTS, note, notes_in, with_notes
from crm.core.merge.key import merge_key
from crm.core.merge.keys import NO_KEY, Key, Matter, lines_of, write
from crm.core.merge.sequence import align, insert, leading, merge_items, pick, settle
from crm.core.merge.values import Findings
from crm.core.text.texts import quoted


def merge_matter(base: Matter, old: Matter, new: Matter, findings: Findings) -> Matter:
    """The merged front matter. No key stands in it twice."""
    if base == old:
        return new
    if base == new:
        return old
    decided = Findings(findings.path)
    merged = _Merge(_once(base, Findings("")), _once(old, decided), _once(new, decided), decided).run()
    if _sound(old) and _sound(new) and not _sound(merged):
        findings.say("comments", "the two front matters do not fit together: the newer stands, the other as comments")
        return _commented(old, new)
    findings.decisions += decided.decisions
    return merged


class _Merge:
    """One merge of three front matters without double keys."""

    def __init__(self, base: Matter, old: Matter, new: Matter, findings: Findings) -> None:
        self.base, self.old, self.new, self.findings = base, old, new, findings
        known = set(notes_in(base.keys))
        self.old_notes = set(notes_in(old.keys)) - known
        self.new_notes = set(notes_in(new.keys)) - known
        self.notes: list[str] = []

    def run(self) -> Matter:
        base, old, new = self.base, self.old, self.new
        alignment = align(base.keys, old.keys, new.keys, lambda key: key.name)
        settled = [settle(slot, self._both, self._stays) for slot in alignment.slots]
        kept = {number for number, keys in enumerate(settled) if keys}
        keys = [key for number in insert(*leading(alignment, kept)) for key in settled[number]]
        below = "".join(merge_items(lines_of(base.below), lines_of(old.below), lines_of(new.below)))
        opening, closing = pick(*((side.opening, side.closing) for side in (base, old, new)))
        if not opening and (keys or below):
            opening, closing = (new.opening, new.closing) if new.opening else (old.opening, old.closing)
        return Matter(opening, tuple(with_notes(keys, self.notes)), below, closing)

    def _both(self, base: Key | None, old: Key, new: Key) -> list[Key]:
        merged, lost = merge_key(base, old, new, self.old_notes, self.new_notes)
        if lost is not None and lost.name != NO_KEY:
            self.notes.append(note(lost))
            self._tell(new if lost == old else old, lost, newer=lost == old)
        return [merged]

    def _tell(self, stands: Key, lost: Key, *, newer: bool) -> None:
        why = "newer" if newer else "it silences more" if stands.name == "status" else "decided before"
        self.findings.say(
            "conflict",
            f"{stands.name} was changed on both sides: {quoted(_shown(stands))} stands ({why}), "
            f"{quoted(_shown(lost))} is noted under {CONFLICTS}",
        )

    def _stays(self, key: Key) -> None:
        self.findings.say("kept", f"{key.name} was removed on one side and changed on the other: it stays")


def _shown(key: Key) -> str:
    return note(key).partition(": ")[2]


def _once(matter: Matter, findings: Findings) -> Matter:
    """The front matter with the keys that stand twice made one, as if they came from two sides."""
    if len({key.name for key in matter.keys}) == len(matter.keys):
        return matter
    keys: dict[str, Key] = {}
    notes = []
    for key in matter.keys:
        earlier = keys.get(key.name)
        keys[key.name], lost = (key, None) if earlier is None else merge_key(None, earlier, key)
        if lost is not None:
            notes.append(note(lost))
            findings.say("twice", f"{key.name} stood twice on one side: what does not stand is noted under {CONFLICTS}")
    return matter._replace(keys=tuple(with_notes(list(keys.values()), notes)))


def _sound(matter: Matter) -> bool:
    """Whether the front matter can be read, and no key stands in it twice."""
    if not matter.opening:
        return True
    doc = filetext.read("".join(f"{line}\n" for line in write(matter)).encode("utf-8", "replace"))
    return doc.readable and len(doc.keys) == sum(entry.key.text is not None for entry in doc.entries)


def _commented(old: Matter, new: Matter) -> Matter:
    known = {line.strip() for line in write(new)}
    lost = [line for line in write(old) if line.strip() not in known and f"# {line}" not in known]
    return new._replace(below=new.below + "".join(f"# {line}\n" for line in lost))
