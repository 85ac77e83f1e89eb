"""The feeds, and the page that says which there are."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.http import http_date
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import conditional_page, require_safe

from cms.base.context import SiteFrame
from cms.base.languages import in_language
from notify.announcement import ListKey, ListKind
from notify.feeds import feed_of, path_of
from notify.telling import named_list, offered_lists

if TYPE_CHECKING:
    from notify.telling import OfferedList

SECONDS_KEPT = 300


@require_safe
@cache_control(public=True, max_age=SECONDS_KEPT)
@conditional_page
def feed(request: HttpRequest, slug: str) -> HttpResponse:
    """One list as an Atom feed in the language of the address; 304 where nothing changed."""
    now, language = timezone.now(), get_language()
    key = ListKey.read(slug)
    offered = named_list(key, language, now) if key else None
    if offered is None:
        raise Http404
    made = feed_of(offered, language, now)
    response = HttpResponse(made.writeString("utf-8"), content_type=made.content_type)
    response["Last-Modified"] = http_date(made.latest_post_date().timestamp())
    return response


@require_safe
def feeds(request: HttpRequest) -> HttpResponse:
    """新しいお知らせの受けとり方: the calendars first, then the feeds."""
    frame = SiteFrame(request)
    now = timezone.now()
    headings = ((ListKind.DISTRICT, _("地域ごと")), (ListKind.TOPIC, _("テーマごと")))
    groups = [
        {"heading": heading, "rows": _rows(offered_lists(kind, frame.language, now), frame)}
        for kind, heading in headings
    ]
    everything = _rows(offered_lists(ListKind.EVERYTHING, frame.language, now), frame)
    context = {
        "crumbs": [
            {"label": _("ホーム"), "url": frame.home_url},
            {"label": _("集まり"), "url": frame.url("/events/")},
        ],
        "everything": everything[0] if everything else None,
        "groups": [group for group in groups if group["rows"]],
    }
    return render(request, "notify/feeds.html", context)


def _rows(lists: Any, frame: SiteFrame) -> list[dict[str, str]]:
    return [_row(offered, frame) for offered in lists]


def _row(offered: OfferedList, frame: SiteFrame) -> dict[str, str]:
    return {
        "name": offered.name,
        "feed": in_language(path_of(offered.key), frame.language),
        "calendar": in_language(offered.calendar, frame.language) if offered.calendar else "",
    }
