"""Whether the live index of Elasticsearch can be trusted to hold what the table of documents holds."""

from __future__ import annotations

import threading
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from search.engines.mapping import FINGERPRINT

if TYPE_CHECKING:
    from collections.abc import Callable

    from elasticsearch import Elasticsearch

__all__ = ["CHECK_SECONDS", "Expected", "NotReady", "Readiness"]

CHECK_SECONDS: Final = 10.0
"""How long an index is trusted after it was looked at."""
LAG: Final = 20
LAG_SHARE: Final = 100
"""An index may lack what was just saved: so many documents, or one in so many where that is more."""


class NotReady(Exception):
    """Why the live index is not to be asked, without a word of any query."""


@dataclass(frozen=True, slots=True)
class Expected:
    """What the database says: the documents there are, and those the index has not heard of."""

    documents: int
    pending: int


class Readiness:
    """What one process last saw of the live index. `clock` counts seconds and never goes back."""

    def __init__(self, live: str, clock: Callable[[], float] = time.monotonic) -> None:
        self._live, self._clock = live, clock
        self._lock = threading.Lock()
        self._trusted_until: float | None = None

    def is_due(self) -> bool:
        """Whether the caller is to look at the index before it asks.

        Of an index that was found whole, one caller in a while; of any other, every caller.
        """
        with self._lock:
            if self._trusted_until is None:
                return True
            if self._clock() < self._trusted_until:
                return False
            self._trusted_until = self._clock() + CHECK_SECONDS
            return True

    def forget(self) -> None:
        """Every caller is to look again."""
        with self._lock:
            self._trusted_until = None

    def check(self, client: Elasticsearch, expected: Expected) -> None:
        """Raise NotReady for an index of another version of the site, or one that lacks documents.

        A missing or red index raises what the client raises.
        """
        kept = client.indices.get_mapping(index=self._live)
        marks = [index["mappings"].get("_meta", {}).get("fingerprint") for index in kept.values()]
        if marks != [FINGERPRINT]:
            raise NotReady("the index was made for another version of the site")
        held = client.count(index=self._live)["count"]
        behind = max(expected.pending, abs(expected.documents - held))
        if behind > max(LAG, expected.documents // LAG_SHARE):
            raise NotReady(f"the index is behind by {behind} of {expected.documents} documents")
        with self._lock:
            self._trusted_until = self._clock() + CHECK_SECONDS
