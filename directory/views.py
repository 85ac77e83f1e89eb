"""Places, groups and the consultation desks."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from cms.base import cards
from cms.base.context import SiteFrame
from directory import presentation, structured_data
from directory.documents import latest_check
from directory.lists import group_listing, place_listing
from directory.models import Organization, Place, TemporaryStatus
from directory.notices import notices, notices_of
from search.cards import next_meetups

if TYPE_CHECKING:
    from datetime import datetime

MEETUPS_AT_PLACE = 3
MEETUPS_OF_GROUP = 5


def words_lang(record: Any) -> str:
    """The language of the record's words where it is not the page's own, else ""."""
    return "" if record.language == get_language() else record.language


def place_list(request: HttpRequest) -> HttpResponse:
    frame = SiteFrame(request)
    now = timezone.now()
    context = {"listing": place_listing(request, frame, now), "now": now}
    return render(request, "directory/place_list.html", context)


def place_detail(request: HttpRequest, public_id: str) -> HttpResponse:
    now = timezone.now()
    place = Place.public_in(get_language(), public_id, now)
    if place is None:
        raise Http404
    return render(request, "directory/place_detail.html", place_context(place, request, now))


def place_context(place: Place, request: HttpRequest, now: datetime) -> dict[str, Any]:
    """What the page of a place shows; also its preview."""
    frame = SiteFrame(request)
    place = place.for_readers(now)
    today = timezone.localdate(now)
    venues = list(place.locations.select_related("area")) if place.pk else []
    known = list(TemporaryStatus.objects.of("place", place.public_id).not_over(today))
    given = notices(known)
    address = frame.absolute(f"/places/{place.public_id}/")
    return {
        "place": place,
        "now": now,
        "words_lang": words_lang(place),
        "crumbs": [
            {"label": _("ホーム"), "url": frame.home_url},
            {"label": _("居場所・相談先"), "url": frame.url("/places/")},
        ],
        "state": presentation.state_now(place, given, now),
        "alerts": cards.alerts_on(given, today),
        "traits": presentation.place_traits(place),
        "hours": presentation.hours_table(place, today),
        "venues": venues,
        "call_first": bool(place.kind == Place.Kind.PHONE and place.phone),
        "facts": presentation.getting_there(place, venues),
        "check": latest_check("place", place.public_id),
        "measures": list(place.measures.all()),
        "meetups": next_meetups(
            now,
            language=frame.language,
            ruby=frame.ruby,
            limit=MEETUPS_AT_PLACE,
            place=place.public_id,
        ),
        "address": address,
        "structured_data": structured_data.place_data(
            place,
            venues,
            [status for status in known if status.kind == TemporaryStatus.Kind.CLOSED],
            today,
            frame,
        ),
    }


def group_list(request: HttpRequest) -> HttpResponse:
    frame = SiteFrame(request)
    now = timezone.now()
    context = {"listing": group_listing(request, frame, now), "now": now}
    return render(request, "directory/group_list.html", context)


def group_detail(request: HttpRequest, public_id: str) -> HttpResponse:
    now = timezone.now()
    group = Organization.public_in(get_language(), public_id, now)
    if group is None:
        raise Http404
    return render(request, "directory/group_detail.html", group_context(group, request, now))


def group_states(group: Organization, now: datetime) -> list[cards.State]:
    """What is different at the group today."""
    today = timezone.localdate(now)
    return cards.notice_states(notices_of("group", group.public_id, today), today)


def group_context(group: Organization, request: HttpRequest, now: datetime) -> dict[str, Any]:
    """What the page of a group shows; also its preview."""
    frame = SiteFrame(request)
    address = frame.absolute(f"/groups/{group.public_id}/")
    return {
        "group": group,
        "now": now,
        "words_lang": words_lang(group),
        "crumbs": [
            {"label": _("ホーム"), "url": frame.home_url},
            {"label": _("団体"), "url": frame.url("/groups/")},
        ],
        "check": latest_check("group", group.public_id),
        "states": group_states(group, now),
        "measures": list(group.measures.all()),
        "links": list(
            group.links.filter(to__in=Organization.objects.public(now)).select_related("to")
        ),
        "meetups": next_meetups(
            now,
            language=frame.language,
            ruby=frame.ruby,
            limit=MEETUPS_OF_GROUP,
            organization=group.public_id,
        ),
        "calendar": f"/groups/{group.public_id}/calendar.ics",
        "feed": f"/feeds/group-{group.public_id}.atom",
        "address": address,
        "structured_data": structured_data.group_data(group, frame),
    }
