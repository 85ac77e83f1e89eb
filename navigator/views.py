"""Benefits for residents."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from cms.base import cards
from cms.base.context import SiteFrame
from directory.documents import checked_card, latest_check
from directory.notices import notices_of
from directory.views import words_lang
from navigator.documents import benefit_card
from navigator.lists import benefit_listing
from navigator.models import Benefit
from navigator.structured_data import benefit_data

if TYPE_CHECKING:
    from datetime import datetime


def benefit_list(request: HttpRequest) -> HttpResponse:
    frame = SiteFrame(request)
    now = timezone.now()
    context = {"listing": benefit_listing(request, frame, now), "now": now}
    return render(request, "navigator/benefit_list.html", context)


def benefit_detail(request: HttpRequest, public_id: str) -> HttpResponse:
    now = timezone.now()
    benefit = Benefit.public_in(get_language(), public_id, now)
    if benefit is None:
        raise Http404
    return render(request, "navigator/benefit_detail.html", benefit_context(benefit, request, now))


def benefit_context(benefit: Benefit, request: HttpRequest, now: datetime) -> dict[str, Any]:
    """What the page of a benefit shows; also its preview."""
    frame = SiteFrame(request)
    benefit = benefit.for_readers(now)
    check = latest_check("benefit", benefit.public_id)
    today = timezone.localdate(now)
    given = notices_of("benefit", benefit.public_id, today)
    return {
        "benefit": benefit,
        "now": now,
        "words_lang": words_lang(benefit),
        "crumbs": [
            {"label": _("ホーム"), "url": frame.home_url},
            {"label": _("制度"), "url": frame.url("/support/")},
        ],
        "card": benefit_card(benefit) | {"checked": checked_card(check)},
        "documents": [line for line in benefit.documents.splitlines() if line.strip()],
        "check": check,
        "states": cards.notice_states(given, today),
        "desk": benefit.desk,
        "measures": list(benefit.measures.all()),
        "address": frame.absolute(f"/support/{benefit.public_id}/"),
        "structured_data": benefit_data(benefit, frame),
    }
