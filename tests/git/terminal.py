"""The real command on a terminal of its own."""

from __future__ import annotations

import os
import select
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.conftest import Crm


def on_a_terminal(machine: Crm, *words: str) -> tuple[int, str]:
    """The exit status, and all that a terminal shows: the command is in charge of it, and so are git and ssh."""
    import pty

    ours, theirs = pty.openpty()
    command = [sys.executable, "-m", "crm", "--book", str(machine.root), *words]
    running = subprocess.Popen(
        command,
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
        start_new_session=True,
        preexec_fn=lambda: os.login_tty(theirs),  # noqa: PLW1509 - the child does nothing else before it starts
        cwd=Path(__file__).parents[2],
    )
    os.close(theirs)
    shown = b""
    try:
        while select.select([ours], [], [], 60)[0]:
            shown += os.read(ours, 4096)
    except OSError:  # what Linux says where all have closed it
        os.close(ours)
        return running.wait(), shown.decode()
    os.killpg(running.pid, signal.SIGKILL)
    pytest.fail(f"it waits for an answer: {shown.decode()}")
