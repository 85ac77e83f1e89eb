"""The benchmarks by name. Each is a module with `run()`, imported once Django is set up."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from importlib import import_module
from typing import Any, Final

type Line = dict[str, Any]
"""What one measurement found; `holds` (bool) says whether it stays within its bound."""
type Benchmark = Callable[[], Iterator[Line]]

BENCHMARKS: Final = {
    "events": "bench.events",
    "imports": "bench.imports",
    "lists": "bench.lists",
    "search": "bench.search",
}


def load(name: str) -> Benchmark:
    """The function of a benchmark: it finds an empty, migrated database and yields its lines."""
    run: Benchmark = import_module(BENCHMARKS[name]).run
    return run
