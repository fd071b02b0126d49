"""What the answers of the index depend on beside the files: this program, Python, and what knows of time zones."""

from __future__ import annotations

import os
import sys

import crm
from crm.adapters.index.place import MAKE

_ROOMS = ("core", "adapters/index", "book/index")
"""Whose code decides what the index holds, with the rooms in them."""


def fingerprint(*rest: str) -> str:
    """A text that is another one after a change of the program, of Python, of the zones or of ``rest``."""
    import zoneinfo

    zones = [f"{folder}/{name}" for folder in zoneinfo.TZPATH for name in ("", "tzdata.zi", "+VERSION")]
    return of_program(*map(_state, [*zones, *_tzdata()]), *rest)


def of_program(*rest: str) -> str:
    """A text that is another one after a change of the program, of Python or of ``rest``."""
    here = os.path.dirname(crm.__file__)
    code = (file for room in _ROOMS for file in _modules(f"{here}/{room}"))
    return MAKE + "\n".join([sys.version, *map(_state, code), *rest])


def _modules(folder: str) -> list[str]:
    """The modules in a folder and the rooms in it, sorted."""
    found: list[str] = []
    for where, rooms, names in os.walk(folder):
        rooms[:] = [room for room in rooms if room != "__pycache__"]
        found += [f"{where}/{name}" for name in names if name.endswith(".py")]
    return sorted(found)


def _state(file: str) -> str:
    """What changes when a file does; nothing for one that is not there."""
    try:
        status = os.stat(file)
    except OSError:
        return ""
    return f"{file} {status.st_size} {status.st_mtime_ns}"


def _tzdata() -> list[str]:
    from importlib.util import find_spec

    spec = find_spec("tzdata")
    return [f"{folder}/zones" for folder in (spec.submodule_search_locations or ())] if spec else []
