"""What is long goes through the user's pager, on a terminal only: the real command in a real one."""

from __future__ import annotations

import fcntl
import json
import os
import pty
import struct
import subprocess
import sys
import termios
from pathlib import Path

import pytest

from tests.cli.conftest import NOW, Crm

ROWS = 20


@pytest.fixture
def book(crm: Crm) -> Crm:
    for number in range(30):
        crm.contact(f"ada-{number:02}", "- 2026-06-01 call: about grids\n")
    return crm


def on_a_terminal(book: Crm, *words: str, typed: bytes = b"", **variables: str) -> tuple[str, int]:
    """What a terminal of 20 lines shows of a command, and its exit status; ``typed`` is sent once it is full."""
    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", ROWS, 80, 0, 0))
    environment = {**os.environ, "TERM": "xterm", "NO_COLOR": "1", **variables}
    command = [sys.executable, "-m", "crm", "--book", str(book.root), "--now", NOW, *words]
    with subprocess.Popen(
        command,
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
        env=environment,
        start_new_session=True,
        preexec_fn=lambda: fcntl.ioctl(0, termios.TIOCSCTTY, 0),  # noqa: PLW1509 - so that Ctrl-C is a signal
    ) as child:
        os.close(theirs)
        shown = b""
        while True:
            try:
                chunk = os.read(ours, 65536)
            except OSError:  # Linux's way to say that the other end is closed
                break
            if not chunk:
                break
            shown += chunk
            if typed and len(shown.splitlines()) >= ROWS - 1:
                os.write(ours, typed)
                typed = b""
    os.close(ours)
    return shown.decode().replace("\r\n", "\n"), child.returncode


def pager(book: Crm, script: str) -> str:
    """A pager of the user's."""
    return f"{sys.executable} {book.write('pager.py', script)}"


SAVING = "import sys\nopen({!r}, 'w').write(sys.stdin.read())\n"


@pytest.mark.parametrize("words", [["list"], ["find", "grids"]], ids=" ".join)
def test_what_is_longer_than_the_terminal_goes_through_the_pager(book: Crm, tmp_path: Path, words: list[str]) -> None:
    seen = tmp_path / "seen"
    shown, status = on_a_terminal(book, *words, PAGER=pager(book, SAVING.format(str(seen))))
    assert (shown, status) == ("", 0)
    assert "ada-29" in seen.read_text().splitlines()[-1]
    assert len(seen.read_text().splitlines()) == 30 + (words == ["list"])


@pytest.mark.parametrize(
    "words",
    [["list", "ada-07"], ["find", "Ada 07"], ["list", "--no-pager"], ["list", "--json"], ["find", "grids", "--json"]],
    ids=" ".join,
)
def test_what_is_short_or_not_to_be_paged_does_not(book: Crm, tmp_path: Path, words: list[str]) -> None:
    seen = tmp_path / "seen"
    shown, status = on_a_terminal(book, *words, PAGER=pager(book, SAVING.format(str(seen))))
    assert "ada-07" in shown
    assert status == 0
    assert not seen.exists()


def test_no_pipe_is_paged(book: Crm, tmp_path: Path) -> None:
    seen = tmp_path / "seen"
    command = [sys.executable, "-m", "crm", "--book", str(book.root), "list"]
    environment = {**os.environ, "PAGER": pager(book, SAVING.format(str(seen)))}
    done = subprocess.run(command, capture_output=True, text=True, check=True, env=environment)
    assert len(done.stdout.splitlines()) == 30
    assert not seen.exists()


@pytest.mark.parametrize(
    "script", ["input()\n", "", "import sys\nsys.exit(3)\n", "import os\nos.kill(os.getpid(), 9)\n"]
)
def test_a_pager_that_ends_early_is_no_failure(book: Crm, script: str) -> None:
    assert on_a_terminal(book, "find", "grids", PAGER=pager(book, script)) == ("", 0)


@pytest.mark.parametrize("named", ["no-such-pager", "cat", "less 'open", "/"])
def test_without_a_pager_it_is_printed(book: Crm, named: str) -> None:
    shown, status = on_a_terminal(book, "list", PAGER=named)
    assert len(shown.splitlines()) == 31
    assert status == 0


def test_no_pager_on_a_terminal_that_can_draw_nothing(book: Crm) -> None:
    shown, _ = on_a_terminal(book, "list", PAGER=pager(book, ""), TERM="dumb")
    assert len(shown.splitlines()) == 31


def test_ctrl_c_in_the_pager_is_the_pagers(book: Crm) -> None:
    script = (
        "import signal, sys, time\nsignal.signal(signal.SIGINT, signal.SIG_IGN)\n"
        "for line in sys.stdin:\n    print(line, end='', flush=True)\ntime.sleep(0.5)\nprint('bye')\n"
    )
    shown, status = on_a_terminal(book, "list", typed=b"\x03", PAGER=pager(book, script))
    assert "Traceback" not in shown
    assert shown.endswith("bye\n")
    assert status == 0


def test_colours_mark_the_words_on_a_terminal_alone(book: Crm) -> None:
    book.contact("ada-07", "- 2026-06-01 call: at the Café\n")
    shown, _ = on_a_terminal(book, "find", "cafe", FORCE_COLOR="1", NO_COLOR="")
    assert "at the \x1b[1mCafé\x1b[0m" in shown
    assert book("find", "cafe").out == "contacts/ada-07.md:7: - 2026-06-01 call: at the Café\n"


def test_json_as_it_comes_is_the_json_of_all(book: Crm) -> None:
    shown = book("find", "grids", "--json").out
    assert shown == json.dumps(json.loads(shown), indent=1, ensure_ascii=False) + "\n"
    assert book("find", "nowhere", "--json", status=1).out == "[]\n"
