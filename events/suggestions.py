"""Series of meetups as suggestions: found by their dates, each shown once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cms.base.languages import in_language
from events.models import EventSeries
from search.models import SearchDocument
from search.suggest.entries import Suggestion

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime


def series(language: str, now: datetime) -> Iterator[Suggestion]:
    """Every series with a coming date, the next first."""
    kind = EventSeries.record_type
    dates = SearchDocument.objects.public(now).of_type(kind).worded_for(language).upcoming(now)
    seen: set[str] = set()
    for key, name, title, kana in dates.values_list("record_id", "card__series", "title", "kana"):
        if key not in seen:
            seen.add(key)
            path = in_language(f"{EventSeries.list_path}{key}/", language)
            yield Suggestion(name or title, kana, kind, path)
