"""Whole notes: good ones pass without an error and nearly in silence, bad ones are told what is wrong with them.

The notes under ``held-out`` were written before the lint had read them, so that it is not only tuned to its examples.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from crm.core.notes.lint import RULES
from crm.core.notes.lint.case import Case
from tests.core.notes.lint.desks import CORPUS, corpus_contents, corpus_keys, corpus_lint, corpus_note, desk_of

GOOD = sorted([*CORPUS.glob("good/*.md"), *CORPUS.glob("held-out/*.md")])
BAD = sorted(CORPUS.glob("bad/*.md"))


def name(path: Path) -> str:
    return f"{path.parent.name}/{path.stem}"


def told(path: Path) -> set[str]:
    return {f"{problem.rule} {problem.severity}" for problem in corpus_lint(path)}


@pytest.mark.parametrize("path", GOOD, ids=name)
def test_a_good_note_passes(path: Path) -> None:
    expected = corpus_keys(path)["expect"]
    assert not [finding for finding in expected if finding.endswith("error")]
    assert told(path) == expected


def test_good_notes_are_hardly_warned() -> None:
    warned = [path for path in GOOD if any(finding.endswith("warning") for finding in corpus_keys(path)["expect"])]
    assert len(GOOD) >= 50
    assert len(warned) <= len(GOOD) // 20


@pytest.mark.parametrize("path", BAD, ids=name)
def test_a_bad_note_is_told(path: Path) -> None:
    expected = corpus_keys(path)["expect"]
    assert expected
    assert expected <= told(path)
    beside = {finding for finding in told(path) - expected if not finding.endswith("info")}
    assert beside == set()


def test_a_note_that_went_to_somebody_else_is_not_about_this_talk() -> None:
    contents = corpus_contents()
    thanks = [path for path in GOOD if path.stem.endswith("thank-you")]
    mistaken = []
    for path, other in zip(thanks, [*thanks[7:], *thanks[:7]], strict=True):
        note, to = corpus_note(path), corpus_note(other)
        case = Case(replace(note, to=to.to, about=to.about), desk_of(contents, corpus_keys(other)["now"]))
        mistaken += [f"{path.stem} → {to.to}" for logged in case.learned if logged.recognised]
    assert len(thanks) > 20
    assert len(mistaken) <= len(thanks) // 15  # two portfolios are cut down; a stem of two languages


def test_every_rule_has_a_bad_note_or_a_table() -> None:
    tables = "".join(path.read_text("utf-8") for path in Path(__file__).parent.glob("test_*.py"))
    assert [rule.id for rule in RULES if tables.count(f'"{rule.id}"') < 2] == []
