"""A group's coming dates to be shown inside its own pages (docs/decisions/0031).

The only address of the site that others may frame. It has no script, no form and no cookie, and
its links open outside the frame.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.csp import CSP
from django.utils.translation import get_language
from django.views.decorators.cache import cache_control
from django.views.decorators.clickjacking import xframe_options_exempt
from django.views.decorators.csp import csp_override
from django.views.decorators.http import require_safe

from cms.base.context import SiteFrame
from directory.models import Organization
from events.dates import dated
from events.documents import title_of
from events.models import Occurrence
from events.presentation import time_words, title_lang
from events.where import is_elsewhere, place_words

if TYPE_CHECKING:
    from datetime import datetime

    from events.dates import Dated

SECONDS_KEPT: Final = 300
MOST_DATES: Final = 8
FRAMED: Final = {
    "default-src": [CSP.NONE],
    "style-src": [CSP.SELF],
    "img-src": [CSP.SELF],
    "base-uri": [CSP.NONE],
    "form-action": [CSP.NONE],
    "frame-ancestors": ["*"],
}
"""Styles and pictures of this site, nothing that runs, and anybody may frame it."""


@require_safe
@cache_control(public=True, max_age=SECONDS_KEPT)
@xframe_options_exempt
@csp_override(FRAMED)
def of_group(request: HttpRequest, public_id: str) -> HttpResponse:
    """The next dates of a group, small enough for a column."""
    now = timezone.now()
    group = Organization.public_in(get_language(), public_id, now)
    if group is None:
        raise Http404
    frame = SiteFrame(request)
    context = {
        "group": group,
        "group_url": frame.absolute(f"/groups/{public_id}/"),
        "rows": [row(item, frame) for item in coming(group, frame.language, now)],
    }
    response = render(request, "events/embed.html", context)
    response["X-Robots-Tag"] = "noindex"
    return response


def coming(group: Organization, language: str, now: datetime) -> list[Dated]:
    """The next public dates that a group holds alone or with others, cancelled ones too."""
    dates = Occurrence.objects.filter(series__organizers=group.pk).not_over(now).public(now)
    first = dates.order_by("starts_at", "pk").values_list("pk", flat=True)[:MOST_DATES]
    shown = Occurrence.objects.filter(pk__in=list(first)).order_by("starts_at", "pk")
    return dated(shown, language, now)


def row(item: Dated, frame: SiteFrame) -> dict[str, Any]:
    """One date as its line shows it."""
    return {
        "date": item.date.date,
        "time": time_words(item.date),
        "title": title_of(item.series, item.date),
        "lang": title_lang(item.series, item.date),
        "place": place_words(item.series, item.date, item.venues),
        "elsewhere": is_elsewhere(item.series, item.date),
        "status": item.date.status,
        "is_full": item.date.is_full,
        "reason": item.date.reason,
        "url": frame.absolute(item.path),
    }
