"""Exchanging two files by name in one step, where the system can do that."""

from __future__ import annotations

import errno
import functools
import os
import sys
from collections.abc import Callable

# What kernels, file systems and sandboxes answer that do not know how.
_CANNOT = {errno.EINVAL, errno.ENOSYS, errno.ENOTSUP, errno.EOPNOTSUPP}


def exchange(one: str, other: str) -> bool:
    """Lets each name stand for the other's file, with no moment at which one is missing.

    False: the system or this file system cannot, and nothing happened. Raises ``OSError``, such as
    ``FileNotFoundError`` for a name that stands for nothing.
    """
    error = _system_call()(os.fsencode(one), os.fsencode(other))
    if error in _CANNOT:
        return False
    if error:
        raise OSError(error, os.strerror(error), one, None, other)
    return True


@functools.cache
def _system_call() -> Callable[[bytes, bytes], int]:
    """A function of two names that returns 0 or an error number."""
    import ctypes

    if sys.platform != "win32":
        libc = ctypes.CDLL(None, use_errno=True)
        if hasattr(libc, "renameat2"):  # Linux; AT_FDCWD is -100 and RENAME_EXCHANGE 2
            return lambda one, other: ctypes.get_errno() if libc.renameat2(-100, one, -100, other, 2) else 0
        if hasattr(libc, "renamex_np"):  # macOS; RENAME_SWAP is 2
            return lambda one, other: ctypes.get_errno() if libc.renamex_np(one, other, 2) else 0
    return lambda one, other: errno.ENOSYS
