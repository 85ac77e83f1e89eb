"""The shipped synonym lines in the table: new ones come in, what an editor decided stays.

A line is known again by its first phrase. As long as no editor touched it (changed it, switched it
off, wrote a note) it follows the file, also out of the table; a touched or deleted one is left
alone.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from django.db import transaction

from search.concepts import split_phrases
from search.models import ConceptLine, ShippedLine
from search.vocabulary import lines_changed

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence


class Loaded(NamedTuple):
    """How many lines came in, followed the file, left with it."""

    added: int
    changed: int
    removed: int


@transaction.atomic
def load_shipped(lines: Sequence[str]) -> Loaded:
    """Bring the table in step with the lines of the shipped file; a second time changes nothing."""
    wanted = {split_phrases(line)[0]: line for line in lines}
    known = {row.name: row for row in ShippedLine.objects.select_related("line")}
    untouched = {
        name: row for name, row in known.items() if hasattr(row, "line") and not row.line.is_touched
    }
    loaded = Loaded(
        added=_add({name: line for name, line in wanted.items() if name not in known}),
        changed=_change((row, wanted[name]) for name, row in untouched.items() if name in wanted),
        removed=_remove(row for name, row in untouched.items() if name not in wanted),
    )
    if any(loaded):
        lines_changed()
    return loaded


def _add(wanted: Mapping[str, str]) -> int:
    rows = ShippedLine.objects.bulk_create(
        ShippedLine(name=name, phrases=phrases) for name, phrases in wanted.items()
    )
    ConceptLine.objects.bulk_create(ConceptLine(phrases=row.phrases, shipped=row) for row in rows)
    return len(rows)


def _change(rows: Iterable[tuple[ShippedLine, str]]) -> int:
    count = 0
    for row, phrases in rows:
        if row.phrases != phrases:
            row.phrases = row.line.phrases = phrases
            row.save()
            row.line.save()
            count += 1
    return count


def _remove(rows: Iterable[ShippedLine]) -> int:
    count = 0
    for row in rows:
        row.line.delete()
        row.delete()
        count += 1
    return count
