"""What waits for the city: the list of proposals and its numbers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Count, Q

from portal.models import Proposal
from portal.proposing.kinds import kind_named

if TYPE_CHECKING:
    from datetime import date

    from django.db.models import QuerySet


@dataclass(frozen=True, slots=True)
class Waiting:
    """How many proposals wait; of those, how many until today and how many too long."""

    total: int
    today: int
    overdue: int


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the list."""

    proposal: Proposal
    kind: str
    late: bool
    today: bool


def waiting(today: date) -> Waiting:
    """The numbers on the first page of staff. One query."""
    found = Proposal.objects.open().aggregate(
        total=Count("pk"),
        today=Count("pk", filter=Q(due_on=today)),
        overdue=Count("pk", filter=Q(due_on__lt=today)),
    )
    return Waiting(**found)


@dataclass(frozen=True, slots=True)
class Asked:
    """What the list is narrowed to: "" is any, or for the status what is to be decided.

    `words` is part of a title or of a group's name; `late_on` leaves what was due before that day.
    """

    status: str = ""
    words: str = ""
    late_on: date | None = None


def proposals(asked: Asked) -> QuerySet[Proposal]:
    """What was sent, the first due first, or the last sent first. Drafts are the group's own."""
    rows = Proposal.objects.select_related("organization").exclude(status=Proposal.Status.DRAFT)
    if asked.words:
        rows = rows.filter(
            Q(title__icontains=asked.words) | Q(organization__name__icontains=asked.words)
        )
    if asked.late_on:
        rows = rows.open().filter(due_on__lt=asked.late_on)
    if not asked.status:
        return rows.open().order_by("due_on", "sent_at", "pk")
    return rows.filter(status=asked.status).order_by("-sent_at", "-pk")


def row_of(proposal: Proposal, today: date) -> Row:
    """With what the list says of its deadline."""
    due = proposal.due_on if proposal.is_open else None
    return Row(
        proposal=proposal,
        kind=kind_named(proposal.kind).label,
        late=due is not None and due < today,
        today=due == today,
    )
