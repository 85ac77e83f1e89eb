"""A place or group as the rows and sentences of its page. No query beyond the record's own parts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from cms.base import cards
from cms.base.fact_words import fact_word
from cms.base.templatetags.text import speaks_japanese
from directory.documents import fee_traits, open_state, place_traits
from directory.models.place import LANGUAGES, MODES
from directory.models.venue import ACCESSIBILITY
from directory.table_wording import ENGLISH, JAPANESE

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date, datetime

    from cms.base.cards import Notice
    from directory.hours import Hours
    from directory.models import Location, Place
    from directory.week_table import WeekRow


@dataclass(frozen=True)
class HoursTable:
    """Columns and rows for the `hours_table` tag, and what stands below."""

    columns: list[str]
    rows: list[dict[str, Any]]
    notes: list[str]


def state_now(place: Place, given: Sequence[Notice], now: datetime) -> cards.State | None:
    """Open, closed or by appointment, in words."""
    card = open_state(place, now, given) | {
        "notices": given,
        "icon": "tel" if place.kind == place.Kind.PHONE else "house",
    }
    return cards.place_state(card, now)


def hours_table(place: Place, today: date) -> HoursTable | None:
    """The rule as a table; None where no rule is known."""
    return opening_table(place.opening, today)


def opening_table(opening: Hours, today: date) -> HoursTable | None:
    """The same for hours that no place has yet, such as those typed in a form."""
    table = opening.week_table(today, JAPANESE if speaks_japanese() else ENGLISH)
    if not table.rows:
        return None
    columns = [
        _("時間"),
        *(_("%(audience)sは") % {"audience": fact_word(name)} for name in table.audiences),
    ]
    notes = [*table.notes]
    if table.not_served:
        notes.append(
            _("%(audiences)sは使えません。")
            % {"audiences": _("・").join(map(fact_word, table.not_served))}
        )
    return HoursTable(columns, [hours_row(row, len(table.audiences)) for row in table.rows], notes)


def hours_row(row: WeekRow, audiences: int) -> dict[str, Any]:
    words = {"days": row.label, "today": row.is_today}
    if row.audiences or not audiences:
        times = _("、").join(row.times)
        return words | {"cells": [times, *(cell.text for cell in row.audiences)]}
    closed = _("、").join(row.times) + (
        _("（%(notes)s）") % {"notes": row.note} if row.note else ""
    )
    return words | {"closed": closed}


def age_words(place: Place) -> str:
    """「13歳から29歳まで」; empty without a limit."""
    low = _("%(age)s歳から") % {"age": place.min_age} if place.min_age is not None else ""
    high = _("%(age)s歳まで") % {"age": place.max_age} if place.max_age is not None else ""
    return low + high


def option_labels(options: Sequence[tuple[str, str]], codes: Iterable[str]) -> str:
    chosen = set(codes)
    return _("、").join(_(label) for code, label in options if code in chosen)


def getting_there(place: Place, venues: list[Location]) -> list[dict[str, Any]]:
    """Facts about where it is and what it has, for the `facts` tag; empty ones left out."""
    rows = [row for venue in venues for row in venue_rows(venue, several=len(venues) > 1)]
    rows += [
        {"term": _("行くときのこと"), "words": place.access_note, "lang": place.language},
        {"term": _("使える人"), "words": age_words(place)},
        {"term": _("料金"), "words": _("、").join(fee_traits(place.fees))},
        {"term": _("話し方・使い方"), "words": option_labels(MODES, place.modes)},
        {"term": _("ことば"), "words": option_labels(LANGUAGES, place.languages)},
    ]
    return [row for row in rows if row["words"]]


def venue_rows(venue: Location, *, several: bool) -> list[dict[str, Any]]:
    """A venue that is not told says what it has, and its town where that is public.

    Its name or the way there would give it away.
    """
    equipment = {
        "term": _("車いす・設備"),
        "words": option_labels(ACCESSIBILITY, venue.accessibility),
    }
    address = venue.public_address or _("申込みのあとにお知らせします")
    if not venue.is_told:
        lang = "ja" if venue.public_address else ""
        return [{"term": _("住所"), "words": address, "lang": lang}, equipment]
    named = f"{venue.name}\n{address}" if several else address
    return [
        {"term": _("住所"), "words": named, "lang": "ja"},
        {"term": _("行き方"), "words": venue.access, "lang": "ja"},
        {"term": _("駐車・駐輪"), "words": venue.parking, "lang": "ja"},
        equipment,
    ]


def traits(place: Place) -> list[str]:
    return place_traits(place)
