"""How much memory this process has held."""

from __future__ import annotations

import resource
import sys


def peak_megabytes() -> int:
    """The most memory that it held at once so far, in MB (of 1024 × 1024 bytes)."""
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak // (1024 * 1024 if sys.platform == "darwin" else 1024)
