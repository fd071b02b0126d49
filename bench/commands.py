"""The commands that are measured in a book, and what they are compared with."""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from bench.books import people
from bench.measuring import Row

STAT = """
import os, sys, typer
for folder in ("contacts", "articles"):
    with os.scandir(f"{sys.argv[1]}/{folder}") as entries:
        for entry in entries:
            entry.stat()
"""

PARSE = """
import os, sys, typer
from crm.core.contacts import contact
from crm.core.times import dates
from crm.core.documents import document
from crm.core.kinds import Kinds
folder = f"{sys.argv[1]}/contacts"
for name in os.listdir(folder):
    with open(f"{folder}/{name}", "rb") as file:
        contact.read(document.read(file.read()), f"contacts/{name}", Kinds({}), dates.zone("Europe/Berlin"))
"""

FOLDERS = ("contacts", "notes", "articles")

_FEW = 10
"""Names that a reader takes in, so that nobody types on to have fewer."""


def beginning(word: str, words: Sequence[str]) -> str:
    """What is typed of a word until few of some words begin like it; all of it where there are always more."""
    fitting, begun = list(words), ""
    while len(fitting) > _FEW and begun != word:
        begun = word[: len(begun) + 1]
        fitting = [one for one in fitting if one.startswith(begun)]
    return begun or word[:1]


class Words(NamedTuple):
    """What the commands are about: a contact, one who is edited, and beginnings that few slugs or surnames have."""

    slug: str
    edited: str
    first: str
    last: str
    few: str
    surname: str


def words(size: int) -> Words:
    """Those of a book of so many contacts."""
    everybody = people(size)
    somebody = everybody[7]
    few = beginning(somebody.slug, [person.slug for person in everybody])
    surname = beginning(somebody.last.lower(), [person.last.lower() for person in everybody])
    return Words(somebody.slug, everybody[3].slug, somebody.first.lower(), somebody.last, few, surname)


def rows(path: Path, cache: Path, words: Words) -> Iterator[Row]:
    """The commands to measure in a book."""
    python = sys.executable
    crm = [str(Path(python).with_name("crm")), "--book", str(path)]
    git = ["git", "-C", str(path), "-c", "core.fsync=committed"]

    def forget(texts: bool) -> None:
        for file in cache.glob("crm/*"):
            if ("-text." in file.name) == texts:
                file.unlink()

    def by_hand() -> None:
        with (path / f"contacts/{words.edited}.md").open("a", encoding="utf-8") as file:
            file.write("\nA word by hand.\n")

    def half_written(begun: str) -> dict[str, str]:
        line = f"crm\n--book\n{path}\nshow\n{begun}"
        return {"COMP_WORDS": line, "COMP_CWORD": "4", "_CRM_COMPLETE": "complete_bash"}

    def asked(name: str, begun: str) -> Row:
        return Row(name, [crm[0]], environment=half_written(begun), quick=True, counts="names")

    commit = [*git, "commit", "--quiet", "--only", "--message", "by hand", "--", f"contacts/{words.edited}.md"]
    yield Row("python -c pass", [python, "-c", "pass"], quick=True)
    yield Row("import typer", [python, "-c", "import typer"])
    yield Row("floor", [python, "-c", STAT, str(path)])
    yield Row("parsing", [python, "-c", PARSE, str(path)], slow=True)
    yield Row("grep -r", ["grep", "-r", "-n", "-i", words.last, *(str(path / name) for name in FOLDERS)])
    yield Row("git commit --only", commit, by_hand)
    yield Row("start", [crm[0], "--version"])
    yield Row("help", [crm[0], "--help"])
    yield Row("due, first time", [*crm, "due"], lambda: forget(texts=False), slow=True)
    yield Row("log", [*crm, "log", words.slug, "note", "a word"])
    yield Row("due after log", [*crm, "due"])
    yield Row("due", [*crm, "due"], settle)
    yield Row("list", [*crm, "list"], slow=True)
    yield Row("list tag:press", [*crm, "list", "tag:press"], slow=True)
    yield Row("find, first time", [*crm, "find", words.last], lambda: forget(texts=True), slow=True)
    yield Row("find", [*crm, "find", words.last])
    yield Row("show", [*crm, "show", words.slug])
    yield asked("completion, few fit", words.few)
    yield asked("completion, a first name", f"{words.first}-")
    yield asked("completion, a letter", words.slug[0])
    query = [*crm, "query"]
    yield Row("query, few fit", [*query, words.surname], quick=True, counts="addresses")
    yield Row("query, a first name", [*query, words.first], quick=True, counts="addresses")
    yield Row("check", [*crm, "check"], slow=True)


def settle() -> None:
    """Waits until what has just been written cannot change unseen any more: as long as the index does not trust it."""
    time.sleep(0.2)


if __name__ == "__main__":
    print(json.dumps(words(int(sys.argv[1]))))
