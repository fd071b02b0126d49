from __future__ import annotations

import os
import random
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from crm.adapters.store import Busy, Changed, Denied, NoSpace, Store, lock
from crm.adapters.store.exchange import exchange

PATH = "contacts/jordan-example.md"
OLD = b"---\nname: Jordan Example\n---\n\n## Log\n\n"
linux_only = pytest.mark.skipif(sys.platform != "linux", reason="other systems do not tell who is writing a file")


@pytest.fixture
def root(tmp_path: Path) -> Path:
    (tmp_path / "contacts").mkdir()
    (tmp_path / "crm.toml").touch()
    (tmp_path / PATH).write_bytes(OLD)
    return tmp_path


def start(process: str, root: Path, *arguments: object) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, "-m", "tests.adapters.store_processes", process, str(root), *map(str, arguments)],
        stdout=subprocess.PIPE,
        cwd=Path(__file__).parents[2],
    )


def finish(*processes: subprocess.Popen[bytes]) -> str:
    outputs = [process.communicate(timeout=60)[0].decode() for process in processes]
    assert [process.returncode for process in processes] == [0] * len(processes)
    return "".join(outputs)


def lines(name: str, count: int) -> list[str]:
    return [f"- {name} {number}" for number in range(count)]


def written(root: Path, path: str = PATH) -> list[str]:
    text = (root / path).read_bytes()
    assert text.startswith(OLD)
    return text.removeprefix(OLD).decode().splitlines()


def all_lines(root: Path) -> set[str]:
    """Of a second file too: there is one if an editor saved twice while one command was between two steps."""
    return {line for file in (root / "contacts").iterdir() for line in file.read_text("utf-8").splitlines()}


def strange_files(root: Path) -> list[str]:
    return [file.name for file in root.rglob("*") if ".crm-tmp-" in file.name or ".rescued-" in file.name]


# -- Many at once


def test_ten_processes_write_to_the_same_files_and_no_entry_is_lost(root: Path) -> None:
    for number in range(3):
        (root / f"contacts/own-{number}.md").write_bytes(OLD)
    finish(*[start("append", root, f"p{n}", 20, PATH, f"contacts/own-{n % 3}.md") for n in range(10)])
    assert sorted(written(root)) == sorted(line for n in range(10) for line in lines(f"p{n}", 20))
    for number in range(3):
        expected = sorted(line for n in range(10) if n % 3 == number for line in lines(f"p{n}", 20))
        assert sorted(written(root, f"contacts/own-{number}.md")) == expected
    assert strange_files(root) == []


@linux_only
@pytest.mark.parametrize("editor", ["edit_in_place", "edit_appending"])
def test_an_editor_that_saves_in_place_and_commands_lose_nothing_of_each_other(root: Path, editor: str) -> None:
    finish(start("append", root, "ours", 60, PATH), start(editor, root, "theirs", 80))
    assert all_lines(root) >= {*lines("ours", 60), *lines("theirs", 80)}


def test_no_command_loses_what_an_editor_saves_by_renaming(root: Path) -> None:
    """That editor may lose what we wrote between its reading and its saving; no program could keep it from that."""
    finish(start("append", root, "ours", 60, PATH), start("edit_by_rename", root, "theirs", 80))
    assert all_lines(root) >= set(lines("theirs", 80))


# -- An editor saves in a certain moment

Save = Callable[[Path, bytes], None]


def by_rename(file: Path, data: bytes) -> None:
    file.with_name(".new").write_bytes(data)
    file.with_name(".new").rename(file)


def in_place(file: Path, data: bytes) -> None:
    file.write_bytes(data)


def with_a_backup(file: Path, data: bytes) -> None:
    """As vim does: the old version becomes the backup, and there is no file for a moment."""
    file.rename(file.with_name(f"{file.name}~"))
    file.write_bytes(data)


SAVES = [by_rename, in_place, with_a_backup]


@pytest.fixture
def before_exchange(monkeypatch: pytest.MonkeyPatch) -> Callable[[list[Callable[[], object]]], None]:
    """Lets the first thing happen just before the first exchange of names, the second before the second …"""

    def arrange(things: list[Callable[[], object]]) -> None:
        def thing_then_exchange(one: str, other: str) -> bool:
            if things:
                things.pop(0)()
            return exchange(one, other)

        monkeypatch.setattr("crm.adapters.store.replacing.exchange", thing_then_exchange)

    return arrange


@pytest.mark.parametrize("save", SAVES)
def test_both_survive_when_an_editor_saves_while_we_edit(root: Path, save: Save) -> None:
    saved: list[int] = []

    def edit(data: bytes) -> bytes:
        if not saved:
            saved.append(1)
            save(root / PATH, OLD + b"- theirs\n")
        return data + b"- ours\n"

    Store(root).update(PATH, edit)
    assert written(root) == ["- theirs", "- ours"]
    assert strange_files(root) == []


@pytest.mark.parametrize("save", SAVES)
def test_both_survive_when_an_editor_saves_in_the_last_moment(
    root: Path, save: Save, before_exchange: Callable[[list[Callable[[], object]]], None]
) -> None:
    before_exchange([lambda: save(root / PATH, OLD + b"- theirs\n")])
    Store(root).update(PATH, lambda data: data + b"- ours\n")
    assert written(root) == ["- theirs", "- ours"]
    assert strange_files(root) == []


@pytest.mark.parametrize("save", SAVES)
def test_both_survive_an_editor_that_saves_while_ours_goes_to_the_disk_even_without_exchange(
    root: Path, save: Save, monkeypatch: pytest.MonkeyPatch
) -> None:
    saves = [lambda: save(root / PATH, OLD + b"- theirs\n")]
    fsync = os.fsync

    def save_then_fsync(fd: int) -> None:
        if saves:
            saves.pop()()
        fsync(fd)

    monkeypatch.setattr(os, "fsync", save_then_fsync)
    monkeypatch.setattr("crm.adapters.store.replacing.exchange", lambda _one, _other: False)
    Store(root).update(PATH, lambda data: data + b"- ours\n")
    assert written(root) == ["- theirs", "- ours"]
    assert strange_files(root) == []


def test_a_file_that_an_editor_moved_away_for_a_moment_is_waited_for(root: Path) -> None:
    (root / PATH).rename(root / f"{PATH}~")

    def go_on() -> None:
        time.sleep(0.01)
        by_rename(root / PATH, OLD + b"- theirs\n")

    editor = threading.Thread(target=go_on)
    editor.start()
    Store(root).update(PATH, lambda data: data + b"- ours\n", attempts=50)
    editor.join()
    assert written(root) == ["- theirs", "- ours"]


@linux_only
def test_who_opens_the_file_while_we_ask_for_writers_does_not_end_us(root: Path) -> None:
    finish(start("open_often", root), start("glance_often", root))


@linux_only
def test_what_cannot_be_exchanged_is_said_and_left_alone(root: Path) -> None:
    """A folder with what it contains: to that the kernel answers as it does on a disk without exchange."""
    assert not exchange(str(root / "contacts"), str(root / PATH))
    assert (root / PATH).read_bytes() == OLD


def test_a_replacement_gives_way_to_the_editor_and_says_what_it_saved(
    root: Path, before_exchange: Callable[[list[Callable[[], object]]], None]
) -> None:
    store = Store(root)
    snapshot = store.read(PATH)
    before_exchange([lambda: by_rename(root / PATH, b"theirs")])
    with pytest.raises(Changed) as caught:
        store.replace(snapshot, b"ours")
    assert caught.value.theirs == b"theirs"
    assert (root / PATH).read_bytes() == b"theirs"
    assert strange_files(root) == []


@pytest.mark.parametrize("save", [by_rename, in_place])
def test_two_saves_around_our_exchange_are_both_kept(
    root: Path, save: Save, before_exchange: Callable[[list[Callable[[], object]]], None]
) -> None:
    """The second would be overwritten by putting the first one back: it is kept under a name that shows."""
    store = Store(root)
    before_exchange([lambda: save(root / PATH, OLD + b"- one\n"), lambda: save(root / PATH, OLD + b"- two\n")])
    store.update(PATH, lambda data: data + b"- ours\n")
    assert written(root) == ["- one", "- ours"]
    [rescued] = store.listing("contacts").rescued
    assert rescued.startswith(f"{PATH}.rescued-")
    assert (root / rescued).read_bytes() == OLD + b"- two\n"
    assert store.paths("contacts") == [PATH]


def test_a_link_that_takes_the_files_place_is_refused_and_put_back(
    root: Path, before_exchange: Callable[[list[Callable[[], object]]], None]
) -> None:
    outside = root / "outside"
    outside.write_bytes(OLD)

    def swap_in() -> None:
        (root / PATH).unlink()
        (root / PATH).symlink_to(outside)

    before_exchange([swap_in])
    with pytest.raises(Exception, match="symbolic link"):
        Store(root).update(PATH, lambda data: data + b"- ours\n")
    assert outside.read_bytes() == OLD
    assert (root / PATH).is_symlink()
    assert strange_files(root) == []


def test_an_interrupt_between_two_steps_loses_no_save(
    root: Path, before_exchange: Callable[[list[Callable[[], object]]], None]
) -> None:
    def interrupt() -> None:
        raise KeyboardInterrupt

    before_exchange([lambda: by_rename(root / PATH, OLD + b"- theirs\n"), interrupt])
    store = Store(root)
    with pytest.raises(KeyboardInterrupt):
        store.update(PATH, lambda data: data + b"- ours\n")
    [rescued] = store.listing("contacts").rescued
    assert (root / rescued).read_bytes() == OLD + b"- theirs\n"


@linux_only
def test_a_save_that_is_under_way_is_waited_for(root: Path) -> None:
    with (root / PATH).open("wb", buffering=0) as file:  # empties the file
        file.write(OLD)

        def go_on() -> None:
            time.sleep(0.05)
            file.write(b"- theirs\n")
            file.close()

        editor = threading.Thread(target=go_on)
        editor.start()
        Store(root).update(PATH, lambda data: data + b"- ours\n")
        editor.join()
    assert written(root) == ["- theirs", "- ours"]


@linux_only
@pytest.mark.parametrize("moment", ["before", "within"])
def test_a_file_that_stays_open_for_writing_is_left_alone(
    root: Path,
    monkeypatch: pytest.MonkeyPatch,
    before_exchange: Callable[[list[Callable[[], object]]], None],
    moment: str,
) -> None:
    monkeypatch.setattr("crm.adapters.store.reading.PATIENCE", 0.02)
    fds: list[int] = []

    def open_file() -> None:
        fds.append(os.open(root / PATH, os.O_WRONLY))

    if moment == "before":
        open_file()
    else:
        before_exchange([open_file])
    with pytest.raises(Busy, match="is kept open for writing"):
        Store(root).update(PATH, lambda data: data + b"- ours\n")
    os.write(fds[0], b"...")
    os.close(fds[0])
    assert (root / PATH).read_bytes() == b"..." + OLD[3:]
    assert strange_files(root) == []


# -- Killed


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")
@pytest.mark.parametrize(
    ("operation", "editor"),
    [
        ("update", "none"),
        ("update", "rename"),
        ("update", "in place"),
        ("replace_all", "none"),
        ("replace_all", "rename"),
        ("create", "none"),
        ("delete", "none"),
    ],
)
def test_killed_at_any_step_a_command_leaves_complete_versions(root: Path, operation: str, editor: str) -> None:
    *complaints, steps = finish(start("die_at_each_step", root, operation, editor)).splitlines()
    assert complaints == []
    assert int(steps.split()[0]) >= 15


@pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX")
def test_killed_at_random_moments_a_command_leaves_complete_versions(root: Path) -> None:
    for _ in range(15):
        process = start("write_versions", root)
        assert process.stdout is not None
        process.stdout.readline()
        time.sleep(random.uniform(0, 0.02))
        process.kill()
        process.communicate()
        data = (root / PATH).read_bytes()
        assert len(data) == 100_000
        assert len(set(data)) == 1
    with lock(root, "crm log", timeout=0):
        Store(root).update(PATH, lambda _: OLD)
    assert strange_files(root) == []


def test_the_temporary_files_of_the_living_are_left_alone(root: Path) -> None:
    dead = subprocess.Popen([sys.executable, "-c", ""])
    dead.wait()
    files = {
        f".crm-tmp-{os.getpid()}-aaaa": True,
        f".crm-tmp-{dead.pid}-aaaa": False,
        ".crm-tmp-nonsense": False,
        ".somebody-elses-file": True,
    }
    for name in files:
        (root / "contacts" / name).touch()
    Store(root).update(PATH, lambda data: data + b"- ours\n")
    assert {name: (root / "contacts" / name).exists() for name in files} == files


def test_old_temporary_files_are_nobodys(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("crm.adapters.store.temporary._STALE", -1.0)
    (root / "contacts" / f".crm-tmp-{os.getpid()}-aaaa").touch()
    Store(root).update(PATH, lambda data: data + b"- ours\n")
    assert strange_files(root) == []


# -- A disk that is full, or read-only


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of 64 kB with a book on it."""
    disk = tmp_path / "disk"
    disk.mkdir()
    if sys.platform != "linux" or os.geteuid() != 0:
        pytest.skip("only root may mount a disk")
    mount = ["mount", "-t", "tmpfs", "-o", "size=64k", "none", str(disk)]
    if subprocess.run(mount, capture_output=True, check=False).returncode:
        pytest.skip("no disk can be mounted here")
    try:
        (disk / "contacts").mkdir()
        (disk / PATH).write_bytes(OLD)
        yield disk
    finally:
        subprocess.run(["umount", str(disk)], check=True)


def test_a_full_disk_changes_nothing(small_disk: Path) -> None:
    store = Store(small_disk)
    (small_disk / "filler").write_bytes(b"x" * 40_000)
    for attempt in (
        lambda: store.update(PATH, lambda data: data + b"x" * 40_000),
        lambda: store.create("contacts/new.md", b"x" * 40_000),
        lambda: store.replace_all([(store.read(PATH), b"short"), (store.read("filler"), b"x" * 40_000)]),
    ):
        with pytest.raises(NoSpace, match="the disk is full") as caught:
            attempt()
        assert "free some space" in caught.value.hint
        assert (small_disk / PATH).read_bytes() == OLD
        assert store.paths("contacts") == [PATH]
        assert strange_files(small_disk) == []
    with pytest.raises(OSError, match="No space"):
        (small_disk / "more").write_bytes(b"x" * 40_000)
    with lock(small_disk, "crm log"):
        assert store.read(PATH).data == OLD


def test_a_read_only_disk_is_explained(small_disk: Path) -> None:
    store = Store(small_disk)
    subprocess.run(["mount", "-o", "remount,ro", str(small_disk)], check=True)
    snapshot = store.read(PATH)
    for attempt in (
        lambda: store.replace(snapshot, b"new"),
        lambda: store.delete(snapshot),
        lambda: store.create("contacts/new.md", b"new"),
        lambda: store.create("notes/new.md", b"new"),
        lambda: lock(small_disk, "crm log").__enter__(),
    ):
        with pytest.raises(Denied, match="the disk is read-only"):
            attempt()
    assert store.read(PATH) == snapshot
