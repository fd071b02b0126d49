"""A sync that is killed, an editor that saves in the same moment, several syncs at once: nothing is lost."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import threading
from contextlib import suppress
from pathlib import Path

import pytest

from crm.adapters.store.exchange import exchange
from tests.cli.conftest import Crm
from tests.git.conftest import World, git, subjects
from tests.git.test_recording import TELLS

ADA, BOB, KIM = "contacts/ada-example.md", "contacts/bob-example.md", "contacts/kim-example.md"

KILL = """\
#!/bin/sh
grep -q ' refs/heads/main$' || exit 0
[ "$1" = {state} ] && [ -e .git/crm.landing ] && [ ! -e .git/killed ] || exit 0
touch .git/killed
kill -9 $(ps -o ppid= -p $PPID) $PPID
"""
"""A reference-transaction hook: kills git and crm before the branch moves, or when it has moved."""


def run(machine: Crm, *words: str) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "crm", "--book", str(machine.root), *words]
    pipe = subprocess.PIPE
    return subprocess.Popen(command, stdout=pipe, stderr=pipe, text=True, cwd=Path(__file__).parents[2])


@pytest.fixture
def parted(world: World) -> World:
    """Both have changed something; desk has pushed."""
    world.desk("log", "ada", "call", "grids")
    world.desk("set", "bob", "role", "Head")
    world.desk.contact("kim-example")
    world.desk("sync")
    world.laptop("log", "ada", "email", "tariffs")
    return world


def killed_at(machine: Crm, state: str) -> None:
    hook = machine.write(".git/hooks/reference-transaction", KILL.format(state=state))
    hook.chmod(0o755)
    killed = run(machine, "sync")
    killed.communicate()
    assert killed.returncode == -9
    hook.unlink()


@TELLS
@pytest.mark.parametrize("state", ["prepared", "committed"])
@pytest.mark.parametrize("words", [["sync"], ["log", "bob", "call", "next"]], ids=" ".join)
def test_whoever_writes_next_ends_a_killed_sync(parted: World, state: str, words: list[str]) -> None:
    killed_at(parted.laptop, state)
    assert "grids" in parted.laptop.read(ADA)
    parted.laptop(*words)
    assert git(parted.laptop.root, "status", "--porcelain") == ""
    left = [file.name for file in (parted.laptop.root / ".git").rglob("*") if file.name.endswith((".lock", ".landing"))]
    assert set(left) <= {"crm.lock", "crm.sync.lock"}
    assert "edit: " not in "".join(subjects(parted.laptop.root)).replace("edit: kim-example", "")
    parted.at_rest()
    assert "grids" in parted.laptop.read(ADA)
    assert "tariffs" in parted.desk.read(ADA)


KILL_AT = """\
#!/bin/sh
grep -q ' {ref}$' || exit 0
[ "$1" = prepared ] && [ ! -e .git/killed ] || exit 0
touch .git/killed
kill -9 {victims}
"""
"""A reference-transaction hook: kills git, and perhaps crm, while git has locked a ref."""

VICTIMS = {"git": "$PPID", "both": "$(ps -o ppid= -p $PPID) $PPID"}


@TELLS
@pytest.mark.parametrize("victims", VICTIMS)
@pytest.mark.parametrize("ref", ["refs/heads/main", "refs/crm/fetched/origin/main", "refs/crm/synced/origin/main"])
def test_a_lock_that_a_killed_git_left_is_in_nobodys_way(parted: World, ref: str, victims: str) -> None:
    if "synced" in ref:  # moved with the branch, where there is something to take in; else when all is pushed
        parted.laptop("sync")
        parted.laptop("log", "ada", "call", "more")
    hook = parted.laptop.write(".git/hooks/reference-transaction", KILL_AT.format(ref=ref, victims=VICTIMS[victims]))
    hook.chmod(0o755)
    killed = run(parted.laptop, "sync")
    out, err = killed.communicate()
    assert killed.returncode == (-9 if victims == "both" else 1), out + err
    assert "Traceback" not in err
    assert (parted.laptop.root / ".git/killed").exists()
    hook.unlink()
    parted.laptop("sync")
    parted.at_rest()
    assert "tariffs" in parted.desk.read(ADA)
    assert "grids" in parted.laptop.read(ADA)


def test_a_git_that_was_killed_over_what_may_fail_leaves_no_lock(
    parted: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    killed = tmp_path / "bin/git"
    killed.parent.mkdir()
    lock = parted.laptop.root / ".git/index.lock"
    real = shutil.which("git")
    killed.write_text(f'#!/bin/sh\ncase "$*" in *--refresh*) : > {lock}; kill -9 $$;; esac\nexec {real} "$@"\n')
    killed.chmod(0o755)
    with monkeypatch.context() as patched:
        patched.setenv("PATH", f"{killed.parent}{os.pathsep}{os.environ['PATH']}")
        parted.laptop("sync")
    assert not lock.exists()
    assert not (parted.laptop.root / ".git/crm.journal").exists()
    parted.at_rest()


def test_between_a_killed_sync_and_the_next_command_there_is_an_edit_that_equals_the_merge(parted: World) -> None:
    killed_at(parted.laptop, "prepared")
    assert git(parted.laptop.root, "status", "--porcelain") == f" M {ADA}\n M {BOB}\n?? {KIM}\n"
    parted.laptop.write(BOB, parted.laptop.read(BOB) + "typed after the crash\n")
    for lock in (parted.laptop.root / ".git").rglob("*.lock"):
        lock.unlink()  # as git tells the user to
    git(parted.laptop.root, "commit", "-qam", "by hand")
    parted.laptop("sync")
    parted.at_rest()
    assert "typed after the crash" in parted.desk.read(BOB)


@TELLS
def test_typed_after_a_crash(parted: World) -> None:
    killed_at(parted.laptop, "prepared")
    parted.laptop.write(BOB, parted.laptop.read(BOB) + "typed after the crash\n")
    parted.laptop("sync")
    parted.at_rest()
    assert "typed after the crash" in parted.desk.read(BOB)
    assert parted.desk.read(BOB).count("role: Head") == 1


@TELLS
def test_taken_out_after_a_crash(parted: World) -> None:
    """The branch has moved: what is in the folder then is the user's, also where it is as it was before the sync."""
    before = parted.laptop.read(ADA)
    killed_at(parted.laptop, "committed")
    assert "grids" in parted.laptop.read(ADA)
    parted.laptop.write(ADA, before)
    assert f"{ADA}: 2026-06-09 call: grids" in parted.laptop("sync").out.partition("that an edit removed:")[2]
    parted.at_rest()
    assert "grids" not in parted.desk.read(ADA)
    assert "tariffs" in parted.desk.read(ADA)


def test_the_user_commits_in_the_moment_before_the_branch_moves(
    parted: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    git_here, flag = shutil.which("git"), tmp_path / "done"
    wrapper = tmp_path / "bin/git"
    wrapper.parent.mkdir()
    commit = f"{git_here} -C {parted.laptop.root} commit --quiet --allow-empty -m meanwhile"
    wrapper.write_text(
        "#!/bin/sh\n"
        f'case "$*" in *update-ref*) [ -e {flag} ] || {{ touch {flag}; {commit} </dev/null; }} ;; esac\n'
        f'exec {git_here} "$@"\n'
    )
    wrapper.chmod(0o755)
    monkeypatch.setenv("PATH", f"{wrapper.parent}:{os.environ['PATH']}")
    parted.laptop("sync")
    assert flag.exists()
    assert "meanwhile" in subjects(parted.far)
    parted.at_rest()
    assert "grids" in parted.laptop.read(ADA)
    assert "tariffs" in parted.desk.read(ADA)


def test_what_an_editor_has_saved_and_git_not_yet_seen_is_merged(parted: World) -> None:
    """A hook keeps it from being recorded, as an editor does that saves right after."""
    hook = parted.laptop.write(".git/hooks/pre-commit", "#!/bin/sh\nexit 1\n")
    hook.chmod(0o755)
    text = parted.laptop.read(BOB)
    parted.laptop.write(BOB, text.replace("## Log", "Typed just now.\n\n## Log").replace("tier: B", "tier: A"))
    parted.laptop.write(KIM, "---\nname: Kim Example\nrole: Mine\n---\n")
    done = parted.laptop("sync", status=1)
    assert f"{BOB}: edited here while the other side came: it has both" in done.out
    assert "Typed just now." in parted.laptop.read(BOB)
    assert "role: Head" in parted.laptop.read(BOB)
    assert "tier: A" in parted.laptop.read(BOB)
    assert "role: Mine" in parted.laptop.read(KIM)
    hook.unlink()
    parted.at_rest()
    assert "Typed just now." in parted.desk.read(BOB)


class Editor:
    """Somebody who types a line into a file and saves it, again and again.

    It saves by an exchange, and looks at what came out: what another program has saved since it had read the file is
    in ``overwritten``, line by line. An editor that overwrites knows no better, and what it did away with is its doing.
    """

    def __init__(self, file: Path) -> None:
        self.file, self.draft = file, file.with_name(".bob.swp.tmp")
        self.typed: list[str] = []
        self.overwritten: set[str] = set()

    def save(self) -> None:
        line, text = f"typed {len(self.typed)}.", self.file.read_text()
        self.draft.write_text(text.replace("## Log", f"{line}\n\n## Log", 1))
        assert exchange(str(self.draft), str(self.file))
        self.overwritten |= {*self.draft.read_text().splitlines()} - {*text.splitlines()}
        self.typed.append(line)

    def until(self, stop: threading.Event) -> None:
        while not stop.wait(0.002):
            self.save()


def test_an_editor_that_saves_all_the_time(world: World) -> None:
    """Each of its lines is in the end on both machines, and all that came in between but for what it overwrote."""
    stop, editor = threading.Event(), Editor(world.laptop.root / BOB)
    typing = threading.Thread(target=editor.until, args=[stop])
    typing.start()
    try:
        for number in range(6):
            world.desk("log", "bob", "call", f"number {number}")
            world.desk("sync")
            world.laptop.call("--book", str(world.laptop.root), "sync")
    finally:
        stop.set()
        typing.join()
    world.at_rest()
    # Of a second file too: there is one if the editor saved twice while a command was between two steps.
    lines = {line for file in world.desk.root.glob(f"{BOB}*") for line in file.read_text().splitlines()}
    logged = [f"- 2026-06-09 call: number {number}" for number in range(6)]
    assert [line for line in logged if line not in lines | editor.overwritten] == []
    assert [line for line in editor.typed if line not in lines] == []


def test_two_syncs_and_eight_writers_at_once(parted: World) -> None:
    running = [run(parted.laptop, "log", "ada", "note", f"number {number}") for number in range(8)]
    running += [run(parted.laptop, "sync"), run(parted.laptop, "sync"), run(parted.desk, "sync")]
    for one in running:
        out, err = one.communicate()
        assert one.returncode == 0, out + err
    parted.at_rest()
    assert all(f"number {number}\n" in parted.desk.read(ADA) for number in range(8))


def test_four_machines_at_once(world: World, tmp_path: Path) -> None:
    machines = [world.desk, world.laptop]
    for number in range(2):
        git(tmp_path, "clone", "-q", str(world.far), f"machine-{number}")
        machines.append(Crm(tmp_path / f"machine-{number}", world.desk.call))
    for number, machine in enumerate(machines):
        machine("log", "ada", "bob", "note", f"from {number}")
    for _ in range(2):
        for one in [run(machine, "sync") for machine in machines]:
            one.communicate()
    for machine in [*machines, *machines]:
        machine("sync")
    assert len({git(machine.root, "rev-parse", "HEAD") for machine in machines}) == 1
    for path in (ADA, BOB):
        assert all(world.desk.read(path).count(f"from {number}\n") == 1 for number in range(4))
        assert {machine.read(path) for machine in machines} == {world.desk.read(path)}


@pytest.mark.skipif(sys.platform != "linux" or os.geteuid() != 0, reason="a small disk needs root")
def test_a_full_disk(parted: World, tmp_path: Path) -> None:
    small = tmp_path / "small"
    small.mkdir()
    if subprocess.run(["mount", "-t", "tmpfs", "-o", "size=2m", "tmpfs", str(small)], capture_output=True).returncode:
        pytest.skip("no small disk to be had here")
    try:
        shutil.copytree(parted.laptop.root, small / "book")
        machine = Crm(small / "book", parted.laptop.call)
        git(machine.root, "remote", "set-url", "origin", str(parted.far))
        _fill(small / "filler")
        before = {path: path.read_bytes() for path in (small / "book/contacts").iterdir()}
        assert machine.call("--book", str(machine.root), "sync").status == 1
        assert {path: path.read_bytes() for path in (small / "book/contacts").iterdir()} == before
        (small / "filler").unlink()
        machine("sync")
        assert "grids" in machine.read(ADA)
        assert "tariffs" in machine.read(ADA)
    finally:
        subprocess.run(["umount", "--lazy", str(small)], check=True)


def _fill(file: Path) -> None:
    with suppress(OSError), file.open("ab", buffering=0) as filler:
        while True:
            filler.write(b"0" * 4096)


@pytest.mark.skipif(shutil.which("strace") is None, reason="no strace here")
def test_what_comes_is_on_the_disk_before_the_branch_moves(parted: World, tmp_path: Path) -> None:
    """Each file before it takes its place, each place before the branch, the branch last of all."""
    trace = tmp_path / "trace"
    calls = "fsync,fdatasync,rename,renameat2,link,linkat"
    strace = ["strace", "-f", "-y", "-qq", "-s", "400", "-e", f"trace={calls}", "-o", str(trace)]
    command = [sys.executable, "-m", "crm", "--book", str(parted.laptop.root), "sync"]
    subprocess.run([*strace, *command], check=True, capture_output=True, cwd=Path(__file__).parents[2])
    made = trace.read_text().splitlines()

    def at(*words: str) -> int:
        return max(number for number, line in enumerate(made) if all(word in line for word in words))

    branch = at("fsync", "/laptop/.git/refs/heads/main.lock>")
    for name in (ADA, BOB, KIM):
        file = name.rpartition("/")[2]
        place = at("link" if name == KIM else "renameat2", f'/{name}"')
        draft = made[at("rename(", f'-{file}"')].split('"')[1] if name != KIM else made[place].split('"')[1]
        assert at("fsync", f"{draft}>") < place < at("fsync", "/laptop/contacts>") < branch
    assert branch < at("fsync", "/laptop/.git/refs/heads>")
