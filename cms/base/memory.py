"""How much memory this process has held."""

from __future__ import annotations

import re
import resource
import sys
from pathlib import Path

HIGHEST = re.compile(r"^VmHWM:\s*(\d+) kB$", re.MULTILINE)


def peak_megabytes(process: int | str = "self") -> int:
    """The most memory that it held at once so far, in MB (of 1024 × 1024 bytes).

    Linux tells it of the process itself, and of another one by its id; `getrusage` hands on what
    the one that started it held.
    """
    status = Path(f"/proc/{process}/status")
    found = HIGHEST.search(status.read_text()) if status.exists() else None
    if found:
        return int(found[1]) // 1024
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak // (1024 * 1024 if sys.platform == "darwin" else 1024)
