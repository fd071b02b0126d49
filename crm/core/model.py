"""The values of a book: contacts, interactions, follow-ups, notes, articles and problems.

Two conventions hold for every value here. An *instant* is a ``datetime`` in UTC, and the zone that it is shown and
counted in travels beside it, because Python compares and subtracts datetimes of one zone by the wall clock. A *line*
is the line's number in its file, counted from 1.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from datetime import UTC, date, datetime, tzinfo
from typing import Literal

from crm.core.kinds import Kind
from crm.core.values import dataclass

Severity = Literal["error", "warning", "info"]
Unit = Literal["days", "weeks", "months", "years"]


@dataclass(frozen=True, slots=True)
class Problem:
    """Something in the book that cannot be read as meant, or is doubted.

    ``path`` is relative to the book, ``rule`` a stable short name (``entry``, ``date``, ``L04``), ``message`` one
    sentence on what is wrong, ``hint`` what to do about it.
    """

    path: str
    line: int
    rule: str
    severity: Severity
    message: str
    hint: str = ""


@dataclass(frozen=True, slots=True)
class Cadence:
    """A calendar interval, as in ``cadence: 6 weeks``."""

    count: int
    unit: Unit


@dataclass(frozen=True, slots=True)
class Birthday:
    """A month and day, and the year where it is known."""

    month: int
    day: int
    year: int | None = None


@dataclass(frozen=True, slots=True)
class Stamp:
    """When an interaction happened.

    ``start`` and ``end`` are instants (UTC); with ``date_only`` the start is the start of that day in ``zone`` and
    there is no end. ``zone`` is the one that the entry names, else the book's.
    """

    start: datetime
    zone: tzinfo
    end: datetime | None = None
    date_only: bool = False

    @property
    def over(self) -> datetime:
        """The instant at which it has happened in full: its end, or its start where no end is written."""
        return self.end or self.start

    @property
    def day(self) -> date:
        """Its date, in its own zone."""
        return self.start.astimezone(self.zone).date()


@dataclass(frozen=True, slots=True)
class Detail:
    """One labelled line or task under an interaction.

    ``label`` is one of ``crm.core.logs.details.LABELS`` or ``task``; ``done`` and ``by`` belong to tasks.
    """

    label: str
    text: str
    line: int
    done: bool = False
    by: date | None = None


@dataclass(frozen=True, slots=True)
class Interaction:
    """One entry of a log.

    ``topics`` are the words after ``#`` in its summary and details, as written. ``written`` says whether anything at
    all stands under its first line.
    """

    stamp: Stamp
    kind: Kind
    line: int
    channel: str | None = None
    summary: str = ""
    topics: tuple[str, ...] = ()
    details: tuple[Detail, ...] = ()
    written: bool = False
    stamp_text: str = ""

    def texts(self, label: str) -> tuple[str, ...]:
        """The texts of its details with that label, in the order of the file."""
        return tuple(detail.text for detail in self.details if detail.label == label)


@dataclass(frozen=True, slots=True)
class Contact:
    """One person.

    ``fields`` holds the typed values of the front matter's known keys (see ``crm.core.contacts.fields``); a key that
    could not be read is missing here and reported in ``problems``. ``lines`` tells where each key stands.
    ``interactions`` are in time order, whatever their order in the file.
    """

    slug: str
    path: str
    fields: Mapping[str, object]
    lines: Mapping[str, int] = field(default_factory=dict)
    interactions: tuple[Interaction, ...] = ()
    problems: tuple[Problem, ...] = ()

    def _text(self, key: str) -> str | None:
        value = self.fields.get(key)
        return value if isinstance(value, str) else None

    def _texts(self, key: str) -> tuple[str, ...]:
        value = self.fields.get(key)
        return value if isinstance(value, tuple) else ()

    def _date(self, key: str) -> date | None:
        value = self.fields.get(key)
        return value if isinstance(value, date) else None

    @property
    def name(self) -> str:
        return self._text("name") or self.slug

    @property
    def aliases(self) -> tuple[str, ...]:
        return self._texts("aliases")

    @property
    def emails(self) -> tuple[str, ...]:
        return self._texts("email")

    @property
    def email(self) -> str | None:
        """The preferred address: the first."""
        return self.emails[0] if self.emails else None

    @property
    def linkedin(self) -> str | None:
        return self._text("linkedin")

    @property
    def company(self) -> str | None:
        return self._text("company")

    @property
    def role(self) -> str | None:
        return self._text("role")

    @property
    def introduced_by(self) -> str | None:
        return self._text("introduced_by")

    @property
    def different_from(self) -> tuple[str, ...]:
        """The slugs of contacts who are somebody else although they look alike."""
        return self._texts("different_from")

    @property
    def tags(self) -> tuple[str, ...]:
        return self._texts("tags")

    @property
    def topics(self) -> tuple[str, ...]:
        return self._texts("topics")

    @property
    def tier(self) -> str | None:
        return self._text("tier")

    @property
    def cadence(self) -> Cadence | None:
        value = self.fields.get("cadence")
        return value if isinstance(value, Cadence) else None

    @property
    def snooze(self) -> date | None:
        return self._date("snooze")

    @property
    def status(self) -> str:
        """``active``, ``paused``, ``do-not-contact`` or ``deceased``; what cannot be read counts as paused."""
        return self._text("status") or "active"

    @property
    def birthday(self) -> Birthday | None:
        value = self.fields.get("birthday")
        return value if isinstance(value, Birthday) else None

    @property
    def card(self) -> bool:
        return self.fields.get("card") is True

    @property
    def added(self) -> date | None:
        return self._date("added")


@dataclass(frozen=True, slots=True)
class Article:
    """One article of the reading list. ``read`` is empty while it is unread: it is never proposed then."""

    slug: str
    path: str
    title: str
    url: str | None = None
    topics: tuple[str, ...] = ()
    published: date | None = None
    added: date | None = None
    read: date | None = None
    text: str = ""
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class Note:
    """One drafted or sent note.

    ``about`` is the text of its key: the date (or date and time) of an interaction, in a report-back with the slug of
    whom I met before it. ``handed`` says when it was handed to a mail program, which does not tell what became of it.
    ``attachments`` are the files that go with it. ``text`` is the body as written, ``body_line`` the line at which it
    begins, ``waived`` maps a rule's id to the reason for waiving it.
    """

    path: str
    kind: str
    to: str
    email: str | None = None
    subject: str | None = None
    about: str | None = None
    article: str | None = None
    attachments: tuple[str, ...] = ()
    status: str = "draft"
    handed: str | None = None
    sent: str | None = None
    waived: Mapping[str, str] = field(default_factory=dict)
    text: str = ""
    body_line: int = 1
    lines: Mapping[str, int] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class Cause:
    """What a follow-up hangs on: a line of a file, and the interaction (and task) that stands there.

    A follow-up that no entry caused has the line of its front-matter key, named by ``key``.
    """

    path: str
    line: int
    entry: Interaction | None = None
    task: Detail | None = None
    key: str | None = None


@dataclass(frozen=True, slots=True)
class FollowUp:
    """One thing that is, was or will be owed to a contact.

    ``opens``, ``best_by``, ``due_by`` and ``lapses`` are instants (UTC), counted in ``zone``. ``settled_by`` is the
    entry that satisfied it. ``held`` says in words why the rule itself keeps it back (a parked contact). ``because``
    is what the rule saw, ``terms`` how each instant came about, ``clears`` what would satisfy it: all in words.
    ``about`` is the slug of another contact that it concerns (whom I met, in a report-back); ``article`` the slug of
    the article it proposes; ``handed`` the path of the note for it that was handed to a mail program.
    """

    contact: Contact
    action: str
    opens: datetime
    due_by: datetime
    zone: tzinfo
    cause: Cause
    best_by: datetime | None = None
    lapses: datetime | None = None
    settled_by: Interaction | None = None
    held: str | None = None
    because: str = ""
    terms: Mapping[str, str] = field(default_factory=dict)
    clears: str = ""
    about: str | None = None
    article: str | None = None
    handed: str | None = None


EARLIEST = datetime.min.replace(tzinfo=UTC)
"""Before every instant of a log."""
