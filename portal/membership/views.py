"""Pages of the members: who they are, inviting, joining by the link, taking somebody out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone

from portal import session
from portal.access import for_members, private
from portal.forms import SignInForm
from portal.membership import inviting
from portal.membership.forms import InvitationForm

if TYPE_CHECKING:
    from portal.models import Member

UNPROCESSABLE, TOO_MANY, GONE = 422, 429, 410


@for_members
def members(request: HttpRequest, member: Member) -> HttpResponse:
    """The members and the open invitations; a POST invites somebody."""
    now = timezone.now()
    form = InvitationForm(request.POST if request.method == "POST" else None, member=member)
    status, too_often = 200, False
    if request.method == "POST":
        if not form.is_valid():
            status = UNPROCESSABLE
        elif not inviting.may_invite(member, now):
            status, too_often = TOO_MANY, True
        else:
            asked = form.cleaned_data
            inviting.invite(member, asked["name"], asked["email"], now, succeeds=asked["succeeds"])
            return _done("invited")
    words = {
        "member": member,
        "members": inviting.colleagues(member),
        "invitations": inviting.open_invitations(member, now),
        "form": form,
        "too_often": too_often,
        "done": request.GET.get("done", ""),
    }
    return render(request, "portal/members.html", words, status=status)


@for_members
def remove(request: HttpRequest, member: Member, pk: int) -> HttpResponse:
    """Asks before a membership ends; the last one stays."""
    everybody = inviting.colleagues(member)
    other = get_object_or_404(everybody, pk=pk)
    is_last = everybody.count() == 1
    if request.method == "POST" and not is_last and inviting.remove(member, pk):
        if other.pk != member.pk:
            return _done("removed")
        response = redirect("portal:desk")
        session.end(request, response)
        return response
    words = {"member": member, "other": other, "is_last": is_last}
    status = UNPROCESSABLE if request.method == "POST" else 200
    return render(request, "portal/remove_member.html", words, status=status)


@for_members
def withdraw(request: HttpRequest, member: Member, pk: int) -> HttpResponse:
    """Takes an invitation back at a press."""
    if request.method != "POST" or not inviting.withdraw(member, pk, timezone.now()):
        raise Http404
    return _done("withdrawn")


@private
def invited(request: HttpRequest, token: str) -> HttpResponse:
    """Asks for one press before somebody joins, since mail programs open links themselves."""
    now = timezone.now()
    if request.method == "POST":
        member = inviting.accept(token, now)
        if member is not None:
            response = redirect("portal:desk")
            session.start(request, response, member)
            return response
    invitation = inviting.invitation_of(token, now)
    if invitation is None or request.method == "POST":
        words = {"form": SignInForm(), "member": session.signed_in_member(request)}
        return render(request, "portal/invitation_ended.html", words, status=GONE)
    return render(request, "portal/invited.html", {"invitation": invitation})


def _done(what: str) -> HttpResponse:
    return redirect(f"{reverse('portal:members')}?done={what}")
