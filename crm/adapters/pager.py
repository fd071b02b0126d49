"""The user's pager: what is longer than the screen goes through it."""

from __future__ import annotations

import shlex
import shutil
import subprocess
import sys
from collections.abc import Mapping
from contextlib import suppress

DEFAULT = "less"
OPTIONS = {"LESS": "FRX", "LV": "-c"}
"""What pagers are told where the user has set nothing: colours stay, and so does the text when they end."""


class Pager:
    """A pager that is open. Whoever looks may close it at any time; then ``write`` says False."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self._process = process

    @classmethod
    def open(cls, command: str, environment: Mapping[str, str]) -> Pager | None:
        """A pager by its command line; None where there is none such, or it is to be none (``cat``)."""
        words = _words(command)
        if not words or words == ["cat"] or not shutil.which(words[0]):
            return None
        try:
            return cls(
                subprocess.Popen(
                    words,
                    stdin=subprocess.PIPE,
                    encoding=sys.stdout.encoding,
                    errors="backslashreplace",
                    env=environment,
                )
            )
        except OSError:
            return None

    def write(self, text: str) -> bool:
        """Hands over a text; False where nobody reads on."""
        stream = self._process.stdin
        try:
            return stream is not None and stream.write(text) >= 0
        except (BrokenPipeError, ValueError):
            return False

    def close(self) -> None:
        """Says that this is all, and waits until the user has seen enough."""
        with suppress(OSError):
            if self._process.stdin:
                self._process.stdin.close()
        while True:
            try:
                self._process.wait()
            except KeyboardInterrupt:  # Ctrl-C is the pager's, as long as it runs
                continue
            return


def _words(command: str) -> list[str]:
    try:
        return shlex.split(command)
    except ValueError:  # an open quotation mark
        return []
