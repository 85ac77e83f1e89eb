"""How measured times are told."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence


def spread(milliseconds: Sequence[float], name: str = "") -> dict[str, float]:
    """p50, p95 and the longest, in ms; the keys begin with `name`."""
    ordered = sorted(milliseconds)
    return {f"{name}p{part}_ms": percentile(ordered, part) for part in (50, 95, 100)}


def percentile(ordered: Sequence[float], part: int) -> float:
    """The smallest of sorted values that `part` percent do not exceed."""
    at = max(0, -(-len(ordered) * part // 100) - 1)
    return round(ordered[at], 1) if ordered else 0.0
