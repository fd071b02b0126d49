"""What the index depends on beside the files: this program, Python, what reads YAML, and what knows of time zones."""

from __future__ import annotations

import os
import sys

import crm
from crm.adapters.index.place import MAKE

_ROOMS = ("core", "adapters/index", "book/index")
_MODULE = "book/reading.py"
"""Whose code decides what the index holds, with the rooms in them; and a module of a room that does not."""


def fingerprint(*rest: str) -> str:
    """A text that is another one after a change of the program, of Python, of YAML, of the zones or of ``rest``."""
    import zoneinfo

    zones = [f"{folder}/{name}" for folder in zoneinfo.TZPATH for name in ("", "tzdata.zi", "+VERSION")]
    return of_program(*map(_state, [*zones, *_inside("tzdata", "zones"), *_inside("yaml", "__init__.py")]), *rest)


def of_program(*rest: str) -> str:
    """A text that is another one after a change of the program, of Python or of ``rest``."""
    here = os.path.dirname(crm.__file__)
    code = (file for room in _ROOMS for file in _modules(f"{here}/{room}"))
    return MAKE + "\n".join([sys.version, *map(_state, [*code, f"{here}/{_MODULE}"]), *rest])


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


def _inside(package: str, name: str) -> list[str]:
    """A file of an installed package, which is not loaded for it."""
    from importlib.util import find_spec

    spec = find_spec(package)
    return [f"{folder}/{name}" for folder in (spec.submodule_search_locations or ())] if spec else []
