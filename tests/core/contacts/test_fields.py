from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import pytest

from crm.core.contacts.fields import BY_NAME, FIELDS
from crm.core.model import Birthday, Cadence
from tests.core.builders import parsed

READ = [
    # front matter, the typed value
    ("name: Jordan Example", "Jordan Example"),
    ("name: 0123", "0123"),
    ("aliases: [J. Example, J]", ("J. Example", "J")),
    ("aliases: J. Example", ("J. Example",)),
    ("email: jordan@example.org", ("jordan@example.org",)),
    ("email:\n  - a@example.org\n  - b@example.org", ("a@example.org", "b@example.org")),
    ("phone: 0123", ("0123",)),
    ("linkedin: none", "none"),
    ("company: NO", "NO"),
    ("location: 12:30", "12:30"),
    ("timezone: Europe/Berlin", "Europe/Berlin"),
    ("introduced_by: sam-example", "sam-example"),
    ('introduced_by: "[[sam-example|Sam]]"', "sam-example"),
    ('introduced_by: "[[contacts/sam-example.md]]"', "sam-example"),
    ("tags: [energy, 2026]", ("energy", "2026")),
    ("topics: []", ()),
    ("tier: B", "B"),
    ("tier: b", "B"),
    ("cadence: 6 weeks", Cadence(6, "weeks")),
    ("cadence: 6w", Cadence(6, "weeks")),
    ("snooze: 2026-12-01", date(2026, 12, 1)),
    ("status: Do-Not-Contact", "do-not-contact"),
    ("birthday: 05-17", Birthday(5, 17)),
    ("birthday: 1980-02-29", Birthday(2, 29, 1980)),
    ("birthday: 02-29", Birthday(2, 29)),
    ("card: true", True),
    ("card: no", False),
    ("added: 2026-06-09", date(2026, 6, 9)),
]


@pytest.mark.parametrize(("front", "value"), READ)
def test_a_field_is_what_the_table_says(front: str, value: object) -> None:
    name = front.partition(":")[0]
    found = parsed(f"---\n{'' if name == 'name' else 'name: X'}\n{front}\n---\n")
    assert found.problems == ()
    assert found.fields[name] == value
    assert found.lines[name] == 3


UNREADABLE = [
    # front matter, what is said, what stands in its place (None: nothing)
    ("email: jordan at example", "no mail address", None),
    ("email: [a@example.org, b, c@example.org]", "no mail address", ("a@example.org", "c@example.org")),
    ("timezone: Europe/Berln", "did you mean Europe/Berlin", None),
    ("timezone: europe/berlin", "did you mean Europe/Berlin", None),
    ("introduced_by: a/b", "no contact", None),
    ("tier: E", "is no tier", None),
    ("tier: [A, B]", "is a list", None),
    ("cadence: monthly", "no interval", None),
    ("cadence: 0 weeks", "from 1 to 999", None),
    ("snooze: June", "no date", None),
    ("snooze: 2026-02-30", "there is no 30 February", None),
    ("status: gone", "counts as paused", "paused"),
    ("status: [active]", "counts as paused", "paused"),
    ("birthday: 02-30", "there is no 30 February", None),
    ("birthday: 1981-02-29", "1981 has no 29 February", None),
    ("birthday: 17.5.", "no birthday", None),
    ("card: perhaps", "neither true nor false", None),
    ("added: 12/1/2026", "no date", None),
    ("name: {first: J}", "name is not a text", None),
]


@pytest.mark.parametrize(("front", "said", "instead"), UNREADABLE)
def test_what_a_field_cannot_hold_is_reported_with_its_line(front: str, said: str, instead: object) -> None:
    name = front.partition(":")[0]
    found = parsed(f"---\n{'' if name == 'name' else 'name: X'}\n{front}\n---\n\n## Log\n\n- 2026-06-09 call: served\n")
    problem = found.problems[0]
    assert (problem.line, problem.rule, problem.severity) == (3, name, "error")
    assert said in problem.message
    assert problem.hint
    assert found.fields.get(name) == instead
    assert len(found.interactions) == 1


def test_somebody_whose_status_stands_twice_is_not_written_to() -> None:
    found = parsed("---\nname: X\nstatus: do-not-contact\ntier: A\nstatus: active\ntier: B\n---\n")
    assert (found.status, found.tier) == ("paused", None)
    assert [problem.rule for problem in found.problems] == ["duplicate-key", "duplicate-key"]


def test_an_empty_field_says_nothing() -> None:
    found = parsed("---\nname: X\n" + "".join(f"{name}:\n" for name in BY_NAME if name != "name") + "---\n")
    assert found.problems == ()
    assert set(found.fields) == {"name"}
    assert (found.status, found.card, found.emails, found.tier) == ("active", False, (), None)


@pytest.mark.parametrize(("front", "line"), [("", 1), ("tier: A\nname:\n", 3), ('name: ""\n', 2)])
def test_the_name_is_required(front: str, line: int) -> None:
    found = parsed(f"---\n{front}---\n", slug="jordan")
    (problem,) = found.problems
    assert (problem.line, problem.rule, problem.severity) == (line, "name", "error")
    assert found.name == "jordan"


def test_unknown_keys_are_harmless() -> None:
    found = parsed("---\nname: X\nhobby: chess\ncssclasses: [a]\n---\n")
    assert (found.problems, dict(found.fields)) == ((), {"name": "X"})


def test_a_file_without_front_matter_has_a_log_all_the_same() -> None:
    found = parsed("## Log\n\n- 2026-06-09 call: served\n")
    assert [one.summary for one in found.interactions] == ["served"]
    assert [one.rule for one in found.problems] == ["name"]


def test_every_example_of_the_table_can_be_read() -> None:
    front = "".join(f"{field.name}: {field.example}\n" for field in FIELDS)
    found = parsed(f"---\n{front}---\n")
    assert found.problems == ()
    assert set(found.fields) == set(BY_NAME)


def test_lines_count_from_the_top_of_the_file_in_either_line_end() -> None:
    text = "---\nname: X\ntier: E\n---\n\n## Log\n\n- 2026-06-09 call\n- no entry\n"
    lines: Mapping[str, list[int]] = {
        newline: [problem.line for problem in parsed(text.replace("\n", newline)).problems]
        for newline in ("\n", "\r\n")
    }
    assert lines == {"\n": [3, 9], "\r\n": [3, 9]}
