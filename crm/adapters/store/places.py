"""Where a file of the book lies: the book's root, safe paths in it, and what its folders hold."""

from __future__ import annotations

import os
import stat
from array import array
from pathlib import Path
from typing import NamedTuple

from crm.adapters.store.errors import Refused, explained
from crm.core.filenames import RESCUED, is_ours

_LARGEST = 2**63 - 1
_UNSAFE = "\0\\:" if os.sep == "\\" else "\0"


class Listing(NamedTuple):
    """What a folder holds, as sorted paths relative to the book.

    ``files`` are the regular files of the wanted suffix, ``symlinks`` what was left out because it is a link (or the
    folder itself, if that is one), ``rescued`` the files with a save of another program that we could not put back.
    """

    files: list[str]
    symlinks: list[str]
    rescued: list[str]


class Place(NamedTuple):
    """A path that was found safe: ``path`` as given, and the file and its folder in full."""

    path: str
    file: str
    folder: str


def place(root: str, path: str) -> Place:
    """Where ``path`` (relative, with ``/``) lies in the book.

    Raises ``Refused`` for a path that leads out of the book, into ``.git``, or through a symbolic link.
    """
    parts = path.split("/")
    if any(char in path for char in _UNSAFE) or not all(part.strip(".") and part.lower() != ".git" for part in parts):
        raise Refused(f"{path!r} is no path of a file in the book", "give it relative to crm.toml", path)
    folder = root
    for part in parts[:-1]:
        folder = f"{folder}/{part}"
        if is_symlink(folder):
            raise Refused(f"{path} cannot be used: {folder} is a symbolic link", "put the folder itself there", path)
    return Place(path, f"{folder}/{parts[-1]}", folder)


def is_symlink(file: str) -> bool:
    """Whether ``file`` is a symbolic link; no, where there is nothing."""
    try:
        return stat.S_ISLNK(os.lstat(file).st_mode)
    except OSError:
        return False


def listing(root: str, folder: str, suffix: str) -> Listing:
    """What lies directly in ``folder``; nothing, where there is no such folder. Raises ``Denied`` and the like."""
    full = f"{root}/{folder}"
    if is_symlink(full):
        return Listing([], [folder], [])
    found = Listing([], [], [])
    files, inside = found.files, f"{folder}/"
    try:
        with os.scandir(full) as entries:
            for entry in entries:
                name = entry.name
                plain = name[0] not in ".#~" and name.endswith(suffix) and RESCUED not in name  # seen without a call
                if plain or is_ours(name, suffix):
                    if entry.is_file(follow_symlinks=False):
                        files.append(inside + name)
                    elif entry.is_symlink():
                        found.symlinks.append(inside + name)
                elif RESCUED in name:
                    found.rescued.append(inside + name)
    except FileNotFoundError:
        return found
    except OSError as error:
        raise explained(error, folder, "read") from error
    for paths in found:
        paths.sort()
    return found


def marks(root: str, folder: str, names: list[str]) -> array[int]:
    """Four numbers for each file of a folder: inode, size, and the times (ns) of its last change and of its status.

    Who finds them the same later need not read the file again. Zeros for a file that is gone.
    """
    found = array("q")
    fd = _opened(f"{root}/{folder}")
    base = "" if fd is not None else f"{root}/{folder}/"
    try:
        for name in names:
            try:
                status = os.stat(base + name, dir_fd=fd, follow_symlinks=False)
            except OSError:
                found.extend((0, 0, 0, 0))
                continue
            inode = status.st_ino & _LARGEST  # a number without a sign in some systems
            found.extend((inode, status.st_size, status.st_mtime_ns, status.st_ctime_ns))
    finally:
        if fd is not None:
            os.close(fd)
    return found


def _opened(folder: str) -> int | None:
    """A folder, for what lies in it to be found faster; None where the system has no such thing, or no such folder."""
    try:
        return os.open(folder, os.O_RDONLY) if os.stat in os.supports_dir_fd else None
    except OSError:
        return None


def nested(root: str, folder: str, suffix: str) -> list[str]:
    """The files of that suffix in the subfolders of ``folder``, which are not read as part of the book."""
    full = f"{root}/{folder}"
    if is_symlink(full):
        return []
    found = []
    for where, folders, names in os.walk(full):
        folders[:] = [name for name in folders if is_ours(name, "")]
        if where != full:
            inside = Path(where).relative_to(root).as_posix()
            found += [f"{inside}/{name}" for name in names if is_ours(name, suffix)]
    return sorted(found)
