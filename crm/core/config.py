"""crm.toml as text: its settings, and the line of each that cannot be used."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence

from crm.core.model import Problem
from crm.core.settings import Settings, settings_from

NAME = "crm.toml"

_HEADER = re.compile(r"[ \t]*\[([^\[\]]+)\]")
_KEY = re.compile(r"[ \t]*([\w.\"'-]+)[ \t]*=")
_WHERE = re.compile(r" \(at (?:line (\d+), column \d+|end of document)\)$")


def read(data: bytes) -> tuple[Settings, tuple[Problem, ...]]:
    """The settings in a crm.toml of any bytes, and its problems; the default stands for what cannot be read."""
    try:
        text = data.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        return Settings(), (
            _problem(line, "this file is not UTF-8, so the default settings stand", "save it as UTF-8"),
        )
    try:
        tables = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        found = _WHERE.search(str(error))
        line = int(found[1]) if found and found[1] else text.count("\n") + 1
        said = _WHERE.sub("", str(error))
        return Settings(), (_problem(line, f"not TOML ({said}), so the default settings stand", "correct this line"),)
    except ValueError:
        return Settings(), (_problem(1, "a number is too long, so the default settings stand", "write a shorter one"),)
    except RecursionError:
        return Settings(), (_problem(1, "nested too deeply, so the default settings stand", "write it flat"),)
    settings, slips = settings_from(tables)
    return settings, tuple(
        _problem(_line(text, slip.keys), f"{slip.message}; the default stands", slip.hint) for slip in slips
    )


def line_of(data: bytes, keys: Sequence[str]) -> int:
    """The line at which a setting stands in a crm.toml that could be read."""
    return _line(data.decode("utf-8-sig").replace("\r\n", "\n"), keys)


def _problem(line: int, message: str, hint: str) -> Problem:
    return Problem(NAME, line, "setting", "error", message, hint)


def _line(text: str, keys: Sequence[str]) -> int:
    """The line at which a key stands, or its section where the key is written in another way."""
    section: tuple[str, ...] = ()
    best, best_length = 1, 0
    for number, line in enumerate(text.split("\n"), 1):
        header = _HEADER.match(line)
        key = None if header else _KEY.match(line)
        if header:
            section = _parts(header[1])
        here = section + (_parts(key[1]) if key else ())
        length = len(here)
        if (header or key) and here == tuple(keys[:length]) and length > best_length:
            best, best_length = number, length
    return best


def _parts(dotted: str) -> tuple[str, ...]:
    return tuple(part.strip().strip("\"'") for part in dotted.split("."))
