"""/portal/profile/: a group writes what its public page says."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from portal import typed
from portal.access import for_members
from portal.desk import own_group
from portal.models import Proposal
from portal.profile.entry import PUBLISHED, entry_of_form
from portal.profile.forms import ProfileForm
from portal.proposing import drafts, flow
from portal.proposing.profile import KIND, PROFILE
from portal.proposing.stale import SEEN, rebased

if TYPE_CHECKING:
    from portal.models import Member
    from portal.proposing.kinds import Entry

Status = Proposal.Status


@for_members
def profile(request: HttpRequest, member: Member) -> HttpResponse:
    """The group's page as it is, to be changed; Http404 while readers do not see it."""
    now = PROFILE.current(own_group(member), _id_of(member))
    return _answer(request, member, now | {SEEN: now}, None)


@for_members
def edit_draft(request: HttpRequest, member: Member, pk: int) -> HttpResponse:
    """A draft is continued, and so is what was held, refused or taken back."""
    proposal = drafts.to_write_on(member, KIND, pk)
    return _answer(request, member, proposal.entry, proposal)


def _answer(
    request: HttpRequest, member: Member, entry: Entry, proposal: Proposal | None
) -> HttpResponse:
    initial = entry | {SEEN: entry.get(SEEN) or {}}
    if request.method != "POST":
        back = typed.given_back(request)
        form = ProfileForm(back, initial=initial) if back else ProfileForm(initial=initial)
        return _page(request, member, form, proposal)
    form = ProfileForm(request.POST, initial=initial)
    is_good = form.is_valid()
    if "draft" in request.POST:
        _save(member, form, proposal)
        return _done("draft")
    if is_good and _send(member, form, proposal):
        return _done("sent")
    return _page(request, member, form, proposal, status=422)


def _entry(member: Member, form: ProfileForm) -> Entry:
    """What was typed, upon what the page says now."""
    entry = entry_of_form(form) | {SEEN: form.cleaned_data.get(SEEN) or {}}
    now = PROFILE.current(own_group(member), _id_of(member))
    return rebased(entry, now, PUBLISHED) | {SEEN: now}


def _save(member: Member, form: ProfileForm, proposal: Proposal | None) -> Proposal:
    group = own_group(member)
    return flow.save_draft(
        KIND,
        member,
        _entry(member, form),
        title=group.name,
        record_id=group.public_id,
        proposal=proposal,
    )


def _send(member: Member, form: ProfileForm, proposal: Proposal | None) -> bool:
    """Whether it was sent; sending the same again, after an answer was lost, sends nothing more."""
    if drafts.is_sent(member, KIND, _id_of(member), _entry(member, form)):
        return True
    try:
        with transaction.atomic():
            flow.send(_save(member, form, proposal), member, timezone.now())
    except flow.Refused as refused:
        for sentence in refused.sentences:
            form.add_error(None, sentence)
        return False
    return True


def _page(
    request: HttpRequest,
    member: Member,
    form: ProfileForm,
    proposal: Proposal | None,
    status: int = 200,
) -> HttpResponse:
    others = flow.own_proposals(member).filter(kind=KIND).exclude(pk=proposal.pk if proposal else 0)
    words = {
        "member": member,
        "group": own_group(member),
        "form": form,
        "draft": others.filter(status=Status.DRAFT).last() if proposal is None else None,
        "waiting": others.filter(status__in=[Status.WAITING, Status.HELD]).last(),
        "kept_key": f"{member.pk}:{request.path}",
    }
    return render(request, "portal/profile.html", words, status=status)


def _id_of(member: Member) -> str:
    return own_group(member).public_id


def _done(what: str) -> HttpResponse:
    response = redirect(f"{reverse('portal:desk')}?done={what}")
    typed.forget(response)
    return response
