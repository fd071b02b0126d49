from __future__ import annotations

import json
from collections.abc import Callable

import pytest

from crm.core.schema import SCHEMAS
from tests.cli.conftest import Result


@pytest.mark.parametrize("what", SCHEMAS)
def test_it_prints_the_schema_without_a_book(call: Callable[..., Result], what: str) -> None:
    assert json.loads(call("schema", what).out) == SCHEMAS[what]()


def test_an_unknown_one(call: Callable[..., Result]) -> None:
    done = call("schema", "people")
    assert done.status == 2
    assert 'there is no schema "people"; the schemas are contact, note, article, settings' in done.err
