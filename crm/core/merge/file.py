"""Merge of one file: any bytes give a result, and nothing that one side added is lost."""

from __future__ import annotations

from collections.abc import Sequence

from crm.core.documents.filetext import FILE_LIMIT
from crm.core.documents.places import LINEWISE
from crm.core.merge.envelope import unwrap, wrap
from crm.core.merge.markers import unmark
from crm.core.merge.page import merge_body, merge_page
from crm.core.merge.sequence import merge_items
from crm.core.merge.values import Findings, Merged, Order

_NESTED = 3
"""How deep conflicts within conflicts are taken apart."""


def merge(base: bytes | None, a: bytes, b: bytes, order: Order, path: str) -> Merged:
    """The merge of two versions of the file at ``path``; ``base`` is the one before both, None if there is none.

    The sides may be swapped together with their order. Where two cannot become one, the answer holds both.
    """
    if a == b or base == a:
        return Merged(b)
    if base == b:
        return Merged(a)
    old, new = (a, b) if order.b_is_newer(a, b) else (b, a)
    findings = Findings(path)
    data = None if _binary(old) or _binary(new) else _texts(base, old, new, findings)
    if data is not None:
        return Merged(data, tuple(findings.decisions))
    if _binary(new) and not _binary(old):
        old, new = new, old
    findings.decisions.clear()
    findings.say("beside", "changed on both sides and not to be merged: both versions are kept")
    return Merged(new, tuple(findings.decisions), old)


def repair(data: bytes, path: str) -> Merged | None:
    """A file in which git left conflict markers, with its versions merged; None where it has none."""
    if _binary(data):
        return None
    findings = Findings(path)
    envelope, lines = unwrap(data)
    mended = _mended(lines, findings)
    if mended == lines:
        return None
    return Merged(wrap(mended, envelope, envelope, envelope), tuple(findings.decisions))


def _binary(data: bytes) -> bool:
    return b"\0" in data or len(data) > FILE_LIMIT


def _texts(base: bytes | None, old: bytes, new: bytes, findings: Findings) -> bytes | None:
    before, base_lines = (None, []) if base is None or _binary(base) else unwrap(base)
    (older, old_lines), (newer, new_lines) = unwrap(old), unwrap(new)
    quiet = Findings(findings.path)
    lines = _lines(_mended(base_lines, quiet), _mended(old_lines, findings), _mended(new_lines, findings), findings)
    return None if lines is None else wrap(lines, before, older, newer)


def _lines(base: Sequence[str], old: Sequence[str], new: Sequence[str], findings: Findings) -> list[str] | None:
    """The merged lines by the kind of the file; None where both cannot be one."""
    path = findings.path
    if path.endswith(".md") and not path.startswith(("templates/", "inbox/")):
        return merge_page(base, old, new, findings)
    if path.endswith(".toml"):
        from crm.core.merge.toml import merge_toml  # hardly ever needed

        return merge_toml(base, old, new, findings)
    if path.rpartition("/")[2] in {".gitignore", ".gitattributes"} or path in LINEWISE or path.startswith("inbox/"):
        return merge_items(base, old, new)
    lines = merge_body(base, old, new, findings)
    return None if any(decision.rule == "versions" for decision in findings.decisions) else lines


def _mended(lines: list[str], findings: Findings, depth: int = 0) -> list[str]:
    """The lines with the versions that conflict markers hold made one."""
    versions = unmark(lines) if depth < _NESTED else None
    if versions is None:
        return lines
    findings.say("markers", "git left conflict markers in it: both versions are merged")
    ours, theirs = _mended(versions.ours, findings, depth + 1), _mended(versions.theirs, findings, depth + 1)
    merged = _lines(versions.base or [], ours, theirs, findings)
    return lines if merged is None else merged
