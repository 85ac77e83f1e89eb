"""Notices of meetups in words, from what is public at the moment they are read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import OuterRef, Q, Subquery
from django.utils import translation
from django.utils.translation import gettext as _

from cms.base.templatetags.text import month_day
from events.dates import Dated, dated
from events.models import EventSeries, Occurrence
from events.noticing import FIRST
from events.presentation import when_words
from events.where import is_elsewhere
from notify.announcement import Kind
from notify.telling import Told

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from datetime import datetime

    from notify.announcement import Announcement


def tell(
    announcements: Sequence[Announcement], language: str, now: datetime
) -> dict[Announcement, Told]:
    """Words for those that readers may see and that still hold. At most 5 queries."""
    ids = {item.record_id for item in announcements}
    keys = {item.occurrence for item in announcements if item.occurrence}
    following = _following(ids, now)
    asked = Q(series__public_id__in=ids, key__in=keys) | Q(pk__in=following.values())
    rows = dated(Occurrence.objects.filter(asked), language, now)
    by_key = {(row.series.public_id, row.date.key): row for row in rows}
    by_pk = {row.date.pk: row for row in rows}
    told: dict[Announcement, Told] = {}
    with translation.override(language):
        for item in announcements:
            if item.occurrence:
                row = by_key.get((item.record_id, item.occurrence))
                words = of_date(item.kind, row) if row else None
            else:
                row = by_pk.get(following.get(item.record_id, 0))
                words = of_series(item, row) if row else None
            if words:
                told[item] = words
    return told


def _following(ids: Collection[str], now: datetime) -> dict[str, int]:
    """Public id → the row of the next date that is held; without series that have none."""
    coming = Occurrence.objects.filter(series=OuterRef("pk")).not_over(now)
    held = coming.exclude(status=Occurrence.Status.CANCELLED).order_by("starts_at", "pk")
    rows = EventSeries.objects.sources().filter(public_id__in=ids)
    found = rows.annotate(following=Subquery(held.values("pk")[:1])).exclude(following=None)
    return dict(found.values_list("public_id", "following"))


def of_series(item: Announcement, following: Dated) -> Told:
    """A new series, one with new dates, or one that meets on other days; with its next date."""
    series = following.series
    then = _("次は%(when)sです。") % {"when": when_words(following.date)}
    if item.kind == Kind.MOVED:
        heading, text = _("開く日の変更：%(name)s"), _("開く日や時間が変わりました。")
    elif item.version == FIRST:
        heading, text = _("新しい集まり：%(name)s"), series.summary
    else:
        heading, text = _("日にちが決まりました：%(name)s"), ""
    path = f"/events/{series.public_id}/"
    return Told(heading % {"name": _name(series)}, _joined(text, then), path)


def of_date(kind: Kind, row: Dated) -> Told | None:
    """What is said of one date; None where it does not hold, as a theme of what is cancelled."""
    if row.date.is_cancelled != (kind == Kind.CANCELLED):
        return None
    heading, text = _WORDS[kind](row)
    names = {"day": month_day(row.date.date), "name": _name(row.series)}
    return Told(heading % names, text, row.path)


def _new(row: Dated) -> tuple[str, str]:
    return _("日にちが決まりました：%(day)s %(name)s"), _joined(
        _("%(when)sに開きます。") % {"when": when_words(row.date)}, _theme(row), _place(row)
    )


def _moved(row: Dated) -> tuple[str, str]:
    words = {"day": month_day(row.date.original_date), "when": when_words(row.date)}
    is_another_day = row.date.date != row.date.original_date
    text = (
        _("%(day)sの回は、%(when)sになりました。") if is_another_day else _("%(when)sに開きます。")
    )
    return _("日にち・時間の変更：%(day)s %(name)s"), _joined(text % words, _reason(row))


def _cancelled(row: Dated) -> tuple[str, str]:
    words = {"when": when_words(row.date)}
    return _("中止：%(day)s %(name)s"), _joined(
        _("%(when)sの回は中止になりました。") % words, _reason(row)
    )


def _held_again(row: Dated) -> tuple[str, str]:
    words = {"when": when_words(row.date)}
    return _("開きます：%(day)s %(name)s"), _joined(
        _("中止の予定でしたが、%(when)sに開きます。") % words, _reason(row)
    )


def _changed(row: Dated) -> tuple[str, str]:
    different = [_theme(row), _place(row)]
    if not any(different):
        different = [_("テーマと場所は、いつもと同じです。")]
    return _("テーマ・場所のお知らせ：%(day)s %(name)s"), _joined(*different)


_WORDS = {
    Kind.NEW: _new,
    Kind.MOVED: _moved,
    Kind.CANCELLED: _cancelled,
    Kind.HELD_AGAIN: _held_again,
    Kind.CHANGED: _changed,
}


def _name(series: EventSeries) -> str:
    return f"{series.name}（{_('見本')}）" if series.sample else series.name


def _theme(row: Dated) -> str:
    return _("テーマは「%(theme)s」です。") % {"theme": row.date.theme} if row.date.theme else ""


def _place(row: Dated) -> str:
    elsewhere = is_elsewhere(row.series, row.date)
    return _("場所は、%(place)sです。") % {"place": row.date.place} if elsewhere else ""


def _reason(row: Dated) -> str:
    return _("わけ：%(reason)s") % {"reason": row.date.reason} if row.date.reason else ""


def _joined(*parts: str) -> str:
    return " ".join(part for part in parts if part)
