"""Whether other programs read a new file as we wrote it: asked of python-frontmatter, which many of them use."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date


def reads_alike(data: bytes, keys: Mapping[str, str | Sequence[str]]) -> bool:
    """Whether python-frontmatter finds just these keys and values in a file's bytes."""
    import frontmatter

    try:
        found = frontmatter.loads(data.decode()).metadata
    except Exception:  # noqa: BLE001 - whatever it trips over, other programs would too
        return False
    return {key: _text(value) for key, value in found.items()} == {key: _text(value) for key, value in keys.items()}


def _text(value: object) -> object:
    """A value as the file spells it, whatever type YAML gives it."""
    if isinstance(value, list | tuple):
        return [_text(item) for item in value]
    if isinstance(value, bool):
        return str(value).lower()
    return value.isoformat() if isinstance(value, date) else str(value)
