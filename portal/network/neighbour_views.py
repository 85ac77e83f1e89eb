"""Pages of the directory that groups see of each other: names, shared contacts, messages."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from portal import typed
from portal.access import for_members
from portal.desk import own_group
from portal.network import neighbours
from portal.network.forms import ContactForm, FindForm, MessageForm

if TYPE_CHECKING:
    from directory.models import Organization
    from portal.models import Member, SharedContact

PER_PAGE: Final = 30
SENT_SHOWN: Final = 10
UNPROCESSABLE, TOO_MANY = 422, 429
SHARED: Final = ("person", "phone", "email", "note", "takes_messages")


def said() -> dict[str, str]:
    """What the page says after something was done, by its name in `?done=`."""
    return {
        "shared": _("とっておきました。ほかの団体からは、こう見えます。"),
        "sent": _("ことばを預かりました。相手の団体の人に、メールで届けます。"),
    }


@for_members
def groups(request: HttpRequest, member: Member) -> HttpResponse:
    """The groups with what they share, by name or part of it (`q`); what the own one sent."""
    rows = neighbours.groups_with_members(timezone.now())
    form = FindForm(request.GET)
    words = form.cleaned_data["q"].strip() if form.is_valid() else ""
    listed: Any = neighbours.found(rows, words) if words else rows
    page = Paginator(listed, PER_PAGE).get_page(request.GET.get("page"))
    own = own_group(member)
    facts = {
        "member": member,
        "form": form,
        "words": words,
        "page": page,
        "lines": _lines(list(page.object_list), own),
        "own": neighbours.contact_of(own),
        "sent": neighbours.sent_by(member)[:SENT_SHOWN],
        "said": said().get(request.GET.get("done", "")),
    }
    return render(request, "portal/groups.html", facts)


@for_members
def contact(request: HttpRequest, member: Member) -> HttpResponse:
    """What the own group lets the others see."""
    row = neighbours.contact_of(own_group(member))
    initial = {name: getattr(row, name) for name in SHARED}
    form = ContactForm(_typed(request), initial=initial)
    if request.method == "POST" and form.is_valid():
        for name in SHARED:
            setattr(row, name, form.cleaned_data[name])
        row.save()
        return _done("shared")
    status = UNPROCESSABLE if request.method == "POST" else 200
    words = {"member": member, "form": form}
    return render(request, "portal/shared_contact.html", words, status=status)


@for_members
def message(request: HttpRequest, member: Member, group_id: str) -> HttpResponse:
    """One message to another group, forwarded by mail; neither side sees an address."""
    now = timezone.now()
    to = neighbours.recipient(member, group_id, now)
    if to is None:
        raise Http404
    form, status = MessageForm(_typed(request)), 200
    if request.method == "POST":
        status = UNPROCESSABLE
        if form.is_valid() and neighbours.may_send(member, now):
            typed_in = form.cleaned_data
            neighbours.send(member, to, typed_in["words"], typed_in["once"], now)
            return _done("sent")
        if form.is_valid():
            status = TOO_MANY
            form.add_error(
                None, _("1時間に送れるのは10通までです。すこし待って、もういちど送ってください。")
            )
    words = {
        "member": member,
        "to": to,
        "form": form,
        "kept_key": f"{member.pk}:{request.path}",
    }
    return render(request, "portal/message.html", words, status=status)


def _lines(listed: list[Organization], own: Organization) -> list[dict[str, Any]]:
    contacts: dict[int, SharedContact] = neighbours.contacts_of(listed)
    return [
        {
            "group": group,
            "contact": contacts.get(group.pk),
            "is_own": group.pk == own.pk,
            "takes_messages": group.pk != own.pk
            and (group.pk not in contacts or contacts[group.pk].takes_messages),
        }
        for group in listed
    ]


def _typed(request: HttpRequest) -> Any:
    return request.POST if request.method == "POST" else typed.given_back(request)


def _done(what: str) -> HttpResponse:
    response = redirect(f"{reverse('portal:groups')}?done={what}")
    typed.forget(response)
    return response
