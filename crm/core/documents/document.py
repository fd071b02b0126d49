"""Changes of a file's front matter and body that leave every other byte as it is.

A change replaces a few characters of the text. The result is read again and compared: where anything else would have
changed, DocumentError says so, and the document stays as it was.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from crm.core.documents.filetext import Document as Document
from crm.core.documents.filetext import Fault as Fault
from crm.core.documents.filetext import Value as Value
from crm.core.documents.filetext import read as read
from crm.core.documents.yamledit import Edit, apply, line_start, removal, replacement
from crm.core.documents.yamlscan import Entry, Node
from crm.core.documents.yamltext import flow_list, scalar


class DocumentError(Exception):
    """A change that cannot be made without risk to the rest of the file; ``hint`` says what to do instead."""

    def __init__(self, message: str, hint: str) -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint


def encode(doc: Document) -> bytes:
    """The bytes that ``doc`` was read from. Raises DocumentError where its text could not be read."""
    if not doc.text and not doc.readable:
        raise DocumentError("a file whose text cannot be read is not written", doc.faults[0].hint)
    return doc.text.encode()


def set_key(doc: Document, key: str, value: str | Sequence[str]) -> Document:
    """The document with another value of one key, or with the key as the last of its front matter.

    A list keeps the items that stay as they are written. Raises DocumentError.
    """
    wanted = value if isinstance(value, str) else tuple(value)
    entry = _entry(doc, key)
    if entry is None:
        edits = _insertion(doc, key, wanted)
    elif _means(entry.value, wanted):
        return doc
    else:
        edits = replacement(doc.text, entry, wanted, doc.newline)
    new = _edited(doc, edits, key)
    written = new.keys.get(key)
    if written is None or not _means(written.node, wanted):
        raise _unsafe(key)
    return new


def remove_key(doc: Document, key: str) -> Document:
    """The document without one key: its lines, and the comment behind its value. Raises DocumentError."""
    entry = _entry(doc, key)
    if entry is None:
        return doc
    return _edited(doc, removal(doc.text, entry), key)


def splice(doc: Document, start: int, end: int, new: str) -> Document:
    """The document with ``text[start:end]``, which lies in the body, replaced by ``new``. Raises DocumentError."""
    _require_readable(doc)
    if not doc.body_start <= start <= end <= len(doc.text):
        raise DocumentError("the text to replace is not in the body of the file", "change the file in an editor")
    result = _reread(apply(doc.text, [(start, end, new)]))
    if result.front_end != doc.front_end:
        raise DocumentError("the text would change the front matter of the file", "change the file in an editor")
    return result


def create(fields: Mapping[str, str | Sequence[str] | bool], body: str) -> Document:
    """A new document: these keys in their order, and the body as it stands below. Raises DocumentError."""
    texts = {key: _text(value) for key, value in fields.items()}
    lines = "".join(f"{_key_line(key, value)}\n" for key, value in texts.items())
    doc = _reread(f"---\n{lines}---\n{body}")
    for key, value in texts.items():
        if key not in doc.keys or not _means(doc.keys[key].node, value):
            raise DocumentError(f"`{key}` cannot be written into front matter", "use another word")
    return doc


def _require_readable(doc: Document) -> None:
    if not doc.readable:
        fault = doc.faults[0]
        raise DocumentError(
            f"the file is not changed while line {fault.line} cannot be read: {fault.message}", fault.hint
        )


def _entry(doc: Document, key: str) -> Entry | None:
    """The one entry of a key, None where it is missing; refuses where it stands twice."""
    _require_readable(doc)
    entries = [entry for entry in doc.entries if entry.key.text == key]
    if len(entries) > 1:
        raise DocumentError(f"`{key}` stands twice in the front matter", "remove one of the two in an editor")
    return entries[0] if entries else None


def _means(node: Node, wanted: str | tuple[str, ...]) -> bool:
    if isinstance(wanted, str):
        return node.text == wanted and not node.null
    return node.items == wanted and not any(item.null for item in node.children)


def _insertion(doc: Document, key: str, value: str | tuple[str, ...]) -> list[Edit]:
    newline = doc.newline
    line = _key_line(key, value) + newline
    if doc.front_end is None:
        return [(doc.body_start, doc.body_start, f"---{newline}{line}---{newline}")]
    if doc.entries:
        last = doc.entries[-1].key.start
        line = " " * (last - line_start(doc.text, last)) + line
    return [(doc.front_end, doc.front_end, line)]


def _key_line(key: str, value: str | tuple[str, ...]) -> str:
    return f"{scalar(key)}: {scalar(value) if isinstance(value, str) else flow_list(value)}"


def _text(value: str | Sequence[str] | bool) -> str | tuple[str, ...]:
    if isinstance(value, bool):
        return "true" if value else "false"
    return value if isinstance(value, str) else tuple(value)


def _edited(doc: Document, edits: list[Edit], key: str) -> Document:
    """The document after the edits, which may have changed nothing but one key."""
    new = _reread(apply(doc.text, edits))
    others = [entry for entry in doc.entries if entry.key.text != key]
    if new.body != doc.body or not _same(others, [entry for entry in new.entries if entry.key.text != key]):
        raise _unsafe(key)
    return new


def _same(entries: Sequence[Entry], others: Sequence[Entry]) -> bool:
    return len(entries) == len(others) and all(
        mine.key.same(yours.key) and mine.value.same(yours.value) for mine, yours in zip(entries, others, strict=True)
    )


def _reread(text: str) -> Document:
    """The document of a changed text, as the next reader will see it."""
    try:
        new = read(text.encode())
    except UnicodeEncodeError:
        raise DocumentError("the text holds half a character, which UTF-8 cannot write", "type it anew") from None
    if not new.readable:
        fault = new.faults[0]
        raise DocumentError(f"the file could not be read afterwards: {fault.message}", "change the file in an editor")
    return new


def _unsafe(key: str) -> DocumentError:
    return DocumentError(f"`{key}` cannot be changed without touching what stands around it", "change it in an editor")
