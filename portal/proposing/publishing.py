"""What a proposal does to the public record, and how that is taken back.

A proposal changes the fields that its group changed, and no other: what somebody else wrote into
the record meanwhile stays.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404

from portal.proposing.kinds import kind_named
from portal.proposing.stale import SEEN

if TYPE_CHECKING:
    from cms.base.records import Record
    from portal.models import Proposal
    from portal.proposing.kinds import Entry


def changed_fields(proposal: Proposal) -> set[str]:
    """The fields of which the group says something else; nothing and an empty value are the same."""
    before, after = proposal.before, proposal.entry
    return {name for name in kind_named(proposal.kind).labels if not same(before, after, name)}


def same(one: Entry, other: Entry, name: str) -> bool:
    """Whether both say the same in this field."""
    return (one.get(name) or None) == (other.get(name) or None)


def changes_contacts(proposal: Proposal) -> bool:
    """Whether a telephone, an address or the like would be other than it is, or new."""
    return bool(changed_fields(proposal) & kind_named(proposal.kind).contacts)


def current_entry(proposal: Proposal) -> Entry:
    """What the record says now; {} where there is none. Http404 where it is gone."""
    if not proposal.record_id:
        return {}
    return kind_named(proposal.kind).current(proposal.organization, proposal.record_id)


def merged_entry(proposal: Proposal) -> Entry:
    """What the record would say: as it is now, with the fields that the group changed."""
    changed = changed_fields(proposal)
    now = current_entry(proposal)
    return proposal.entry | {name: value for name, value in now.items() if name not in changed}


def record_of(proposal: Proposal) -> Record | None:
    """The source row; None where there is none yet or it is gone."""
    if not proposal.record_id:
        return None
    try:
        return kind_named(proposal.kind).record(proposal.organization, proposal.record_id)
    except Http404:
        return None


def publish(proposal: Proposal, entry: Entry) -> Record:
    """Makes `entry` public and names the record in the proposal (not saved here)."""
    kind = kind_named(proposal.kind)
    record = kind.apply(proposal.organization, proposal.record_id, entry)
    proposal.record_id = record.public_id
    return record


def take_back(proposal: Proposal) -> Record | None:
    """Undoes what was published at once: earlier facts are put back, a new record is unpublished.

    A field that was changed again since keeps its newer value. Returns the record; None where it
    is gone already.
    """
    record = lock_record(proposal)
    if record is None:
        return None
    if not proposal.before:
        record.unpublish()
        proposal.record_id = ""
        return record
    now = current_entry(proposal)
    own = {
        name: proposal.before.get(name)
        for name in changed_fields(proposal)
        if same(now, proposal.entry, name)
    }
    return publish(proposal, now | own | {SEEN: now})


def lock_record(proposal: Proposal) -> Record | None:
    """Two proposals about one record take turns, so that neither undoes the other."""
    record = record_of(proposal)
    if record is None:
        return None
    type(record)._base_manager.select_for_update(of=("self",)).get(pk=record.pk)
    return kind_named(proposal.kind).record(proposal.organization, proposal.record_id)
