from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crm.exchange import book_json
from crm.exchange.book_json import File, NoBook

PATHS = st.text(st.characters(exclude_categories=["Cs"]), min_size=1)
FILES = st.dictionaries(PATHS, st.binary() | st.text(st.characters(exclude_categories=["Cs"])).map(str.encode))


@given(FILES)
def test_what_goes_out_comes_back_byte_for_byte(files: dict[str, bytes]) -> None:
    before = [File(path, data) for path, data in files.items()]
    text = book_json.text({"contacts": []}, before)
    assert book_json.read(text) == before
    assert book_json.ours(text)
    assert all(char.isprintable() or char == "\n" for char in text.decode())


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "line 1: this is no JSON"),
        ('{"format":\n x}', "line 2: this is no JSON"),
        ("[]", "this is JSON, but no book"),
        ('{"format": "crm-book", "version": 2, "files": []}', "this has version 2, and is newer"),
        ('{"format": "crm-book", "files": []}', "this has version None"),
        ('{"format": "crm-book", "version": 1}', "the book has no files"),
        ('{"format": "crm-book", "version": 1, "files": [3]}', "file 1 of the book has no path"),
        ('{"format": "crm-book", "version": 1, "files": [{"path": "a"}]}', 'file 1 of the book, "a", has no text'),
        ('{"format": "crm-book", "version": 1, "files": [{"path": "a", "base64": "?"}]}', "has no text"),
        ('{"format": "crm-book", "version": 1, "files": [{"path": "a", "text": "\\ud800"}]}', "has no text"),
        ("[" * 100_000, "this is"),
        ("1" * 5000, "this is"),
    ],
)
def test_what_is_no_book_is_refused(text: str, message: str) -> None:
    with pytest.raises(NoBook) as caught:
        book_json.read(text.encode())
    assert message in str(caught.value)
    assert caught.value.hint


def test_a_path_that_stands_twice_is_refused() -> None:
    entry = {"path": "contacts/a.md", "text": ""}
    with pytest.raises(NoBook, match="is in it twice"):
        book_json.read(json.dumps({"format": "crm-book", "version": 1, "files": [entry, entry]}).encode())


def test_latin_1_is_refused() -> None:
    with pytest.raises(NoBook, match="not UTF-8"):
        book_json.read(b'"\xe4"')
