"""What the environment says: variables, the user's own configuration, the terminal. The only module that asks it."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path


def variable(name: str) -> str | None:
    """The value of an environment variable; one that is empty counts as not set."""
    return os.environ.get(name) or None


def home(path: str) -> Path:
    """A path in which ``~`` means the user's home."""
    return Path(os.path.expanduser(path))  # noqa: PTH111 - Path.expanduser raises where there is no home


class BadConfig(Exception):
    """The user's configuration cannot be read; the message says where and why."""


def config_file() -> Path:
    """The user's own configuration (XDG base directories)."""
    base = variable("XDG_CONFIG_HOME")
    return (Path(base) if base else home("~/.config")) / "crm" / "config.toml"


def config() -> Mapping[str, object]:
    """The user's own configuration; empty where there is none. Raises BadConfig."""
    import tomllib

    file = config_file()
    try:
        return tomllib.loads(file.read_text("utf-8-sig"))
    except FileNotFoundError:
        return {}
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise BadConfig(f"{file} cannot be read: {error}") from None


def cache_folder() -> Path:
    """Where what can be made again is kept (XDG base directories)."""
    base = variable("XDG_CACHE_HOME")
    return (Path(base) if base else home("~/.cache")) / "crm"


@dataclass(frozen=True, slots=True)
class Terminal:
    """Where output goes: its width in columns (``None`` when it is piped), whether colour is wanted."""

    width: int | None
    colour: bool


def terminal() -> Terminal:
    """What standard output is; ``NO_COLOR`` and ``FORCE_COLOR`` decide about colour before the terminal does."""
    shown = sys.stdout.isatty()
    width = os.get_terminal_size(sys.stdout.fileno()).columns if shown else None
    if variable("COLUMNS") and (variable("COLUMNS") or "").isdigit():
        width = int(variable("COLUMNS") or 80) if shown or variable("FORCE_COLOR") else width
    dumb = variable("TERM") == "dumb"
    colour = not variable("NO_COLOR") and (variable("FORCE_COLOR") is not None or (shown and not dumb))
    return Terminal(width or (80 if shown else None), colour)


def can_ask() -> bool:
    """Whether somebody sits there to answer a question."""
    return sys.stdin is not None and sys.stdin.isatty() and sys.stderr.isatty()


def open_streams() -> None:
    """Makes output possible whatever the caller closed, and any character printable in any encoding.

    A command that has written must not end as if it had failed, only because a name holds an ü.
    """
    for name in ("stdout", "stderr"):
        stream = getattr(sys, name)
        if stream is None:
            setattr(sys, name, open(os.devnull, "w", encoding="utf-8"))  # noqa: PTH123, SIM115 - open until we end
        elif hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")


def editor() -> str | None:
    """The user's editor as a command line: their configuration's, ``$VISUAL``, ``$EDITOR``. Raises BadConfig."""
    own = config().get("editor")
    return own if isinstance(own, str) and own else variable("VISUAL") or variable("EDITOR")


def index_folder() -> Path | None:
    """Where the index of a book may be kept; None with ``$CRM_INDEX`` set to ``off``."""
    return None if (variable("CRM_INDEX") or "").lower() == "off" else cache_folder()
