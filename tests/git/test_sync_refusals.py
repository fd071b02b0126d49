"""Where a sync cannot be done: one clear sentence with the way out, and the book as it was."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.conftest import Crm
from tests.git.conftest import World, git, subjects

ADA, BOB = "contacts/ada-example.md", "contacts/bob-example.md"


def state(machine: Crm) -> tuple[str, str, dict[str, bytes]]:
    """All of a book that a failed sync may not change."""
    files = {str(path): path.read_bytes() for path in machine.root.rglob("*.*") if ".git" not in path.parts}
    return git(machine.root, "rev-parse", "HEAD"), git(machine.root, "status", "--porcelain"), files


def refused(machine: Crm, *words: str, status: int = 1) -> str:
    """What the command says where it changes nothing."""
    before = state(machine)
    said = machine("sync", *words, status=status).err
    assert state(machine) == before
    assert said.count("\n") == 1, said
    return said


def many(machine: Crm, count: int = 10) -> None:
    for number in range(count):
        machine.contact(f"number-{number}", fields=f"email: n{number}@example.org\n")
    machine("sync")


# --- this side ----------------------------------------------------------------------------------------------------


def test_without_git(crm: Crm) -> None:
    assert "the book is no git repository" in crm("sync", status=1).err


def test_without_the_program(world: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path / "nothing"))
    assert "git is not installed here" in world.desk("sync", status=1).err
    assert "saved, not committed: git is not installed here" in world.desk("log", "ada", "call", "grids").err
    assert "grids" in world.desk.read(ADA)


def test_without_recording(world: World) -> None:
    assert "leave --no-commit out" in refused(world.desk, "--no-commit", status=2)


def test_without_a_remote_edits_are_recorded(book: Crm) -> None:
    assert "there is no remote to sync with; name one with: git remote add origin ADDRESS" in refused(book)
    book.write(ADA, book.read(ADA) + "more\n")
    assert "1 edited file is recorded; there is no remote" in book("sync", status=1).err
    assert subjects(book.root)[0] == "edit: ada-example"


def test_several_remotes_of_which_none_is_chosen(world: World) -> None:
    git(world.desk.root, "remote", "rename", "origin", "stick")
    git(world.desk.root, "remote", "add", "attic", "/nowhere/at/all.git")
    git(world.desk.root, "branch", "--unset-upstream")
    said = refused(world.desk)
    assert "nothing says with which of the remotes to sync: attic, stick; say it with: " in said
    way_out = said.partition("say it with: ")[2].replace("attic", "stick").split()
    git(world.desk.root, *way_out[1:])
    world.desk("log", "ada", "call")
    assert world.desk("sync").out.startswith("Went to stick:")


def test_on_no_branch(world: World) -> None:
    git(world.desk.root, "checkout", "-q", "--detach")
    assert "a detached HEAD); go back to yours with: git switch main" in refused(world.desk)


@pytest.mark.parametrize(
    ("name", "what"), [("MERGE_HEAD", "a merge"), ("rebase-merge", "a rebase"), ("CHERRY_PICK_HEAD", "a cherry-pick")]
)
def test_in_the_middle_of_something(world: World, name: str, what: str) -> None:
    world.desk.write(f".git/{name}", git(world.desk.root, "rev-parse", "HEAD"))
    assert f"{what} is going on in this book" in refused(world.desk)


def test_many_contacts_deleted_here(world: World) -> None:
    many(world.desk)
    for number in range(6):
        (world.desk.root / f"contacts/number-{number}.md").unlink()
    said = refused(world.desk)
    assert "6 contacts have been deleted here, such as contacts/number-0.md; nothing was recorded" in said
    assert "git restore contacts" in said
    world.desk("sync", "--allow-deletions")
    world.desk("sync")


def test_few_of_many_may_go_and_renamed_ones_are_not_gone(world: World) -> None:
    many(world.desk)
    for number in range(5):
        (world.desk.root / f"contacts/number-{number}.md").unlink()
    for number in range(5, 10):
        file = world.desk.root / f"contacts/number-{number}.md"
        file.rename(file.with_name(f"renamed-{number}.md"))
    world.desk("sync")
    world.at_rest()


def test_what_looks_damaged_is_held_back_until_it_is_accepted(world: World) -> None:
    world.desk.write(ADA, world.desk.read(ADA)[:30])
    world.desk.write(BOB, world.desk.read(BOB) + "fine\n")
    done = world.desk("sync", status=1)
    assert f"{ADA} is held back: it ends in the middle of a line" in done.err
    assert f"accept it with: crm sync --accept {ADA}" in done.err
    assert subjects(world.far)[0] == "edit: bob-example"
    world.laptop("sync")
    assert len(world.laptop.read(ADA)) > 30
    world.desk("sync", "--accept", ADA)
    world.at_rest()
    assert len(world.laptop.read(ADA)) == 30


def test_what_looks_damaged_and_has_changed_there_is_for_the_user(world: World) -> None:
    world.laptop("log", "ada", "call", "grids")
    world.laptop("sync")
    world.desk.write(ADA, "")
    said = refused(world.desk)
    assert f"{ADA} looks damaged here (it is empty) and has changed on the other side" in said
    git(world.desk.root, "restore", ADA)
    world.desk("sync")
    assert "grids" in world.desk.read(ADA)


# --- the other side -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("address", ["/nowhere/at/all.git", "file:///nowhere"])
def test_a_remote_that_cannot_be_reached(world: World, address: str) -> None:
    git(world.desk.root, "remote", "set-url", "origin", address)
    said = refused(world.desk)
    assert "origin cannot be reached" in said
    assert "all of yours is safe here" in said


def test_a_push_that_is_refused_leaves_all_here_and_what_came(world: World) -> None:
    world.laptop("log", "bob", "call", "tariffs")
    world.laptop("sync")
    world.desk("log", "ada", "call", "grids")
    hook = world.far / "hooks/pre-receive"
    hook.parent.mkdir()
    hook.write_text("#!/bin/sh\necho 'closed on Sundays' >&2\nexit 1\n")
    hook.chmod(0o755)
    done = world.desk("sync", status=1)
    assert "origin did not take what was pushed: closed on Sundays (pre-receive hook declined)" in done.err
    assert "tariffs" in world.desk.read(BOB)
    assert done.out.startswith("Came from origin:")
    assert "Went" not in done.out
    hook.unlink()
    assert "log: ada-example call" in world.desk("sync").out


def test_a_hook_here_that_does_not_let_push(world: World) -> None:
    world.desk("log", "ada", "call", "grids")
    hook = world.desk.write(".git/hooks/pre-push", "#!/bin/sh\necho 'tests are red' >&2\nexit 1\n")
    hook.chmod(0o755)
    assert "origin did not take what was pushed: tests are red; all of yours is safe" in refused(world.desk)


def test_a_remote_that_is_no_book(world: World, tmp_path: Path) -> None:
    git(tmp_path, "init", "-q", "-b", "main", "program")
    git(tmp_path / "program", "commit", "-q", "--allow-empty", "-m", "a program")
    git(world.desk.root, "remote", "set-url", "origin", str(tmp_path / "program"))
    said = refused(world.desk)
    assert "what is at origin is no book (it has no crm.toml)" in said
    assert "git remote set-url origin ADDRESS" in said


def test_a_readme_of_the_hosting_site_can_be_joined(book: Crm, far: Path, tmp_path: Path) -> None:
    git(tmp_path, "clone", "-q", str(far), "site")
    (tmp_path / "site/README.md").write_text("# My people\n")
    git(tmp_path / "site", "add", ".")
    git(tmp_path / "site", "commit", "-qm", "Initial commit")
    git(tmp_path / "site", "push", "-q", "origin", "HEAD:main")
    git(book.root, "remote", "add", "origin", str(far))
    refused(book)
    book("sync", "--join")
    assert book.read("README.md") == "# My people\n"
    assert "contacts/ada-example.md" in git(far, "ls-tree", "-r", "--name-only", "main")


def test_a_history_that_was_rewritten(world: World) -> None:
    world.laptop("log", "ada", "call", "grids")
    world.laptop("sync")
    world.desk("log", "bob", "call", "tariffs")
    world.desk("sync")
    git(world.laptop.root, "reset", "-q", "--hard", "HEAD~1")
    git(world.laptop.root, "push", "-q", "--force", "origin", "main")
    said = refused(world.desk)
    assert "the history at origin was rewritten" in said
    assert refused(world.desk) == said
    way_out = said.partition("give up yours with: ")[2].split()
    git(world.desk.root, "branch", "kept")
    git(world.desk.root, *way_out[1:])
    assert "grids" not in world.desk.read(ADA)
    world.desk("sync")
    git(world.desk.root, "reset", "-q", "--hard", "kept")
    world.desk("sync")
    assert "grids" in world.desk.read(ADA)
    world.at_rest()


def test_a_rewritten_history_can_be_joined(world: World) -> None:
    world.desk("log", "ada", "call", "grids")
    world.desk("sync")
    git(world.laptop.root, "commit", "-q", "--allow-empty", "-m", "other")
    git(world.laptop.root, "push", "-q", "--force", "origin", "main")
    refused(world.desk)
    world.desk("sync", "--join")
    world.at_rest()
    assert "grids" in world.laptop.read(ADA)


def test_a_remote_with_another_branch(world: World) -> None:
    git(world.far, "branch", "-m", "main", "master")
    said = refused(world.desk)
    assert "origin has no branch main, but has master; go on with theirs by: git branch -m master" in said
    git(world.desk.root, "branch", "-m", "master")
    git(world.desk.root, "branch", "--unset-upstream")
    world.desk("log", "ada", "call")
    world.desk("sync")
    assert subjects(world.far)[0] == "log: ada-example call 2026-06-09"


def test_a_remote_that_was_emptied_is_filled_again(world: World, tmp_path: Path) -> None:
    git(tmp_path, "init", "-q", "--bare", "-b", "main", "new.git")
    git(world.desk.root, "remote", "set-url", "origin", str(tmp_path / "new.git"))
    world.desk("sync")
    assert git(tmp_path / "new.git", "rev-parse", "main") == git(world.desk.root, "rev-parse", "HEAD")


def test_many_contacts_deleted_there(world: World) -> None:
    many(world.desk)
    world.laptop("sync")
    for number in range(6):
        (world.desk.root / f"contacts/number-{number}.md").unlink()
    world.desk("sync", "--allow-deletions")
    world.laptop("log", "ada", "call", "grids")
    said = refused(world.laptop)
    assert "6 of 12 contacts would be deleted here, such as contacts/number-0.md; nothing was changed" in said
    world.laptop("sync", "--allow-deletions")
    assert not (world.laptop.root / "contacts/number-0.md").exists()
    world.at_rest()


def test_many_contacts_that_a_push_would_delete(world: World) -> None:
    many(world.desk)
    git(world.desk.root, "rm", "-q", *(f"contacts/number-{number}.md" for number in range(6)))
    git(world.desk.root, "commit", "-qm", "tidied up")
    assert "6 of 12 contacts would be deleted from origin" in refused(world.desk)
    world.desk("sync", "--allow-deletions")


def test_the_settings_stay_whoever_deletes_them(world: World) -> None:
    git(world.laptop.root, "rm", "-q", "crm.toml")
    git(world.laptop.root, "commit", "-qm", "no book any more")
    git(world.laptop.root, "push", "-q")
    done = world.desk("sync")
    assert "crm.toml: deleted on one side: it stays, a book is none without it" in done.out
    assert (world.desk.root / "crm.toml").exists()
    git(world.laptop.root, "pull", "-q")
    world.at_rest()


def test_a_shallow_clone(world: World, tmp_path: Path) -> None:
    world.desk("log", "ada", "call")
    world.desk("sync")
    git(tmp_path, "clone", "-q", "--depth=1", f"file://{world.far}", "shallow")
    shallow = Crm(tmp_path / "shallow", world.desk.call)
    git(world.desk.root, "reset", "-q", "--soft", "HEAD~2")
    git(world.desk.root, "commit", "-qm", "rewritten")
    git(world.desk.root, "push", "-q", "--force")
    assert "get the rest with: git fetch --unshallow" in refused(shallow)


def test_a_file_that_git_filters(world: World) -> None:
    world.desk.write(".gitattributes", "* -text\nnotes/* filter=upper\n")
    world.at_rest()
    for machine in (world.desk, world.laptop):
        git(machine.root, "config", "filter.upper.clean", "tr a-z A-Z")
        git(machine.root, "config", "filter.upper.smudge", "tr A-Z a-z")
    world.desk.write("notes/secret.txt", "whisper\n")
    world.desk("sync")
    assert git(world.far, "show", "main:notes/secret.txt") == "WHISPER\n"
    said = refused(world.laptop)
    assert "notes/secret.txt goes through a filter of git (upper), which crm sync does not run" in said
    git(world.laptop.root, "pull", "-q")
    world.at_rest()
    assert world.laptop.read("notes/secret.txt") == "whisper\n"


def test_a_lock_that_was_left_at_the_remote(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """As where a stick was pulled out in the middle of a push: nobody was faster."""
    monkeypatch.setattr("crm.book.syncing.sync._PAUSE", 0.0)
    world.desk("log", "ada", "call", "grids")
    lock = world.far / "refs/heads/main.lock"
    lock.touch()
    said = refused(world.desk)
    assert "origin did not take what was pushed: cannot lock ref 'refs/heads/main': Unable to create '" in said
    assert "if no git is at work there, delete that file, then sync again" in said
    lock.unlink()
    world.desk("sync")
    world.at_rest()


def test_a_remote_in_which_somebody_works(world: World) -> None:
    world.laptop("sync")
    git(world.desk.root, "remote", "set-url", "origin", "../laptop")
    world.desk("log", "ada", "call", "grids")
    said = refused(world.desk)
    assert "it is a clone that somebody works in, not a bare repository; all of yours is safe here; " in said
    assert said.endswith("let both sync with a bare one, made by: git init --bare\n")


# --- somebody is faster -------------------------------------------------------------------------------------------


def test_somebody_else_is_faster_once(world: World) -> None:
    world.laptop("log", "bob", "call", "tariffs")
    world.desk("log", "ada", "call", "grids")
    push = f"git -C {world.laptop.root} push --quiet origin main"
    hook = world.desk.write(".git/hooks/pre-push", f"#!/bin/sh\nunset $(git rev-parse --local-env-vars)\n{push}\n")
    hook.chmod(0o755)
    done = world.desk("sync")
    assert f"{BOB}: 2026-06-09 call: tariffs" in done.out
    world.at_rest()


def test_somebody_else_is_faster_all_the_time(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("crm.book.syncing.sync._PAUSE", 0.0)
    world.desk("log", "ada", "call", "grids")
    root = world.laptop.root
    again = f"git -C {root} pull -q; git -C {root} commit -q --allow-empty -m again; git -C {root} push -q origin main"
    hook = world.desk.write(".git/hooks/pre-push", f"#!/bin/sh\nunset $(git rev-parse --local-env-vars)\n{again}\n")
    hook.chmod(0o755)
    done = world.desk("sync", status=1)
    assert "somebody else pushed to origin 6 times in a row before we could" in done.err
    hook.unlink()
    world.at_rest()
    assert "grids" in world.laptop.read(ADA)
