"""What is known of the site's index, kept in the database for every process to see."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any, Final

from django.db.models import Q

from search.engines import client as elasticsearch
from search.outbox.models import Projection

if TYPE_CHECKING:
    from datetime import datetime

    from django.db.models import QuerySet

__all__ = [
    "claim",
    "hear",
    "is_building",
    "keep",
    "known",
    "note_failure",
    "note_success",
    "release",
]

SILENT: Final = timedelta(minutes=1)
"""A builder that said nothing for so long is gone."""
SAME_FAILURE: Final = timedelta(seconds=30)
"""The same failure is not written again within this time."""


def known() -> Projection:
    """What is known; an unsaved row where nothing is."""
    prefix = elasticsearch.names().prefix
    return _rows().first() or Projection(prefix=prefix)


def keep(**values: Any) -> None:
    """Keep some of it."""
    Projection.objects.update_or_create(prefix=elasticsearch.names().prefix, defaults=values)


def note_failure(problem: str, now: datetime) -> None:
    """Elasticsearch took nothing; `problem` is a sentence for staff."""
    lately = _rows().filter(problem=problem, failed_at__gt=now - SAME_FAILURE)
    if not lately.exists():
        keep(problem=problem, failed_at=now)


def note_success() -> None:
    """Elasticsearch took what was sent."""
    if _rows().exclude(problem="").exists():
        _rows().update(problem="")


def is_building(known: Projection, now: datetime) -> bool:
    """Whether a process that is alive fills a new index."""
    return bool(known.builder and known.heard_at and now - known.heard_at < SILENT)


def claim(builder: str, now: datetime) -> bool:
    """Whether `builder` may fill a new index: nobody alive does."""
    Projection.objects.get_or_create(prefix=elasticsearch.names().prefix)
    free = Q(builder="") | Q(heard_at__lt=now - SILENT)
    return bool(_rows().filter(free).update(builder=builder, heard_at=now))


def hear(builder: str, now: datetime) -> bool:
    """`builder` is alive; False where another one took over."""
    return bool(_rows().filter(builder=builder).update(heard_at=now))


def release(builder: str) -> None:
    """`builder` ended, whatever came of it."""
    _rows().filter(builder=builder).update(builder="")


def _rows() -> QuerySet[Projection]:
    return Projection.objects.filter(prefix=elasticsearch.names().prefix)
