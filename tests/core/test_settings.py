from __future__ import annotations

from datetime import date, time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crm.core import config
from crm.core.settings import SECTIONS, Settings, rows
from tests.core.builders import person

DEFAULTS = {
    # every number of the follow-up rules, as the rules name it
    "thank_you_hours": 24,
    "thank_you_lapse_days": 30,
    "morning_begins": time(5),
    "morning_ends": time(12),
    "morning_best_by": time(18),
    "later_best_by": time(10),
    "linkedin_hours": 24,
    "linkedin_lapse_days": 14,
    "card_business_days": 1,
    "card_lapse_days": 7,
    "record_hours": 2,
    "record_lapse_days": 7,
    "promise_business_days": 2,
    "promise_ahead_days": 7,
    "answer_business_days": 1,
    "report_back_best_business_days": 1,
    "report_back_business_days": 2,
    "nudge_opens_business_days": 5,
    "nudge_business_days": 7,
    "nudge_lapse_days": 21,
    "birthday_lapse_days": 2,
    "tier_a_days": 42,
    "tier_b_days": 90,
    "tier_c_days": 180,
    "tier_d_days": 365,
    "interviewee_tier": "B",
    "window_divisor": 3,
    "double_after": 2,
    "park_after": 3,
    "daily_cap": 3,
    "company_cap": 1,
    "holidays": frozenset(),
}


def test_the_defaults_are_those_of_the_rules() -> None:
    found, problems = config.read(b"")
    assert problems == ()
    assert found == Settings()
    assert {row.name: getattr(found.follow_up, row.name) for row in rows("follow_up")} == DEFAULTS


@pytest.mark.parametrize("section", SECTIONS)
def test_every_row_has_a_type_and_a_description(section: str) -> None:
    assert all(row.metadata["type"].name and row.metadata["description"] for row in rows(section))


READ = [
    ('[me]\nname = "Robin"', "me", "name", "Robin"),
    ('[me]\ntimezone = "Asia/Tokyo"', "me", "timezone", "Asia/Tokyo"),
    ('[me]\ntimezone = "+02:00"', "me", "timezone", "+02:00"),
    ('[me]\ntimezone = ""', "me", "timezone", ""),
    ("[follow_up]\ndaily_cap = 0", "follow_up", "daily_cap", 0),
    ("follow_up.daily_cap = 5", "follow_up", "daily_cap", 5),
    (
        '[follow_up]\nholidays = ["2026-12-25", 2026-12-26]',
        "follow_up",
        "holidays",
        {date(2026, 12, 25), date(2026, 12, 26)},
    ),
    ("[follow_up]\nmorning_best_by = 17:30:00", "follow_up", "morning_best_by", time(17, 30)),
    ('[follow_up]\nmorning_best_by = "17:30"', "follow_up", "morning_best_by", time(17, 30)),
    ('[follow_up]\ninterviewee_tier = "C"', "follow_up", "interviewee_tier", "C"),
    ("[notes]\ncard_words = [20, 60]", "notes", "card_words", (20, 60)),
    ("[notes]\nreuse_error = 1", "notes", "reuse_error", 1.0),
    ("[git]\ncommit = false", "git", "commit", False),
    ("\ufeff[git]\r\ncommit = false\r\n", "git", "commit", False),
]


@pytest.mark.parametrize(("toml", "section", "key", "value"), READ)
def test_what_is_written_stands(toml: str, section: str, key: str, value: object) -> None:
    found, problems = config.read(toml.encode())
    assert problems == ()
    assert getattr(getattr(found, section), key) == value


SLIPS = [
    # toml, line, what is said, what to do
    ("\n[folow_up]\ndaily_cap = 1", 2, "unknown section folow_up", "did you mean follow_up?"),
    ("[me]\nemial = 'x'", 2, "unknown setting me.emial", "did you mean email?"),
    ("[me]\nzzz = 'x'", 2, "unknown setting me.zzz", "known here: name, email"),
    ('name = "Robin"', 1, "unknown section name", ""),
    ('me = "Robin"', 1, "me is not a section", "write [me]"),
    ("[follow_up]\n# how many\ndaily_cap = 'three'", 3, "follow_up.daily_cap cannot be 'three'", "whole number from 0"),
    ("[follow_up]\ndaily_cap = -1", 2, "cannot be -1", "whole number from 0 to 10000"),
    ("[follow_up]\ndaily_cap = 10001", 2, "cannot be 10001", "10000"),
    ("[follow_up]\ndaily_cap = true", 2, "cannot be True", "whole number"),
    ("[follow_up]\ndaily_cap = 1.5", 2, "cannot be 1.5", "whole number"),
    ("[follow_up]\ntier_a_days = 0", 2, "cannot be 0", "from 1"),
    ("[follow_up]\nwindow_divisor = 0", 2, "cannot be 0", "from 1"),
    ("[follow_up]\ndaily_cap = 0x" + "f" * 5000, 2, "daily_cap cannot be", "whole number"),
    ("[follow_up]\nholidays = '2026-12-25'", 2, "holidays cannot be", "list of dates"),
    ("[follow_up]\nholidays = ['2026-02-30']", 2, "holidays cannot be", "there is no 30 February"),
    ("[follow_up]\nholidays = [2026-12-25T00:00:00]", 2, "holidays cannot be", "write each date as"),
    ("[follow_up]\nholidays = [\n  '2026-12-25',\n  3,\n]", 2, "holidays cannot be", "write each date as"),
    ("[follow_up]\nmorning_ends = '24:00'", 2, "morning_ends cannot be", "time of day"),
    ("[follow_up]\nmorning_ends = '12:00+02:00'", 2, "morning_ends cannot be", "time of day"),
    ("[follow_up]\nmorning_ends = 12", 2, "morning_ends cannot be 12", "text in quotes"),
    ("[follow_up]\ninterviewee_tier = 'E'", 2, "interviewee_tier cannot be 'E'", 'write "A", "B", "C" or "D"'),
    ("[follow_up]\ninterviewee_tier = []", 2, "interviewee_tier cannot be []", 'write "A"'),
    ("[me]\nname = 3", 2, "me.name cannot be 3", "text in quotes"),
    ("me.name = 3", 1, "me.name cannot be 3", "text in quotes"),
    ("me = { email = 'x', name = 3 }", 1, "me.name cannot be 3", "text in quotes"),
    ("[me]\nemail = 'x'\n\n[me.name]\nfirst = 'Robin'", 4, "me.name cannot be", "text in quotes"),
    ("[me]\ntimezone = 'Europe/Berln'", 2, "timezone cannot be", "did you mean Europe/Berlin?"),
    ("[notes]\ncard_words = [80, 30]", 2, "card_words cannot be", "least and the most"),
    ("[notes]\ncard_words = [1, 2, 3]", 2, "card_words cannot be", "least and the most"),
    ("[notes]\ncard_words = ['a', 2]", 2, "card_words cannot be", "whole number"),
    ("[notes]\nreuse_error = nan", 2, "reuse_error cannot be", "from 0 to 1"),
    ("[git]\ncommit = 'yes'", 2, "git.commit cannot be", "true or false"),
    ("[kinds.lunch]\nlike = 'cofee'", 1, "the kind lunch is like no built-in kind", "did you mean coffee?"),
    ("[kinds.lunch]", 1, "the kind lunch is like no built-in kind", "interview, coffee"),
    ("[kinds]\nlunch = 'coffee'", 2, "the kind lunch is like no built-in kind", "write like ="),
    ("[kinds.lunch]\nlike = 'coffee'\nlikes = 1", 3, "unknown setting kinds.lunch.likes", "did you mean like?"),
    ("[kinds.coffee]\nlike = 'call'", 1, "coffee is a built-in kind", "another name"),
    ("[kinds.'two words']\nlike = 'call'", 1, '"two words" cannot be a kind', "letters and hyphens"),
    ("[kinds.lunch-]\nlike = 'call'", 1, '"lunch-" cannot be a kind', "letters and hyphens"),
    ("kinds = 3", 1, "kinds is not a section", "[kinds.NAME]"),
]  # fmt: skip


@pytest.mark.parametrize(("toml", "line", "said", "hint"), SLIPS)
def test_a_setting_that_cannot_be_used_is_reported_and_its_default_stands(
    toml: str, line: int, said: str, hint: str
) -> None:
    found, problems = config.read(toml.encode())
    (problem,) = problems
    assert (problem.path, problem.line, problem.rule, problem.severity) == ("crm.toml", line, "setting", "error")
    assert said in problem.message
    assert hint in problem.hint
    assert len(problem.message) < 120
    assert found.follow_up == Settings().follow_up
    assert found.notes == Settings().notes
    assert found.kinds.own in ({}, {"lunch": "coffee"})


def test_one_slip_leaves_the_other_settings_alone() -> None:
    found, problems = config.read(b"[follow_up]\ndaily_cap = 5\npark_after = 'x'\ntier_a_days = 30\n")
    assert len(problems) == 1
    assert (found.follow_up.daily_cap, found.follow_up.park_after, found.follow_up.tier_a_days) == (5, 3, 30)


BROKEN = [
    (b"[me\n", 1, "not TOML"),
    (b"[me]\nname = 'x'\nname = 'y'\n", 3, "not TOML"),
    (b"[me]\nname = \n", 2, "not TOML"),
    (b"[me]\n[me]\n", 2, "not TOML"),
    (b"x = '''\n\n", 3, "not TOML"),
    (b"[me]\nname = '\xff'\n", 2, "not UTF-8"),
    (b"x = " + b"[" * 100_000, 1, "nested too deeply"),
    (b"x = " + b"9" * 5000, 1, "number is too long"),
]


@pytest.mark.parametrize(("data", "line", "said"), BROKEN)
def test_a_file_that_is_no_toml_leaves_every_default(data: bytes, line: int, said: str) -> None:
    found, problems = config.read(data)
    (problem,) = problems
    assert found == Settings()
    assert (problem.line, problem.severity) == (line, "error")
    assert said in problem.message
    assert problem.hint


@settings(max_examples=100)
@given(
    st.binary(max_size=60)
    | st.tuples(st.sampled_from([row.name for row in rows("follow_up")]), st.text(max_size=20)).map(
        lambda pair: f"[follow_up]\n{pair[0]} = {pair[1]}\n".encode()
    )
)
def test_no_file_whatever_is_too_odd(data: bytes) -> None:
    _, problems = config.read(data)
    assert all(1 <= problem.line <= data.count(b"\n") + 1 for problem in problems)


def test_own_kinds_reach_the_log_without_case() -> None:
    toml = """
        [kinds.Lunch]
        like = "Coffee"
        """
    found = person("- 2026-06-09 LUNCH: noodles", toml=toml)
    (entry,) = found.interactions
    assert (entry.kind.name, entry.kind.like) == ("lunch", "coffee")
