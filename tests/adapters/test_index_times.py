"""When a file is old enough for its time to be trusted: a second change in one tick of the clock would not show."""

from __future__ import annotations

import pytest

from crm.adapters.index.glance import is_settled

SECOND = 1_000_000_000
NOON = 1_780_000_000 * SECOND
FINE = NOON + 123_456_789
DAY = 86_400 * SECOND


@pytest.mark.parametrize(
    ("changed", "status", "after", "settled"),
    [
        (FINE, FINE, 0, False),
        (FINE, FINE, SECOND // 20, False),
        (FINE, FINE, SECOND // 5, True),
        (FINE - DAY, FINE, SECOND // 20, False),
        (FINE - DAY, FINE, SECOND // 5, True),
        (FINE, FINE, -DAY, False),
        (FINE + DAY, FINE, SECOND, False),
        (FINE, FINE + DAY, SECOND, False),
        (NOON, NOON, SECOND, False),
        (NOON, NOON, 2 * SECOND, True),
        (NOON, FINE - DAY, SECOND, False),
        (NOON - DAY, FINE, SECOND // 5, True),
    ],
    ids=[
        *("just now", "in a tick", "after some ticks", "put back, in a tick", "put back, after some ticks"),
        *("the clock was set back", "of a time to come", "of a time to come by its status"),
        *("counted in whole seconds", "counted in whole seconds, after some", "beside the time it was made at"),
        "put back to a whole second",
    ],
)
def test_whether_a_file_is_settled(changed: int, status: int, after: int, *, settled: bool) -> None:
    """Looked at so many nanoseconds after the files' fine times."""
    assert is_settled(changed, status, FINE + after) is settled
