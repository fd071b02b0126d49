from __future__ import annotations

import re
from html import unescape
from pathlib import Path

from docs import picture

# What SVG draws of a text: rich cuts it where the colour changes, and where rows end.
_COLOUR = re.compile(r"\x1b\[[0-9;]*m")
_TEXT = re.compile(r"<text [^>]*clip-path[^>]*>([^<]*)</text>")


def words(text: str) -> list[str]:
    return text.replace("\xa0", " ").split()


def drawn() -> list[str]:
    svg = picture.PICTURE.read_text(encoding="utf-8")
    return words(" ".join(unescape(text) for text in _TEXT.findall(svg)))


def test_the_picture_shows_what_crm_due_prints() -> None:
    assert drawn() == words(_COLOUR.sub(" ", picture.screen())), "run: make docs"


def test_it_asks_nobody_for_anything() -> None:
    addresses = re.findall(r"https?://[^\"' ]+", Path(picture.PICTURE).read_text(encoding="utf-8"))
    assert addresses == ["http://www.w3.org/2000/svg"]
