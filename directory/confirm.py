"""`/confirm/<token>/`: a group answers whether its facts still hold, without an account or a cookie.

A GET only looks: mail scanners and previews open every link. The answer is a POST with the form
token of readers' forms.
"""

from __future__ import annotations

from functools import wraps
from typing import TYPE_CHECKING, Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from cms.base.context import SiteFrame
from cms.base.languages import in_language
from cms.base.reader_forms import HIDDEN_FIELD, form_token, from_this_site, is_good
from cms.base.throttle import allowed
from directory.confirm_forms import CorrectionForm
from directory.confirmation_mail import department_to_call
from directory.confirming import (
    LinkState,
    confirm_unchanged,
    request_of,
    state_of,
    take_correction,
)
from directory.documents import latest_check

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from directory.models import ConfirmationRequest

POSTS_AN_HOUR = 20
ENDED, MISSING = 410, 404

type View = Callable[..., HttpResponse]


def by_link(view: View) -> View:
    """A page that nobody keeps, lists or learns the address of; gets the open `asked` request.

    A link that takes no answer any more is explained instead.
    """

    @wraps(view)
    def answer(request: HttpRequest, token: str) -> HttpResponse:
        now = timezone.now()
        asked = request_of(token)
        state = state_of(asked, now)
        if asked is not None and state is LinkState.OPEN:
            response = view(request, token, asked, now)
        else:
            response = explained(request, asked, state, now)
        return kept_private(response)

    return csrf_exempt(require_http_methods(["GET", "HEAD", "POST"])(answer))


def kept_private(response: HttpResponse) -> HttpResponse:
    """No cache keeps it, no search lists it, no other page learns its address."""
    response.headers["Cache-Control"] = "no-store, private"
    response.headers["Referrer-Policy"] = "no-referrer"
    response.headers["X-Robots-Tag"] = "noindex, nofollow"
    return response


@by_link
def confirm(
    request: HttpRequest, token: str, asked: ConfirmationRequest, now: datetime
) -> HttpResponse:
    """The facts as they are published with the two answers; a POST is 変わりありません."""
    if request.method != "POST":
        return question(request, token, asked, now)
    refusal = refused(request, token, now)
    if refusal:
        return question(request, token, asked, now, *refusal)
    confirm_unchanged(asked, now)
    return HttpResponseRedirect(_path("thanks/", token, request))


@by_link
def correct(
    request: HttpRequest, token: str, asked: ConfirmationRequest, now: datetime
) -> HttpResponse:
    """直すところがあります: what is different, kept for staff."""
    if request.method != "POST":
        return correction(request, token, asked, now, CorrectionForm())
    form = CorrectionForm(request.POST)
    refusal = refused(request, token, now)
    if refusal:
        return correction(request, token, asked, now, form, *refusal)
    if not form.is_valid():
        return correction(request, token, asked, now, form, status=422)
    take_correction(asked, form.cleaned_data["text"], form.cleaned_data["phone"], now)
    return HttpResponseRedirect(_path("thanks/", token, request))


@csrf_exempt
@require_http_methods(["GET", "HEAD"])
def thanks(request: HttpRequest, token: str) -> HttpResponse:
    """What happens next; only for a link that was answered."""
    now = timezone.now()
    asked = request_of(token)
    state = state_of(asked, now)
    if asked is not None and state is LinkState.OPEN:
        return kept_private(HttpResponseRedirect(_path("", token, request)))
    if asked is None or state is not LinkState.USED:
        return kept_private(explained(request, asked, state, now))
    words = page_words(request, asked) | {"now": now}
    return kept_private(render(request, "confirm/thanks.html", words))


def question(
    request: HttpRequest,
    token: str,
    asked: ConfirmationRequest,
    now: datetime,
    problem: str = "",
    status: int = 200,
) -> HttpResponse:
    record = asked.record
    words = page_words(request, asked) | {
        "now": now,
        "facts": record.facts_to_confirm(now) if record else [],
        "check": latest_check(asked.record_type, asked.record_id),
        "form_token": form_token(token, now),
        "correct_url": _path("correct/", token, request),
        "problem": problem,
    }
    return render(request, "confirm/question.html", words, status=status)


def correction(
    request: HttpRequest,
    token: str,
    asked: ConfirmationRequest,
    now: datetime,
    form: CorrectionForm,
    problem: str = "",
    status: int = 200,
) -> HttpResponse:
    words = page_words(request, asked) | {
        "form": form,
        "form_token": form_token(token, now),
        "question_url": _path("", token, request),
        "problem": problem,
    }
    return render(request, "confirm/correct.html", words, status=status)


def explained(
    request: HttpRequest, asked: ConfirmationRequest | None, state: LinkState, now: datetime
) -> HttpResponse:
    """Why the link takes no answer, and what to do instead."""
    words = {"state": state.value, "now": now}
    if asked is None:
        return render(request, "confirm/ended.html", words, status=MISSING)
    return render(request, "confirm/ended.html", page_words(request, asked) | words, status=ENDED)


def page_words(request: HttpRequest, asked: ConfirmationRequest) -> dict[str, Any]:
    """What every page of the link names: the record, the group, and whom to call."""
    record = asked.record
    return {
        "asked": asked,
        "record": record,
        "group": asked.organization,
        "department": department_to_call(record) if record else None,
        "page_url": SiteFrame(request).url(record.page_path) if record else "",
    }


def refused(request: HttpRequest, token: str, now: datetime) -> tuple[str, int] | None:
    """Why a POST is not taken, with its status; None for a good one."""
    if not from_this_site(request):
        return _("ほかのサイトから送られたようです。このページのボタンを押してください。"), 403
    if not allowed("confirm", token, POSTS_AN_HOUR, now):
        return _("何回も送られています。1時間ほどたってから、もういちど押してください。"), 429
    if not is_good(request.POST.get(HIDDEN_FIELD, ""), token, now):
        return _("ページをひらいてから時間がたちました。もういちど押してください。"), 422
    return None


def _path(end: str, token: str, request: HttpRequest) -> str:
    return in_language(f"/confirm/{token}/{end}", SiteFrame(request).language)
