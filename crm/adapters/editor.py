"""The user's editor, on a file."""

from __future__ import annotations

import shlex
import shutil
import subprocess
from pathlib import Path

from crm.core.text.texts import quoted

_FALLBACKS = ("sensible-editor", "nano", "vim", "vi", "notepad")


class NoEditor(Exception):
    """No editor could be started; the message says why and what to do."""


def edit(file: Path, command: str | None) -> None:
    """Opens a file in an editor and waits until it is closed.

    ``command`` is a command line of the user's, of which the file becomes the last argument; without one, an editor
    that is commonly there. Raises NoEditor.
    """
    words = _words(command)
    try:
        status = subprocess.run([*words, str(file)], check=False).returncode
    except OSError as error:
        raise NoEditor(
            f"the editor {quoted(words[0])} cannot be started: {error.strerror}; set $EDITOR to one that can"
        ) from None
    if status:
        raise NoEditor(f"the editor {quoted(words[0])} ended with status {status}; what it saved is kept")


def _words(command: str | None) -> list[str]:
    if command is None:
        found = next((name for name in _FALLBACKS if shutil.which(name)), None)
        if found is None:
            raise NoEditor("no editor is known; set $EDITOR, as in: export EDITOR=nano")
        return [found]
    try:
        return shlex.split(command)
    except ValueError as error:
        raise NoEditor(f"the editor {quoted(command)} is no command line: {error}; correct $EDITOR") from None
