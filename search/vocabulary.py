"""What a query is read with besides the dictionary: concept lines and the names of areas."""

from __future__ import annotations

import hashlib
from functools import cache as kept_for_good
from pathlib import Path
from typing import Any, Final, NamedTuple

from django.core.cache import cache
from django.db import transaction
from django.db.models.signals import post_delete, post_save
from django.dispatch import receiver

from search.models import ConceptLine
from search.terms import terms

CONCEPTS: Final = Path(__file__).with_name("data") / "concepts.txt"
MARK: Final = "search-concept-lines"
"""The cache holds a mark of the lines in force under this key; without it they are read anew."""
SECONDS_KEPT: Final = 50
"""After this time at the latest a process that shares no cache sees what another one changed."""


class _Lines(NamedTuple):
    mark: str
    lines: tuple[str, ...]


class _Reading:
    """The lines as this process read them last."""

    def __init__(self) -> None:
        self.last = _Lines("", ())

    def lines(self) -> tuple[str, ...]:
        """As the table says them, read only where the mark in the cache is not that of `last`."""
        if cache.get(MARK) != self.last.mark or not self.last.mark:
            self.last = _marked(_read())
            cache.set(MARK, self.last.mark, SECONDS_KEPT)
        return self.last.lines


_reading = _Reading()


def concept_lines() -> tuple[str, ...]:
    """The synonym lines in force: those of the table that are on; the shipped ones while it is empty.

    The same object comes back until a line changes, so that nothing is compiled twice.
    """
    return _reading.lines()


@kept_for_good
def shipped_lines() -> tuple[str, ...]:
    """The synonym lines of the shipped file; `#` starts a remark."""
    if not CONCEPTS.exists():
        return ()
    lines = CONCEPTS.read_text(encoding="utf-8").splitlines()
    return tuple(line for line in lines if line.strip() and not line.startswith("#"))


@receiver((post_save, post_delete), sender=ConceptLine, dispatch_uid="concept-lines-changed")
def lines_changed(**kwargs: Any) -> None:
    """Have the lines read anew: now, and once more when the others can see the change."""
    cache.delete(MARK)
    transaction.on_commit(lambda: cache.delete(MARK))


def _read() -> tuple[str, ...]:
    rows = list(ConceptLine.objects.order_by("pk").values_list("phrases", "is_on"))
    return tuple(phrases for phrases, is_on in rows if is_on) if rows else shipped_lines()


def _marked(lines: tuple[str, ...]) -> _Lines:
    return _Lines(hashlib.sha256("\n".join(lines).encode()).hexdigest(), lines)


def area_names(language: str) -> tuple[str, ...]:
    """The names of the areas, in the words of a language."""
    return tuple(label for _value, label in terms("area", language))
