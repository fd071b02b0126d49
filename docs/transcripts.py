"""Runs the commands that the pages show and puts what they print in its place. Run by `make docs`; a test compares.

In a page, a fenced block of the language ``console`` is a terminal: ``$ `` begins a command, ``> `` goes on with it,
the rest is what it prints. All blocks of a page are one session of a shell, in a home that is empty at first. Two more
things are read there:

    <!-- now: 2026-06-09 20:00 -->       what ``crm`` takes for now in the blocks below
    ```markdown file=contacts/x.md       the reader has written this into that file of the current folder
"""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

CHECKOUT = Path(__file__).parents[1]
PAGES = tuple(CHECKOUT / page for page in ("README.md", "docs/tutorial.md", "docs/command-line.md", "docs/inbox.md"))

HOME = "/home/robin"
"""What stands in the pages for the folder that the session really ran in."""

GIT_CONFIG = "[user]\n\tname = Robin Example\n\temail = robin@example.org\n[init]\n\tdefaultBranch = main\n"

CRASH = "crm: an error of its own"
"""How a command reports a fault of the program: nothing that a page is to show."""

_STEP = re.compile(
    r"^<!-- now: (?P<now>[^\n]+) -->$"
    r"|^```markdown file=(?P<file>\S+)\n(?P<text>.*?)^```$"
    r"|^```console\n(?P<session>.*?)^```$",
    re.MULTILINE | re.DOTALL,
)
_COMMAND = re.compile(r"^\$ (?P<command>.*(?:\n> .*)*)\n", re.MULTILINE)
_END = "\x1e"
"""Printed after each command, to tell their outputs apart."""


def rerun(page: str) -> str:
    """The page with what its commands print now. Raises ValueError for a command without a ``now`` above it."""
    steps = list(_STEP.finditer(page))
    outputs = iter(_outputs("".join(_script(steps))))
    parts: list[str] = []
    done = 0
    for step in steps:
        if step["session"] is not None:
            shown = [f"$ {command}\n{next(outputs)}" for command in _commands(step["session"])]
            parts += [page[done : step.start("session")], *shown]
            done = step.end("session")
    return "".join([*parts, page[done:]])


def _commands(session: str) -> list[str]:
    return [found["command"] for found in _COMMAND.finditer(session)]


def _script(steps: list[re.Match[str]]) -> Iterator[str]:
    """The session as a shell script."""
    begun = False
    for step in steps:
        if step["now"]:
            begun = True
            now = shlex.quote(step["now"])
            yield f"export CRM_NOW={now} GIT_AUTHOR_DATE={now} GIT_COMMITTER_DATE={now}\n"
        elif step["file"]:
            yield f"printf %s {shlex.quote(step['text'])} >{shlex.quote(step['file'])}\n"
        else:
            if not begun:
                raise ValueError("a command has no now above it: write <!-- now: 2026-06-09 20:00 --> there")
            for command in _commands(step["session"]):
                yield command.replace("\n> ", "\n") + "\nprintf '\\x1e'\n"


def _outputs(script: str) -> list[str]:
    """What each command of a script printed, errors among it, as on a terminal of 80 columns without colour."""
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder).resolve()
        (home / ".gitconfig").write_text(GIT_CONFIG, encoding="utf-8")
        done = subprocess.run(
            ["bash", "-c", f"exec 2>&1\n{script}"],
            cwd=home,
            env=_environment(home),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            encoding="utf-8",
            check=True,
        )
        return done.stdout.replace(str(home), HOME).split(_END)[:-1]


def _environment(home: Path) -> dict[str, str]:
    return {
        "HOME": str(home),
        "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.defpath}",
        "TZ": "Europe/Berlin",
        "LC_ALL": "C.UTF-8",
        "COLUMNS": "80",
        "FORCE_COLOR": "1",  # as on a terminal …
        "NO_COLOR": "1",  # … but plain
        "GIT_CONFIG_NOSYSTEM": "1",
    }


if __name__ == "__main__":
    for path in PAGES:
        made = rerun(path.read_text(encoding="utf-8"))
        if CRASH in made:
            sys.exit(f"{path} is left as it was: a command shown there fails with an error of the program's own")
        path.write_text(made, encoding="utf-8")
