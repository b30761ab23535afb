"""A store that may be read and not written, for the administrator too, whom modes do not stop."""

import ctypes
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

DAC_OVERRIDE = 1 << 1
"""Linux: the capability to write what modes forbid."""
VERSION_3 = 0x20080522
EFFECTIVE = 0
"""Words of 32 bits come as effective, permitted, inheritable, for the low half and the high."""


class _Header(ctypes.Structure):
    _fields_ = [("version", ctypes.c_uint32), ("pid", ctypes.c_int)]


@contextmanager
def read_only(store: Path) -> Iterator[None]:
    """Make a store and its folder unwritable, for this thread and those that it begins."""
    before = store.stat().st_mode, store.parent.stat().st_mode
    store.chmod(0o444)
    store.parent.chmod(0o555)
    capabilities = _capabilities()
    if os.geteuid() == 0:
        without = list(capabilities)
        without[EFFECTIVE] &= ~DAC_OVERRIDE
        _set_capabilities(without)
    try:
        yield
    finally:
        _set_capabilities(capabilities)
        for path, mode in zip((store, store.parent), before, strict=True):
            path.chmod(mode)


def _capabilities() -> list[int]:
    words = (ctypes.c_uint32 * 6)()
    _call("capget", words)
    return list(words)


def _set_capabilities(capabilities: list[int]) -> None:
    _call("capset", (ctypes.c_uint32 * 6)(*capabilities))


def _call(name: str, words: "ctypes.Array[ctypes.c_uint32]") -> None:
    library = ctypes.CDLL(None, use_errno=True)
    header = _Header(VERSION_3, 0)
    if getattr(library, name)(ctypes.byref(header), ctypes.byref(words)) != 0:
        raise OSError(ctypes.get_errno(), name)
