"""A circuit breaker: what has failed is left alone for a while, then tried by one caller."""

import threading
import time
from collections.abc import Callable
from typing import Final

__all__ = ["REST_SECONDS", "Breaker"]

REST_SECONDS: Final = 10.0


class Breaker:
    """Says whether to try something that may be down; shared by the threads of a process.

    While it rests nobody tries. After `rest` seconds one caller does, and the others wait for as
    long again or for the caller's success. `clock` counts seconds and never goes back.
    """

    def __init__(
        self, rest: float = REST_SECONDS, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._rest, self._clock = rest, clock
        self._lock = threading.Lock()
        self._next_trial: float | None = None

    def allows(self) -> bool:
        """Whether the caller should try now, and then say how it went."""
        with self._lock:
            if self._next_trial is None:
                return True
            if self._clock() < self._next_trial:
                return False
            self._next_trial = self._clock() + self._rest
            return True

    def failed(self) -> bool:
        """A try failed. Whether this begins an outage."""
        with self._lock:
            begins = self._next_trial is None
            self._next_trial = self._clock() + self._rest
            return begins

    def succeeded(self) -> bool:
        """A try succeeded. Whether this ends an outage."""
        with self._lock:
            ends = self._next_trial is not None
            self._next_trial = None
            return ends
