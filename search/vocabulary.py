"""What a query is read with besides the dictionary: concept lines and the names of areas."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from search.terms import terms

CONCEPTS = Path(__file__).with_name("data") / "concepts.txt"


def concept_lines() -> tuple[str, ...]:
    """The synonym lines that readers' words are read with."""
    return shipped_lines()


@cache
def shipped_lines() -> tuple[str, ...]:
    """The synonym lines of the shipped file; `#` starts a remark."""
    if not CONCEPTS.exists():
        return ()
    lines = CONCEPTS.read_text(encoding="utf-8").splitlines()
    return tuple(line for line in lines if line.strip() and not line.startswith("#"))


def area_names(language: str) -> tuple[str, ...]:
    """The names of the areas, in the words of a language."""
    return tuple(label for _value, label in terms("area", language))
