"""The published facts of a place or group, as the group that confirms them reads them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils import timezone
from django.utils.translation import gettext as _

from cms.base.templatetags.text import clock, month_day
from directory.presentation import getting_there, hours_table
from search.cards import next_meetups

if TYPE_CHECKING:
    from datetime import datetime

    from directory.models import Organization, Place
    from directory.presentation import HoursTable

type Rows = list[dict[str, Any]]


def place_facts(place: Place, now: datetime) -> Rows:
    """Hours, numbers, address, fees and the next meetups there."""
    table = hours_table(place, timezone.localdate(now))
    venues = list(place.locations.select_related("area"))
    return [
        *_said(
            {"term": _("開いている時間"), "words": hours_words(table)},
            {"term": _("時間のひとこと"), "words": place.hours_note},
            {"term": _("電話"), "words": f"{place.phone} {place.phone_note}".strip()},
            {"term": _("メール"), "words": place.email},
            {"term": _("ホームページ"), "words": place.website},
        ),
        *getting_there(place, venues),
        *_said(_meetups(now, place=place.public_id)),
    ]


def group_facts(group: Organization, now: datetime) -> Rows:
    """What the page of a group says of it, and its next meetups."""
    return _said(
        {"term": _("どんな会か"), "words": group.summary or group.description},
        {"term": _("はじめての方へ"), "words": group.first_visit},
        {"term": _("人数・顔ぶれ"), "words": group.members},
        {"term": _("電話"), "words": group.phone},
        {"term": _("メール"), "words": group.email},
        {"term": _("ホームページ"), "words": group.website},
        _meetups(now, organization=group.public_id),
    )


def hours_words(table: HoursTable | None) -> str:
    """The table of hours in lines: 「火・木 15:00〜20:00」, then what holds beside it."""
    if table is None:
        return ""
    lines = [_row_words(row, table.columns) for row in table.rows]
    return "\n".join([*lines, *table.notes])


def _row_words(row: dict[str, Any], columns: list[str]) -> str:
    if "closed" in row:
        return f"{row['days']} {row['closed']}"
    times, *others = row["cells"]
    limits = [f"{column} {cell}" for column, cell in zip(columns[1:], others, strict=True) if cell]
    return f"{row['days']} {times}" + (f"（{_('、').join(limits)}）" if limits else "")


def _meetups(now: datetime, **references: str) -> dict[str, Any]:
    lines = [
        " ".join(
            part for part in (month_day(card["date"]), clock(card["start"]), card["title"]) if part
        )
        for card in next_meetups(now, **references)
    ]
    return {"term": _("次の集まり"), "words": "\n".join(lines)}


def _said(*rows: dict[str, Any]) -> Rows:
    return [row for row in rows if row["words"]]
