"""Filters for dates, times and words. Dates arrive as ISO strings (cards are JSON) or as objects.

Japanese and やさしい日本語 read dates the Japanese way; other languages by Django's own formats.
Instants are shown in the current time zone (Asia/Tokyo). What cannot be read as a date is shown
as nothing, so that one bad row in the index never takes a list down.
"""

import re
from collections.abc import Iterable
from datetime import date, datetime, time

from django.template import Library
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from japanese.eras import both_calendars as in_both_calendars

register = Library()

type DateLike = date | datetime | str | None
type TimeLike = time | datetime | str | None
type MarkedText = str | Iterable[tuple[str, bool]]

WEEKDAYS = "月火水木金土日"
WEEKDAY_READINGS = ("げつ", "か", "すい", "もく", "きん", "ど", "にち")
STEP_M = 50
FAR_M, FAR_KM = 1000, 10
"""From here distances are said in kilometres; from there in whole ones."""
JAPANESE = re.compile(r"[\u3040-\u30ff\u3400-\u9fff々〆]")


def instant(value: datetime | str) -> datetime:
    """The instant in the current time zone; naive input is local. ValueError when unreadable."""
    read = value if isinstance(value, datetime) else datetime.fromisoformat(value)
    return timezone.localtime(read if timezone.is_aware(read) else timezone.make_aware(read))


def day_of(value: DateLike) -> date | None:
    """The local calendar day of an ISO string, date or datetime; None when there is none."""
    if isinstance(value, datetime):
        return instant(value).date()
    if isinstance(value, date):
        return value
    try:
        return instant(value).date() if value else None
    except ValueError:
        return None


def speaks_japanese() -> bool:
    """Whether the active language is Japanese, easy Japanese included."""
    return (get_language() or "ja").startswith("ja")


@register.filter
def iso_date(value: DateLike) -> str:
    """2026-11-28, for `<time datetime>` and addresses."""
    day = day_of(value)
    return day.isoformat() if day else ""


@register.filter
def month_day(value: DateLike) -> str:
    """11月28日（土）, or Sat 28 Nov."""
    day = day_of(value)
    if day is None:
        return ""
    if speaks_japanese():
        return f"{day.month}月{day.day}日（{WEEKDAYS[day.weekday()]}）"
    return date_format(day, "D j M")


@register.filter
def plain_date(value: DateLike) -> str:
    """2026年11月10日, or 10 November 2026."""
    day = day_of(value)
    if day is None:
        return ""
    if speaks_japanese():
        return f"{day.year}年{day.month}月{day.day}日"
    return date_format(day, "j F Y")


@register.filter
def both_calendars(value: DateLike) -> str:
    """2026年（令和8年）11月1日; other languages have one calendar."""
    day = day_of(value)
    if day is None or not speaks_japanese():
        return plain_date(value)
    return in_both_calendars(day)


@register.filter
def month_name(value: DateLike) -> str:
    """11月, or Nov."""
    day = day_of(value)
    if day is None:
        return ""
    return f"{day.month}月" if speaks_japanese() else date_format(day, "M")


@register.filter
def year_month(value: DateLike) -> str:
    """2026年12月, or December 2026."""
    day = day_of(value)
    if day is None:
        return ""
    return f"{day.year}年{day.month}月" if speaks_japanese() else date_format(day, "F Y")


@register.filter
def weekday_name(value: DateLike) -> str:
    """水曜日, or Wed: the leaf of a calendar is narrow."""
    day = day_of(value)
    if day is None:
        return ""
    return f"{WEEKDAYS[day.weekday()]}曜日" if speaks_japanese() else date_format(day, "D")


@register.filter
def clock(value: TimeLike) -> str:
    """13:30 from a time, an instant or an ISO string of either; the hour without a leading zero."""
    if not value:
        return ""
    try:
        read = _time_of(value)
    except ValueError:
        return ""
    return f"{read.hour}:{read.minute:02}"


def _time_of(value: time | datetime | str) -> time:
    if isinstance(value, time):
        return value
    if isinstance(value, datetime) or "T" in value or " " in value:
        return instant(value).time()
    return time.fromisoformat(value)


@register.filter
def distance(metres: int | None) -> str:
    """約350m, 約2.1km, 約12km: as exact as a straight line says where to walk."""
    if metres is None:
        return ""
    if metres < FAR_M - STEP_M / 2:
        return _("約%(number)sm") % {"number": max(STEP_M, round(metres / STEP_M) * STEP_M)}
    kilometres = metres / 1000
    exact = f"{kilometres:.0f}" if kilometres >= FAR_KM else f"{kilometres:.1f}"
    number = exact.removesuffix(".0")
    return _("約%(number)skm") % {"number": number}


@register.filter
def lang_attr(code: str | None) -> SafeString:
    """` lang="ja"` for words in another language than the page's; nothing for the page's own."""
    if not code or code == get_language():
        return SafeString("")
    return format_html(' lang="{}"', code)


@register.filter
def fact_lang(value: object) -> SafeString:
    """` lang="ja"` for a fact in Japanese script, such as a town, on a page in another language."""
    if speaks_japanese() or not JAPANESE.search(str(value or "")):
        return SafeString("")
    return SafeString(' lang="ja"')


@register.filter
def marked(value: MarkedText | None) -> SafeString:
    """Found words in `<mark>`: `[["介護", true], ["の日", false]]`; plain text as it is."""
    if not value:
        return SafeString("")
    if isinstance(value, str):
        return format_html("{}", value)
    return format_html_join(
        "", "{}", ((format_html("<mark>{}</mark>", part) if hit else part,) for part, hit in value)
    )


@register.filter
def tel(number: str | None) -> str:
    """The digits of a phone number, for `href="tel:…"`."""
    return "".join(char for char in number or "" if char in "+0123456789")
