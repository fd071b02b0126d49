from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from random import Random

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from crm.core.contacts import contact as contacts
from crm.core.documents import document
from crm.core.follow_ups.due import GENTLE, OWED, DueList, Standing, due, rank, standings
from crm.core.kinds import BUILT_IN, Kinds
from crm.core.model import Contact, Interaction
from crm.core.state.contents import Contents
from crm.core.state.situation import Situation
from tests.core.builders import BERLIN, book, person, piece

Person = tuple[list[str], dict[str, str]]
"""The entries of a log, and the front matter above it."""

SLUGS = ("al", "bo", "cy")
FIRST, LAST = datetime(2026, 5, 20, tzinfo=UTC), datetime(2026, 7, 10, tzinfo=UTC)
KINDS = sorted(set(BUILT_IN) - {"bounce"})

days = st.dates(FIRST.date(), LAST.date()).map(str)
times = st.sampled_from(["", "", " 00:00", " 04:00", " 09:30", " 09:30-10:00", " 15:00-16:30", " 23:30-00:30"])
zones = st.sampled_from(["", "", "", " Asia/Tokyo", " America/New_York", " -05:00"])
channels = st.sampled_from(["", "", " (email)", " (card)", " (linkedin)", " (message)"])
below = st.sampled_from(
    ["", "", "\n  - takeaway: x #grids", "\n  - advice: y", "\n  - [ ] z", "\n  - [ ] z (by 2026-06-20)"]
)
nows = st.datetimes(FIRST.replace(tzinfo=None), LAST.replace(tzinfo=None)).map(
    lambda now: now.replace(tzinfo=UTC, microsecond=0)
)


def entries(kinds: Iterable[str] = (*KINDS, "bounce")) -> st.SearchStrategy[str]:
    weighted = st.sampled_from(["interview", "thank-you", "question", "request", "email"]) | st.sampled_from(
        list(kinds)
    )
    parts = st.tuples(days, times, zones, weighted, channels, below)
    return parts.map(lambda part: f"- {part[0]}{part[1]}{part[2]} {part[3]}{part[4]}{part[5]}")


logs = st.lists(entries(), max_size=6)
fronts = st.fixed_dictionaries(
    {},
    optional={
        "tier": st.sampled_from("ABCD"),
        "cadence": st.sampled_from(["3 days", "2 weeks"]),
        "added": st.just("2026-05-20"),
        "birthday": st.sampled_from(["06-09", "06-20"]),
        "card": st.just("true"),
        "topics": st.just("[grids]"),
        "introduced_by": st.sampled_from(SLUGS),
        "company": st.sampled_from(["Grid", "Sun"]),
        "snooze": st.just("2026-06-15"),
        "status": st.sampled_from(["active", "paused"]),
    },
)
people = st.tuples(logs, fronts)
books = st.tuples(people, people, people)


def made(*some: Person) -> Contents:
    named = [person("\n".join(log), slug=slug, **front) for slug, (log, front) in zip(SLUGS, some, strict=True)]
    return book(*named, articles=(piece("costs", "grids"), piece("more", "grids", "tariffs")))


def what(one: Standing) -> tuple[object, ...]:
    """A follow-up and where it stands, without the lines on which it stands."""
    found = one.follow_up
    task = found.cause.task.text if found.cause.task else None
    instants = (found.opens, found.best_by, found.due_by, found.lapses)
    words = (found.because, found.article, found.about, found.held, one.reason)
    return (found.contact.slug, found.action, one.state, one.opens, *instants, found.cause.path, task, *words)


def key(one: Standing) -> tuple[object, ...]:
    """What tells a follow-up from another when time passes; the gentle three are one."""
    found = one.follow_up
    action = "gentle" if rank(found, one.state) == GENTLE else found.action
    return found.contact.slug, action, found.cause.path, found.cause.line, found.opens if action == "birthday" else None


def owed(contents: Contents, now: datetime) -> dict[tuple[object, ...], Standing]:
    return {key(one): one for one in standings(Situation(contents, now)) if one.state in OWED}


def logged(contents: Contents, slug: str, interactions: Iterable[Interaction]) -> Contents:
    """The book with another log of one contact."""
    contact = replace(contents.contacts[slug], interactions=tuple(interactions))
    return replace(contents, contacts={**contents.contacts, slug: contact})


@settings(max_examples=80)
@given(books, nows, st.randoms(use_true_random=False))
def test_the_order_of_files_and_entries_does_not_matter(
    some: tuple[Person, ...], now: datetime, random: Random
) -> None:
    contents = made(*some)
    shuffled = [(random.sample(log, len(log)), front) for log, front in some]
    again = made(*shuffled)
    again = replace(
        again,
        contacts=dict(reversed(list(again.contacts.items()))),
        articles=dict(reversed(list(again.articles.items()))),
    )
    lists = [due(Situation(each, now), until=now + timedelta(days=7)) for each in (contents, again)]
    assert [what(one) for one in lists[0].shown] == [what(one) for one in lists[1].shown]
    assert [what(one) for one in lists[0].hidden] == [what(one) for one in lists[1].hidden]


@settings(max_examples=80)
@given(books, nows)
def test_the_same_input_gives_the_same_list(some: tuple[Person, ...], now: datetime) -> None:
    assert due(Situation(made(*some), now)) == due(Situation(made(*some), now))


@settings(max_examples=60)
@given(books, nows, st.timedeltas(timedelta(), timedelta(days=60)) | st.none())
def test_the_list_leaves_out_nothing_that_the_rules_see(
    some: tuple[Person, ...], now: datetime, within: timedelta | None
) -> None:
    situation = Situation(made(*some), now)
    until = now + within if within is not None else None
    shown = due(situation, until=until, capped=False).shown
    seen = [
        one
        for one in standings(situation)
        if one.state in OWED or (until and one.state == "upcoming" and one.opens <= until)
    ]
    assert sorted(map(what, shown), key=repr) == sorted(map(what, seen), key=repr)


@settings(max_examples=120)
@given(books, nows, st.timedeltas(timedelta(seconds=1), timedelta(days=40)))
def test_time_alone_takes_nothing_away_but_by_a_lapse(
    some: tuple[Person, ...], now: datetime, later: timedelta
) -> None:
    contents = made(*some)
    then = now + later
    for slug, contact in contents.contacts.items():
        calm = [entry for entry in contact.interactions if not now < entry.stamp.over <= then]
        contents = logged(contents, slug, calm)
    before, after = owed(contents, now), owed(contents, then)
    for which, one in before.items():
        lapses = one.follow_up.lapses
        assert which in after or (lapses is not None and lapses <= then), what(one)
        if which in after:
            assert STATES.index(after[which].state) >= STATES.index(one.state)
            assert after[which].follow_up.due_by == one.follow_up.due_by


STATES = ["open", "due", "late"]

SETTLES = {
    # an entry at now, and the actions that it may take off the list
    "thank-you": {"thank-you", "answer", "report-back", "gentle"},
    "thank-you (card)": {"card", "answer", "report-back"},
    "linkedin": {"linkedin", "answer"},
    "email": {"answer", "report-back", "birthday", "gentle"},
    "message": {"answer", "report-back", "birthday", "gentle"},
    "update": {"answer", "report-back", "gentle"},
    "article": {"answer", "gentle"},
    "report-back": {"report-back", "answer", "gentle"},
    "congratulation": {"birthday", "answer", "gentle"},
    "nudge": {"nudge", "answer"},
    "request": {"answer"},
    "reply": {"nudge", "gentle"},
    "question": {"nudge", "gentle"},
    "call": {"answer", "nudge", "gentle"},
    "interview": {"answer", "nudge", "gentle"},
    "note": set(),
    "auto-reply": set(),
    "podcast": set(),
}
SURE = {
    # … and those that it takes off for certain
    "thank-you": {"thank-you", "answer", "report-back"},
    "thank-you (card)": {"card"},
    "linkedin": {"linkedin"},
    "email": {"answer", "report-back", "birthday"},
    "report-back": {"report-back"},
    "congratulation": {"birthday"},
    "nudge": {"nudge"},
    "reply": {"nudge"},
}


@settings(max_examples=150)
@given(
    st.tuples(*[st.tuples(st.lists(entries(KINDS), max_size=6), fronts)] * 3), nows, st.sampled_from(sorted(SETTLES))
)
def test_an_entry_takes_off_what_it_settles_and_nothing_else(
    some: tuple[Person, ...], now: datetime, kind: str
) -> None:
    contents = made(*some)
    now = now.replace(second=0)
    (word,) = person(f"- {now.astimezone(BERLIN):%Y-%m-%d %H:%M} {kind}").interactions
    assume(word.stamp.start == now)
    al = contents.contacts["al"]
    later = [entry for entry in al.interactions if entry.stamp.start > now]
    so_far = [entry for entry in al.interactions if entry.stamp.start <= now]
    before, after = owed(contents, now), owed(logged(contents, "al", (*so_far, word, *later)), now)
    lost = [one for which, one in before.items() if which not in after]
    assert all("al" in (one.follow_up.contact.slug, one.follow_up.about) for one in lost)
    mine = {str(key(one)[1]) for one in lost if one.follow_up.contact.slug == "al"}
    assert mine <= SETTLES[kind]
    left = {str(which[1]) for which in after if which[0] == "al"}
    assert not left & SURE.get(kind, set())


@settings(max_examples=60)
@given(people, nows, st.sampled_from(["do-not-contact", "deceased"]), st.timedeltas(timedelta(), timedelta(days=2000)))
def test_who_is_not_to_be_written_to_is_never_listed(one: Person, now: datetime, status: str, later: timedelta) -> None:
    log, front = one
    silent = book(person("\n".join(log), **{**front, "status": status}))
    assert due(Situation(silent, now + later), until=now + later + timedelta(days=400)) == DueList(())


@settings(max_examples=60)
@given(st.lists(people, min_size=4, max_size=8), nows, st.integers(0, 4), st.integers(1, 2))
def test_the_caps_hold_and_hide_no_debt(some: list[Person], now: datetime, cap: int, company_cap: int) -> None:
    named = [
        person("\n".join(log), slug=f"c{n}", **{"cadence": "3 days", **front}) for n, (log, front) in enumerate(some)
    ]
    contents = book(*named, toml=f"[follow_up]\ndaily_cap = {cap}\ncompany_cap = {company_cap}\n")
    found = due(Situation(contents, now))
    gentle = [one.follow_up.contact for one in found.shown if rank(one.follow_up, one.state) == GENTLE]
    assert len(gentle) <= cap
    companies = Counter(contact.company for contact in gentle if contact.company)
    assert all(count <= company_cap for count in companies.values())
    assert all(rank(one.follow_up, one.state) == GENTLE for one in found.hidden)
    everything = due(Situation(contents, now), capped=False).shown
    assert sorted(map(what, (*found.shown, *found.hidden)), key=repr) == sorted(map(what, everything), key=repr)
    ranks = [rank(one.follow_up, one.state) for one in everything]
    assert ranks == sorted(ranks)


PIECES = st.sampled_from(
    [
        *(
            "---\n",
            "\n",
            "\r\n",
            "  ",
            "\t",
            "- ",
            "## Log\n",
            "name: X\n",
            "tier: A\n",
            "cadence: 999 years\n",
            "card: true\n",
        ),
        *(
            "added: 9999-12-31\n",
            "birthday: 02-29\n",
            "snooze: 9999-12-31\n",
            "introduced_by: sam\n",
            "status: [",
            "topics: [x]\n",
        ),
        *(
            "2026-06-09",
            "2199-12-31",
            "1900-01-01",
            " 09:30",
            " 23:59-11:59",
            " -14:00",
            " Asia/Tokyo",
            " interview",
            " coffee",
        ),
        *(
            " call",
            " thank-you",
            " bounce",
            " cancelled",
            " request",
            " question",
            " update",
            " article: [[a",
            "]]",
            " (card)",
        ),
        *(": ", "[ ] x (by 2199-12-31)", "[ ] x (by 1900-01-01)", "advice: y", "#x", "```", "{", "\x00", "é", "🙂"),
    ]
)


@settings(max_examples=200)
@given(
    st.lists(PIECES | st.characters(), max_size=50).map("".join),
    nows | st.datetimes().map(lambda now: now.replace(tzinfo=UTC)),
)
def test_no_file_whatever_is_too_odd(source: str, now: datetime) -> None:
    for text in (source, f"---\nname: X\n{source}", f"---\nname: X\n---\n## Log\n- {source}"):
        found = contacts.read(
            document.read(text.encode("utf-8", "surrogatepass")), "contacts/sam.md", Kinds({}), BERLIN
        )
        if found is not None:
            assert isinstance(found, Contact)
            due(Situation(book(found), now), until=now)
