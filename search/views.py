"""One search over everything."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db.models import Count
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from cms.base.context import SiteFrame
from search import unanswered
from search.desks import desks
from search.facets import AREA, AUDIENCE, EASE, OPEN, TOPIC, TYPE
from search.listing import Listing
from search.models import SearchDocument
from search.ready_words import own_words

if TYPE_CHECKING:
    from datetime import datetime

    from django.http import HttpRequest, HttpResponse

FACETS = (TYPE, OPEN, AUDIENCE, EASE, AREA, TOPIC)
"""The type is chosen by the links above the list, the others by ticks beside it."""


def search(request: HttpRequest) -> HttpResponse:
    frame = SiteFrame(request)
    now = timezone.now()
    listing = Listing(
        request.GET, language=frame.language, now=now, facets=FACETS, ruby=frame.ruby, once=True
    )
    asked = bool(listing.query or listing.chosen_count or listing.near)
    context: dict[str, Any] = {
        "now": now,
        "listing": listing,
        "panels": [panel for panel in listing.panels if panel["name"] != TYPE.name],
        "ready_words": ready_words(frame),
        "contact_url": frame.url("/contact/"),
        "support_url": frame.url("/support/"),
    }
    if not asked or not listing.total:
        context["browse"] = browse(frame, now)
    if not asked:
        return render(request, "search/start.html", context)
    if listing.fits_nothing and not listing.chosen_count and listing.page == 1:
        unanswered.count(listing.query, frame.language)
    context["types"] = listing.links(TYPE)
    if not listing.total:
        context["desks"] = desks(frame, now)
    return render(request, "search/search.html", context)


def ready_words(frame: SiteFrame) -> list[dict[str, str]]:
    """Words that many look for."""
    return [{"label": word, "url": frame.search_for(word)} for word in own_words()]


def browse(frame: SiteFrame, now: datetime) -> list[dict[str, Any]]:
    """Ways on for those who have no word for it, with how many each list has. One query."""
    doors = (
        ("place", "/places/", _("居場所・相談先"), _("行ける場所、電話できるところ"), "house"),
        ("event", "/events/", _("集まり"), _("日にちから見る"), "cal"),
        ("benefit", "/support/", _("制度"), _("お金・休み・手助け"), "ticket"),
        ("group", "/groups/", _("団体"), _("同じ立場の人たち"), "people"),
        ("", "/contact/", _("相談できるところ"), _("人に聞く"), "talk"),
    )
    listed = SearchDocument.objects.public(now).not_over(now).worded_for(frame.language)
    counts = dict(listed.order_by().values_list("record_type").annotate(Count("pk")))
    return [
        {
            "url": frame.url(path),
            "title": title,
            "text": text,
            "icon": icon,
            "count": counts.get(kind),
        }
        for kind, path, title, text, icon in doors
    ]
