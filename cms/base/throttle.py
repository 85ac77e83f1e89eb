"""Counting what is asked, so that nobody asks too often. Keys are kept as hashes in the cache."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from django.core.cache import cache

if TYPE_CHECKING:
    from datetime import datetime

HOUR = 3600


def allowed(what: str, key: str, most: int, now: datetime) -> bool:
    """Counts one more `what` for `key`; False once there were more than `most` in this hour."""
    hour = int(now.timestamp()) // HOUR
    counter = f"{what}:{hashlib.sha256(key.encode()).hexdigest()}:{hour}"
    cache.add(counter, 0, HOUR)
    return cache.incr(counter) <= most
