"""The calendar of a list that was narrowed down: the same conditions, whatever the moment."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlencode

from events.lists import OF_SERIES
from events.models import EventSeries
from search.engines.conditions import all_of
from search.facets import conditions
from search.models import SearchDocument

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from django.db.models import QuerySet
    from django.http import QueryDict

    type Chosen = Mapping[str, Sequence[str]]


def chosen_in(params: QueryDict, language: str) -> Chosen:
    """Facet → values of an address that exist; what asks for a moment (`when`) is left out."""
    asked = {facet.name: facet.chosen(params, language) for facet in OF_SERIES}
    return {name: values for name, values in asked.items() if values}


def query_of(chosen: Chosen) -> str:
    """`?area=ofuna&ease=free` for the calendar of these conditions, or "" where there are none."""
    pairs = [(each.name, value) for each in OF_SERIES for value in chosen.get(each.name, ())]
    return f"?{urlencode(pairs)}" if pairs else ""


def labels_of(chosen: Chosen, language: str) -> list[str]:
    """The words of the chosen values, in the order of the form."""
    return [
        str(label)
        for facet in OF_SERIES
        for value, label in facet.choices(language)
        if value in chosen.get(facet.name, ())
    ]


def series_chosen(chosen: Chosen, now: datetime) -> QuerySet[EventSeries]:
    """The series of which the list shows a date under these conditions.

    Asked of the documents of the list, so that both always agree; a date that was cancelled is one
    of them until it would have been over.
    """
    rows = SearchDocument.objects.public(now).not_over(now).of_type(EventSeries.record_type)
    held = rows.filter(all_of(conditions(OF_SERIES, chosen, now)))
    return EventSeries.objects.filter(public_id__in=held.values("record_id"))
