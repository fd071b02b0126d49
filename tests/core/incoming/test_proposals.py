"""What is proposed of what was seen: never what the log has, never what was refused, never a guess without a doubt."""

from __future__ import annotations

from dataclasses import replace

import pytest

from crm.core.incoming.guessing import kind_of
from crm.core.incoming.proposals import Tally, propose
from crm.core.incoming.refusals import Refusals, added, line, read
from crm.core.incoming.sightings import Person, Sighting, What, digest
from crm.core.kinds import Kinds
from crm.core.model import Contact, Note, Stamp
from crm.core.times.dates import start_of_day
from tests.core.builders import BERLIN, instant, person

ME = frozenset({"robin@example.org"})
JORDAN = Person("jordan@example.org", "Jordan Example")


def jordan(log: str = "", **keys: str) -> Contact:
    return person(log, slug="jordan", name="Jordan Example", email="[jordan@example.org, j@example.com]", **keys)


def stamp(when: str) -> Stamp:
    """``2026-06-08``, ``2026-06-08 15:00`` or ``2026-06-08 15:00-15:30``."""
    day, _, hours = when.partition(" ")
    if not hours:
        return Stamp(start_of_day(instant(day).astimezone(BERLIN).date(), BERLIN), BERLIN, date_only=True)
    start, _, end = hours.partition("-")
    return Stamp(instant(f"{day} {start}"), BERLIN, instant(f"{day} {end}") if end else None)


def seen(
    when: str, title: str = "Talk", *persons: Person, what: What = "meeting", key: str = "", declined: str = ""
) -> Sighting:
    name = digest(key or f"{when} {title} {what}")
    declined_by = frozenset(declined.split())
    return Sighting(
        name, digest("series", key), what, stamp(when), persons or (JORDAN,), title, "x.ics:1", None, declined_by
    )


def tally(
    *sightings: Sighting, log: str = "", others: tuple[Contact, ...] = (), refused: Refusals | None = None
) -> Tally:
    return propose(sightings, [jordan(log), *others], ME, refused or Refusals(), Kinds({"lunch": "coffee"}))


def proposed(*sightings: Sighting, log: str = "") -> list[str]:
    return [one.kind for one in tally(*sightings, log=log).proposals]


# --- whom --------------------------------------------------------------------------------------------------------


def test_an_address_is_a_person_and_a_name_a_doubt() -> None:
    sure, doubtful = tally(
        seen("2026-06-08 10:00", "a", Person("j@example.com", "JE")),
        seen("2026-06-08 15:00", "b", Person("jordan@elsewhere.example", "Example, Jordan")),
    ).proposals
    assert sure.doubts == ()
    assert doubtful.doubts == ("by the name alone: jordan@elsewhere.example is not in the file",)


def test_two_contacts_with_one_address_are_a_doubt_each() -> None:
    twin = person(slug="sam", name="Sam Example", email="jordan@example.org")
    found = tally(seen("2026-06-08 10:00"), others=(twin,)).proposals
    assert {one.contact.slug for one in found} == {"jordan", "sam"}
    assert all("2 contacts have the address" in one.doubts[0] for one in found)


@pytest.mark.parametrize(
    ("title", "doubt"),
    [
        ("Coffee with jordan example", "by the name in its title alone"),
        ("Lunch w/ Jordan", "by the first name Jordan alone"),
        ("Crossing the jordan", None),
        ("Jordan Example – Geburtstag", None),
        ("Jordanian food", None),
        ("Dentist", None),
    ],
)
def test_a_title_without_attendees_may_name_somebody(title: str, doubt: str | None) -> None:
    me = Person("robin@example.org")
    found = tally(seen("2026-06-08 10:00", title, me)).proposals
    assert [one.doubts for one in found] == ([(doubt,)] if doubt else [])


def test_a_first_name_of_two_people_names_nobody() -> None:
    other = person(slug="jordan-two", name="Jordan Second")
    found = tally(seen("2026-06-08 10:00", "Lunch w/ Jordan", Person("robin@example.org")), others=(other,))
    assert (found.proposals, found.nobody) == ([], 1)


def test_who_is_not_in_the_book_is_counted_and_i_am_nobody() -> None:
    zed = Person("zed@example.com", "Zed")
    found = tally(seen("2026-06-07", "a", zed, Person("robin@example.org")), seen("2026-06-08", "b", zed, JORDAN))
    assert found.strangers == {zed: 2}
    assert (found.nobody, len(found.proposals)) == (1, 1)


def test_a_stranger_whom_calendars_name_in_several_ways_is_one() -> None:
    names = ["", "Zed@example.com", "Zed", "Mr Zed"]
    found = tally(*(seen(f"2026-06-0{day}", "a", Person("zed@example.com", name)) for day, name in enumerate(names, 1)))
    assert found.strangers == {Person("zed@example.com", "Zed"): 4}


def test_who_declined_was_not_there() -> None:
    assert tally(seen("2026-06-08 10:00", declined="jordan@example.org")).proposals == []
    mine = tally(seen("2026-06-08 10:00", declined="robin@example.org"))
    assert (mine.proposals, mine.declined) == ([], 1)


# --- what is there already ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("log", "known"),
    [
        ("- 2026-06-08 15:00-15:30 interview (video): x", True),
        ("- 2026-06-08 coffee: typed by hand, without an hour", True),
        ("- 2026-06-08 16:30 call", True),
        ("- 2026-06-08 09:00 call", False),
        ("- 2026-06-08 13:00-16:00 event", True),
        ("- 2026-06-08 15:30 Asia/Tokyo meeting", False),
        ("- 2026-06-08 22:00 Asia/Tokyo meeting", True),
        ("- 2026-06-07 15:00 meeting", False),
        ("- 2026-06-08 15:00 reply: they wrote", False),
        ("- 2026-06-08 no-show", True),
        ("- 2026-06-08 cancelled", True),
    ],
)
def test_what_the_log_has_is_not_proposed(log: str, known: bool) -> None:
    found = tally(seen("2026-06-08 15:00-15:30"), log=log)
    assert (len(found.proposals), found.logged) == ((0, 1) if known else (1, 0))


def test_one_entry_answers_for_one_meeting() -> None:
    two = (seen("2026-06-08 10:00", "a"), seen("2026-06-08 15:00", "b"))
    assert len(tally(*two, log="- 2026-06-08 call").proposals) == 1
    assert tally(*two, log="- 2026-06-08 call\n- 2026-06-08 15:00 call").proposals == []


def test_what_was_logged_as_proposed_is_never_proposed_again() -> None:
    sightings = (seen("2026-06-08 10:00-11:00", "a"), seen("2026-06-08 11:00", "b"), seen("2026-06-08", "all day"))
    log = "- 2026-06-08 10:00-11:00 meeting: a\n- 2026-06-08 11:00 meeting: b\n- 2026-06-08 meeting: all day"
    assert tally(*sightings, log=log).proposals == []


def test_a_meeting_in_two_calendars_is_one() -> None:
    one = seen("2026-06-08 10:00", key="same")
    assert len(tally(one, one).proposals) == 1


# --- called off --------------------------------------------------------------------------------------------------


def test_a_meeting_that_was_logged_and_called_off_is_cancelled() -> None:
    off = seen("2026-06-11 10:00", "Talk", what="cancelled")
    (one,) = tally(off, log="- 2026-06-11 10:00-10:30 interview").proposals
    assert (one.kind, one.stamp.date_only, one.stamp.day.isoformat(), one.doubts) == (
        "cancelled",
        True,
        "2026-06-11",
        (),
    )
    assert tally(off).called_off == 1
    assert tally(off, log="- 2026-06-11 10:00 interview\n- 2026-06-11 cancelled").called_off == 1
    assert tally(off, log="- 2026-06-11 16:00 interview").called_off == 1


def test_of_two_meetings_on_a_day_calling_off_one_is_a_doubt() -> None:
    off = seen("2026-06-11 10:00", "Talk", what="cancelled")
    (one,) = tally(off, log="- 2026-06-11 10:00 interview\n- 2026-06-11 16:00 call").proposals
    assert one.doubts == ("the log has 2 meetings that day, and this would call off each",)


@pytest.mark.parametrize("order", [1, -1])
def test_a_cancellation_is_the_last_word_in_whatever_order_files_are_read(order: int) -> None:
    both = [seen("2026-06-08 10:00", key="k"), seen("2026-06-08 10:00", what="cancelled", key="k")]
    assert proposed(*both[::order]) == []


# --- refused -----------------------------------------------------------------------------------------------------


def test_what_was_refused_is_not_proposed_one_or_all_of_a_series() -> None:
    first, second = seen("2026-06-01 10:00", key="a"), seen("2026-06-08 10:00", key="b")
    series = Sighting(**{name: getattr(second, name) for name in Sighting.__slots__} | {"series": first.series})
    one = read(line(first.key, "jordan", "2026-06-01 meeting: Talk"))
    every = read(line(first.series, "jordan", "all"))
    assert [len(tally(first, series, refused=refused).proposals) for refused in (Refusals(), one, every)] == [2, 1, 0]
    assert len(tally(first, refused=read(line(first.key, "somebody-else", ""))).proposals) == 1


def test_the_file_of_refusals_is_text_that_people_may_edit() -> None:
    text = added("", line("0" * 16, "jordan", "2026-06-08 meeting:\n [x]"))
    text = added(text.rstrip(), line("1" * 16, "sam", ""))
    text = f"a word of mine\r\n\n{text}\n - nonsense"
    assert read(text).pairs == {("0" * 16, "jordan"), ("1" * 16, "sam")}
    assert "2026-06-08 meeting: [x]" in text


# --- mail --------------------------------------------------------------------------------------------------------


def test_the_mails_of_a_day_and_direction_are_one_entry() -> None:
    found = tally(
        seen("2026-06-08 09:00", "Question", what="received"),
        seen("2026-06-08 10:00", "Answer", what="sent"),
        seen("2026-06-08 11:00", "More", what="received"),
        seen("2026-06-09 11:00", "Later", what="received"),
    ).proposals
    assert [(one.kind, one.channel, one.summary, one.more) for one in found] == [
        ("reply", "email", "Question", 1),
        ("email", None, "Answer", 0),
        ("reply", "email", "Later", 0),
    ]


@pytest.mark.parametrize(
    ("what", "log", "known"),
    [
        ("sent", "- 2026-06-08 thank-you (email): [[note]]", True),
        ("sent", "- 2026-06-08 18:00 update", True),
        ("sent", "- 2026-06-08 thank-you (card)", False),
        ("sent", "- 2026-06-08 linkedin", False),
        ("sent", "- 2026-06-08 reply", False),
        ("sent", "- 2026-06-09 00:30 email", True),
        ("sent", "- 2026-06-09 09:00 email", False),
        ("received", "- 2026-06-08 question", True),
        ("received", "- 2026-06-08 email", False),
        ("bounce", "- 2026-06-08 bounce", True),
        ("bounce", "- 2026-06-08 email", False),
        ("auto-reply", "- 2026-06-08 auto-reply", True),
        ("auto-reply", "- 2026-06-08 reply", False),
    ],
)
def test_mail_that_the_log_has_is_not_proposed(what: What, log: str, known: bool) -> None:
    assert proposed(seen("2026-06-08 22:00", what=what), log=log) == ([] if known else [_KINDS[what]])


_KINDS = {"sent": "email", "received": "reply", "bounce": "bounce", "auto-reply": "auto-reply"}


def test_a_bounce_is_in_doubt_unless_a_mail_came_before_it() -> None:
    bounce = seen("2026-06-08 10:01", what="bounce")
    sent = seen("2026-06-08 10:00", what="sent")
    assert tally(bounce).proposals[0].doubts
    assert tally(bounce, log="- 2026-05-01 email").proposals[0].doubts
    assert tally(bounce, log="- 2026-06-08 thank-you (card)").proposals[0].doubts
    assert not tally(bounce, log="- 2026-06-06 thank-you").proposals[0].doubts
    assert not tally(bounce, sent).proposals[1].doubts


# --- kinds -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("title", "others", "kind"),
    [
        ("Informational interview", 1, "interview"),
        ("Coffee call", 1, "coffee"),
        ("Kaffee mit Ada", 1, "coffee"),
        ("Phone", 1, "call"),
        ("Recall the plan", 1, "meeting"),
        ("Energy meetup", 30, "event"),
        ("Sync", 30, "event"),
        ("Sync", 2, "meeting"),
        ("Lunch", 1, "lunch"),
        ("", 1, "meeting"),
    ],
)
def test_the_kind_is_guessed_by_words(title: str, others: int, kind: str) -> None:
    assert kind_of(title, others, Kinds({"lunch": "coffee", "ping": "email"})) == kind


# --- notes and thanks --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("subject", "answers", "kind"),
    [
        ("Thank you for your time", False, "thank-you"),
        ("Danke!", False, "thank-you"),
        ("Thank you for your time", True, "email"),
        ("Thanksgiving plans", False, "email"),
        ("No thanks", False, "email"),
    ],
)
def test_a_letter_that_begins_with_thanks_is_a_thank_you(subject: str, answers: bool, kind: str) -> None:
    one = replace(seen("2026-06-08 09:00", subject, what="sent"), answers=answers)
    assert [found.kind for found in tally(one).proposals] == [kind]
    assert proposed(seen("2026-06-08 09:00", subject, what="received")) == ["reply"]


def test_a_letter_that_may_be_a_note_of_mine_is_in_doubt_and_of_its_kind() -> None:
    def found(kind: str = "update", to: str = "jordan", subject: str = "The  deck", status: str = "draft") -> object:
        note = Note("notes/x.md", kind, to, subject=subject, status=status)
        one = seen("2026-06-08 09:00", "the deck", what="sent")
        tallied = propose([one], [jordan()], ME, Refusals(), Kinds({}), [note])
        return [(each.kind, "crm sent notes/x.md" in "".join(each.doubts)) for each in tallied.proposals]

    assert found() == [("update", True)]
    assert found(kind="keep-in-touch") == [("email", True)]
    assert found(status="sent") == found(to="sam") == found(subject="another") == [("email", False)]
