from __future__ import annotations

import re
import sys
from collections.abc import Callable

import pytest

from crm.cli.app import VERBS, load
from crm.core.kinds import BUILT_IN
from tests.cli.conftest import Result


@pytest.mark.parametrize("verb", VERBS)
def test_the_help_of_a_verb_begins_with_what_the_list_of_verbs_says(verb: str) -> None:
    assert load(verb).help.split("\n\n")[0] == VERBS[verb]


def test_the_list_of_verbs_imports_none_of_them(call: Callable[..., Result], monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [name for name in sys.modules if name.startswith("crm.cli.verbs.")]:
        monkeypatch.delitem(sys.modules, name)
    done = call("--help")
    assert all(sentence in done.out for sentence in VERBS.values())
    assert not [name for name in sys.modules if name.startswith("crm.cli.verbs.")]


@pytest.mark.parametrize("verb", VERBS)
def test_every_verb_has_help(call: Callable[..., Result], verb: str) -> None:
    assert call(verb, "-h").out.startswith(f"Usage: crm {verb} ")
    assert call(verb, "-h") == call(verb, "--help")


def test_the_help_of_log_names_every_kind(call: Callable[..., Result]) -> None:
    assert set(BUILT_IN) <= set(re.findall(r"[a-z-]+", call("log", "-h").out.partition("Kinds:")[2]))


def test_a_misspelt_verb(call: Callable[..., Result]) -> None:
    done = call("duw")
    assert done.status == 2
    assert "No such command 'duw'. Did you mean 'due'?" in done.err


def test_the_version(call: Callable[..., Result]) -> None:
    assert call("--version").out.startswith("crm 0.")
