from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from crm.core.merge import keys, merge, page
from crm.core.merge.envelope import unwrap
from tests.core.merge import pages, properties

Fork = tuple[bytes | None, bytes, bytes]


@given(fork=pages.forks())
@settings(max_examples=150)
def test_contacts_that_were_edited_apart(fork: Fork) -> None:
    for holds in properties.ALL:
        holds(merge, *fork)


@given(fork=pages.raw_forks())
@settings(max_examples=150)
def test_lines_in_any_order(fork: Fork) -> None:
    for holds in (properties.symmetric, properties.nothing_lost, properties.readable):
        holds(merge, *fork)


@given(base=pages.raw(), a=pages.raw(), b=pages.raw())
@settings(max_examples=100)
def test_any_bytes(base: bytes, a: bytes, b: bytes) -> None:
    for before in (base, None):
        properties.symmetric(merge, before, a, b)
        properties.nothing_lost(merge, before, a, b)


@given(
    data=st.one_of(pages.raw(), pages.forks().map(lambda fork: fork[1]), pages.raw_forks().map(lambda fork: fork[1]))
)
@settings(max_examples=200)
def test_a_front_matter_that_is_not_read_is_the_same_lines(data: bytes) -> None:
    _, lines = unwrap(data)
    matter, body = keys.read(lines)
    assert page.halves(lines) == (keys.write(matter), body)
