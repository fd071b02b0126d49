"""Our temporary files: writing them, and what becomes of them after a command was killed.

A file is a *draft* while it is being written, ``.crm-tmp-PID-RANDOM``; once it is complete and on the disk it waits
for its exchange as ``.crm-tmp-PID-OLD-NEW-NAME``, with the digests of what it is to replace and of what it holds. After
a crash a draft is rubbish. The other may hold either of the two, which is rubbish too, or a third thing: what an editor
saved in the moment before the exchange. That is kept, under a name that shows.
"""

from __future__ import annotations

import os
import sys
import time
from contextlib import suppress
from pathlib import Path

from crm.adapters.store.errors import StoreError
from crm.adapters.store.places import Place
from crm.adapters.store.reading import settled
from crm.core.filenames import RESCUED

_PREFIX = ".crm-tmp-"
_STALE = 3600.0  # seconds after which a temporary file is nobody's, even if a process of that number lives
_NAME = 40  # characters of the original's name; with 4 bytes each and all the rest, below the limit of 255 bytes


def write(folder: str, data: bytes, mode: int | None, *, flush: bool = True) -> tuple[Path, os.stat_result]:
    """Writes a draft with these permissions (None: as for any new file), and to the disk. Raises ``OSError``."""
    draft = Path(folder, f"{_PREFIX}{os.getpid()}-{os.urandom(4).hex()}")
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_BINARY", 0)
    fd = os.open(draft, flags, 0o666 if mode is None else 0o600)
    try:
        rest = memoryview(data)
        while rest:
            rest = rest[os.write(fd, rest) :]
        if mode is not None and sys.platform != "win32":
            os.fchmod(fd, mode)
        if flush:
            os.fsync(fd)
        status = os.fstat(fd)
    except BaseException:
        os.close(fd)
        draft.unlink(missing_ok=True)
        raise
    os.close(fd)
    return draft, status


def flush(draft: Path) -> None:
    """Brings a draft to the disk; of many that were written at once the first takes longest. Raises ``OSError``."""
    fd = os.open(draft, os.O_RDWR | getattr(os, "O_CLOEXEC", 0))
    try:
        os.fsync(fd)
    finally:
        os.close(fd)


def set_aside(file: Path, place: Place, old: bytes, new: bytes) -> Place:
    """Gives a complete file the name under which a crash leaves no doubt whose content it holds. Raises ``OSError``."""
    name = f"{_PREFIX}{os.getpid()}-{_digest(old)}-{_digest(new)}-{Path(place.file).name[-_NAME:]}"
    return place._replace(file=str(file.rename(f"{place.folder}/{name}")))


def discard(file: Path) -> None:
    """Removes a temporary file, unless it holds what another program saved: that gets a visible name."""
    if _is_rubbish(file):
        file.unlink(missing_ok=True)
    else:
        name = file.name.split("-", 5)[-1]
        file.rename(file.with_name(f"{name}{RESCUED}{os.urandom(4).hex()}"))


def sweep(folder: str) -> None:
    """Discards the temporary files of commands that are no more. Raises ``OSError``."""
    now = time.time()  # noqa: TID251 - how old rubbish is decides nothing about the book
    with os.scandir(folder) as entries:
        left = [entry for entry in entries if entry.name.startswith(_PREFIX)]
    for entry in left:
        with suppress(OSError):
            # Not its time of modification: after an exchange that is the old version's.
            if now - entry.stat(follow_symlinks=False).st_ctime > _STALE or not _is_alive(entry.name):
                discard(Path(entry.path))


def _is_rubbish(file: Path) -> bool:
    parts = file.name.split("-", 5)
    if len(parts) < 6:  # a draft
        return True
    try:
        data, _ = settled(Place(file.name, str(file), str(file.parent)))
    except StoreError:
        return not file.is_symlink() and not file.exists()
    return _digest(data) in parts[3:5]


def _is_alive(name: str) -> bool:
    """Whether the process lives that made the file; as good as yes on Windows, where to ask might end it."""
    pid = name.removeprefix(_PREFIX).split("-")[0]
    if sys.platform != "win32":
        try:
            os.kill(int(pid), 0)
        except (ProcessLookupError, OverflowError, ValueError):
            return False
        except PermissionError:
            pass
    return True


def _digest(data: bytes) -> str:
    from hashlib import blake2b

    return blake2b(data, digest_size=8).hexdigest()
