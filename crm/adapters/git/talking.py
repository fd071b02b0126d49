"""Waiting for a git that talks to another machine: as long as it gives a sign of life, and no longer.

The other side may accept and then say nothing. Git waits for it without end; we wait for a sign of git's, which counts
aloud what it sends and gets (``--progress``).
"""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from subprocess import Popen
from typing import IO, NamedTuple

SILENCE = 300.0
"""Seconds without a sign after which the other side is given up. A server that works tells of it each second."""

_GRACE = 5.0  # seconds for git to clear up after itself
_LAST_WORDS = 1.0  # seconds until what was said before an end has been heard
_COUNT = re.compile(rb"(?:remote: )?[A-Z][a-z]+ [a-z]+: +(?:\d+%? |\d+, done)(?:\((\d+)/(\d+)\))?")
_TOTAL = b"Total "
_HANDED_OVER = re.compile(rb"Writing objects: +100%.*, ([\d.]+) (bytes|KiB|MiB|GiB) \|")
_UNITS = {b"bytes": 1, b"KiB": 1 << 10, b"MiB": 1 << 20, b"GiB": 1 << 30}
_BUFFERS = 4_000_000  # bytes that a system takes at once, to send them when it can
_SLOWEST = 2_000  # bytes a second that a line brings at least on which a push is waited for

Heard = Callable[[int, int], object]
"""Called with how much of something git has sent, got or put in order, and of how much."""


class Silent(Exception):
    """The other side gave no sign for too long, and git was stopped."""


class Said(NamedTuple):
    """How a command ended: its exit status, and what it printed, without its counting."""

    status: int
    out: bytes
    err: bytes


def nobody(done: int, total: int) -> None:
    """Nobody listens."""


def talk(
    command: Sequence[str],
    environment: Mapping[str, str],
    meanwhile: Callable[[], object],
    heard: Heard = nobody,
    silence: float = SILENCE,
) -> Said:
    """Runs a command that talks to another machine, calls ``meanwhile`` while it works, and waits for its end.

    Raises Silent, OSError where it cannot be started, and what ``meanwhile`` raises; then the command is ended.
    """
    started: list[Popen[bytes]] = []
    with _ended_with_us(started):
        process = Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            env=environment,
            start_new_session=True,  # so that what it starts, such as ssh, can be ended with it
        )
        started.append(process)
        listener = _Listener(process, heard)
        try:
            meanwhile()
            listener.wait(silence)
        except BaseException:
            _end(process)
            raise
    return Said(process.returncode, *listener.said())


class _Listener:
    """Hears what a process says until it ends; who it leaves behind may hold its pipes on."""

    def __init__(self, process: Popen[bytes], heard: Heard) -> None:
        self._heard, self._last = heard, time.monotonic()
        self._under_way = 0.0  # seconds that what git has handed over may take still, without a sign of git's
        self._said: tuple[list[bytes], list[bytes]] = ([], [])
        self._ended = threading.Event()
        self._readers = [
            _thread(self._read, process.stdout, self._said[0]),
            _thread(self._read, process.stderr, self._said[1]),
        ]
        self._waiter = _thread(self._wait, process)

    def wait(self, silence: float) -> None:
        """Returns when the process has ended. Raises Silent."""
        while not self._ended.wait(max(self._given_up(silence) - time.monotonic(), 0)):
            if time.monotonic() >= self._given_up(silence):
                raise Silent
        for reader in self._readers:
            reader.join(_LAST_WORDS)

    def _given_up(self, silence: float) -> float:
        """When there is no more waiting, unless something is heard."""
        return self._last + silence + self._under_way

    def said(self) -> tuple[bytes, bytes]:
        """What was said on both streams, without the counting."""
        out, err = (b"".join(chunks) for chunks in self._said)
        return out, b"\n".join(line for line in re.split(rb"[\r\n]", err) if not _is_count(line))

    def _wait(self, process: Popen[bytes]) -> None:
        process.wait()
        self._ended.set()

    def _read(self, stream: IO[bytes], into: list[bytes]) -> None:
        with stream:
            while chunk := os.read(stream.fileno(), 1 << 16):
                self._last = time.monotonic()
                into.append(chunk)
                self._tell(re.split(rb"[\r\n]", chunk))

    def _tell(self, lines: Iterable[bytes]) -> None:
        for line in lines:
            handed_over = _HANDED_OVER.match(line)
            if handed_over:
                self._under_way = min(float(handed_over[1]) * _UNITS[handed_over[2]], _BUFFERS) / _SLOWEST
            count = _COUNT.match(line)
            if count and count[2]:
                self._heard(int(count[1]), int(count[2]))


@contextmanager
def _ended_with_us(started: Sequence[Popen[bytes]]) -> Iterator[None]:
    """Lets a signal that ends us end what we started first: it has a session of its own, and would go on."""
    numbers = [getattr(signal, name) for name in ("SIGTERM", "SIGHUP") if hasattr(signal, name)]
    caught = [number for number in numbers if signal.getsignal(number) == signal.SIG_DFL]

    def end(number: int, _: object) -> None:  # an exception might be lost, as in the middle of an import
        for process in started:
            _end(process)
        signal.signal(number, signal.SIG_DFL)
        os.kill(os.getpid(), number)

    for number in caught:
        signal.signal(number, end)
    try:
        yield
    finally:
        for number in caught:
            signal.signal(number, signal.SIG_DFL)


def _is_count(line: bytes) -> bool:
    return _COUNT.match(line) is not None or line.startswith(_TOTAL)


def _thread(work: Callable[..., None], *arguments: object) -> threading.Thread:
    thread = threading.Thread(target=work, args=arguments, daemon=True)
    thread.start()
    return thread


def _end(process: Popen[bytes]) -> None:
    """Ends a process and all that it started: kindly first, so that git removes its locks."""
    for number in (signal.SIGTERM, signal.SIGKILL if sys.platform != "win32" else signal.SIGTERM):
        with suppress(OSError):
            if sys.platform != "win32":
                os.killpg(process.pid, number)
            else:
                process.terminate()
        with suppress(subprocess.TimeoutExpired):
            process.wait(_GRACE)
            return
