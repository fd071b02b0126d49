"""What the answers of the index depend on beside the files: this program, Python, and what knows of time zones."""

from __future__ import annotations

import sys
from pathlib import Path

import crm
from crm.adapters.index.place import MAKE


def fingerprint(*rest: str) -> str:
    """A text that is another one after a change of the program, of Python, of the zones or of ``rest``."""
    import zoneinfo

    zones = [Path(folder, name) for folder in zoneinfo.TZPATH for name in ("", "tzdata.zi", "+VERSION")]
    return of_program(*map(_state, [*zones, *_tzdata()]), *rest)


def of_program(*rest: str) -> str:
    """A text that is another one after a change of the program, of Python or of ``rest``."""
    here = Path(crm.__file__).parent
    code = (file for room in ("core", "core/rules", "adapters/index") for file in sorted((here / room).glob("*.py")))
    return MAKE + "\n".join([sys.version, *map(_state, code), *rest])


def _state(file: Path) -> str:
    """What changes when a file does; nothing for one that is not there."""
    try:
        status = file.stat()
    except OSError:
        return ""
    return f"{file} {status.st_size} {status.st_mtime_ns}"


def _tzdata() -> list[Path]:
    from importlib.util import find_spec

    spec = find_spec("tzdata")
    return [Path(folder, "zones") for folder in (spec.submodule_search_locations or ())] if spec else []
