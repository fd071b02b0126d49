from __future__ import annotations

import time
from datetime import UTC, datetime, timedelta

import pytest

from crm.adapters import clock
from crm.core.times.dates import zone_name


def test_now_is_in_utc_and_whole_seconds() -> None:
    now = clock.now()
    assert now.tzinfo is UTC
    assert now.microsecond == 0
    assert timedelta() <= datetime.now(UTC) - now < timedelta(minutes=1)


@pytest.mark.parametrize(
    ("tz", "name"),
    [
        ("Europe/Berlin", "Europe/Berlin"),
        (":Europe/Berlin", "Europe/Berlin"),
        ("UTC", "UTC"),
        ("XYZ-5:30", "+05:30"),  # POSIX: east of Greenwich is negative
        ("garbage", "UTC"),
    ],
)
def test_the_zone_of_the_environment(tz: str, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TZ", tz)
    time.tzset()
    assert zone_name(clock.machine_zone()) == name


def test_the_zone_of_the_system_is_one_that_counts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("TZ")
    time.tzset()
    zone = clock.machine_zone()
    assert datetime(2026, 6, 9, tzinfo=zone).utcoffset() is not None
