"""The group's desk: the next dates, changing one of them, and confirming what is published."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from portal import changes, desk
from portal.access import for_members
from portal.calendars.sheet import calendar_news
from portal.forms import ReasonForm, ThemeForm
from portal.network import board
from portal.proposing import flow
from portal.together.keeping import KeptByAnother
from portal.together.own import questions_waiting, together_of

if TYPE_CHECKING:
    from portal.models import Member

PROPOSALS_SHOWN = 10


def said() -> dict[str, str]:
    """What the desk says after something was done, by its name in `?done=`."""
    return {
        "cancelled": _("中止にしました。公開ページにも、もう出ています。"),
        "restored": _("中止をとりけしました。予定どおり開くと出ています。"),
        "theme": _("この日のテーマを変えました。"),
        "notice": _("お知らせを出しました。公開ページにも、もう出ています。"),
        "notice_ended": _("お知らせを終わりにしました。公開ページから消えました。"),
        "draft": _("書きかけをとっておきました。つづきは、いつでも書けます。"),
        "sent": _("市に送りました。市の担当が見てから、のせます。"),
        "absent": _("この日は出ないと知らせました。公開ページにも、もう出ています。"),
        "not_absent": _("この日も出ることにしました。いっしょに開く団体にも知らせました。"),
        "asked": _("たずねました。返事が来たら、メールでお知らせします。"),
        "withdrawn": _("たずねるのをやめました。"),
        "keeper": _("なおす団体がかわりました。いっしょに開く団体にも知らせました。"),
        "left": _("この集まりからぬけました。公開ページからも、名前が消えています。"),
        "joined": _("いっしょに開くことになりました。公開ページにも、もう名前が出ています。"),
        "declined": _("おことわりしました。たずねた団体に知らせました。"),
        "confirmed": _("ありがとうございます。確認日が今日になりました。"),
    }


def ready_reasons() -> list[str]:
    """Reasons that take one press."""
    return [_("天気のため"), _("会場が使えないため"), _("世話人の都合のため")]


@for_members
def home(request: HttpRequest, member: Member) -> HttpResponse:
    """The coming dates of the group and when its entries were last checked."""
    now = timezone.now()
    today = timezone.localdate(now)
    records = desk.own_records(member, now)
    words = {
        "member": member,
        "group": desk.own_group(member),
        "dates": desk.dates_ahead(member, now),
        "records": records,
        "series": together_of(member, now),
        "questions": questions_waiting(member, now),
        "proposals": flow.own_proposals(member)[:PROPOSALS_SHOWN],
        "check_due": any(record.is_due(today) for record in records),
        "own_page": desk.public_page(member, now),
        "calendar": calendar_news(member, now),
        "board_news": board.news_for(member, today),
        "said": said().get(request.GET.get("done", "")),
        "sent": request.GET.get("done") in {"draft", "sent"},
    }
    return render(request, "portal/home.html", words)


@for_members
def confirm(request: HttpRequest, member: Member) -> HttpResponse:
    """変わりありません: the group's page and places are checked today."""
    if request.method != "POST":
        return redirect("portal:desk")
    now = timezone.now()
    records = [own.record for own in desk.own_records(member, now)]
    changes.confirm(desk.own_group(member), records, timezone.localdate(now), member)
    return _done("confirmed")


@for_members
def date(request: HttpRequest, member: Member, series_id: str, key: str) -> HttpResponse:
    """One date: its theme, and the way to cancel it."""
    item = _edited_or_404(member, series_id, key)
    typed = request.POST if request.method == "POST" else None
    form = ThemeForm(typed, initial={"theme": item.occurrence.theme})
    if form.is_valid():
        theme, whole_day = form.cleaned_data["theme"], _whole_day(request)
        changes.set_theme(item.occurrence, theme, member, whole_day=whole_day)
        return _done("theme")
    return _date_page(request, "portal/date.html", member, item, form)


@for_members
def cancel(request: HttpRequest, member: Member, series_id: str, key: str) -> HttpResponse:
    """Cancels one date; the ready reasons and the typed one arrive in the same field."""
    item = _edited_or_404(member, series_id, key)
    form = ReasonForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        reason, whole_day = form.cleaned_data["reason"], _whole_day(request)
        changes.cancel(item.occurrence, reason, member, whole_day=whole_day)
        return _done("cancelled")
    return _date_page(request, "portal/cancel.html", member, item, form)


@for_members
def restore(request: HttpRequest, member: Member, series_id: str, key: str) -> HttpResponse:
    """Takes a cancellation back."""
    item = _edited_or_404(member, series_id, key)
    if request.method != "POST":
        return redirect(item.url)
    changes.restore(item.occurrence, member)
    return _done("restored")


def _whole_day(request: HttpRequest) -> bool:
    """Whether the page is about all sittings of the day (`?all=1`) and not about one."""
    return request.GET.get("all") == "1"


def _edited_or_404(member: Member, series_id: str, key: str) -> desk.DeskDate:
    """A date that the group may change; `KeptByAnother` where another organiser does."""
    item = desk.date_at(member, series_id, key, timezone.now())
    if item is None:
        raise Http404
    if not item.together.may_edit:
        raise KeptByAnother(item.together)
    return item


def _date_page(
    request: HttpRequest, template: str, member: Member, item: desk.DeskDate, form: Any
) -> HttpResponse:
    words = {
        "member": member,
        "item": item,
        "form": form,
        "sittings": desk.sittings_of(item.occurrence),
        "whole_day": _whole_day(request),
        "reasons": ready_reasons(),
    }
    return render(request, template, words, status=422 if form.errors else 200)


def _done(what: str) -> HttpResponse:
    return redirect(f"{reverse('portal:desk')}?done={what}")
