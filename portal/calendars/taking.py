"""A group decides about the entries of its calendar. What it takes becomes a draft of a meetup."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from django.db import transaction
from django.http import Http404
from django.utils import timezone

from events.models import EventSeries
from portal.calendars.comparing import snapshot
from portal.calendars.plain_words import one_line
from portal.desk import own_group
from portal.meetup_places import NOT_LISTED, usual_places
from portal.models import CalendarEntry
from portal.proposing import flow
from portal.proposing.meetups import KIND, SERIES
from portal.proposing.stale import SEEN

if TYPE_CHECKING:
    from datetime import datetime

    from django.db.models import QuerySet

    from directory.models import Organization
    from portal.models import Member, Proposal
    from portal.proposing.kinds import Entry

UNNAMED: Final = "名前のない集まり"
ONLINE_WORDS: Final = ("オンライン", "http://", "https://", "zoom")
"""What a calendar writes as the place of a meetup that is not at a place."""
ACTS: Final = ("ignore", "back", "seen")
Decision = CalendarEntry.Decision


def own_entries(member: Member) -> QuerySet[CalendarEntry]:
    """The entries of the member's group's calendar, and nobody else's."""
    key = member.organization.translation_key
    return CalendarEntry.objects.filter(calendar__organization__translation_key=key)


@transaction.atomic
def take(member: Member, pk: int, now: datetime) -> Proposal:
    """The draft made of an entry; pressing twice makes one. Http404 for another group's entry."""
    entry = _locked(member, pk)
    if entry.decision == Decision.TAKEN and entry.proposal:
        return entry.proposal
    if entry.gone_at:
        raise Http404
    words = meetup_of(entry, own_group(member), now)
    entry.proposal = flow.save_draft(KIND, member, words, title=words["name"])
    entry.decision = Decision.TAKEN
    entry.decided = snapshot(entry, timezone.localdate(now))
    entry.save()
    return entry.proposal


@transaction.atomic
def decide(member: Member, pk: int, act: str, now: datetime) -> None:
    """`ignore`: not on the site, and not followed any more. `back`: an ignored one waits again.
    `seen`: the group knows what changed since it took it. Http404 for another group's entry."""
    entry = _locked(member, pk)
    if entry.gone_at and act in {"ignore", "seen"}:
        entry.delete()
        return
    if act == "ignore":
        entry.decision, entry.proposal, entry.decided = Decision.IGNORED, None, {}
    elif act == "back" and entry.decision == Decision.IGNORED:
        entry.decision = Decision.WAITING
    elif act == "seen" and entry.decision == Decision.TAKEN:
        entry.decided = snapshot(entry, timezone.localdate(now))
    entry.save()


def meetup_of(entry: CalendarEntry, group: Organization, now: datetime) -> Entry:
    """The entry of a new meetup, as far as the calendar says it; the group writes the rest."""
    first_line = entry.description.partition("\n")[0]
    return {
        "name": entry.summary[: _length("name")] or UNNAMED,
        "kind": EventSeries.Kind.MEETUP.value,
        "summary": one_line(first_line, _length("summary")),
        "rule": entry.facts,
        "application": EventSeries.Application.NONE.value,
        SERIES: "",
        SEEN: {},
        **_place(entry.location, group, now),
    }


def _place(location: str, group: Organization, now: datetime) -> Entry:
    """A place that the group uses and the calendar names; else name and address as they stand."""
    for choice in usual_places(group, now):
        if choice.label in location:
            return {"place": choice.value}
    if any(word in location.lower() for word in ONLINE_WORDS):
        return {"place": NOT_LISTED, "online": True}
    name, _comma, address = location.replace("、", ",").partition(",")
    return {
        "place": NOT_LISTED if location else "",
        "place_name": name.strip()[:100],
        "place_address": address.strip()[:150],
    }


def _length(name: str) -> int:
    return int(EventSeries._meta.get_field(name).max_length or 0)


def _locked(member: Member, pk: int) -> CalendarEntry:
    rows = own_entries(member).select_for_update(of=("self",)).select_related("proposal")
    row = rows.filter(pk=pk).first()
    if row is None:
        raise Http404
    return row
