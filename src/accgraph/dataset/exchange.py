"""Putting one folder in the place of another, so that at any moment one of the two is there, whole."""

from __future__ import annotations

import ctypes
import errno
import os
import sys
from contextlib import suppress
from pathlib import Path

__all__ = ["put_in_place", "restore"]

_AT_FDCWD = -100
_RENAME_EXCHANGE = 2
_RENAME_SWAP = 2
# What a system says that cannot exchange two folders, or not on this file system.
_UNABLE = {errno.ENOSYS, errno.EINVAL, errno.ENOTSUP}


def put_in_place(new: Path, out: Path, old: Path) -> None:
    """Make *new* be what is at *out*; what was at *out* is at *old* then, if there was something.

    All three lie in one file system. Where the system can exchange two folders in one step (Linux, macOS),
    there is no moment at which *out* is missing; elsewhere there is one, and restore() mends what a crash
    in it leaves.

    Raises OSError if a folder cannot be renamed; *out* is then as it was.
    """
    if not out.exists():
        new.rename(out)
    elif _exchanged(new, out):
        new.rename(old)
    else:
        out.rename(old)
        try:
            new.rename(out)
        except BaseException:
            with suppress(OSError):
                old.rename(out)
            raise


def restore(out: Path, old: Path) -> None:
    """Put *old* back at *out*, if a crash between two renames has left nothing there."""
    if old.exists() and not out.exists():
        old.rename(out)


def _exchanged(one: Path, other: Path) -> bool:
    """Exchange two folders in one step; False if the system cannot."""
    if sys.platform not in ("linux", "darwin"):
        return False
    paths = os.fsencode(one), os.fsencode(other)
    library = ctypes.CDLL(None, use_errno=True)
    if sys.platform == "linux" and hasattr(library, "renameat2"):
        failed = library.renameat2(_AT_FDCWD, paths[0], _AT_FDCWD, paths[1], _RENAME_EXCHANGE)
    elif sys.platform == "darwin" and hasattr(library, "renamex_np"):
        failed = library.renamex_np(*paths, _RENAME_SWAP)
    else:
        return False
    if not failed:
        return True
    number = ctypes.get_errno()
    if number in _UNABLE:
        return False
    raise OSError(number, os.strerror(number), str(other))
