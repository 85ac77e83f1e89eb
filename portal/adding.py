"""A group writes a meetup: new, changed, copied, or a draft that is continued."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from portal import meetup_sheet, typed
from portal.access import for_members
from portal.desk import own_group
from portal.entries import as_data
from portal.meetup_entry import entry_of_form
from portal.meetup_form import MeetupForm
from portal.meetup_sheet import Sheet
from portal.pictures import keep_picture
from portal.proposing import drafts, flow
from portal.proposing.meetups import KIND, MEETUPS, PUBLISHED, SERIES
from portal.proposing.stale import SEEN, rebased
from portal.together.own import edited_at

if TYPE_CHECKING:
    from datetime import datetime

    from portal.models import Member, Proposal
    from portal.proposing.kinds import Entry

LOOKED_AT = ("phrase", "days", "picture")
"""Fields that are judged while somebody only looks."""
UNNAMED = "名前のない集まり"


@for_members
def new_meetup(request: HttpRequest, member: Member) -> HttpResponse:
    """新しい集まりをのせる."""
    return _answer(request, member, Sheet(_("新しい集まりをのせる")))


@for_members
def meetup(request: HttpRequest, member: Member, series_id: str) -> HttpResponse:
    """A series that the group keeps, to be changed."""
    series = edited_at(member, series_id, timezone.now())
    return _answer(request, member, meetup_sheet.of_series(series))


@for_members
def duplicate(request: HttpRequest, member: Member, series_id: str) -> HttpResponse:
    """A new meetup that begins as a series that the group keeps."""
    series = edited_at(member, series_id, timezone.now())
    return _answer(request, member, meetup_sheet.copy_of(series, own_group(member)))


@for_members
def edit_proposal(request: HttpRequest, member: Member, pk: int) -> HttpResponse:
    """A draft is continued, and so is what was held, refused or taken back."""
    proposal = drafts.to_write_on(member, KIND, pk)
    record_id = proposal.record_id
    series = edited_at(member, record_id, timezone.now()) if record_id else None
    sheet = Sheet(
        _("「%(name)s」のつづきを書く") % {"name": proposal.title},
        record_id=proposal.record_id,
        series=series,
        proposal=proposal,
        entry=proposal.entry,
    )
    return _answer(request, member, sheet)


def _answer(request: HttpRequest, member: Member, sheet: Sheet) -> HttpResponse:
    form = _form(request, member, sheet, timezone.now())
    if request.method != "POST":
        return _page(request, member, sheet, form)
    is_good = form.is_valid()
    if upload := form.cleaned_data.get("picture"):
        kept = keep_picture(form.group, upload, form.cleaned_data.get("image_alt") or UNNAMED)
        form.take_picture(kept.pk)
    if "look" in request.POST:
        _judge_only(form, LOOKED_AT)
        return _page(request, member, sheet, form)
    if "draft" in request.POST:
        _save(member, sheet, form)
        return _done("draft")
    if is_good and _send(member, sheet, form):
        return _done("sent")
    return _page(request, member, sheet, form, status=422)


def _form(request: HttpRequest, member: Member, sheet: Sheet, now: datetime) -> MeetupForm:
    """The form as sent, as it was when a session ended, or as it stands in the sheet."""
    facts: dict[str, Any] = {
        "group": own_group(member),
        "series": sheet.series,
        "now": now,
        "today": timezone.localdate(now),
    }
    if request.method == "POST":
        return MeetupForm(request.POST, request.FILES, **facts)
    if (data := typed.given_back(request)) is not None:
        form = MeetupForm(data, **facts)
        _judge_only(form, LOOKED_AT)
        return form
    form = MeetupForm(initial=sheet.initial, **facts)
    if sheet.entry.get("phrase") or sheet.entry.get("days"):
        form = MeetupForm(as_data(sheet.initial), **facts)
        _judge_only(form, LOOKED_AT)
    return form


def _judge_only(form: MeetupForm, names: tuple[str, ...]) -> None:
    """Other fields are not judged before they are sent."""
    for name in set(form.errors) - set(names):
        del form.errors[name]


def _entry(sheet: Sheet, form: MeetupForm) -> Entry:
    """What was typed, upon what the record says now."""
    entry = entry_of_form(form) | {
        SEEN: form.cleaned_data.get(SEEN) or {},
        SERIES: sheet.record_id,
    }
    if sheet.series is None:
        return entry
    current = MEETUPS.current(form.group, sheet.record_id)
    return rebased(entry, current, PUBLISHED) | {SEEN: current}


def _save(member: Member, sheet: Sheet, form: MeetupForm) -> Proposal:
    entry = _entry(sheet, form)
    return flow.save_draft(
        KIND,
        member,
        entry,
        title=str(entry["name"] or UNNAMED)[:100],
        record_id=sheet.record_id,
        proposal=sheet.proposal,
    )


def _send(member: Member, sheet: Sheet, form: MeetupForm) -> bool:
    """Whether it was sent; sending the same again, after an answer was lost, sends nothing more."""
    if drafts.is_sent(member, KIND, sheet.record_id, _entry(sheet, form)):
        return True
    try:
        with transaction.atomic():
            flow.send(_save(member, sheet, form), member, form.now)
    except flow.Refused as refused:
        for sentence in refused.sentences:
            form.add_error(None, sentence)
        return False
    return True


def _page(
    request: HttpRequest, member: Member, sheet: Sheet, form: MeetupForm, status: int = 200
) -> HttpResponse:
    rule = meetup_sheet.rule_shown(form, sheet)
    words = {
        "member": member,
        "sheet": sheet,
        "form": form,
        "preview": meetup_sheet.preview(rule, form.today),
        "places": meetup_sheet.places_shown(form, sheet),
        "searched": bool(form["place_query"].value()),
        "found": meetup_sheet.is_found(form),
        "image": meetup_sheet.picture_shown(form),
        "opened": meetup_sheet.opened(form),
        "kept_key": f"{member.pk}:{request.path}",
    }
    return render(request, "portal/meetup_form.html", words, status=status)


def _done(what: str) -> HttpResponse:
    response = redirect(f"{reverse('portal:desk')}?done={what}")
    typed.forget(response)
    return response
