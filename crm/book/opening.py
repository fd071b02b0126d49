"""Finding the book, and making a new one."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

from crm.adapters import clock, environment
from crm.adapters.root import BOOK_FILE
from crm.adapters.store import Exists, Store, StoreError
from crm.book import whereabouts
from crm.book.book import Book
from crm.book.errors import Unmet, Wrong
from crm.book.folders import ARTICLES, CONTACTS, NOTES
from crm.book.operation import Operation


def open_book(option: str | None, now: str | None) -> Book:
    """The book that ``--book``, ``$CRM_BOOK``, the current folder or the user's configuration names, in this order.

    ``now`` is the text of ``--now``, which ``$CRM_NOW`` stands in for. Raises Wrong.
    """
    book = Book(Path(whereabouts.root(option)), clock.now())
    text = _given(now)
    if text:
        from crm.book import moments  # only who asks for another now waits for the reading of dates

        book.now = moments.moment(text, book).start
    return book


def is_now_given(now: str | None) -> bool:
    """Whether another now than the clock's was asked for."""
    return _given(now) is not None


def _given(now: str | None) -> str | None:
    return now or environment.variable("CRM_NOW")


GITATTRIBUTES = "# Every byte of the book stays as it was written, on every machine.\n* -text\n"
GITIGNORE = ".crm-tmp-*\n.crm.lock\n*~\n.*.swp\n"

_CRM_TOML = """\
# Everything here may be changed in any editor. `crm check` says what it does not understand.

[me]
{me}
[follow_up]
# Days without business beside weekends, such as "2026-12-25".
holidays = []
"""

ME_KEYS = ("name", "email", "phone", "linkedin", "timezone", "goal")


def init(folder: Path, me: Mapping[str, str], now: datetime, *, git: bool = True) -> Book:
    """A new book in a folder, which is made where it is missing, and with ``git`` a repository with a first commit.

    Raises Wrong where there is a book already, and Unmet.
    """
    must_be_free(folder)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        store = Store(folder.resolve())
        for name in (CONTACTS, NOTES, ARTICLES):
            (folder / name).mkdir(exist_ok=True)
        for path, text in ((".gitattributes", GITATTRIBUTES), (".gitignore", GITIGNORE)):
            _create_if_missing(store, path, text)
        store.create(BOOK_FILE, _CRM_TOML.format(me=_toml(me)).encode())
    except OSError as error:
        raise Unmet(f"{folder} cannot be made a book: {error.strerror}", "choose another folder") from None
    except StoreError as error:
        raise Unmet(error.message, error.hint) from None
    book = Book(folder.resolve(), now, commits=git)
    if git:
        _first_commit(book, me)
    return book


def must_be_free(folder: Path) -> None:
    """Raises Wrong for a folder that is a book already."""
    if (folder / BOOK_FILE).exists():
        raise Wrong(f"{folder} is a book already", "nothing was changed; add people with: crm add NAME")


def here(folder: Path, now: datetime, *, commits: bool) -> Book | None:
    """The book in a folder; None where there is none."""
    return Book(folder.resolve(), now, commits=commits) if (folder / BOOK_FILE).exists() else None


def _first_commit(book: Book, me: Mapping[str, str]) -> None:
    """Makes the book a repository where it is none; git learns my name and address if it knows nobody's."""
    from crm.adapters.git import GitError, Repository, create

    try:
        repository = Repository.at(book.root) or create(book.root)
        for key, value in (("user.name", me.get("name")), ("user.email", me.get("email"))):
            if value and not repository.setting(key):
                repository.run("config", "--local", key, value)
    except GitError as error:
        book.remarks.append(f"the book is made, without a history: {error}")
        return
    book.record(Operation("init: a new book", "init", [BOOK_FILE, ".gitattributes", ".gitignore"]))


def machine_zone_name() -> str:
    """The name of the machine's zone, for the settings of a new book."""
    from crm.core.times import dates

    name = dates.zone_name(clock.machine_zone())
    return name if dates.is_zone(name) else ""


def _create_if_missing(store: Store, path: str, text: str) -> None:
    try:
        store.create(path, text.encode())
    except Exists:
        return


def _toml(me: Mapping[str, str]) -> str:
    lines = []
    for key in ME_KEYS:
        value = me.get(key, "")
        line = f'{key} = "{_escaped(value)}"'
        lines.append(line if value else f"# {line}")
    return "\n".join(lines) + "\n"


def _escaped(text: str) -> str:
    """A text inside a basic string of TOML 1.0."""
    plain = text.replace("\\", "\\\\").replace('"', '\\"')
    return "".join(char if char.isprintable() else f"\\u{ord(char):04x}" for char in plain)
