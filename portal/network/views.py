"""Pages of the board: reading, writing, answering, and telling the city of trouble."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from portal import typed
from portal.access import for_members
from portal.models import BoardPost
from portal.network import board
from portal.network.forms import AnswerForm, PostForm, ReportForm

if TYPE_CHECKING:
    from datetime import datetime

    from django import forms

    from portal.models import Member

PER_PAGE: Final = 20
UNPROCESSABLE, TOO_MANY = 422, 429
DIGITS: Final = 9
"""Longer numbers are no keys of answers."""


def said() -> dict[str, str]:
    """What the pages say after something was done, by its name in `?done=`."""
    return {
        "written": _("掲示板に出しました。ほかの団体から見えます。"),
        "closed": _("終わりにしました。ほかの団体からは、もう見えません。"),
        "answered": _("返事を出しました。"),
        "taken_back": _("返事を消しました。"),
        "reported": _("市の担当に知らせました。相手の団体には伝わりません。"),
    }


@for_members
def posts(request: HttpRequest, member: Member) -> HttpResponse:
    """What all groups see, and what the own group wrote."""
    now = timezone.now()
    today = timezone.localdate(now)
    kind = request.GET.get("kind", "")
    kind = kind if kind in BoardPost.Kind.values else ""
    page = Paginator(board.open_posts(today, kind), PER_PAGE).get_page(request.GET.get("page"))
    ended = [post for post in board.own_posts(member) if not post.is_open(today)]
    words = {
        "member": member,
        "page": page,
        "kind": kind,
        "kinds": _kinds(kind),
        "ended": ended,
        "said": said().get(request.GET.get("done", "")),
    }
    response = render(request, "portal/board.html", words)
    board.note_visit(member, now)
    return response


@for_members
def new_post(request: HttpRequest, member: Member) -> HttpResponse:
    """A new post."""
    return _write(request, member, None)


@for_members
def edit_post(request: HttpRequest, member: Member, pk: int) -> HttpResponse:
    """An own post written anew; one that the city has hidden stays as it is."""
    own = board.own_posts(member).filter(hidden_at=None)
    return _write(request, member, get_object_or_404(own, pk=pk))


@for_members
def post(request: HttpRequest, member: Member, pk: int) -> HttpResponse:
    """One post with its answers. A POST answers it, takes an answer back or ends it (`act`)."""
    now = timezone.now()
    today = timezone.localdate(now)
    found = get_object_or_404(board.seen_by(member, today), pk=pk)
    if request.method != "POST":
        back = typed.given_back(request)
        return _post_page(request, member, found, AnswerForm(back) if back else AnswerForm())
    act = request.POST.get("act", "")
    if act == "close" and _is_own(found, member):
        board.close(found, now)
        return redirect(f"{reverse('portal:board')}?done=closed")
    if act.isdecimal() and len(act) <= DIGITS and board.take_answer_back(found, member, int(act)):
        return _done(pk, "taken_back")
    form = AnswerForm(request.POST)
    if act != "answer" or not found.is_open(today) or not form.is_valid():
        return _post_page(request, member, found, form, status=UNPROCESSABLE)
    if not board.may_write(member, now):
        return _post_page(request, member, found, _too_often(form), status=TOO_MANY)
    board.answer(found, member, form.cleaned_data["words"], now)
    return _done(pk, "answered")


@for_members
def report(request: HttpRequest, member: Member, pk: int) -> HttpResponse:
    """Tells the city that something in a post of another group, or below any, is trouble."""
    now = timezone.now()
    found = get_object_or_404(board.seen_by(member, timezone.localdate(now)), pk=pk)
    form = ReportForm(request.POST if request.method == "POST" else None)
    status = 200
    if form.is_bound:
        status = UNPROCESSABLE
        if form.is_valid():
            if board.may_write(member, now):
                board.report(found, member, form.cleaned_data["words"], now)
                return _done(pk, "reported")
            form, status = _too_often(form), TOO_MANY
    words = {"member": member, "post": found, "form": form}
    return render(request, "portal/board_report.html", words, status=status)


def _kinds(chosen: str) -> list[dict[str, Any]]:
    """The links that narrow the board, for `counts`."""
    page = reverse("portal:board")
    return [
        {
            "label": _(str(label)),
            "url": f"{page}?kind={kind}" if kind else page,
            "current": kind == chosen,
        }
        for kind, label in [("", "ぜんぶ"), *BoardPost.Kind.choices]
    ]


def _write(request: HttpRequest, member: Member, found: BoardPost | None) -> HttpResponse:
    now = timezone.now()
    initial = {name: getattr(found, name) for name in ("kind", "title", "words")} if found else {}
    form, status = PostForm(_typed(request), initial=initial), 200
    if request.method == "POST":
        status = UNPROCESSABLE
        if form.is_valid():
            if board.may_write(member, now):
                row = _kept(member, form, now, found)
                return _done(row.pk, "written")
            form, status = _too_often(form), TOO_MANY
    words = {
        "member": member,
        "form": form,
        "post": found,
        "kept_key": f"{member.pk}:{request.path}",
    }
    return render(request, "portal/board_write.html", words, status=status)


def _kept(member: Member, form: PostForm, now: datetime, found: BoardPost | None) -> BoardPost:
    return board.write(member, form.cleaned_data, now, timezone.localdate(now), found)


def _typed(request: HttpRequest) -> Any:
    return request.POST if request.method == "POST" else typed.given_back(request)


def _too_often[F: forms.Form](form: F) -> F:
    form.add_error(
        None, _("書きこみが続いています。1時間ほどたってから、もういちど送ってください。")
    )
    return form


def _is_own(found: BoardPost, member: Member) -> bool:
    return found.organization.translation_key == member.organization.translation_key


def _post_page(
    request: HttpRequest, member: Member, found: BoardPost, form: AnswerForm, status: int = 200
) -> HttpResponse:
    words = {
        "member": member,
        "post": found,
        "answers": found.answers.select_related("organization").filter(hidden_at=None),
        "own_key": member.organization.translation_key,
        "is_own": _is_own(found, member),
        "is_open": found.is_open(timezone.localdate()),
        "form": form,
        "said": said().get(request.GET.get("done", "")),
        "kept_key": f"{member.pk}:{request.path}",
    }
    return render(request, "portal/board_post.html", words, status=status)


def _done(pk: int, what: str) -> HttpResponse:
    response = redirect(f"{reverse('portal:board_post', args=[pk])}?done={what}")
    typed.forget(response)
    return response
