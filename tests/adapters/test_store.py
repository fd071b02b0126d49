from __future__ import annotations

import os
import stat
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from crm.adapters.store import (
    LIMIT,
    Changed,
    Denied,
    Exists,
    Missing,
    Refused,
    Snapshot,
    Store,
    StoreError,
)
from crm.adapters.store.exchange import exchange

JORDAN = "contacts/jordan-example.md"
TEXT = b"\xef\xbb\xbf---\r\nname: Jordan Example\r\n---\r\n\r\n## Log\r\n\r\n- 2026-06-09 interview: no last newline"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    (tmp_path / "contacts").mkdir()
    (tmp_path / "crm.toml").write_bytes(b"")
    (tmp_path / JORDAN).write_bytes(TEXT)
    return tmp_path


@pytest.fixture
def store(root: Path) -> Store:
    return Store(root)


def leftovers(root: Path) -> list[str]:
    return [path.name for path in root.rglob("*") if ".crm-tmp-" in path.name or ".rescued-" in path.name]


# -- finding, listing


def test_lists_the_regular_files_of_a_folder_in_order(root: Path, store: Store) -> None:
    for name in ["zoe-example.md", "anna-example.md", "Ürsula Example.md", "LOUD.MD"]:
        (root / "contacts" / name).touch()
    for name in [".hidden.md", "anna.md~", "#anna.md#", "~$anna.md", ".#lock.md", ".crm-tmp-1-ab.md", "a.txt", "a.mdx"]:
        (root / "contacts" / name).touch()
    (root / "contacts" / "folder.md").mkdir()
    names = ["LOUD.MD", "anna-example.md", "jordan-example.md", "zoe-example.md", "Ürsula Example.md"]
    assert store.paths("contacts") == [f"contacts/{name}" for name in names]


def test_a_folder_that_is_missing_is_empty(store: Store) -> None:
    assert store.listing("articles") == ([], [], [])


def test_symbolic_links_are_named_and_left_out(root: Path, store: Store, tmp_path: Path) -> None:
    (root / "contacts" / "linked.md").symlink_to("jordan-example.md")
    (root / "contacts" / ".#jordan-example.md").symlink_to("somebody@example.org")  # what Emacs makes as a lock
    (root / "notes").symlink_to("contacts")
    listing = store.listing("contacts")
    assert listing.files == [JORDAN]
    assert listing.symlinks == ["contacts/linked.md"]
    assert store.listing("notes") == ([], ["notes"], [])
    assert store.nested("notes") == []


def test_files_in_subfolders_are_listed_apart(root: Path, store: Store) -> None:
    for path in ["contacts/office/a.md", "contacts/office/b.md~", "contacts/office/deep/c.md", "contacts/.trash/d.md"]:
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).touch()
    assert store.paths("contacts") == [JORDAN]
    assert store.nested("contacts") == ["contacts/office/a.md", "contacts/office/deep/c.md"]


# -- reading


def test_reads_the_bytes_as_they_are(store: Store) -> None:
    assert store.read(JORDAN).data == TEXT


def test_the_token_tells_versions_apart_and_outlives_a_second_reading(root: Path, store: Store) -> None:
    before = store.read(JORDAN)
    assert store.read(JORDAN).token == before.token
    written = store.replace(before, b"new")
    assert written.token != before.token
    assert store.read(JORDAN) == written


def test_reads_one_byte_more_than_the_limit_and_never_writes_such_a_file(root: Path, store: Store) -> None:
    (root / JORDAN).write_bytes(b"x" * (LIMIT + 100))
    snapshot = store.read(JORDAN)
    assert len(snapshot.data) == LIMIT + 1
    with pytest.raises(Refused, match="more than 5,000,000 bytes"):
        store.replace(snapshot, b"short")
    with pytest.raises(Refused, match="more than"):
        store.delete(snapshot)
    assert (root / JORDAN).stat().st_size == LIMIT + 100


def test_a_file_of_exactly_the_limit_is_read_and_written(root: Path, store: Store) -> None:
    (root / JORDAN).write_bytes(b"x" * LIMIT)
    store.replace(store.read(JORDAN), b"y" * LIMIT)
    with pytest.raises(Refused, match="more than"):
        store.replace(store.read(JORDAN), b"y" * (LIMIT + 1))
    assert (root / JORDAN).read_bytes() == b"y" * LIMIT


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes here")
def test_a_pipe_in_place_of_a_file_does_not_block(root: Path, store: Store) -> None:
    os.mkfifo(root / "contacts" / "pipe.md")
    assert store.paths("contacts") == [JORDAN]
    with pytest.raises(Refused, match="no regular file"):
        store.read("contacts/pipe.md")


# -- paths

UNSAFE = ["", "/etc/passwd", "../x.md", "contacts/../x.md", "contacts/./x.md", "contacts//x.md", "contacts/", "."]
UNSAFE += ["a\0b.md", ".git/config", "contacts/.GIT/hooks/x", "contacts/..."]
ACTIONS: dict[str, Callable[[Store, str], object]] = {
    "read": lambda store, path: store.read(path),
    "replace": lambda store, path: store.replace(Snapshot(path, TEXT, (0, 0, 0)), b"new"),
    "update": lambda store, path: store.update(path, lambda _: b"new"),
    "delete": lambda store, path: store.delete(Snapshot(path, TEXT, (0, 0, 0))),
    "create": lambda store, path: store.create(path, b"new"),
}


@pytest.mark.parametrize("action", ACTIONS)
@pytest.mark.parametrize("path", UNSAFE)
def test_no_path_leads_out_of_the_book(store: Store, action: str, path: str) -> None:
    with pytest.raises(Refused, match="no path of a file in the book"):
        ACTIONS[action](store, path)


@pytest.mark.parametrize("action", ACTIONS)
def test_no_symbolic_link_is_followed(root: Path, store: Store, action: str, tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "x.md").write_bytes(TEXT)
    (root / "linked").symlink_to(outside)
    (root / "contacts" / "link.md").symlink_to(outside / "x.md")
    for path in ["linked/x.md", "contacts/link.md"]:
        with pytest.raises((Refused, Exists)):
            ACTIONS[action](store, path)
    assert (outside / "x.md").read_bytes() == TEXT
    assert (root / "contacts" / "link.md").is_symlink()
    assert leftovers(root) == []


@pytest.mark.parametrize("action", ["read", "replace", "update", "delete"])
def test_a_folder_is_no_file_and_what_is_missing_is_named(root: Path, store: Store, action: str) -> None:
    (root / "contacts" / "folder.md").mkdir()
    with pytest.raises(Refused, match=r"contacts/folder\.md cannot be read: it is no regular file"):
        ACTIONS[action](store, "contacts/folder.md")
    with pytest.raises(Missing, match=r"contacts/nobody\.md cannot be read: there is no such file"):
        ACTIONS[action](store, "contacts/nobody.md")
    with pytest.raises(Missing, match="there is no such folder"):
        ACTIONS[action](store, f"{JORDAN}/x.md")


# -- writing


@pytest.fixture(params=["exchange", "plain"])
def either_way(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """With the system's exchange of two names, and as on a system without."""
    if request.param == "plain":
        monkeypatch.setattr("crm.adapters.store.replacing.exchange", lambda _one, _other: False)


@pytest.mark.usefixtures("either_way")
def test_replaces_every_byte_and_nothing_but_the_bytes(root: Path, store: Store) -> None:
    (root / JORDAN).chmod(0o640)
    new = TEXT + b"\r\n- more \xff\xfe\x00"
    snapshot = store.replace(store.read(JORDAN), new)
    assert (root / JORDAN).read_bytes() == new
    assert stat.S_IMODE((root / JORDAN).stat().st_mode) == 0o640
    assert snapshot == store.read(JORDAN)
    assert leftovers(root) == []
    assert store.replace(snapshot, b"") == store.read(JORDAN)
    assert (root / JORDAN).read_bytes() == b""


@pytest.mark.usefixtures("either_way")
def test_a_file_changed_since_it_was_read_is_left_alone(root: Path, store: Store) -> None:
    snapshot = store.read(JORDAN)
    (root / JORDAN).write_bytes(b"theirs")
    with pytest.raises(Changed, match=r"contacts/jordan-example\.md was changed") as caught:
        store.replace(snapshot, b"ours")
    assert caught.value.theirs == b"theirs"
    assert caught.value.path == JORDAN
    with pytest.raises(Changed):
        store.delete(snapshot)
    assert (root / JORDAN).read_bytes() == b"theirs"
    assert leftovers(root) == []


@pytest.mark.usefixtures("either_way")
def test_a_file_saved_again_with_the_same_bytes_is_unchanged(root: Path, store: Store) -> None:
    snapshot = store.read(JORDAN)
    (root / "saved").write_bytes(TEXT)
    (root / "saved").rename(root / JORDAN)
    store.replace(snapshot, b"ours")
    assert (root / JORDAN).read_bytes() == b"ours"


def test_a_long_name_in_any_script_is_no_obstacle(root: Path, store: Store) -> None:
    for name in ["x" * 252, "人" * 84, "😀" * 63]:
        path = f"contacts/{name}.md"
        store.create(path, b"a")
        store.update(path, lambda data: data + b"b")
        assert store.read(path).data == b"ab"
    assert leftovers(root) == []


@pytest.mark.usefixtures("either_way")
def test_several_files_are_written_together_or_not_at_all(root: Path, store: Store) -> None:
    paths = [f"contacts/{name}.md" for name in "abc"]
    snapshots = [store.create(path, b"old") for path in paths]
    written = store.replace_all([(snapshot, b"new") for snapshot in snapshots])
    assert written == [store.read(path) for path in paths]
    (root / paths[2]).write_bytes(b"theirs")
    with pytest.raises(Changed):
        store.replace_all([(snapshot, b"newer") for snapshot in written])
    assert [store.read(path).data for path in paths] == [b"new", b"new", b"theirs"]
    assert leftovers(root) == []


def test_files_already_written_are_taken_back_when_a_later_one_fails(
    root: Path, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    paths = [f"contacts/{name}.md" for name in "abc"]
    snapshots = [store.create(path, b"old") for path in paths]

    def save_c_in_the_last_moment(one: str, other: str) -> bool:
        if other.endswith("c.md") and Path(other).read_bytes() == b"old":
            Path(other).write_bytes(b"theirs")
        return exchange(one, other)

    monkeypatch.setattr("crm.adapters.store.replacing.exchange", save_c_in_the_last_moment)
    with pytest.raises(Changed):
        store.replace_all([(snapshot, b"new") for snapshot in snapshots])
    assert [store.read(path).data for path in paths] == [b"old", b"old", b"theirs"]
    assert leftovers(root) == []


def test_a_version_that_cannot_be_put_in_waiting_is_removed(
    root: Path, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise OSError(5, "Input/output error")

    monkeypatch.setattr(Path, "rename", refuse)
    with pytest.raises(StoreError, match=r"example\.md cannot be written: Input/output error"):
        store.replace(store.read(JORDAN), b"new")
    assert store.read(JORDAN).data == TEXT
    assert leftovers(root) == []


def test_an_edit_that_changes_nothing_does_not_touch_the_file(root: Path, store: Store) -> None:
    before = (root / JORDAN).stat()
    store.update(JORDAN, lambda data: data)
    assert (root / JORDAN).stat() == before


def test_an_edit_that_fails_leaves_everything(root: Path, store: Store) -> None:
    def fail(_: bytes) -> bytes:
        raise ValueError("no such key")

    with pytest.raises(ValueError, match="no such key"):
        store.update(JORDAN, fail)
    assert store.read(JORDAN).data == TEXT


# -- creating, deleting


@pytest.fixture(params=["link", "no links"])
def with_or_without_links(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """With hard links, and as on a disk without."""
    if request.param == "no links":

        def refuse(*_: object) -> None:
            raise PermissionError(1, "Operation not permitted")

        monkeypatch.setattr(os, "link", refuse)


@pytest.mark.usefixtures("with_or_without_links")
def test_creates_a_file_and_its_folder_but_never_over_another(root: Path, store: Store) -> None:
    path = "notes/2026/2026-06-09-jordan-example-thank-you.md"
    snapshot = store.create(path, TEXT)
    assert snapshot == store.read(path)
    with pytest.raises(Exists, match="there is a file of that name already"):
        store.create(path, b"other")
    assert store.read(path).data == TEXT
    assert leftovers(root) == []


def test_a_new_file_has_the_permissions_that_the_user_gives_new_files(root: Path, store: Store) -> None:
    mask = os.umask(0o027)
    try:
        store.create("contacts/new.md", b"")
    finally:
        os.umask(mask)
    assert stat.S_IMODE((root / "contacts" / "new.md").stat().st_mode) == 0o640


@pytest.mark.usefixtures("with_or_without_links")
def test_deletes_what_was_read(root: Path, store: Store) -> None:
    snapshot = store.read(JORDAN)
    store.delete(snapshot)
    assert store.paths("contacts") == []
    with pytest.raises(Missing):
        store.delete(snapshot)
    assert leftovers(root) == []


@pytest.mark.usefixtures("with_or_without_links")
def test_a_file_saved_while_it_is_deleted_comes_back(root: Path, store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    rename = Path.rename

    def save_in_the_last_moment(self: Path, target: Path) -> Path:
        self.write_bytes(b"theirs")
        return rename(self, target)

    snapshot = store.read(JORDAN)
    monkeypatch.setattr(Path, "rename", save_in_the_last_moment)
    with pytest.raises(Changed):
        store.delete(snapshot)
    assert store.read(JORDAN).data == b"theirs"
    assert leftovers(root) == []


# -- not permitted


@pytest.fixture
def forbidden() -> Iterator[Store]:
    """A book whose folder ``contacts`` an ordinary user may only read, seen by such a user."""
    with TemporaryDirectory() as folder:
        contacts = Path(folder, "contacts")
        contacts.mkdir()
        Path(folder, JORDAN).write_bytes(TEXT)
        Path(folder, "contacts", "secret.md").touch(mode=0o000)
        Path(folder).chmod(0o755)
        contacts.chmod(0o555)
        user = os.geteuid()
        if user == 0:
            os.seteuid(65534)
        yield Store(Path(folder))
        os.seteuid(user)
        contacts.chmod(0o755)


@pytest.mark.skipif(sys.platform == "win32", reason="permissions of POSIX")
def test_what_the_user_may_not_is_explained_and_reading_goes_on(forbidden: Store) -> None:
    snapshot = forbidden.read(JORDAN)
    assert snapshot.data == TEXT
    attempts: list[Callable[[], object]] = [
        lambda: forbidden.replace(snapshot, b"new"),
        lambda: forbidden.update(JORDAN, lambda _: b"new"),
        lambda: forbidden.delete(snapshot),
        lambda: forbidden.create("contacts/new.md", b"new"),
        lambda: forbidden.create("contacts/deeper/new.md", b"new"),
        lambda: forbidden.read("contacts/secret.md"),
    ]
    for attempt in attempts:
        with pytest.raises(Denied, match=r"contacts/.* cannot be \w+: you may not$") as caught:
            attempt()
        assert caught.value.hint
    assert forbidden.read(JORDAN) == snapshot
    assert leftovers(forbidden.root) == []
