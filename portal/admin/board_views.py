"""「団体の掲示板」: what groups write to each other, and taking out of sight what does harm."""

from __future__ import annotations

from typing import Final

from django.core.paginator import Paginator
from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from wagtail.admin import messages
from wagtail.admin.auth import permission_required

from portal.models import BoardPost
from portal.network import board

PER_PAGE: Final = 50
UNPROCESSABLE: Final = 422
DIGITS: Final = 9
"""Longer numbers are no keys of answers."""
MAY_HIDE: Final = "portal.change_boardpost"
SAID: Final = {
    "hide": "見えなくしました。書いた団体には、そのことが見えます。",
    "show": "もどしました。団体から見えます。",
    "done": "知らせを終わりにしました。",
}


@permission_required(MAY_HIDE)
def thread_list(request: HttpRequest) -> HttpResponse:
    """Every post that is kept; first those of which a group told trouble. Constant queries."""
    waiting = Count("reports", filter=Q(reports__done_at=None), distinct=True)
    answered = Count("answers", distinct=True)
    rows = BoardPost.objects.select_related("organization").annotate(
        waiting=waiting, answered=answered
    )
    page = Paginator(rows.order_by("-waiting", "-created_at", "-pk"), PER_PAGE).get_page(
        request.GET.get("page")
    )
    words = {
        "page": page,
        "today": timezone.localdate(),
        "breadcrumbs_items": _crumbs(),
    }
    return render(request, "board_desk/list.html", words)


@permission_required(MAY_HIDE)
def thread(request: HttpRequest, pk: int) -> HttpResponse:
    """One post with its answers and what was told of it. A POST hides or shows one of them (`act`
    and, for an answer, `answer`), or ends what was told."""
    post = get_object_or_404(BoardPost.objects.select_related("organization", "hidden_by"), pk=pk)
    status = 200
    if request.method == "POST":
        said = _act(request, post)
        if said:
            messages.success(request, said)
            return redirect("board_thread", pk=pk)
        status = UNPROCESSABLE
    words = {
        "post": post,
        "answers": post.answers.select_related("organization", "hidden_by"),
        "reports": post.reports.select_related("organization", "done_by"),
        "has_waiting": post.reports.filter(done_at=None).exists(),
        "is_open": post.is_open(timezone.localdate()),
        "breadcrumbs_items": [*_crumbs(), {"url": "", "label": post.title}],
    }
    return render(request, "board_desk/thread.html", words, status=status)


def _act(request: HttpRequest, post: BoardPost) -> str:
    """Does what was pressed and returns what is said then; "" for what no button sends."""
    now, act, number = timezone.now(), request.POST.get("act", ""), request.POST.get("answer", "")
    if act == "done":
        board.end_reports(post, request.user, now)
    elif act in SAID:
        is_key = number.isdecimal() and len(number) <= DIGITS
        row = get_object_or_404(post.answers, pk=int(number) if is_key else 0) if number else post
        board.set_hidden(row, act == "hide", request.user, now)
    return SAID.get(act, "")


def _crumbs() -> list[dict[str, str]]:
    return [
        {"url": reverse("wagtailadmin_home"), "label": "ホーム"},
        {"url": reverse("board"), "label": "団体の掲示板"},
    ]
