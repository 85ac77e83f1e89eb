"""/portal/calendar/: where a group gives the address of its own calendar and looks through it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from cms.base.throttle import allowed
from portal import typed
from portal.access import for_members
from portal.calendars import keeping, taking
from portal.calendars.forms import AddressForm
from portal.calendars.sheet import changed_entries, line_of
from portal.calendars.words import sentence
from portal.desk import own_group
from portal.models import CalendarEntry

if TYPE_CHECKING:
    from datetime import datetime

    from portal.models import GroupCalendar, Member

READS_AN_HOUR: Final = 6
PER_PAGE: Final = 30
Decision = CalendarEntry.Decision


def said() -> dict[str, str]:
    """What the page says after something was done, by its name in `?done=`."""
    return {
        "read": _("カレンダーを読みこみました。"),
        "kept": _("アドレスをとっておきました。あとで読みに行きます。"),
        "removed": _("カレンダーのアドレスを消しました。のせた集まりは、そのままです。"),
        "ignore": _("のせないことにしました。"),
        "back": _("もどしました。"),
        "seen": _("見たことにしました。"),
    }


@for_members
def calendar(request: HttpRequest, member: Member) -> HttpResponse:
    """The group's calendar. A POST saves its address, reads it or removes it (`act`)."""
    if request.method != "POST":
        back = typed.given_back(request)
        return _page(request, member, AddressForm(back) if back else None)
    now, act = timezone.now(), request.POST.get("act")
    if act == "read":
        return _read_now(request, member, now)
    if act == "remove":
        keeping.calendars_of(own_group(member)).delete()
        return _done("removed")
    form = AddressForm(request.POST)
    if not form.is_valid():
        return _page(request, member, form, status=422)
    kept = keeping.save_address(own_group(member), form.cleaned_data["address"], now)
    response = _done(_read(kept, now) or "kept")
    typed.forget(response)
    return response


@for_members
def entry(request: HttpRequest, member: Member, pk: int) -> HttpResponse:
    """One entry is taken, ignored, put back or seen (`act`); Http404 for another group's."""
    if not taking.own_entries(member).filter(pk=pk).exists():
        raise Http404
    act, now = request.POST.get("act", ""), timezone.now()
    if act == "take":
        proposal = taking.take(member, pk, now)
        page = "edit_proposal" if proposal.is_editable else "proposal"
        return redirect(f"portal:{page}", proposal.pk)
    if act not in taking.ACTS:
        return redirect("portal:calendar")
    taking.decide(member, pk, act, now)
    return _done(act)


def _read_now(request: HttpRequest, member: Member, now: datetime) -> HttpResponse:
    kept = keeping.calendars_of(own_group(member)).first()
    if kept is None:
        return redirect("portal:calendar")
    done = _read(kept, now)
    return _done(done) if done else _page(request, member, too_often=True, status=429)


def _read(kept: GroupCalendar, now: datetime) -> str:
    """What was done; "" where the group had it read too often within the hour."""
    if not allowed("portal-calendar", str(kept.organization_id), READS_AN_HOUR, now):
        return ""
    return "failed" if keeping.read(kept, now) else "read"


def _page(
    request: HttpRequest,
    member: Member,
    form: AddressForm | None = None,
    *,
    too_often: bool = False,
    status: int = 200,
) -> HttpResponse:
    now = timezone.now()
    kept = keeping.calendars_of(own_group(member)).first()
    words = {
        "member": member,
        "calendar": kept,
        "form": form or AddressForm(initial={"address": kept.address if kept else ""}),
        "problem": sentence(kept.last_error) if kept else "",
        "too_often": too_often,
        "said": said().get(request.GET.get("done", "")),
        **(_entries(request, member, now) if kept else {}),
    }
    return render(request, "portal/calendar.html", words, status=status)


def _entries(request: HttpRequest, member: Member, now: datetime) -> dict[str, Any]:
    today = timezone.localdate(now)
    own = taking.own_entries(member)
    waiting = own.filter(decision=Decision.WAITING)
    page = Paginator(waiting, PER_PAGE).get_page(request.GET.get("page"))
    ignored = own.filter(decision=Decision.IGNORED)
    return {
        "page": page,
        "lines": [line for row in page.object_list if (line := line_of(row, today)).dates],
        "changed": changed_entries(member, now),
        "ignored": [line_of(row, today) for row in ignored[:PER_PAGE]],
        "taken": own.filter(decision=Decision.TAKEN).count(),
    }


def _done(what: str) -> HttpResponse:
    return redirect(f"{reverse('portal:calendar')}?done={what}")
