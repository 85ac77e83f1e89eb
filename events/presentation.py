"""A series and one of its dates as the rows and sentences of their pages. No query."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from cms.base.templatetags.text import clock, month_day, plain_date
from directory.documents import fee_traits
from events.application import APPLIED_FOR, apply_by
from events.documents import capacity_of, title_of
from events.series_facts import parse_series
from events.where import is_elsewhere, is_hidden, public_address, usual_words

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date, datetime

    from cms.base.context import SiteFrame
    from directory.models import Location, Organization
    from events.absences import Absent
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
    series: EventSeries,
    occurrences: Iterable[Occurrence],
    frame: SiteFrame,
    today: date,
    absent: Absent,
) -> list[dict[str, Any]]:
    """Dates for the `dates_list` tag. `absent` names the groups that are not there."""
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
            "full": item.is_full,
            "notes": []
            if item.is_cancelled
            else date_notes(
                series, item, today, absent.get((item.series_id, item.original_date), [])
            ),
        }
        for item in occurrences
    ]


def date_notes(
    series: EventSeries, occurrence: Occurrence, today: date, absent: Iterable[Organization]
) -> list[str]:
    """What is told of one date beside when, where and whether it is held."""
    audience = _("この日の対象：%(audience)s") % {"audience": occurrence.audience}
    return [
        *([audience] if occurrence.audience else []),
        *([occurrence.note] if occurrence.note else []),
        *filter(None, [deadline_words(series, occurrence, today)]),
        *absence_words(absent),
    ]


def absence_words(absent: Iterable[Organization]) -> list[str]:
    """「〇〇は今回は参加しません」 for each group."""
    return [_("%(group)sは今回は参加しません") % {"group": group.name} for group in absent]


def deadline_words(series: EventSeries, occurrence: Occurrence, today: date) -> str:
    """「申込みは12月5日（土）まで」, or that it is too late; empty where there is no deadline."""
    last = apply_by(series, occurrence)
    if last is None:
        return ""
    if last < today:
        return _("申込みは終わりました")
    return _("申込みは%(date)sまで") % {"date": month_day(last)}


def following(occurrences: Iterable[Occurrence], after: datetime) -> Occurrence | None:
    """The next date that is held after an instant."""
    later = (item for item in occurrences if item.starts_at > after and not item.is_cancelled)
    return next(later, None)


def series_note(series: EventSeries, coming: list[Occurrence], today: date) -> str:
    """What a reader must know before going: it has not begun, has ended, or has no date yet."""
    facts = parse_series(series.rule)
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


def going_rows(
    series: EventSeries, occurrence: Occurrence | None, today: date
) -> list[dict[str, Any]]:
    """For whom, money, applying, room, children, and taking part from home; of one date or of all."""
    room = capacity_of(series, occurrence) if occurrence else series.capacity
    return [
        {
            "term": _("この日の対象"),
            "words": occurrence.audience if occurrence else "",
        },
        {"term": _("お金"), "words": _("、").join(fee_traits(series.fees))},
        {"term": _("申込み"), "words": application_words(series), "note": series.application_note},
        {"term": _("申込みのしめきり"), "words": last_day_words(series, occurrence, today)},
        {"term": _("定員"), "words": _("%(count)s人まで") % {"count": room} if room else ""},
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


def last_day_words(series: EventSeries, occurrence: Occurrence | None, today: date) -> str:
    """「12月5日（土）まで」 of a date, 「3日前まで」 of a series; empty where there is no deadline."""
    if series.application_days is None or series.application not in APPLIED_FOR:
        return ""
    if occurrence:
        last = apply_by(series, occurrence)
        over = last < today
        return _("申込みは終わりました") if over else _("%(date)sまで") % {"date": month_day(last)}
    if series.application_days == 0:
        return _("その日まで")
    return _("%(days)s日前まで") % {"days": series.application_days}


def organizer_rows(
    groups: list[Organization], frame: SiteFrame, absent: Iterable[Organization] = ()
) -> list[dict[str, Any]]:
    """The groups that hold it, with a word at those that take no part in this date."""
    away = {group.pk for group in absent}
    return [
        {
            "term": _("ひらく人"),
            "words": group.name,
            "url": frame.url(f"/groups/{group.public_id}/"),
            "lang": "ja",
            "note": _("今回は参加しません") if group.pk in away else "",
        }
        for group in groups
    ]


def said(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The rows that say something."""
    return [row for row in rows if row["words"] or row.get("note")]


def when_words(occurrence: Occurrence) -> str:
    """「11月28日（土）13:30〜15:00」."""
    return f"{month_day(occurrence.date)}{time_words(occurrence)}"
