"""The way of a proposal: written, sent, held, published, refused or withdrawn.

Every function takes the row of the proposal for itself and looks at its state anew, so that of two
people who decide at the same moment one does and the other is told. Each step is kept, and mailed
to the other side after the commit.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _

from portal import history
from portal.models import GroupStanding, Proposal, ProposalStep
from portal.proposing import mails, publishing
from portal.proposing.deadlines import due_after
from portal.proposing.kinds import kind_named
from portal.proposing.stale import rebased

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from django.contrib.auth.models import AbstractBaseUser
    from django.db.models import QuerySet

    from portal.models import Member
    from portal.proposing.kinds import Entry

Status = Proposal.Status
What = ProposalStep.What
TITLE_LENGTH = 100


class Refused(Exception):
    """Nothing was done; `sentences` say why, in Japanese."""

    def __init__(self, sentences: Sequence[str]) -> None:
        super().__init__(*sentences)
        self.sentences = list(sentences)


def own_proposals(member: Member) -> QuerySet[Proposal]:
    """What the member's group wrote and sent, and nobody else."""
    key = member.organization.translation_key
    return Proposal.objects.filter(organization__translation_key=key)


@transaction.atomic
def save_draft(
    kind_name: str,
    member: Member,
    entry: Entry,
    *,
    title: str,
    record_id: str = "",
    proposal: Proposal | None = None,
) -> Proposal:
    """Keeps what was typed, sent or not; `proposal` is the draft to go on with.

    What was held, refused or withdrawn becomes a draft again and keeps its history. Raises
    `Refused` where the city is just looking at it; Http404 for another group's.
    """
    if proposal is None:
        kept = Proposal(kind=kind_name, record_id=record_id)
    else:
        kept = _own(proposal, member)
        if not kept.is_editable:
            raise Refused([_("いま市が確かめています。直すときは、先に取り下げてください。")])
    kept.organization = member.organization.source
    kept.member, kept.member_name = member, member.name
    kept.entry, kept.title, kept.status = entry, title[:TITLE_LENGTH], Status.DRAFT
    kept.save()
    return kept


@transaction.atomic
def send(proposal: Proposal, member: Member, now: datetime) -> Proposal:
    """Hands the draft to the city. What a trusted group sends is public at once, reviewed after.

    Contacts always wait, and two people look at them. Raises `Refused` with what is wrong in the
    entry, and where it was sent already; Http404 for another group's proposal or record.
    """
    sent = _own(proposal, member)
    if sent.status != Status.DRAFT:
        raise Refused([_("これは、もう送ってあります。")])
    record = publishing.lock_record(sent)
    sent.before = publishing.current_entry(sent)
    problems = kind_named(sent.kind).problems(sent.organization, sent.entry)
    if problems:
        raise Refused(problems)
    sent.entry = rebased(sent.entry, sent.before, sent.before)
    sent.member, sent.member_name = member, member.name
    sent.sent_at, sent.decided_at = now, None
    sent.due_on = due_after(timezone.localdate(now))
    sent.needs_two = publishing.changes_contacts(sent)
    sent.published_at_once = not sent.needs_two and _is_trusted(member)
    sent.status = Status.ACCEPTED if sent.published_at_once else Status.WAITING
    if sent.published_at_once:
        record = publishing.publish(sent, sent.entry)
    sent.save()
    words = "すぐに公開しました。" if sent.published_at_once else ""
    step = _note(sent, What.SENT, words, now, member=member)
    history.note_proposal(history.SENT, record, step)
    return sent


@transaction.atomic
def withdraw(proposal: Proposal, member: Member, now: datetime) -> Proposal:
    """The group takes it back while the city has not decided; what was public already goes too."""
    own = _own(proposal, member)
    if not own.is_open:
        raise Refused(
            [_("もう決まっているので、取り下げられません。市の担当課へお知らせください。")]
        )
    _end(own, Status.WITHDRAWN, now)
    step = _note(own, What.WITHDRAWN, "", now, member=member)
    history.note_proposal(history.WITHDRAWN, publishing.record_of(own), step)
    return own


@transaction.atomic
def comment(
    proposal: Proposal,
    words: str,
    now: datetime,
    *,
    staff: AbstractBaseUser | None = None,
    member: Member | None = None,
) -> ProposalStep:
    """Says something to the other side; exactly one of `staff` and `member` speaks."""
    row = _own(proposal, member) if member else _locked(proposal)
    if not words.strip():
        raise Refused([_("伝えることを書いてください。")])
    if row.status == Status.DRAFT:
        raise Refused([_("まだ送られていません。送ってから書いてください。")])
    return _note(row, What.COMMENT, words, now, staff=staff, member=member)


@transaction.atomic
def accept(
    proposal: Proposal,
    staff: AbstractBaseUser,
    words: str,
    now: datetime,
    *,
    seen: int | None = None,
) -> Proposal:
    """Publishes it; of two who must look, the first only notes that it is good.

    `seen` is the last step that was on the page of who decides. Raises `Refused` where somebody
    decided before, something came since, the same person looks twice, or the entry cannot stand.
    """
    row = _undecided(proposal, seen)
    if row.needs_two and not _second_look(row, staff):
        _note(row, What.APPROVED, words, now, staff=staff)
        return row
    if not row.published_at_once:
        _publish(row)
    row.status, row.decided_at = Status.ACCEPTED, now
    row.save()
    step = _note(row, What.ACCEPTED, words, now, staff=staff)
    history.note_proposal(history.ACCEPTED, publishing.record_of(row), step)
    return row


@transaction.atomic
def refuse(
    proposal: Proposal,
    staff: AbstractBaseUser,
    words: str,
    now: datetime,
    *,
    seen: int | None = None,
) -> Proposal:
    """Says why it cannot stand; what was public already is taken back. `Refused` as `accept`."""
    if not words.strip():
        raise Refused(["のせられないわけを書いてください。団体にそのまま届きます。"])
    row = _undecided(proposal, seen)
    record = publishing.record_of(row)
    _end(row, Status.REFUSED, now)
    step = _note(row, What.REFUSED, words, now, staff=staff)
    history.note_proposal(history.REFUSED, record, step)
    return row


@transaction.atomic
def hold(
    proposal: Proposal,
    staff: AbstractBaseUser,
    words: str,
    now: datetime,
    *,
    seen: int | None = None,
) -> Proposal:
    """Leaves it for later, with what is asked of the group. `Refused` as `accept`."""
    if not words.strip():
        raise Refused(["保留にするわけか、団体に聞きたいことを書いてください。"])
    row = _undecided(proposal, seen)
    row.status = Status.HELD
    row.save()
    _note(row, What.HELD, words, now, staff=staff)
    return row


def _publish(row: Proposal) -> None:
    publishing.lock_record(row)
    try:
        entry = publishing.merged_entry(row)
    except Http404:
        raise Refused(["もとの情報が、もう見つかりません。消されたのかもしれません。"]) from None
    problems = kind_named(row.kind).problems(row.organization, entry)
    if problems:
        raise Refused(problems)
    publishing.publish(row, entry)


def _end(row: Proposal, status: str, now: datetime) -> None:
    if row.published_at_once:
        publishing.take_back(row)
    row.status, row.decided_at = status, now
    row.save()


def _second_look(row: Proposal, staff: AbstractBaseUser) -> bool:
    """Whether another person found it good since it was last sent; `Refused` for the same one."""
    looks = row.steps.filter(what=What.APPROVED, at__gte=row.sent_at)
    if looks.filter(by_staff=staff).exists():
        raise Refused(["連絡先の変更は、2人で確かめます。もう1人にお願いしてください。"])
    return looks.exists()


def _undecided(proposal: Proposal, seen: int | None) -> Proposal:
    row = _locked(proposal)
    last = row.steps.order_by("at", "pk").last()
    if not row.is_open:
        who = f"{last.by_name}さんが" if last else ""
        raise Refused([f"先に{who}「{row.get_status_display()}」と決めています。変えていません。"])
    if seen is not None and last is not None and last.pk != seen:
        raise Refused(
            [
                f"見ているあいだに、{last.by_name}さんの動きがありました。読みなおして決めてください。"
            ]
        )
    return row


def _locked(proposal: Proposal) -> Proposal:
    rows = Proposal.objects.select_for_update(of=("self",)).select_related("organization")
    return rows.get(pk=proposal.pk)


def _own(proposal: Proposal, member: Member) -> Proposal:
    rows = own_proposals(member).select_for_update(of=("self",)).select_related("organization")
    return get_object_or_404(rows, pk=proposal.pk)


def _is_trusted(member: Member) -> bool:
    key = member.organization.translation_key
    return GroupStanding.objects.filter(organization__translation_key=key, trusted=True).exists()


def _note(
    row: Proposal,
    what: str,
    words: str,
    now: datetime,
    *,
    staff: AbstractBaseUser | None = None,
    member: Member | None = None,
) -> ProposalStep:
    """Keeps the step and has it mailed; exactly one of `staff` and `member` made it."""
    step = row.steps.create(
        what=what,
        words=words.strip(),
        by_staff=staff,
        by_city=staff is not None,
        by_name=member.name if member else name_of(staff),
        at=now,
    )
    mails.mail_step.enqueue(step.pk)
    return step


def name_of(staff: AbstractBaseUser | None) -> str:
    """How colleagues know a member of staff."""
    return (staff.get_full_name() or staff.get_username()) if staff else ""
