"""What the environment says: variables, the user's own configuration, the terminal. The only module that asks it."""

from __future__ import annotations

import io
import os
import sys

TYPE_CHECKING = False  # typing is not loaded for it: completion waits for this module
if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path


def variable(name: str) -> str | None:
    """The value of an environment variable; one that is empty counts as not set."""
    return os.environ.get(name) or None


def home(path: str) -> str:
    """A path in which ``~`` means the user's home; as it is, where there is no home."""
    return os.path.expanduser(path)


class BadConfig(Exception):
    """The user's configuration cannot be read; the message says where and why."""


def config_file() -> str:
    """The user's own configuration (XDG base directories)."""
    return f"{variable('XDG_CONFIG_HOME') or home('~/.config')}/crm/config.toml"


def config() -> Mapping[str, object]:
    """The user's own configuration; empty where there is none. Raises BadConfig."""
    import tomllib

    try:
        return tomllib.loads(_config_text())
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise BadConfig(f"{config_file()} cannot be read: {error}") from None


def configured_book() -> str | None:
    """The ``book`` of the user's configuration. Raises BadConfig."""
    try:
        found = _plain_strings(_config_text()).get("book")
    except ValueError:
        value = config().get("book")
        found = value if isinstance(value, str) else None
    return found or None


def _config_text() -> str:
    try:
        with open(config_file(), encoding="utf-8-sig") as file:
            return file.read()
    except FileNotFoundError:
        return ""
    except OSError as error:
        raise BadConfig(f"{config_file()} cannot be read: {error}") from None


def _plain_strings(text: str) -> dict[str, str]:
    """The keys above the first table of a TOML whose values are plain strings; ValueError where any is more than that.

    The library takes as long to load as Python itself to start, which is too long for who waits for a completion.
    """
    found: dict[str, str] = {}
    for line in text.split("\n"):
        key, equals, value = (part.strip(" \t\r") for part in line.partition("="))
        if key[:1] == "[":
            break
        if not key or key[0] == "#":
            continue
        inner = value[1:-1]
        if not (equals and key.isidentifier() and key.isascii() and key not in found and value == f'"{inner}"'):
            raise ValueError(line)
        if not inner.isprintable() or '"' in inner or "\\" in inner:
            raise ValueError(line)
        found[key] = inner
    return found


def cache_folder() -> Path:
    """Where what can be made again is kept (XDG base directories)."""
    from pathlib import Path

    return Path(_cache())


def _cache() -> str:
    return f"{variable('XDG_CACHE_HOME') or home('~/.cache')}/crm"


class Terminal:
    """Where output goes: its ``width`` in columns (``None`` when it is piped), whether ``colour`` is wanted.

    ``height`` is how many lines are seen at once; None where nobody sees them, or nothing can be drawn.
    """

    __slots__ = ("colour", "height", "width")

    def __init__(self, width: int | None, colour: bool, height: int | None = None) -> None:
        self.width, self.colour, self.height = width, colour, height


def terminal() -> Terminal:
    """What standard output is; ``NO_COLOR`` and ``FORCE_COLOR`` decide about colour before the terminal does."""
    shown = sys.stdout.isatty()
    width, height = os.get_terminal_size(sys.stdout.fileno()) if shown else (None, None)
    if variable("COLUMNS") and (variable("COLUMNS") or "").isdigit():
        width = int(variable("COLUMNS") or 80) if shown or variable("FORCE_COLOR") else width
    dumb = variable("TERM") == "dumb"
    colour = not variable("NO_COLOR") and (variable("FORCE_COLOR") is not None or (shown and not dumb))
    return Terminal(width or (80 if shown else None), colour, (height or 24) if shown and not dumb else None)


def with_defaults(values: Mapping[str, str]) -> dict[str, str]:
    """The environment for a program that we start, with these values where it has none."""
    return {**values, **os.environ}


def can_ask() -> bool:
    """Whether somebody sits there to answer a question."""
    return sys.stdin is not None and sys.stdin.isatty() and sys.stderr.isatty()


def shows_progress() -> bool:
    """Whether somebody watches the words that are said on the way, on a terminal where they can go again."""
    return sys.stderr is not None and sys.stderr.isatty() and variable("TERM") != "dumb"


def open_streams() -> None:
    """Makes output possible whatever the caller closed, and any character printable in any encoding.

    A command that has written must not end as if it had failed, only because a name holds an ü; nor may it stop in the
    middle of its work because nobody hears of it: that is said at the end.
    """
    for name in ("stdout", "stderr"):
        stream = getattr(sys, name)
        if stream is None:
            setattr(sys, name, io.TextIOWrapper(io.BufferedWriter(_Nowhere()), encoding="utf-8"))
        elif hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")


class _Nowhere(io.RawIOBase):
    """What stands in for a stream that the caller closed; ``lost`` once something was written to it."""

    lost = False

    def writable(self) -> bool:
        return True

    def write(self, data: object) -> int:
        self.lost = True
        return len(data)  # type: ignore[arg-type]  # bytes, or a view of some


def is_output_lost() -> bool:
    """Whether there was output, and the caller has closed where it goes."""
    raw = getattr(getattr(sys.stdout, "buffer", None), "raw", None)
    if not isinstance(raw, _Nowhere):
        return False
    sys.stdout.flush()
    return raw.lost


def editor() -> str | None:
    """The user's editor as a command line: their configuration's, ``$VISUAL``, ``$EDITOR``. Raises BadConfig."""
    own = config().get("editor")
    return own if isinstance(own, str) and own else variable("VISUAL") or variable("EDITOR")


def index_folder() -> str | None:
    """Where the index of a book may be kept; None with ``$CRM_INDEX`` set to ``off``."""
    return None if (variable("CRM_INDEX") or "").lower() == "off" else _cache()
