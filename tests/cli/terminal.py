"""The real command on a real terminal: what somebody who sits there sees, and types."""

from __future__ import annotations

import os
import pty
import select
import signal
import sys
from collections.abc import Sequence
from pathlib import Path

_LONGEST = 60.0


def converse(
    root: Path,
    words: list[str],
    dialogue: list[tuple[str, str]],
    now: str,
    under: Sequence[str] = (),
    run: Sequence[str] = (sys.executable, "-m", "crm"),
) -> tuple[str, int]:
    """Runs ``crm`` and, each time that what is shown ends as told, types the answer. What was shown, and the status.

    ``under`` is a program, with its options, that is to run it; ``run`` is what stands for ``crm``.
    """
    pid, screen = pty.fork()
    if pid == 0:
        signal.signal(signal.SIGINT, signal.SIG_DFL)  # ignored where the tests run as a shell's background job
        command = [*under, *run, "--book", str(root), "--now", now, *words]
        os.execvp(command[0], command)
    shown, new = "", ""
    answers = list(dialogue)
    while select.select([screen], [], [], _LONGEST)[0]:
        try:
            data = os.read(screen, 65536)
        except OSError:  # the other side has left
            break
        if not data:
            break
        shown += data.decode()
        new += data.decode()
        if answers and new.rstrip().endswith(answers[0][0]):
            os.write(screen, answers.pop(0)[1].encode())
            new = ""
    os.close(screen)
    _, status = os.waitpid(pid, 0)
    assert not answers, f"nobody asked for {answers[0]} in:\n{shown}"
    return shown, os.waitstatus_to_exitcode(status)
