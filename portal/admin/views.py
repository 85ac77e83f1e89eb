"""「団体からの申し出」: the list of what groups sent, and the page where one is decided."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from wagtail.admin import messages
from wagtail.admin.auth import permission_required

from portal.models import Proposal
from portal.proposing import flow, reviewing
from portal.proposing.differences import changed_since, differences
from portal.proposing.kinds import kind_named
from portal.proposing.publishing import record_of

if TYPE_CHECKING:
    from collections.abc import Callable

PER_PAGE = 50
UNPROCESSABLE = 422
DIGITS = 9
"""Longer numbers are no keys of steps."""
MAY_SEE = "portal.view_proposal"
MAY_DECIDE = "portal.change_proposal"
STATUSES = [choice for choice in Proposal.Status.choices if choice[0] != Proposal.Status.DRAFT]
SAID = {
    "accept": "公開しました。送った人にメールで知らせます。",
    "hold": "保留にしました。送った人にメールで知らせます。",
    "refuse": "のせられないと伝えました。送った人にメールで知らせます。",
    "comment": "ことばを送りました。送った人にメールで知らせます。",
}
FIRST_LOOK = "1人目として確かめました。もう1人が確かめると、公開されます。"


@permission_required(MAY_SEE)
def proposal_list(request: HttpRequest) -> HttpResponse:
    """What is to be decided, the first due first; or what has one status. Constant queries."""
    now = timezone.now()
    today = timezone.localdate(now)
    status = request.GET.get("status", "")
    status = status if status in dict(STATUSES) else ""
    words, late = request.GET.get("q", "").replace("\0", "").strip(), "late" in request.GET
    rows = reviewing.proposals(reviewing.Asked(status, words, today if late else None))
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    chosen = {"status": status, "q": words, "late": "1" if late else ""}
    context = {
        "page": page,
        "rows": [reviewing.row_of(row, today) for row in page.object_list],
        "status": status,
        "statuses": STATUSES,
        "words": words,
        "late": late,
        "narrowed": bool(status or words or late),
        "query": urlencode({name: value for name, value in chosen.items() if value}),
        "breadcrumbs_items": _crumbs("団体からの申し出"),
    }
    return render(request, "proposal_desk/list.html", context)


@permission_required(MAY_SEE)
def proposal_page(request: HttpRequest, pk: int) -> HttpResponse:
    """One proposal; a POST decides it or says something to the group."""
    sent = Proposal.objects.exclude(status=Proposal.Status.DRAFT).select_related("organization")
    proposal = get_object_or_404(sent, pk=pk)
    problems: list[str] = []
    if request.method == "POST":
        try:
            said = _act(request, proposal)
        except flow.Refused as refused:
            problems = refused.sentences
            proposal = get_object_or_404(sent, pk=pk)
        else:
            messages.success(request, said)
            return redirect("proposal", pk=pk)
    words = _facts(request, proposal) | {
        "problems": problems,
        "typed": request.POST.get("words", ""),
    }
    status = UNPROCESSABLE if problems else 200
    return render(request, "proposal_desk/proposal.html", words, status=status)


def _act(request: HttpRequest, proposal: Proposal) -> str:
    """Does what was pressed and returns what is said then; raises `flow.Refused`."""
    name, words, now = request.POST.get("act", ""), request.POST.get("words", ""), timezone.now()
    if name == "comment":
        flow.comment(proposal, words, now, staff=request.user)
        return SAID[name]
    decisions: dict[str, Callable[..., Proposal]] = {
        "accept": flow.accept,
        "hold": flow.hold,
        "refuse": flow.refuse,
    }
    if name not in decisions:
        raise flow.Refused(["「のせる」「保留」「のせられない」のどれかを押してください。"])
    if not request.user.has_perm(MAY_DECIDE):
        raise PermissionDenied
    seen = request.POST.get("seen", "")
    seen_step = int(seen) if seen.isdecimal() and len(seen) <= DIGITS else None
    after = decisions[name](proposal, request.user, words, now, seen=seen_step)
    return FIRST_LOOK if name == "accept" and after.is_open else SAID[name]


def _facts(request: HttpRequest, proposal: Proposal) -> dict[str, Any]:
    kind = kind_named(proposal.kind)
    steps = list(proposal.steps.select_related("by_staff"))
    record = record_of(proposal)
    return {
        "proposal": proposal,
        "row": reviewing.row_of(proposal, timezone.localdate()),
        "differences": differences(proposal),
        "changed_since": changed_since(proposal),
        "extra_rows": kind.extra_rows(proposal.organization, proposal.entry),
        "public_url": kind.public_url(proposal.record_id) if record and record.live else "",
        "steps": steps,
        "seen": steps[-1].pk if steps else "",
        "looked": any(step.what == step.What.APPROVED for step in steps),
        "may_decide": proposal.is_open and request.user.has_perm(MAY_DECIDE),
        "breadcrumbs_items": [*_crumbs("団体からの申し出"), {"url": "", "label": proposal.title}],
    }


def _crumbs(label: str) -> list[dict[str, str]]:
    return [
        {"url": reverse("wagtailadmin_home"), "label": "ホーム"},
        {"url": reverse("proposals"), "label": label},
    ]
