"""What the heads of an mbox cost by our own splitter, and by Python's mailbox module, in one run.

Both give the head of every letter, as `crm import mail` asks for it. Run in the checkout, by `make bench`.
"""

from __future__ import annotations

import mailbox
import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from crm.adapters import mailboxes

LETTERS = 2000
ROUNDS = 5
TEXT = "A line of a letter, as long as lines of letters are, with nothing in it.\n"
LINES = (10, 40, 4000)
"""Of a short letter, of a long one, and of one with something attached to it, which is one in ten."""


def main() -> None:
    """Print the table."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "letters.mbox"
        path.write_text("".join(_letter(number) for number in range(LETTERS)), encoding="utf-8")
        ways: dict[str, Callable[[Path], int]] = {"read": _read, "crm": _ours, "mailbox of Python": _python}
        turns = [{name: _seconds(way, path) for name, way in ways.items()} for _ in range(ROUNDS)]
        size = path.stat().st_size
    medians = {name: statistics.median(turn[name] for turn in turns) for name in ways}
    print(f"{f'{LETTERS:,} letters, {size / 1e6:.0f} MB':<24} {'ms':>6}")
    for name, median in medians.items():
        print(f"{name:<24} {median * 1000:>6.0f}")
    ratio = medians["mailbox of Python"] / medians["crm"]
    print(f"Python's mailbox takes {ratio:.1f} times as long as crm for the heads of all letters")


def _letter(number: int) -> str:
    heads = "".join(f"Received: from host-{hop}.example.org by relay.example.org; id {number}\n" for hop in range(4))
    lines = LINES[2] if number % 10 == 0 else LINES[number % 2]
    return (
        f"From robin@example.org Tue Jun  9 10:30:00 2026\n{heads}From: Robin Example <robin@example.org>\n"
        f"To: Jordan Example <jordan@example.org>\nSubject: number {number}\n\n{TEXT * lines}\n"
    )


def _seconds(way: Callable[[Path], int], path: Path) -> float:
    start = time.perf_counter()
    if way(path) not in (LETTERS, path.stat().st_size):
        raise SystemExit("a letter is missing")
    return time.perf_counter() - start


def _read(path: Path) -> int:
    return len(path.read_bytes())


def _ours(path: Path) -> int:
    return sum(b"Subject: number" in letter.head for letter in mailboxes.letters(str(path)))


def _python(path: Path) -> int:
    box = mailbox.mbox(path, create=False)
    try:
        return sum(b"Subject: number" in _head_of(box, key) for key in box.iterkeys())
    finally:
        box.close()


def _head_of(box: mailbox.mbox, key: str) -> bytes:
    """The lines up to the first blank one: what the module itself would make of a letter takes longer."""
    with box.get_file(key) as file:
        return b"".join(iter(lambda: file.readline().rstrip(b"\n"), b""))


if __name__ == "__main__":
    main()
