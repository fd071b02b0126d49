"""What every command shares: the global options, the book they open, and where output goes."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, cast

import typer

from crm.adapters import environment
from crm.cli.output.out import Out

if TYPE_CHECKING:
    from pathlib import Path

    from crm.book.book import Book
    from crm.cli.output.progress import Progress
    from crm.core.model import Problem

_MANY = 1000
"""Files that take a while to read."""


@dataclass
class Session:
    """One call of ``crm``: ``book_option`` and ``now`` as given, and the ``book``, opened when it is first needed."""

    book_option: str | None = None
    now: str | None = None
    commit: bool = True

    @cached_property
    def out(self) -> Out:
        return Out(environment.terminal())

    @cached_property
    def root(self) -> Path:
        """The book's folder, for who reads no values from it."""
        from pathlib import Path

        from crm.book import whereabouts

        return Path(whereabouts.root(self.book_option))

    @cached_property
    def book(self) -> Book:
        from crm.book import opening  # who only asks for help needs no book

        book = opening.open_book(self.book_option, self.now)
        book.commits, book.watch = self.commit, self._watch
        return book

    def _watch(self, done: int, total: int) -> None:
        if total >= _MANY:
            self._progress.watch(done, total)

    @cached_property
    def _progress(self) -> Progress:
        from crm.cli.output.progress import Progress  # where little is to be read nobody waits for it

        return Progress("Reading the book")

    def opened_anew(self) -> Book:
        """The book as its files are now, after a change."""
        remarks = self.book.remarks
        del self.book
        self.book.remarks.extend(remarks)
        return self.book

    def look_back(self, as_of: str) -> None:
        """Opens the book as it was in a commit or at a date."""
        from crm.book import opening
        from crm.book.past.asof import book_as_of  # only who looks back waits for git

        self.book = book_as_of(self.book, as_of, keep_now=opening.is_now_given(self.now))

    def report(self) -> None:
        """Says what came up: remarks, and every file or entry of the book that cannot be read as meant."""
        for remark in self.book.remarks:
            self.out.say(remark)
        self.out.problems(unread(self.book.problems))


def unread(problems: list[Problem]) -> list[Problem]:
    """The problems that every command reports; what is merely doubted is for ``crm check``."""
    return [problem for problem in problems if problem.severity == "error"]


def session(ctx: typer.Context) -> Session:
    """The session of a command's context."""
    return cast("Session", ctx.find_root().obj)
