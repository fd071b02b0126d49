"""What runs beside each other in test_store_survival.py: each function is a process of its own."""

from __future__ import annotations

import os
import signal
import sys
import time
from collections.abc import Callable
from pathlib import Path
from types import FrameType
from typing import Any

from crm.adapters.store import Store, lock, places, reading, replacing

PATH = "contacts/jordan-example.md"
OTHER = "contacts/sam-example.md"
OLD = b"---\nname: Jordan Example\n---\n\n## Log\n\n"
OURS = b"- 2026-06-09 call: ours\n"
THEIRS = b"- 2026-06-09 note: theirs\n"

PAUSE = 0.003
"""Seconds between two saves of an editor; who saves twice within one exchange of ours gets a second file."""


def append(root: Path, name: str, count: int, *paths: str) -> None:
    """As ``crm log`` does, ``count`` times to each path."""
    for number in range(count):
        for path in paths:
            with lock(root, "crm log", timeout=60):
                Store(root).update(path, lambda data: data + f"- {name} {number}\n".encode(), attempts=50)  # noqa: B023 - called at once


def write_versions(root: Path) -> None:
    """Writes complete versions of one file without end, each of one letter, and says when it has begun."""
    store = Store(root)
    while True:
        for letter in b"abcdefgh":
            with lock(root, "crm log"):
                store.update(PATH, lambda _: bytes([letter]) * 100_000)  # noqa: B023 - called at once
        print("written", flush=True)


def edit_in_place(root: Path, name: str, count: int) -> None:
    """An editor that opens the file, reads, empties and writes it; the lines come in two halves."""
    for number in range(count):
        with (root / PATH).open("r+b", buffering=0) as file:
            data = file.read()
            file.seek(0)
            file.truncate()
            file.write(data + f"- {name} ".encode())
            file.write(f"{number}\n".encode())
        time.sleep(PAUSE)


def edit_appending(root: Path, name: str, count: int) -> None:
    """A shell's ``echo "- …" >> file``."""
    for number in range(count):
        with (root / PATH).open("ab", buffering=0) as file:
            file.write(f"- {name} ".encode())
            file.write(f"{number}\n".encode())
        time.sleep(PAUSE)


def edit_by_rename(root: Path, name: str, count: int) -> None:
    """An editor that writes a new file and renames it over the old one."""
    new = root / "contacts" / f".{name}.swp"
    line = b""
    for number in range(count):
        data = _read_with(line, root / PATH)
        line = f"- {name} {number}\n".encode()
        new.write_bytes(data + line)
        new.rename(root / PATH)
        time.sleep(PAUSE)


def _read_with(line: bytes, file: Path) -> bytes:
    """What the file holds once it holds what was saved last: for a moment, a command may have put that aside."""
    for _ in range(100):
        data = file.read_bytes()
        if line in data:
            break
        time.sleep(PAUSE)
    return data


def open_often(root: Path) -> None:
    for _ in range(50_000):
        with (root / PATH).open("ab"):
            pass


def glance_often(root: Path) -> None:
    place = places.place(str(root), PATH)
    for _ in range(20_000):
        reading.glance(place)


# -- Dying at each step

Operation = Callable[[Store], object]


def _replace_two(store: Store) -> None:
    store.replace_all([(store.read(path), OLD + OURS) for path in (PATH, OTHER)])


OPERATIONS: dict[str, Operation] = {
    "update": lambda store: store.update(PATH, lambda data: data + OURS),
    "replace_all": _replace_two,
    "create": lambda store: store.create("notes/new.md", OLD + OURS),
    "delete": lambda store: store.delete(store.read(PATH)),
}


def die_at_each_step(root: Path, operation: str, editor: str) -> None:
    """Runs the operation once for each call of the system that it makes, and kills it right before that.

    Prints what is wrong with the book afterwards, and in the end how many steps there were.
    """
    _warm_up(root)
    step = 0
    while True:
        step += 1
        _make_book(root)
        child = os.fork()
        if child == 0:
            _run_until(root, step, operation, editor)
        if os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) != -signal.SIGKILL:
            break
        for complaint in _complaints(root, operation):
            print(f"{operation}, killed at step {step}: {complaint}")
    print(step - 1, "steps")


def _make_book(root: Path) -> None:
    for file in [*root.glob("contacts/*"), *root.glob("contacts/.*"), *root.glob("notes/*"), *root.glob("notes/.*")]:
        file.unlink()
    (root / "saved").unlink(missing_ok=True)
    for path in (PATH, OTHER):
        (root / path).parent.mkdir(exist_ok=True)
        (root / path).write_bytes(OLD)


def _warm_up(root: Path) -> None:
    """Imports what the write path imports lazily, so that only our own steps are counted."""
    _make_book(root)
    for operation in OPERATIONS.values():
        operation(Store(root))


def _run_until(root: Path, last: int, operation: str, editor: str) -> None:
    steps = 0

    def count(_frame: FrameType, event: str, function: object) -> None:
        nonlocal steps
        steps += event == "c_call" and getattr(function, "__module__", "") in ("posix", "fcntl")
        if steps == last:
            os.kill(os.getpid(), signal.SIGKILL)

    _let_an_editor_save_before_the_exchange(root, editor)
    sys.setprofile(count)
    try:
        OPERATIONS[operation](Store(root))
    finally:
        os._exit(0)


def _let_an_editor_save_before_the_exchange(root: Path, editor: str) -> None:
    module: Any = replacing
    exchange = module.exchange
    file = root / PATH

    def save_then_exchange(one: str, other: str) -> bool:
        profile = sys.getprofile()
        sys.setprofile(None)
        if not (root / "saved").exists():
            (root / "saved").touch()
            if editor == "rename":
                (root / "theirs").write_bytes(OLD + THEIRS)
                (root / "theirs").rename(file)
            elif editor == "in place":
                file.write_bytes(OLD + THEIRS)
        sys.setprofile(profile)
        return bool(exchange(one, other))

    if editor != "none":
        module.exchange = save_then_exchange


def _complaints(root: Path, operation: str) -> list[str]:
    store = Store(root)
    expected = [OLD, OLD + OURS] + [OLD + THEIRS, OLD + THEIRS + OURS] * (root / "saved").exists()
    found = [store.read(path) for path in store.paths("contacts") + store.paths("notes")]
    complaints = [f"{path} holds {data!r}" for path, data, _ in found if data not in expected]
    if operation != "delete" and store.paths("contacts") != [PATH, OTHER]:
        complaints.append(f"the contacts are {store.paths('contacts')}")
    # The book goes on, and the next write tidies up.
    with lock(root, "crm log", timeout=1):
        for path, _, _ in found:
            store.update(path, lambda data: data + b"- next\n")
        store.create("contacts/next.md", b"")
        store.create("notes/next.md", b"")
    complaints += [f"{file} was left" for file in root.rglob(".crm-tmp-*")]
    listing = store.listing("contacts")
    everything = b"".join((root / path).read_bytes() for path in listing.files + listing.rescued)
    if (root / "saved").exists() and THEIRS not in everything:
        complaints.append("what the editor saved is lost")
    return complaints


PROCESSES: dict[str, Callable[..., None]] = {
    process.__name__: process
    for process in (
        append,
        write_versions,
        edit_in_place,
        edit_appending,
        edit_by_rename,
        open_often,
        glance_often,
        die_at_each_step,
    )
}

if __name__ == "__main__":
    _, which, where, *rest = sys.argv
    PROCESSES[which](Path(where), *[int(word) if word.isdecimal() else word for word in rest])
