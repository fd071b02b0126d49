from __future__ import annotations

import pytest

from crm.core.documents.places import is_safe, of_the_book


@pytest.mark.parametrize(
    "path",
    [
        "crm.toml",
        "contacts/ada-example.md",
        "contacts/Zoë Example.md",
        "notes/2026-06-09 10:30.md",
        "inbox/می\u200cخواهم.md",
        ".gitignore",
        "contacts/.gitkeep",
        "docs/...md",
        "x" * 255,
    ],
)
def test_paths_that_may_be_written(path: str) -> None:
    assert is_safe(path)


@pytest.mark.parametrize(
    "path",
    [
        "",
        "/etc/passwd",
        "contacts//x.md",
        "contacts/",
        "../x.md",
        "contacts/./x.md",
        "contacts/.. /x.md",
        ".git/config",
        ".GIT/config",
        "contacts/.git",
        "git~1/config",
        ".git . ./config",
        ".git::$INDEX_ALLOCATION/config",
        ".g\u200cit/config",
        "contacts\\x.md",
        "contacts/a\nb.md",
        "contacts/\x1b[2J.md",
        "contacts/\u202egnp.md",
        "contacts/\u200bx.md",
        "contacts/\udcff.md",
        "contacts/.crm-tmp-1-2-3",
        ".crm.lock",
        "x" * 256,
        "é" * 128,
    ],
)
def test_paths_that_may_not(path: str) -> None:
    assert not is_safe(path)


def test_what_is_the_books() -> None:
    assert of_the_book("contacts/ada-example.md")
    assert of_the_book("crm.toml")
    assert not of_the_book("contacts")
    assert not of_the_book("README.md")
    assert not of_the_book("src/contacts/x.md")
