"""A cache in files that the processes of one machine share, for sites without a cache server."""

from __future__ import annotations

import fcntl
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from django.core.cache.backends.filebased import FileBasedCache

if TYPE_CHECKING:
    from collections.abc import Iterator

LOCK: Final = "counting.lock"


class CountingFileCache(FileBasedCache):
    """Django's own, whose `add`, `incr` and `decr` lose and double nothing between processes.

    `incr` and `decr` keep an entry for the time of the alias from then on.
    """

    @contextmanager
    def _alone(self) -> Iterator[None]:
        """One process at a time; the lock ends with the file handle, also of a killed process."""
        self._createdir()
        with (Path(self._dir) / LOCK).open("w") as file:
            fcntl.flock(file, fcntl.LOCK_EX)
            yield

    def add(self, key: str, *args: Any, **kwargs: Any) -> bool:
        with self._alone():
            return super().add(key, *args, **kwargs)

    def incr(self, key: str, delta: int = 1, version: int | None = None) -> int:
        """The new number; raises ValueError where there is no such entry."""
        with self._alone():
            return super().incr(key, delta, version)
