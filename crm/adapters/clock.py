"""The machine's clock and zone: nothing else asks for them."""

from __future__ import annotations

import time
import warnings
from datetime import UTC, datetime, tzinfo


def now() -> datetime:
    """This instant (UTC), to the second."""
    return datetime.now(UTC).replace(microsecond=0)


def nanoseconds() -> int:
    """This instant as the times of files have it: since 1970."""
    return time.time_ns()


def machine_zone() -> tzinfo:
    """The zone of the machine: the environment's ``TZ``, else what the system is set to.

    Where neither names a zone of the IANA database, it is the offset of the moment (UTC for a ``TZ`` that means
    nothing), or a zone whose ``crm.core.times.dates.zone_name`` is no name that can be written.
    """
    import tzlocal  # a book that says its zone never needs it

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # settings of the system that contradict each other are not ours to report
        try:
            return tzlocal.reload_localzone()
        except (LookupError, OSError, ValueError):
            return datetime.now(UTC).astimezone().tzinfo or UTC
