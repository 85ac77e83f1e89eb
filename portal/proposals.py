"""What the group sees of its own proposal: what was sent, what the city said, and its answer."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from portal.access import for_members
from portal.forms import AnswerForm
from portal.models import Proposal
from portal.proposing import flow
from portal.proposing.kinds import kind_named
from portal.proposing.publishing import changed_fields, record_of

if TYPE_CHECKING:
    from datetime import date

    from portal.models import Member

Status = Proposal.Status


def said() -> dict[str, str]:
    """What the page says after something was done, by its name in `?done=`."""
    return {
        "answered": _("市の担当に送りました。"),
        "withdrawn": _("取り下げました。直して、もういちど送ることもできます。"),
    }


def told(proposal: Proposal) -> str:
    """The state of a proposal in the words of the group's page."""
    if proposal.is_open and proposal.is_public:
        return _("もう公開しています。あとから、市の担当が確かめます。")
    return {
        Status.DRAFT: _("書きかけです。まだ送っていません。"),
        Status.WAITING: _("送ってあります。市の担当が確かめています。"),
        Status.HELD: _("市の担当から、聞きたいことがあります。下に返事を書いてください。"),
        Status.ACCEPTED: _("公開しています。送ってくださって、ありがとうございます。"),
        Status.REFUSED: _("このままでは、のせられませんでした。直して、もういちど送れます。"),
        Status.WITHDRAWN: _("取り下げました。"),
    }[Status(proposal.status)]


@for_members
def proposal(request: HttpRequest, member: Member, pk: int) -> HttpResponse:
    """One proposal of the group. A POST answers the city or withdraws it (`act`)."""
    own = get_object_or_404(flow.own_proposals(member).select_related("organization"), pk=pk)
    form = AnswerForm()
    problems: list[str] = []
    if request.method == "POST":
        form = AnswerForm(request.POST) if request.POST.get("act") != "withdraw" else form
        try:
            done = _act(member, own, form)
        except flow.Refused as refused:
            problems, done = refused.sentences, ""
        if done:
            return redirect(f"{reverse('portal:proposal', args=[pk])}?done={done}")
    words = _facts(own) | {
        "member": member,
        "form": form,
        "problems": problems,
        "said": said().get(request.GET.get("done", "")),
    }
    bad = bool(problems or form.errors)
    return render(request, "portal/proposal.html", words, status=422 if bad else 200)


def _act(member: Member, own: Proposal, form: AnswerForm) -> str:
    """The name of what was done, "" where the form has to be shown again; `flow.Refused`."""
    now = timezone.now()
    if not form.is_bound:
        flow.withdraw(own, member, now)
        return "withdrawn"
    if not form.is_valid():
        return ""
    flow.comment(own, form.cleaned_data["words"], now, member=member)
    return "answered"


def _facts(own: Proposal) -> dict[str, Any]:
    kind = kind_named(own.kind)
    changed = changed_fields(own)
    record = record_of(own)
    return {
        "proposal": own,
        "told": told(own),
        "kind": kind.label,
        "rows": [
            (label, kind.shown(name, own.entry.get(name)))
            for name, label in kind.labels.items()
            if name in changed
        ],
        "steps": own.steps.all(),
        "answer_by": _answer_by(own),
        "is_sent": own.status != Status.DRAFT,
        "public_url": kind.public_url(own.record_id) if record and record.live else "",
    }


def _answer_by(own: Proposal) -> date | None:
    """The day to promise; none where the city is late or waits for the group."""
    due = own.due_on if own.status == Status.WAITING else None
    return due if due and due >= timezone.localdate() else None
