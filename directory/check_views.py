"""「確かめる日が来たもの」: the work list of staff, and its one-press actions.

Every action is a POST with the CSRF token of the admin and asks for a permission.
"""

from __future__ import annotations

from datetime import timedelta
from functools import wraps
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.db import transaction
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.views.decorators.http import require_POST
from wagtail.admin import messages
from wagtail.admin.auth import permission_required
from wagtail.admin.utils import get_valid_next_url_from_request

from cms.base.templatetags.text import both_calendars
from directory import check_desk
from directory.checking import check_by_staff, undo_checks
from directory.confirmation_mail import NotSent, ask_group
from directory.models import Check, ConfirmationRequest, Correction, TemporaryStatus
from directory.models.checked import checked_models, record_named, record_of
from plan.models import Department

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest, HttpResponse

PER_PAGE = 50
DIGITS = 19
"""Longer numbers are no keys."""
UNDO_WITHIN = timedelta(hours=1)
PRESSED_TWICE = timedelta(minutes=10)
"""A second press on 確認のメールを送る within this time sends nothing."""

type View = Callable[..., HttpResponse]
type Action = Callable[..., None]


def action(permission: str) -> Callable[[Action], View]:
    """A POST of somebody with `permission`; leads back to where the button stood."""

    def decorate(act: Action) -> View:
        @wraps(act)
        def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            act(request, *args, **kwargs)
            return redirect(get_valid_next_url_from_request(request) or reverse("checks"))

        return require_POST(permission_required(permission)(answer))

    return decorate


@permission_required("directory.add_check")
def work_list(request: HttpRequest) -> HttpResponse:
    """What is overdue, never checked or due within 30 days; corrections; what is different now."""
    now = timezone.now()
    asked = _asked(request)
    keys = [key for _day, key in check_desk.due_keys(now, asked)]
    page = Paginator(keys, PER_PAGE).get_page(request.GET.get("page"))
    words = {
        "now": now,
        "page": page,
        "rows": check_desk.rows_of(page.object_list, now),
        "asked": asked,
        "query": urlencode({k: v for k, v in request.GET.items() if k != "page"}),
        "kinds": [(code, model._meta.verbose_name) for code, model in checked_models().items()],
        "departments": Department.objects.active(timezone.localdate(now)),
        "corrections": _with_records(Correction.objects.open().select_related("organization")),
        "statuses": _with_records(TemporaryStatus.objects.active(timezone.localdate(now))),
        "may_end": request.user.has_perm("directory.change_temporarystatus"),
        "breadcrumbs_items": [
            {"url": reverse("wagtailadmin_home"), "label": "ホーム"},
            {"url": "", "label": "確かめる日が来たもの"},
        ],
    }
    return render(request, "check_desk/work_list.html", words)


def _asked(request: HttpRequest) -> check_desk.Asked:
    record_type = request.GET.get("type", "")
    return check_desk.Asked(
        record_type=record_type if record_type in checked_models() else "",
        department=_number(request.GET.get("department", "")),
        by_phone=request.GET.get("phone") == "1",
    )


def _number(text: str) -> int | None:
    """A key of the database out of an address; None for anything else."""
    return int(text) if text.isdecimal() and len(text) < DIGITS else None


def _with_records(rows: Any) -> list[dict[str, Any]]:
    """Each row with its record and where that is edited; without them where it was deleted."""
    records = [(row, record_of(row.record_type, row.record_id)) for row in rows]
    return [
        {"row": row, "record": record, "edit_url": check_desk.edit_url(record) if record else ""}
        for row, record in records
    ]


@action("directory.add_check")
def confirm(request: HttpRequest) -> None:
    """変わりありません: one record by its button, or every ticked one."""
    names = [request.GET["record"]] if "record" in request.GET else request.POST.getlist("record")
    records = [record for name in names if (record := record_named(name))]
    if not records:
        messages.warning(request, "確認するものを、えらんでください。")
        return
    with transaction.atomic():
        made = [check_by_staff(one, request.user, timezone.localdate()) for one in records]
    said = (
        f"「{records[0]}」を、変わりないと確認しました。次に確かめる日は{both_calendars(made[0].next_due)}です。"
        if len(made) == 1
        else f"{len(made)}件を、変わりないと確認しました。"
    )
    messages.success(request, format_html("{} {}", said, _undo_button(made)))


def _undo_button(made: list[Check]) -> str:
    query = urlencode({"check": [check.pk for check in made]}, doseq=True)
    return format_html(
        '<button type="button" class="button button-small button-secondary" data-controller="w-action" '
        'data-action="w-action#post" data-w-action-url-value="{}">とりけす</button>',
        f"{reverse('check_undo')}?{query}",
    )


@action("directory.delete_check")
def undo(request: HttpRequest) -> None:
    """Takes back checks that this person recorded within the hour."""
    wanted = [pk for text in request.GET.getlist("check") if (pk := _number(text))]
    own = Check.objects.filter(
        pk__in=wanted,
        recorded_by=request.user,
        recorded_at__gt=timezone.now() - UNDO_WITHIN,
    )
    with transaction.atomic():
        taken = undo_checks(own, request.user)
    if taken:
        messages.success(request, f"{taken}件の確認をとりけしました。前の確認日にもどりました。")
    else:
        messages.warning(
            request,
            "とりけせる確認がありません。1時間をすぎたものは、「確認の記録」から消してください。",
        )


@action("directory.add_check")
def ask(request: HttpRequest) -> None:
    """確認のメールを送る: a link to the record's group."""
    name = request.GET.get("record") or request.POST.get("record", "")
    record = record_named(name)
    now = timezone.now()
    if record is None:
        messages.error(request, "その記録は見つかりません。消されたのかもしれません。")
        return
    if not record.is_open_to_readers(now):
        messages.error(request, "公開していないものは、聞けません。公開してから送ってください。")
        return
    just_sent = ConfirmationRequest.objects.of(record.record_type, record.public_id).sent()
    if just_sent.filter(sent_at__gt=now - PRESSED_TWICE).exists():
        messages.warning(request, f"「{record}」の確認のメールは、さきほど送りました。")
        return
    try:
        sent = ask_group(record, now, request.user)
    except NotSent as problem:
        messages.error(request, str(problem))
        return
    messages.success(
        request,
        f"「{record}」に変わりがないかを、{sent.organization}にメールで聞きました。"
        f"リンクは{both_calendars(sent.expires_at)}まで使えます。",
    )


@action("directory.add_check")
def resolve(request: HttpRequest, pk: int) -> None:
    """A correction is dealt with; the number to call back is forgotten."""
    correction = get_object_or_404(Correction.objects.open(), pk=pk)
    outcome, note = request.POST.get("outcome", ""), request.POST.get("note", "").strip()
    if outcome not in Correction.Outcome.values:
        messages.error(request, "「直しました」か「直さなくてよい」を押してください。")
        return
    if outcome == Correction.Outcome.NOT_NEEDED and not note:
        messages.error(request, "直さなくてよいわけを、メモに短く書いてください。")
        return
    correction.outcome = outcome
    correction.note = note[: Correction._meta.get_field("note").max_length]
    correction.phone = ""
    correction.resolved_at = timezone.now()
    correction.resolved_by = request.user
    correction.save()
    messages.success(request, "連絡を終わりにしました。ありがとうございます。")


@action("directory.change_temporarystatus")
def end_status(request: HttpRequest, pk: int) -> None:
    """終わりにする: gone from the public pages at once."""
    status = get_object_or_404(TemporaryStatus, pk=pk)
    status.end(timezone.localdate())
    messages.success(request, f"「{status.message}」を終わりにしました。公開ページから消えました。")
