"""A co-owner of the remote who means no good: what comes from there is data, and is written nowhere else."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest

from tests.cli.conftest import Crm
from tests.git.conftest import World, git

ADA = "contacts/ada-example.md"


def plumb(root: Path, *words: str, data: bytes = b"") -> str:
    """What git prints, told what to write byte by byte."""
    done = subprocess.run(["git", "-C", str(root), *words], input=data, capture_output=True)
    assert done.returncode == 0, done.stderr
    return done.stdout.decode().strip()


def blob(world: World, data: bytes) -> str:
    return plumb(world.far, "hash-object", "-w", "--stdin", data=data)


def commit(world: World, entries: dict[bytes, tuple[str, str]], folder: str = "contacts") -> None:
    """A commit right in the remote that adds entries (name: mode, id) to a folder; no git would ever have made it."""
    listed = plumb(world.far, "ls-tree", "-z", f"main:{folder}" if folder else "main").encode()
    lines = [line for line in listed.split(b"\0") if line]
    kinds = {"040000": b"tree", "160000": b"commit"}
    for name, (mode, ident) in entries.items():
        lines.append(b"%s %s %s\t%s" % (mode.encode(), kinds.get(mode, b"blob"), ident.encode(), name))
    tree = plumb(world.far, "mktree", "-z", "--missing", data=b"".join(line + b"\0" for line in lines))
    if folder:
        top = plumb(world.far, "ls-tree", "-z", "main").encode().split(b"\0")
        kept = [line for line in top if line and not line.endswith(f"\t{folder}".encode())]
        kept.append(f"040000 tree {tree}\t{folder}".encode())
        tree = plumb(world.far, "mktree", "-z", data=b"".join(line + b"\0" for line in kept))
    parent = plumb(world.far, "rev-parse", "main")
    made = plumb(world.far, "commit-tree", "-p", parent, "-m", "log: ada-example \x1b[2Jcall", tree)
    plumb(world.far, "update-ref", "refs/heads/main", made)


def head(machine: Crm) -> str:
    return git(machine.root, "rev-parse", "HEAD")


@pytest.mark.parametrize("name", [b".git", b".GIT", b"git~1", b".git ", b"..", b".", b".g\xe2\x80\x8cit", b"a/b"])
def test_a_path_that_leads_elsewhere_does_not_even_arrive(world: World, name: bytes) -> None:
    inner = plumb(world.far, "mktree", data=f"100755 blob {blob(world, b'evil')}\tconfig\n".encode())
    raw = b"40000 " + name + b"\0" + bytes.fromhex(inner)
    tree = plumb(world.far, "hash-object", "-t", "tree", "-w", "--stdin", "--literally", data=raw)
    made = plumb(world.far, "commit-tree", "-p", "main", "-m", "x", tree)
    plumb(world.far, "update-ref", "refs/heads/main", made)
    before = head(world.desk), world.desk.read(".git/config")
    said = world.desk("sync", status=1).err
    assert "what origin sent looks damaged or hostile, and was not taken in" in said
    assert (head(world.desk), world.desk.read(".git/config")) == before


def test_one_that_arrived_by_another_way_goes_no_further(world: World) -> None:
    commit(world, {b"fine.md": ("100644", blob(world, b"---\nname: Fine\n---\n"))})
    inner = plumb(world.far, "mktree", data=f"100755 blob {blob(world, b'evil')}\tconfig\n".encode())
    raw = b"40000 git~1\0" + bytes.fromhex(inner)
    tree = plumb(world.far, "hash-object", "-t", "tree", "-w", "--stdin", "--literally", data=raw)
    made = plumb(world.far, "commit-tree", "-p", "main", "-m", "x", tree)
    plumb(world.far, "update-ref", "refs/heads/main", made)
    git(world.desk.root, "fetch", "-q", "origin")  # the user's own, which checks nothing
    before = head(world.desk)
    said = world.desk("sync", "--allow-deletions", status=1).err
    assert "what is at origin holds a path that no git writes (invalid path 'git~1/config')" in said
    assert head(world.desk) == before


def test_links_and_repositories_are_not_followed(world: World, tmp_path: Path) -> None:
    secret = tmp_path / "secret.md"
    secret.write_text("mine alone\n")
    commit(
        world,
        {
            b"evil.md": ("120000", blob(world, os.fsencode(secret))),
            b"module": ("160000", plumb(world.far, "rev-parse", "main")),
        },
    )
    done = world.desk("sync")
    assert "contacts/evil.md was not written: links and repositories within the book are not followed" in done.err
    assert "contacts/module was not written" in done.err
    assert not (world.desk.root / "contacts/evil.md").is_symlink()
    assert "left to git itself" in world.desk("sync").err
    world.desk("log", "ada", "call", "grids")
    world.desk("sync")
    assert "120000" in git(world.far, "ls-tree", "main:contacts")
    assert secret.read_text() == "mine alone\n"


def test_a_link_in_place_of_a_file(world: World, tmp_path: Path) -> None:
    secret = tmp_path / "secret.md"
    secret.write_text("mine alone\n")
    (world.laptop.root / ADA).unlink()
    (world.laptop.root / ADA).symlink_to(secret)
    git(world.laptop.root, "commit", "-qam", "x")
    git(world.laptop.root, "push", "-q")
    world.desk("log", "ada", "call", "grids")
    world.desk("sync")
    assert "grids" in world.desk.read(ADA)
    assert not (world.desk.root / ADA).is_symlink()
    assert secret.read_text() == "mine alone\n"


def test_a_folder_that_is_a_link_here_is_not_written_through(world: World, tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    (world.desk.root / "templates").symlink_to(tmp_path / "elsewhere")
    world.laptop.write("templates/update.md.j2", "theirs\n")
    world.laptop("sync")
    assert "symbolic link" in world.desk("sync", status=1).err
    assert list((tmp_path / "elsewhere").iterdir()) == []


@pytest.mark.parametrize(
    "name",
    [b"\x1b[2J.md", b"two\nlines.md", b"back\\slash.md", "\u202egnp.md".encode(), b"\xff.md", b".crm-tmp-1-2.md"],
)
def test_names_that_would_hide_something_are_not_written(world: World, name: bytes) -> None:
    commit(world, {name: ("100644", blob(world, b"---\nname: Odd\n---\n"))})
    before = sorted((world.desk.root / "contacts").iterdir())
    done = world.desk("sync")
    assert "was not written: its name is not one that is written here" in done.err
    assert "\x1b" not in done.out + done.err
    assert sorted((world.desk.root / "contacts").iterdir()) == before
    world.desk("log", "ada", "call", "grids")
    world.desk("sync")
    assert len(git(world.far, "ls-tree", "--name-only", "main:contacts").splitlines()) == 3


def test_names_that_a_disk_may_take_for_one_are_told_apart(world: World) -> None:
    """Also where nothing has changed here, so that the other side could be taken as it is."""
    people = {name: blob(world, b"---\nname: %s\n---\n" % name) for name in (b"Kim", b"Max", b"Ada B")}
    names = {b"kim.md": people[b"Kim"], b"KIM.md": people[b"Max"], b"ADA-example.md": people[b"Ada B"]}
    commit(world, {name: ("100644", ident) for name, ident in names.items()})
    done = world.desk("sync")
    assert done.out.count("which has its path: both are kept") == 2
    found = {file.name: file.read_text() for file in (world.desk.root / "contacts").iterdir()}
    assert len({name.casefold() for name in found}) == len(found) == 5
    assert {"---\nname: Kim\n---\n", "---\nname: Max\n---\n", "---\nname: Ada B\n---\n"} <= {*found.values()}
    world.at_rest()
    assert world.desk("sync").out == "Nothing new, here or at origin.\n"


@pytest.mark.parametrize("allowed", ["ext:file", None])
def test_an_address_that_names_a_program(
    world: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, allowed: str | None
) -> None:
    """Not even where the user lets git itself use such addresses."""
    git(world.desk.root, "config", "protocol.ext.allow", "always")
    if allowed:
        monkeypatch.setenv("GIT_ALLOW_PROTOCOL", allowed)
    else:
        monkeypatch.delenv("GIT_ALLOW_PROTOCOL")
    for address in (f"ext::sh -c touch% {tmp_path}/pwned", f"--upload-pack=touch {tmp_path}/pwned", "-x"):
        git(world.desk.root, "config", "remote.origin.url", address)
        assert "origin cannot be reached" in world.desk("sync", status=1).err
    assert not (tmp_path / "pwned").exists()


def test_attributes_that_come_run_nothing(world: World, tmp_path: Path) -> None:
    world.laptop.write(".gitattributes", "* filter=evil merge=evil diff=evil textconv=evil\n")
    world.laptop.write("crm.toml", world.laptop.read("crm.toml") + f'\n[git]\neditor = "touch {tmp_path}/pwned"\n')
    world.laptop("log", "ada", "email", "theirs")
    world.laptop("sync")
    world.desk("log", "ada", "call", "grids")
    world.desk("sync")
    world.desk("history", "ada")
    assert not (tmp_path / "pwned").exists()


def test_what_others_write_drives_no_terminal(world: World) -> None:
    git(world.laptop.root, "config", "user.name", "\x1b]0;evil\x07")
    world.laptop.write(ADA, world.laptop.read(ADA) + "- 2026-06-01 call: \x1b[2J\u202egnp\n")
    world.laptop("log", "bob", "call", "plain")
    world.laptop("sync")
    for words in (["sync"], ["sync", "--json"], ["history", "ada"], ["undo", "HEAD"]):
        done = world.desk.call("--book", str(world.desk.root), *words)
        assert not {"\x1b", "\x07", "\u202e"} & set(done.out + done.err)


def test_a_few_bytes_that_describe_billions_of_files(world: World) -> None:
    tree = plumb(world.far, "mktree", data=f"100644 blob {blob(world, b'x')}\tf\n".encode())
    for _ in range(9):
        lines = "".join(f"040000 tree {tree}\t{letter}\n" for letter in "abcdefghij")
        tree = plumb(world.far, "mktree", data=lines.encode())
    commit(world, {b"bomb": ("040000", tree)})
    before = head(world.desk)
    assert "a commit holds more than 200,000 files" in world.desk("sync", status=1).err
    assert head(world.desk) == before


def test_a_file_beyond_the_limit_is_left_to_git(world: World) -> None:
    commit(world, {b"huge.md": ("100644", blob(world, b"x" * 5_000_001))})
    assert "contacts/huge.md was not written: it has more than 5 MB" in world.desk("sync").err
    assert not (world.desk.root / "contacts/huge.md").exists()
    world.desk("log", "ada", "call")
    world.desk("sync")
    assert "huge.md" in git(world.far, "ls-tree", "--name-only", "main:contacts")
    git(world.desk.root, "checkout", "--", "contacts/huge.md")
    world.desk("sync")
