"""臨時休み・お知らせ: a member says what is different for a while. It stands at once and ends by itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from portal import changes, desk
from portal.access import for_members
from portal.forms import NoticeForm

if TYPE_CHECKING:
    from portal.models import Member


@for_members
def notice(request: HttpRequest, member: Member, record_type: str, record_id: str) -> HttpResponse:
    """The form for the group's page or one of its places; both days are today unless changed."""
    now = timezone.now()
    own = desk.own_record(member, record_type, record_id, now)
    if own is None:
        raise Http404
    today = timezone.localdate(now)
    typed = request.POST if request.method == "POST" else None
    form = NoticeForm(typed, today=today)
    if form.is_valid():
        changes.give_notice(own.record, member, **form.cleaned_data)
        return redirect(f"{reverse('portal:desk')}?done=notice")
    words = {"member": member, "own": own, "form": form}
    return render(request, "portal/notice.html", words, status=422 if form.errors else 200)


@for_members
def end(request: HttpRequest, member: Member, pk: int) -> HttpResponse:
    """終わりにする: gone from the public pages at the press."""
    now = timezone.now()
    given = desk.own_notice(member, pk, now)
    if given is None:
        raise Http404
    if request.method != "POST":
        return redirect("portal:desk")
    own, status = given
    changes.end_notice(own.record, status, timezone.localdate(now), member)
    return redirect(f"{reverse('portal:desk')}?done=notice_ended")
