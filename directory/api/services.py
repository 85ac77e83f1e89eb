"""`/services` and `/services/<id>`: the addresses that HSDS asks for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, NamedTuple

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.http import http_date

from directory.api.answers import Refused, answer, open_api, read_uuid
from directory.api.asking import MOST_PER_PAGE, PER_PAGE, Page, flag
from directory.api.narrowing import narrowed
from directory.exporting import loading
from directory.exporting.hsds_parts import moment
from directory.exporting.hsds_services import basic_service, last_modified, service

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from django.http import QueryDict

    from directory.exporting.loading import PlaceFacts

MOST_IN_BRIEF: Final = 20_000
"""With `minimal` the whole list is meant to fit into one page."""


class Detail(NamedTuple):
    """How much of each service a list tells, the relations it takes, and how long a page may be."""

    tell: Callable[[PlaceFacts], dict[str, Any]]
    relations: tuple[str, ...]
    per_page: int = PER_PAGE
    most: int = MOST_PER_PAGE

    @classmethod
    def read(cls, params: QueryDict) -> Detail:
        """As lists hold it; with `full` in full, with `minimal` only its id and date."""
        in_full, in_brief = flag(params, "full"), flag(params, "minimal")
        if in_full and in_brief:
            raise Refused(400, "full と minimal は、どちらか一つにしてください。")
        if in_brief:
            return cls(brief_service, loading.IN_BRIEF, MOST_IN_BRIEF, MOST_IN_BRIEF)
        if in_full:
            return cls(service, loading.IN_FULL)
        return cls(basic_service, loading.IN_LISTS)


@open_api
def service_list(request: HttpRequest) -> HttpResponse:
    now, params = timezone.now(), request.GET
    detail = Detail.read(params)
    page = Page.read(params, detail.per_page, detail.most)
    places = narrowed(loading.public_places(now), params, now)
    around, shown = page.cut(places, places.count())
    found = loading.facts_of(list(shown), now, detail.relations)
    return answer(around | {"contents": [detail.tell(facts) for facts in found]})


@open_api
def service_detail(request: HttpRequest, entity_id: str) -> HttpResponse:
    now = timezone.now()
    place = loading.with_hsds_id(loading.public_places(now), read_uuid(entity_id))
    if place is None:
        raise Refused(404, "このIDのサービスはありません。")
    (facts,) = loading.facts_of([place], now)
    response = answer(service(facts))
    response["Last-Modified"] = http_date(changed(facts, now).timestamp())
    return response


def changed(facts: PlaceFacts, now: datetime) -> datetime:
    """When the answer changed last: it follows the calendar, so at the latest at midnight."""
    midnight = timezone.localtime(now).replace(hour=0, minute=0, second=0, microsecond=0)
    return max(last_modified(facts), midnight)


def brief_service(facts: PlaceFacts) -> dict[str, Any]:
    return {"id": str(facts.place.hsds_id), "last_modified": moment(last_modified(facts))}
