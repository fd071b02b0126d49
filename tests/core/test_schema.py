from __future__ import annotations

import re
import string
import tomllib
from collections.abc import Callable, Iterator
from datetime import date, time
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from crm.core import schema
from crm.core.articles import article
from crm.core.contacts.fields import BY_NAME, FIELDS, BadField
from crm.core.documents import document
from crm.core.kinds import BUILT_IN
from crm.core.notes import note
from crm.core.settings import SECTIONS, BadSetting, rows, settings_from
from docs import reference

CHECKOUT = Path(__file__).resolve().parents[2]
FOLDERS = {"contacts": "contact", "notes": "note", "articles": "article"}
PAGES = [path for folder in FOLDERS for path in sorted((CHECKOUT / folder).glob("*.md"))]
VALIDATORS = {what: Draft202012Validator(make()) for what, make in schema.SCHEMAS.items()}


def valid(what: str, value: object) -> bool:
    return bool(VALIDATORS[what].is_valid(value))


def plain(value: Any) -> Any:
    """What YAML or TOML gives, as JSON has it."""
    if isinstance(value, dict):
        return {key: plain(one) for key, one in value.items()}
    if isinstance(value, list):
        return [plain(one) for one in value]
    return value.isoformat() if isinstance(value, date | time) else value


@pytest.mark.parametrize("what", schema.SCHEMAS)
def test_each_is_a_schema_and_what_is_published(what: str) -> None:
    Draft202012Validator.check_schema(schema.SCHEMAS[what]())
    file = CHECKOUT / f"docs/schema/{what}.json"
    assert file.read_text(encoding="utf-8") == reference.schema(what), "run: make docs"


@pytest.mark.parametrize("loader", [yaml.SafeLoader, yaml.BaseLoader])
@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)
def test_the_sample_book_is_valid_whatever_types_yaml_gives(path: Path, loader: Any) -> None:
    front = path.read_text(encoding="utf-8").split("---\n")[1]
    found = plain(yaml.load(front, loader))
    assert list(VALIDATORS[FOLDERS[path.parent.name]].iter_errors(found)) == []


def test_the_sample_settings_are_valid_and_a_slip_is_not() -> None:
    found = plain(tomllib.loads((CHECKOUT / "crm.toml").read_text(encoding="utf-8")))
    assert list(VALIDATORS["settings"].iter_errors(found)) == []
    found["follow_up"]["thank_you_hour"] = 3
    [error] = VALIDATORS["settings"].iter_errors(found)
    assert "thank_you_hour" in error.message


def test_a_contact_needs_a_name_and_may_have_keys_of_its_own() -> None:
    assert not valid("contact", {"email": "a@example.org"})
    assert not valid("contact", {"name": None})
    assert valid("contact", {"name": "Ada", "mine": {"a": 1}})


# (To Python alone, the end of a pattern may have a line end behind it.)
NEAR = st.text(string.digits + "-ABCDabcd wekmonthsyr@.falstru/[]TZ:+_\n", max_size=14).filter(
    lambda text: text[-1:] != "\n"
) | st.sampled_from(
    "2026-06-09 05-17 1980-02-29 02-30 6 weeks 6w B b Active DECEASED yes True a@example.org no".split()
)


def parses(parse: Callable[[str], object], text: str) -> bool:
    try:
        parse(text)
    except BadField:
        return False
    return True


@pytest.mark.parametrize("field", FIELDS, ids=lambda field: field.name)
@given(NEAR)
def test_what_the_program_reads_is_valid(field: Any, text: str) -> None:
    if parses(field.parse, text):
        assert valid("contact", {"name": "Ada", field.name: text})
        assert valid("contact", {"name": "Ada", field.name: [text]}) == (field.shape == "list")


EXACT = ("email", "tier", "cadence", "status", "card")


@pytest.mark.parametrize("name", EXACT)
@given(NEAR)
def test_what_the_program_cannot_read_is_not(name: str, text: str) -> None:
    assert valid("contact", {"name": "Ada", name: text}) == parses(BY_NAME[name].parse, text)


@pytest.mark.parametrize(
    ("key", "text"), [("added", "2026-13-01"), ("added", "9 June"), ("birthday", "17-05"), ("snooze", "2026-06-09x")]
)
def test_dates_that_are_none(key: str, text: str) -> None:
    assert not valid("contact", {"name": "Ada", key: text})


@pytest.mark.parametrize("field", FIELDS, ids=lambda field: field.name)
def test_the_examples_are_valid(field: Any) -> None:
    [example] = schema.contact()["properties"][field.name]["examples"]
    assert valid("contact", {"name": "Ada", field.name: example})


def test_the_keys_of_notes_and_articles_are_those_that_are_read() -> None:
    assert set(schema.notes()["properties"]) == set(note.KEYS)
    read = {"title", "url", "topics", "published", "added", "read", *article._CLIPPER.values()}
    assert set(schema.article()["properties"]) == read


NOTES = st.fixed_dictionaries(
    {"kind": st.sampled_from(note.KINDS), "to": st.just("ada")},
    optional={
        "about": st.from_regex(r"([a-z]{1,3} )?2026-0[1-9]-1[0-9]( 1[0-9]:[0-5][0-9])?( Europe/Rome)?", fullmatch=True)
        | NEAR,
        "sent": st.from_regex(r"2026-0[1-9]-1[0-9]( 1[0-9]:[0-5][0-9](-1[0-9]:00)?)?", fullmatch=True) | NEAR,
        "lint-ok": st.sampled_from(["L16 she signs so", "l01", "L28: because", "L29 x", "x"]),
        "status": st.sampled_from(["draft", "Sent", "gone"]),
        "email": NEAR,
    },
)


@given(NOTES)
def test_a_note_that_is_read_without_a_doubt_is_valid(values: dict[str, str]) -> None:
    made = document.create({key: value.strip() or "x" for key, value in values.items()}, "\nText\n")
    read = note.read(made, "notes/x.md")
    assert read
    told = {problem.rule for problem in read.problems if "without a reason" not in problem.message}
    wrong = {
        str(error.path[0])
        for error in VALIDATORS["note"].iter_errors({key: value.text for key, value in made.keys.items()})
    }
    assert wrong <= told
    assert told - wrong <= {"about", "sent"}  # days and hours that there are not


VALUES = st.one_of(
    st.booleans(),
    st.integers(-5, 10_010),
    st.floats(0, 2).filter(lambda number: not number.is_integer()),  # 1.0 is an integer to JSON
    st.sampled_from(["18:00", "18:00:00", "25:00", "A", "B", "E", "Europe/Berlin", "x"]),
    st.lists(st.integers(-1, 10_001), max_size=3),
    st.lists(st.sampled_from(["2026-12-25", "2026-13-01", "x"]), max_size=2),
)


@pytest.mark.parametrize("section", SECTIONS)
@given(st.data())
def test_settings_are_valid_as_far_as_they_are_taken(section: str, data: st.DataObject) -> None:
    row = data.draw(st.sampled_from(rows(section)))
    value = data.draw(VALUES)
    try:
        row.metadata["type"].read(value)
        taken = True
    except BadSetting:
        taken = False
    found = valid("settings", {section: {row.name: value}})
    if row.metadata["type"].name == "IANA zone":
        assert found >= taken
    elif row.metadata["type"].name == "[least, most]":
        assert found >= taken  # a schema cannot compare two numbers
    else:
        assert found == taken


def test_every_default_is_valid_and_taken() -> None:
    made = schema.settings()["properties"]
    defaults = {name: {key: one["default"] for key, one in made[name]["properties"].items()} for name in SECTIONS}
    assert list(VALIDATORS["settings"].iter_errors(defaults)) == []
    assert settings_from(defaults)[1] == []


def test_kinds_of_ones_own() -> None:
    assert valid("settings", {"kinds": {"lunch": {"like": "coffee"}}})
    assert not valid("settings", {"kinds": {"lunch": {"like": "tea"}}})
    assert not valid("settings", {"kinds": {"lunch": {}}})
    assert all(valid("settings", {"kinds": {"x": {"like": kind}}}) for kind in BUILT_IN)


def test_no_pattern_is_of_python_alone() -> None:
    """ECMA 262 knows few escapes where it is strict, and none of Python's groups."""
    patterns = [text for make in schema.SCHEMAS.values() for text in _patterns(make())]
    assert len(patterns) > 10
    assert {escape for text in patterns for escape in re.findall(r"\\(.)", text)} <= set("sStn")
    assert not [text for text in patterns if "(?" in text]


def _patterns(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        for key, one in value.items():
            if key == "pattern" and isinstance(one, str):
                yield one
            yield from _patterns(one)
    elif isinstance(value, list):
        for one in value:
            yield from _patterns(one)
