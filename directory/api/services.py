"""`/services` and `/services/<id>`: the addresses that HSDS asks for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.http import http_date

from directory.api.answers import Refused, answer, open_api, read_uuid
from directory.api.asking import Page, flag
from directory.api.narrowing import narrowed
from directory.exporting.hsds_parts import moment
from directory.exporting.hsds_services import basic_service, last_modified, service
from directory.exporting.loading import facts_of, public_places, with_hsds_id

if TYPE_CHECKING:
    from datetime import datetime

    from directory.exporting.loading import PlaceFacts

MOST_IN_BRIEF: Final = 20_000
"""With `minimal` the whole list is meant to fit into one page."""


@open_api
def service_list(request: HttpRequest) -> HttpResponse:
    """A page of services: as lists hold them, with `full` in full, with `minimal` id and date."""
    now, params = timezone.now(), request.GET
    in_full, in_brief = flag(params, "full"), flag(params, "minimal")
    if in_full and in_brief:
        raise Refused(400, "full と minimal は、どちらか一つにしてください。")
    page = Page.read(params, MOST_IN_BRIEF, MOST_IN_BRIEF) if in_brief else Page.read(params)
    places = narrowed(public_places(now), params, now)
    around, shown = page.cut(places, places.count())
    made = brief_service if in_brief else service if in_full else basic_service
    return answer(around | {"contents": [made(facts) for facts in facts_of(list(shown), now)]})


@open_api
def service_detail(request: HttpRequest, entity_id: str) -> HttpResponse:
    now = timezone.now()
    place = with_hsds_id(public_places(now), read_uuid(entity_id))
    if place is None:
        raise Refused(404, "このIDのサービスはありません。")
    (facts,) = facts_of([place], now)
    response = answer(service(facts))
    response["Last-Modified"] = http_date(changed(facts, now).timestamp())
    return response


def changed(facts: PlaceFacts, now: datetime) -> datetime:
    """When the answer changed last: it follows the calendar, so at the latest at midnight."""
    midnight = timezone.localtime(now).replace(hour=0, minute=0, second=0, microsecond=0)
    return max(last_modified(facts), midnight)


def brief_service(facts: PlaceFacts) -> dict[str, Any]:
    return {"id": str(facts.place.hsds_id), "last_modified": moment(last_modified(facts))}
