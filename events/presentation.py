"""A series and one of its dates as the rows and sentences of their pages. No query."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from cms.base.templatetags.text import clock, month_day, plain_date
from directory.documents import fee_traits
from events.documents import title_of
from events.where import is_elsewhere, is_hidden, public_address, usual_words

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date, datetime

    from cms.base.context import SiteFrame
    from directory.models import Location, Organization
    from events.models import EventSeries, Occurrence


def time_words(occurrence: Occurrence) -> str:
    """「13:30〜15:00」; empty where no time is set."""
    if occurrence.all_day:
        return ""
    return f"{clock(occurrence.starts_at)}{_('〜')}{clock(occurrence.ends_at)}"


def title_lang(series: EventSeries, occurrence: Occurrence) -> str:
    """The language of a date's title where it is not the page's; themes of one date are Japanese."""
    language = "ja" if occurrence.theme else series.language
    return "" if language == get_language() else language


def date_rows(
    series: EventSeries, occurrences: Iterable[Occurrence], frame: SiteFrame
) -> list[dict[str, Any]]:
    """Dates for the `dates_list` tag."""
    return [
        {
            "date": item.date,
            "time": time_words(item),
            "text": title_of(series, item),
            "lang": title_lang(series, item),
            "url": frame.url(f"/events/{series.public_id}/{item.key}/"),
            "status": item.status,
            "reason": item.reason,
            "warning": _("いつもと場所がちがいます") if is_elsewhere(series, item) else "",
        }
        for item in occurrences
    ]


def following(occurrences: Iterable[Occurrence], after: datetime) -> Occurrence | None:
    """The next date that is held after an instant."""
    later = (item for item in occurrences if item.starts_at > after and not item.is_cancelled)
    return next(later, None)


def series_note(series: EventSeries, coming: list[Occurrence], today: date) -> str:
    """What a reader must know before going: it has not begun, has ended, or has no date yet."""
    facts = series.recurrence.facts
    if not coming:
        ended = facts.ended_after < today
        return (
            _("この集まりは終わりました。") if ended else _("次の日にちは、まだ決まっていません。")
        )
    if facts.dtstart and facts.dtstart > today:
        return _("%(date)sからはじまります。") % {"date": plain_date(coming[0].date)}
    return ""


def place_rows(
    series: EventSeries, occurrence: Occurrence | None, venues: list[Location], frame: SiteFrame
) -> list[dict[str, Any]]:
    """Where it is and how to get there; for a date held elsewhere only what was said of it."""
    if occurrence and occurrence.place:
        return [{"term": _("場所"), "words": occurrence.place, "lang": "ja"}]
    words = usual_words(series, venues)
    if is_hidden(venues):
        return [
            {
                "term": _("場所"),
                "words": words,
                "note": _("くわしい場所は、申込みのあとにお知らせします。"),
            }
        ]
    place = {"term": _("場所"), "words": words, "lang": "ja"}
    if series.place:
        place["url"] = frame.url(f"/places/{series.place.public_id}/")
    address = public_address(occurrence, venues)
    access = next((venue.access for venue in venues if venue.is_told and venue.access), "")
    return [
        place,
        {"term": _("住所"), "words": "" if address == words else address, "lang": "ja"},
        {"term": _("行き方"), "words": access, "lang": "ja"},
    ]


def going_rows(series: EventSeries) -> list[dict[str, Any]]:
    """Money, applying, children, and taking part from home."""
    return [
        {"term": _("お金"), "words": _("、").join(fee_traits(series.fees))},
        {"term": _("申込み"), "words": application_words(series), "note": series.application_note},
        {
            "term": _("定員"),
            "words": _("%(count)s人まで") % {"count": series.capacity} if series.capacity else "",
        },
        {"term": _("こども"), "words": _("こどもをあずけられます") if series.childcare else ""},
        {
            "term": _("オンライン"),
            "words": _("オンラインでも参加できます") if series.online else "",
        },
    ]


def application_words(series: EventSeries) -> str:
    return {
        series.Application.NONE: _("いりません"),
        series.Application.WANTED: _("できれば、先に連絡してください"),
        series.Application.REQUIRED: _("必要です"),
        series.Application.ASK: _("ひらく人に聞いてください"),
    }[series.Application(series.application)]


def organizer_rows(groups: list[Organization], frame: SiteFrame) -> list[dict[str, Any]]:
    return [
        {
            "term": _("ひらく人"),
            "words": group.name,
            "url": frame.url(f"/groups/{group.public_id}/"),
            "lang": "ja",
        }
        for group in groups
    ]


def said(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The rows that say something."""
    return [row for row in rows if row["words"] or row.get("note")]


def when_words(occurrence: Occurrence) -> str:
    """「11月28日（土）13:30〜15:00」."""
    return f"{month_day(occurrence.date)}{time_words(occurrence)}"
