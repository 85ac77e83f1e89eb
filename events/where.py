"""Where a meetup is held: never more than its venue gives away, never a draft's name."""

from __future__ import annotations

from copy import copy
from typing import TYPE_CHECKING

from directory.models import Location

if TYPE_CHECKING:
    from datetime import datetime

    from events.models import EventSeries, Occurrence


def for_readers(series: EventSeries, now: datetime) -> EventSeries:
    """The series to show at `now`: without its usual place where that is not public. Not to save."""
    if series.place is None or series.place.is_open_to_readers(now):
        return series
    shown = copy(series)
    shown.place = None
    return shown


def series_venues(series: EventSeries) -> list[Location]:
    """The usual venue, or the venues of the usual place."""
    if series.location:
        return [series.location]
    return list(series.place.locations.select_related("area")) if series.place else []


def is_hidden(venues: list[Location]) -> bool:
    """Whether the venue is told only to those who apply."""
    return bool(venues) and all(venue.precision == Location.Precision.HIDDEN for venue in venues)


def is_elsewhere(series: EventSeries, date: Occurrence) -> bool:
    """Whether this date is held at another place than usual."""
    return bool(date.place) and date.place != series.rule.get("place", "")


def place_words(series: EventSeries, date: Occurrence, venues: list[Location]) -> str:
    """Where this date is held, in few words."""
    return date.place or usual_words(series, venues)


def usual_words(series: EventSeries, venues: list[Location]) -> str:
    """The usual place in few words; empty where it is told only to those who apply."""
    named = series.place.name if series.place else _named(venues)
    note = "" if is_hidden(venues) else series.place_note
    return " ".join(part for part in (named, note) if part)


def _named(venues: list[Location]) -> str:
    """The first venue's name, or only its town where the name would tell more."""
    if not venues:
        return ""
    return venues[0].public_name or venues[0].public_address


def public_position(
    series: EventSeries, date: Occurrence, venues: list[Location]
) -> tuple[float, float] | None:
    """(latitude, longitude) that readers may know of this date; None where it is held elsewhere."""
    if is_elsewhere(series, date):
        return None
    return next((venue.position for venue in venues if venue.position), None)


def public_address(date: Occurrence | None, venues: list[Location]) -> str:
    """The address that readers may know; empty where a date is held elsewhere."""
    if date and date.place:
        return ""
    return next((venue.public_address for venue in venues if venue.public_address), "")
