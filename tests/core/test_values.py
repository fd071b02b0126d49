"""A value is what ``dataclasses`` would make of the same class."""

from __future__ import annotations

import copy
import dataclasses
import pickle
from typing import Any

import pytest

from crm.core import values


@values.dataclass(frozen=True, slots=True)
class Ours:
    """A value."""

    name: str
    number: int = 0
    more: tuple[str, ...] = dataclasses.field(default=(), compare=False, repr=False)


@dataclasses.dataclass(frozen=True, slots=True)
class Theirs:
    """The same."""

    name: str
    number: int = 0
    more: tuple[str, ...] = dataclasses.field(default=(), compare=False, repr=False)


CASES: list[tuple[Any, ...]] = [("a",), ("a", 0), ("a", 1), ("b", 1), ("a", 1, ("x",))]


def test_values_compare_and_count_as_keys_by_their_fields() -> None:
    for one in CASES:
        for other in CASES:
            alike = Theirs(*one) == Theirs(*other)
            assert (Ours(*one) == Ours(*other)) is alike
            assert (Ours(*one) != Ours(*other)) is not alike
            if alike:
                assert hash(Ours(*one)) == hash(Ours(*other))
    assert len({Ours(*case) for case in CASES}) == len({Theirs(*case) for case in CASES})
    others: list[object] = [Theirs("a"), "a", ("a", 0)]
    assert Ours("a") not in others


def test_values_show_themselves() -> None:
    for case in CASES:
        assert repr(Ours(*case)) == repr(Theirs(*case)).replace("Theirs", "Ours")


def test_values_never_change() -> None:
    value: Any = Ours("a")
    with pytest.raises(dataclasses.FrozenInstanceError):
        value.name = "b"
    with pytest.raises(dataclasses.FrozenInstanceError):
        del value.name
    with pytest.raises((AttributeError, TypeError)):
        value.other = 1
    assert not hasattr(value, "__dict__")


def test_values_are_replaced_copied_and_pickled() -> None:
    value = Ours("a", 1, ("x",))
    assert dataclasses.replace(value, number=2) == Ours("a", 2)
    assert dataclasses.astuple(value) == ("a", 1, ("x",))
    for same in (copy.deepcopy(value), pickle.loads(pickle.dumps(value))):
        assert (same, same.more) == (value, value.more)


def test_a_value_with_one_field_is_no_such_field() -> None:
    @values.dataclass(frozen=True, slots=True)
    class One:
        """One field."""

        number: int

    @values.dataclass(frozen=True, slots=True)
    class Nothing:
        """None."""

    assert One(1) == One(1) != One(2)
    assert len({One(1), One(1), One(2)}) == 2
    assert Nothing() == Nothing()
    assert len({Nothing(), Nothing()}) == 1
