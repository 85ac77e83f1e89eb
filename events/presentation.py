"""A series and one of its dates as the rows and sentences of their pages. No query."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils import timezone
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
    access = next((venue.access for venue in venues if venue.access), "")
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


# Structured data


def series_data(
    series: EventSeries,
    coming: list[Occurrence],
    venues: list[Location],
    groups: list[Organization],
    frame: SiteFrame,
) -> dict[str, Any]:
    """schema.org data of a series with its next dates."""
    address = frame.absolute(f"/events/{series.public_id}/")
    return {
        "@context": "https://schema.org",
        "@type": "EventSeries",
        "name": series.name,
        "description": series.summary or series.description,
        "url": address,
        "organizer": organizer_data(groups, frame),
        "subEvent": [event_data(series, item, venues, groups, frame) for item in coming],
    }


def event_data(
    series: EventSeries,
    occurrence: Occurrence,
    venues: list[Location],
    groups: list[Organization],
    frame: SiteFrame,
) -> dict[str, Any]:
    """schema.org data of one date; a hidden place is only a town."""
    data = {
        "@context": "https://schema.org",
        "@type": "Event",
        "name": title_of(series, occurrence),
        "description": series.summary or series.description,
        "url": frame.absolute(f"/events/{series.public_id}/{occurrence.key}/"),
        "startDate": _moment(occurrence, occurrence.starts_at),
        "endDate": _moment(occurrence, occurrence.ends_at),
        "eventStatus": f"https://schema.org/{_STATUS[occurrence.status]}",
        "eventAttendanceMode": "https://schema.org/"
        + ("MixedEventAttendanceMode" if series.online else "OfflineEventAttendanceMode"),
        "location": location_data(series, occurrence, venues),
        "organizer": organizer_data(groups, frame),
    }
    if occurrence.status == "moved":
        data["previousStartDate"] = occurrence.original_date.isoformat()
    if series.fees:
        data["isAccessibleForFree"] = all(fee["yen"] == 0 for fee in series.fees)
    return data


_STATUS = {"held": "EventScheduled", "moved": "EventRescheduled", "cancelled": "EventCancelled"}


def _moment(occurrence: Occurrence, at: datetime) -> str:
    """An ISO instant; the day alone where no time is set."""
    return occurrence.date.isoformat() if occurrence.all_day else timezone.localtime(at).isoformat()


def location_data(
    series: EventSeries, occurrence: Occurrence, venues: list[Location]
) -> dict[str, Any]:
    address = {
        "@type": "PostalAddress",
        "addressCountry": "JP",
        "addressRegion": "神奈川県",
        "addressLocality": "鎌倉市",
    }
    if street := public_address(occurrence, venues):
        address["streetAddress"] = street
    name = occurrence.place or usual_words(series, venues) or "鎌倉市"
    return {"@type": "Place", "name": name, "address": address}


def organizer_data(groups: list[Organization], frame: SiteFrame) -> list[dict[str, Any]]:
    return [
        {
            "@type": "Organization",
            "name": group.name,
            "url": frame.absolute(f"/groups/{group.public_id}/"),
        }
        for group in groups
    ]
