"""Pages of common meetups: a date without us, who edits it, asking another group, and leaving."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from portal import desk
from portal.access import for_members
from portal.models import TogetherRequest
from portal.proposing.flow import Refused
from portal.together import absences, joining
from portal.together.candidates import candidates, found
from portal.together.forms import AbsenceForm, AskForm, GroupForm
from portal.together.keeping import KeptByAnother
from portal.together.own import questions_for, together_at

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from django import forms

    from portal.models import Member
    from portal.together.keeping import Together


@for_members
def absent(request: HttpRequest, member: Member, series_id: str, key: str) -> HttpResponse:
    """この日は出ません: one date without this group; `act=back` takes it back."""
    item = desk.date_at(member, series_id, key, timezone.now())
    if item is None:
        raise Http404
    if not item.together.is_shared:
        return redirect(item.cancel_url)
    if request.POST.get("act") == "back":
        absences.take_back(item.occurrence, item.together, member)
        return _done("not_absent")
    form = AbsenceForm(request.POST if request.method == "POST" else None)
    off = item.occurrence.is_cancelled
    if not off and form.is_valid():
        absences.say(item.occurrence, item.together, form.cleaned_data["reason"], member)
        return _done("absent")
    words = {
        "member": member,
        "item": item,
        "form": form,
        "sittings": desk.sittings_of(item.occurrence),
    }
    return render(request, "portal/absent.html", words, status=_status(form))


@for_members
def together(request: HttpRequest, member: Member, series_id: str) -> HttpResponse:
    """Who holds a meetup. Whoever may edit it asks another group, or takes a question back."""
    now = timezone.now()
    stand = together_at(member, series_id, now)
    if request.method == "POST" and not stand.may_edit:
        raise KeptByAnother(stand)
    if request.method == "POST" and "withdraw" in request.POST:
        return _withdraw(request, member, stand, now)
    rows = candidates(stand, now)
    form = AskForm(request.POST if request.method == "POST" else None, rows)
    if "look" in request.POST:
        form.errors.clear()
    elif form.is_valid():
        asked = rows.get(public_id=form.cleaned_data["group"])
        words = form.cleaned_data["words"]
        if _tried(form, lambda: joining.ask(series_id, member, asked, words, now)):
            return _done("asked")
    return _together_page(request, member, stand, form, now)


@for_members
def keeper(request: HttpRequest, member: Member, series_id: str) -> HttpResponse:
    """Another organiser edits the meetup from now on."""
    now = timezone.now()
    stand = together_at(member, series_id, now)
    if not stand.may_edit:
        raise KeptByAnother(stand)
    if not stand.is_shared:
        return redirect("portal:together", series_id)
    offered = stand.others if stand.keeps else stand.groups
    form = GroupForm(
        request.POST if request.method == "POST" else None, offered, _("これからなおす団体")
    )
    if form.is_valid():
        chosen = form.cleaned_data["group"]
        if _tried(form, lambda: joining.hand_over(series_id, member, chosen, now)):
            return _done("keeper")
    words = {"member": member, "together": stand, "form": form}
    return render(request, "portal/keeper.html", words, status=_status(form))


@for_members
def leave(request: HttpRequest, member: Member, series_id: str) -> HttpResponse:
    """The group holds the meetup no longer."""
    now = timezone.now()
    stand = together_at(member, series_id, now)
    problems: list[str] = []
    if request.method == "POST":
        try:
            joining.leave(series_id, member, now)
        except Refused as refused:
            problems = refused.sentences
        else:
            return _done("left")
    words = {"member": member, "together": stand, "problems": problems}
    return render(request, "portal/leave.html", words, status=422 if problems else 200)


@for_members
def question(request: HttpRequest, member: Member, pk: int) -> HttpResponse:
    """Another group asks to hold a meetup together: `act` is yes or no."""
    asked = get_object_or_404(questions_for(member), pk=pk)
    problems: list[str] = []
    if request.method == "POST":
        act = request.POST.get("act", "")
        try:
            return _answered(asked, member, act)
        except Refused as refused:
            problems = refused.sentences
            asked.refresh_from_db()
    words = {"member": member, "question": asked, "problems": problems}
    return render(request, "portal/question.html", words, status=422 if problems else 200)


def _answered(asked: TogetherRequest, member: Member, act: str) -> HttpResponse:
    if act not in {"yes", "no"}:
        raise Refused([_("「はい」か「いいえ」を押してください。")])
    joining.answer(asked, member, yes=act == "yes", now=timezone.now())
    return _done("joined" if act == "yes" else "declined")


def _withdraw(request: HttpRequest, member: Member, stand: Together, now: datetime) -> HttpResponse:
    number = request.POST["withdraw"]
    form = AskForm(None, ())
    pk = int(number) if number.isdecimal() and number.isascii() else 0
    try:
        joining.withdraw(stand.series.public_id, member, pk, now)
    except Refused as refused:
        return _together_page(request, member, stand, form, now, refused.sentences)
    return _done("withdrawn")


def _together_page(
    request: HttpRequest,
    member: Member,
    stand: Together,
    form: AskForm,
    now: datetime,
    problems: list[str] | None = None,
) -> HttpResponse:
    chosen = form["group"].value()
    waiting = joining.waiting_of(stand.series).select_related("asked")
    rows = candidates(stand, now).exclude(pk__in=waiting.values("asked"))
    listed = found(rows, form["query"].value() or "") if stand.may_edit else []
    if chosen and chosen not in {group.public_id for group in listed}:
        listed = [*rows.filter(public_id=chosen), *listed]
    words = {
        "member": member,
        "together": stand,
        "form": form,
        "listed": [{"group": row, "checked": row.public_id == chosen} for row in listed],
        "waiting": waiting,
        "problems": problems,
    }
    status = 422 if problems else _status(form)
    return render(request, "portal/together.html", words, status=status)


def _tried(form: forms.Form, act: Callable[[], object]) -> bool:
    """Whether it was done; why not stands in the form."""
    try:
        act()
    except Refused as refused:
        for sentence in refused.sentences:
            form.add_error(None, sentence)
        return False
    return True


def _status(form: forms.Form) -> int:
    return 422 if form.errors else 200


def _done(what: str) -> HttpResponse:
    return redirect(f"{reverse('portal:desk')}?done={what}")
