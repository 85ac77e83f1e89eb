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
    """Every series with a coming date, the next first, in the words that its dates have."""
    kind = EventSeries.record_type
    dates = SearchDocument.objects.public(now).of_type(kind).worded_for(language).upcoming(now)
    keys = dict.fromkeys(dates.values_list("record_id", "locale"))
    rows = EventSeries.objects.filter(public_id__in=[key for key, _locale in keys])
    named = rows.values_list("public_id", "locale__language_code", "name", "kana")
    words = {(key, locale): (name, kana) for key, locale, name, kana in named}
    for key, locale in keys:
        name, kana = words[key, locale]
        yield Suggestion(name, kana, kind, in_language(f"{EventSeries.list_path}{key}/", language))
