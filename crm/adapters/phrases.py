"""The built-in lists of phrases, which lie beside the lint as text files."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib.resources import files

from crm.core.text.phrases import Phrases, Slip, read


def load(own: Mapping[str, str] | None = None) -> tuple[Phrases, list[Slip]]:
    """The built-in lists, extended by the user's own texts (by the list's name), and what cannot be used of them.

    A text whose name no list has is reported at its first line.
    """
    built_in = _built_in()
    own = own or {}
    known = ", ".join(built_in)
    unknown = [Slip(name, 1, f"no list is called {name}; there are {known}") for name in own if name not in built_in]
    phrases, slips = read({name: [text, own.get(name, "")] for name, text in built_in.items()})
    return phrases, [*unknown, *slips]


@cache
def _built_in() -> dict[str, str]:
    folder = files("crm").joinpath("core", "notes", "lint", "data")
    found = {
        entry.name.removesuffix(".txt"): entry.read_text(encoding="utf-8")
        for entry in folder.iterdir()
        if entry.name.endswith(".txt")
    }
    return dict(sorted(found.items()))
