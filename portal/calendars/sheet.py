"""What the page of a group's calendar shows: entries to decide about, and what changed in taken ones."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from cms.base.templatetags.text import month_day
from events.recurrence import Recurrence
from portal.calendars.comparing import Difference, dates_ahead, difference
from portal.calendars.keeping import calendars_of
from portal.calendars.taking import own_entries
from portal.desk import own_dates, series_kept_by
from portal.models import CalendarEntry

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date, datetime

    from events.models import Occurrence
    from events.recurrence import Occurrence as Meeting
    from portal.models import GroupCalendar, Member

DATES_SHOWN: Final = 3
MOST_NAMED: Final = 6
Decision = CalendarEntry.Decision


@dataclass(frozen=True, slots=True)
class Line:
    """One entry: its rule in words, where it has one, and its next dates with their times."""

    entry: CalendarEntry
    rule: str
    dates: str


@dataclass(frozen=True, slots=True)
class Link:
    """Where something is changed."""

    url: str
    label: str


@dataclass(frozen=True, slots=True)
class Changed:
    """A taken entry of which the calendar says something else now."""

    entry: CalendarEntry
    is_gone: bool
    said: tuple[str, ...]
    edit: Link | None
    cancels: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class CalendarNews:
    """What the desk says of the group's calendar; all empty where it gave none."""

    calendar: GroupCalendar | None = None
    waiting: int = 0
    changed: int = 0


def calendar_news(member: Member, now: datetime) -> CalendarNews:
    """How many entries wait for a decision, and of how many taken ones something changed."""
    calendar = calendars_of(member.organization).first()
    if calendar is None:
        return CalendarNews()
    today = timezone.localdate(now)
    waiting = own_entries(member).filter(decision=Decision.WAITING, next_on__gte=today).count()
    taken = own_entries(member).filter(decision=Decision.TAKEN)
    changed = sum(bool(entry.gone_at or difference(entry, today)) for entry in taken)
    return CalendarNews(calendar, waiting, changed)


def line_of(entry: CalendarEntry, today: date) -> Line:
    """How an entry that waits, or was ignored, is shown."""
    coming = dates_ahead(entry.facts, today)
    shown = _days_and_time(coming[:DATES_SHOWN])
    more = _("ほか%(count)d回") % {"count": len(coming) - DATES_SHOWN}
    repeats = entry.facts.get("rrule")
    return Line(
        entry=entry,
        rule=Recurrence.from_facts(entry.facts).describe() if repeats else "",
        dates=f"{shown} {more}" if len(coming) > DATES_SHOWN and not repeats else shown,
    )


def changed_entries(member: Member, now: datetime) -> list[Changed]:
    """The taken entries that changed or went since. Constant queries."""
    today = timezone.localdate(now)
    taken = own_entries(member).filter(decision=Decision.TAKEN).select_related("proposal")
    found = [(entry, difference(entry, today)) for entry in taken]
    found = [(entry, changes) for entry, changes in found if changes or entry.gone_at]
    if not found:
        return []
    kept = set(series_kept_by(member.organization, now).values_list("public_id", flat=True))
    dates = _public_dates(member, [entry for entry, _changes in found], now)
    return [
        Changed(
            entry=entry,
            is_gone=entry.gone_at is not None,
            said=_said(entry, changes),
            edit=_edit(entry, kept),
            cancels=_cancels(entry, changes, dates),
        )
        for entry, changes in found
    ]


def _public_dates(
    member: Member, entries: Iterable[CalendarEntry], now: datetime
) -> list[Occurrence]:
    ids = {entry.proposal.record_id for entry in entries if entry.proposal} - {""}
    return list(own_dates(member, now).filter(series__public_id__in=ids)) if ids else []


def _said(entry: CalendarEntry, changes: Difference) -> tuple[str, ...]:
    """Each change as a sentence."""
    if entry.gone_at:
        return (_("カレンダーから消えたか、中止になりました。"),)
    said = [_of_word(entry, name) for name in changes.words]
    if changes.lost:
        said.append(_("なくなった日：%(days)s") % {"days": _named(changes.lost)})
    if changes.fresh:
        said.append(_("ふえた日：%(days)s") % {"days": _named(changes.fresh)})
    return tuple(said)


def _of_word(entry: CalendarEntry, name: str) -> str:
    if name == "description":
        return _("説明が変わりました。")
    words = {"before": entry.decided[name], "after": getattr(entry, name)}
    if name == "summary":
        return _("題：「%(before)s」が「%(after)s」になりました。") % words
    return _("場所：「%(before)s」が「%(after)s」になりました。") % words


def _edit(entry: CalendarEntry, kept: set[str]) -> Link | None:
    """The meetup, where the group may change it; else what was sent; None where that is gone too."""
    proposal = entry.proposal
    if proposal is None:
        return None
    if proposal.record_id in kept:
        return Link(reverse("portal:meetup", args=[proposal.record_id]), _("集まりを変える"))
    if proposal.is_editable:
        return Link(reverse("portal:edit_proposal", args=[proposal.pk]), _("書きかけを直す"))
    return Link(reverse("portal:proposal", args=[proposal.pk]), _("送ったものを見る"))


def _cancels(
    entry: CalendarEntry, changes: Difference, dates: Sequence[Occurrence]
) -> tuple[Link, ...]:
    """The public dates that the calendar has no more."""
    if entry.proposal is None:
        return ()
    lost = {item.date for item in changes.lost} - {item.date for item in changes.fresh}
    series_id = entry.proposal.record_id
    return tuple(
        Link(
            reverse("portal:cancel", args=[series_id, item.key]),
            _("%(day)sを中止にする") % {"day": month_day(item.date)},
        )
        for item in dates
        if item.series.public_id == series_id and item.date in lost and not item.is_cancelled
    )[:MOST_NAMED]


def _named(dates: Sequence[Meeting]) -> str:
    shown = _days_and_time(dates[:MOST_NAMED])
    if len(dates) <= MOST_NAMED:
        return shown
    return _("%(days)s ほか%(count)d回") % {"days": shown, "count": len(dates) - MOST_NAMED}


def _days_and_time(dates: Sequence[Meeting]) -> str:
    """「12月1日(火)、12月8日(火) 10:00〜12:00」: the dates of one entry have one time of day."""
    days = "、".join(month_day(item.date) for item in dates)
    first = dates[0] if dates else None
    if first is None or first.start is None:
        return days
    end = f"{first.end:%H:%M}" if first.end else ""
    return f"{days} {first.start:%H:%M}〜{end}"
