"""A fresh draft lacks what its placeholders ask for, and is told of nothing else that would keep it from being sent."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from crm.adapters.templates import built_in, render
from crm.core.documents import document
from crm.core.state.contents import Contents
from crm.core.notes.drafts.draft import compose, keys, order
from crm.core.notes.lint import lint
from crm.core.model import Note
from crm.core.notes.note import KINDS
from crm.core.settings import Me
from crm.core.state.situation import Situation
from tests.core.notes.lint.desks import ME, corpus_contents, desk_of, note_of

PEOPLE = ["jordan-example", "anita-testcase", "oskar-mustermann", "solveig-oppdiktet", "gus-whoever", "uncle-joost"]


def drafted(kind: str, to: str, now: datetime, contents: Contents) -> Note:
    found = order(kind, contents.contacts[to], Situation(contents, now))
    made = compose(found, lambda values: render(built_in(kind), values))
    return note_of(document.create(keys(made), made.text).text, f"notes/{now:%Y-%m-%d}-{to}-{kind}.md")


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("after", [timedelta(hours=3), timedelta(days=4), timedelta(days=100)])
def test_a_draft_lacks_only_what_it_asks_for(kind: str, after: timedelta) -> None:
    me = Me(ME.name, ME.email, ME.phone, ME.linkedin, goal="move from support into data platforms")
    contents = corpus_contents()
    contents = replace(contents, settings=replace(contents.settings, me=me), notes=())
    for slug in PEOPLE:
        met = [entry for entry in contents.contacts[slug].interactions if entry.kind.direction == "both"]
        now = met[-1].stamp.over + after
        note = drafted(kind, slug, now, contents)
        contents = replace(contents, notes=(*contents.notes, note))
        found = [one for one in lint(note, desk_of(contents, now)) if one.severity == "error" and one.rule != "L04"]
        assert found == []
