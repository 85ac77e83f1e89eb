"""What a group may still write on in, and what it has sent already."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from django.http import Http404

from portal.models import Proposal
from portal.proposing import flow

if TYPE_CHECKING:
    from portal.models import Member
    from portal.proposing.kinds import Entry

Status = Proposal.Status
EDITABLE: Final = (Status.DRAFT, Status.HELD, Status.REFUSED, Status.WITHDRAWN)
"""What `flow.save_draft` makes a draft again; what the city looks at is not among them."""


def to_write_on(member: Member, kind_name: str, pk: int) -> Proposal:
    """The group's proposal of this kind that it may go on with; Http404 for any other."""
    rows = flow.own_proposals(member).filter(kind=kind_name, pk=pk)
    proposal = rows.filter(status__in=EDITABLE).first()
    if proposal is None:
        raise Http404
    return proposal


def is_sent(member: Member, kind_name: str, record_id: str, entry: Entry) -> bool:
    """Whether just this waits at the city: the same sent again, after an answer was lost."""
    waiting = flow.own_proposals(member).filter(
        kind=kind_name, record_id=record_id, status__in=[Status.WAITING, Status.HELD]
    )
    return any(proposal.entry == entry for proposal in waiting)
