"""Frozen values, as ``dataclasses`` makes them, but sooner: each command waits for some forty classes to be made.

Most of that time goes into the methods that are compiled for each of them. Here those that compare, count as a key and
show a value are the same few lines for all; making one, and refusing to change it, stays with ``dataclasses``.
"""

from __future__ import annotations

import dataclasses
from operator import attrgetter
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable
    from dataclasses import dataclass as dataclass
else:

    def dataclass(*, frozen: bool, slots: bool) -> Callable[[type], type]:
        """What ``dataclasses.dataclass`` makes of a class with annotations, for values that never change."""
        if not (frozen and slots):
            raise TypeError("a value is frozen, and has slots")
        return _value


def _value(bare: type) -> type:
    own_repr = "__repr__" in bare.__dict__
    made: Any = dataclasses.dataclass(frozen=True, slots=True, eq=False, repr=False)(bare)
    names = [field.name for field in dataclasses.fields(made) if field.compare]
    made.__eq__, made.__hash__ = _comparing(names)
    if not own_repr:
        made.__repr__ = _shown
    return made  # type: ignore[no-any-return]  # setting methods of a class is nothing that mypy follows


def _comparing(names: list[str]) -> tuple[Callable[[Any, object], bool], Callable[[Any], int]]:
    """The methods that compare values by these fields, and make keys of them."""
    parts: Callable[[Any], Any] = attrgetter(*names) if names else lambda _: ()

    def equal(self: Any, other: object) -> bool:
        return parts(self) == parts(other) if other.__class__ is self.__class__ else NotImplemented

    def key(self: Any) -> int:
        return hash(parts(self))

    return equal, key


def _shown(self: Any) -> str:
    fields = (f"{field.name}={getattr(self, field.name)!r}" for field in dataclasses.fields(self) if field.repr)
    return f"{type(self).__qualname__}({', '.join(fields)})"
