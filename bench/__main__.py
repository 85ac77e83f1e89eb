"""`python -m bench [NAME …]`: runs benchmarks; status 1 where a line does not hold its bound."""

from __future__ import annotations

import argparse
import json
import sys

from bench.registry import BENCHMARKS, load
from bench.scratch import django_on_a_scratch_folder, scratch_database


def main() -> int:
    """The command line of `make bench`."""
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="NAME", help=", ".join(BENCHMARKS))
    names = parser.parse_args().names or list(BENCHMARKS)
    if unknown := [name for name in names if name not in BENCHMARKS]:
        parser.error(f"no benchmark {unknown[0]}; there are: {', '.join(BENCHMARKS)}")
    with django_on_a_scratch_folder() as folder:
        held = []
        for name in names:
            with scratch_database(folder):
                held += [_print(line) for line in load(name)()]
    return 0 if all(held) else 1


def _print(line: dict[str, object]) -> bool:
    """Write a line as it comes; whether it holds its bound."""
    sys.stdout.write(json.dumps(line, ensure_ascii=False) + "\n")
    sys.stdout.flush()
    return bool(line.get("holds", True))


if __name__ == "__main__":
    sys.exit(main())
