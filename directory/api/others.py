"""Organizations, taxonomies and their terms: what HSDS leaves to choice."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from directory.api.answers import Refused, answer, open_api, read_uuid
from directory.api.asking import Page, flag, identifier
from directory.exporting import hsds_taxonomies as terms
from directory.exporting.hsds_organizations import (
    city,
    department,
    department_id,
    group,
    without_lists,
)
from directory.exporting.loading import public_places, with_hsds_id
from directory.models import Organization
from plan.models import Department

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from django.db.models import QuerySet


@open_api
def organization_list(request: HttpRequest) -> HttpResponse:
    """The city, its departments and the public groups, in this order."""
    now, params = timezone.now(), request.GET
    page, in_full = Page.read(params), flag(params, "full")
    words = params.get("search", "").strip()
    of_city = [one for one in _of_the_city(now) if words in one["name"]]
    groups = public_groups(now).filter(Q(name__icontains=words) | Q(kana__icontains=words))
    around, shown = page.cut(_Chain(of_city, groups), len(of_city) + groups.count())
    contents = [*shown] if in_full else [without_lists(one) for one in shown]
    return answer(around | {"contents": contents})


@open_api
def organization_detail(request: HttpRequest, entity_id: str) -> HttpResponse:
    now, wanted = timezone.now(), read_uuid(entity_id)
    found = next((one for one in _of_the_city(now) if one["id"] == str(wanted)), None)
    record = None if found else with_hsds_id(public_groups(now), wanted)
    if found is None and record is None:
        raise Refused(404, "このIDの団体はありません。")
    return answer(found or group(record))


@open_api
def taxonomy_list(request: HttpRequest) -> HttpResponse:
    return _listed(request, [taxonomy.as_hsds() for taxonomy in terms.TAXONOMIES])


@open_api
def taxonomy_detail(request: HttpRequest, entity_id: str) -> HttpResponse:
    return _one([taxonomy.as_hsds() for taxonomy in terms.TAXONOMIES], entity_id)


@open_api
def term_list(request: HttpRequest) -> HttpResponse:
    """Terms have no parents here, so nothing lies below a `parent_id`."""
    taxonomy_id = identifier(request.GET, "taxonomy_id")
    below = identifier(request.GET, "parent_id")
    found = [
        term
        for term in _all_terms()
        if below is None and (taxonomy_id is None or term["taxonomy_id"] == str(taxonomy_id))
    ]
    return _listed(request, found)


@open_api
def term_detail(request: HttpRequest, entity_id: str) -> HttpResponse:
    return _one(_all_terms(), entity_id)


def public_groups(now: datetime) -> QuerySet[Organization]:
    return Organization.objects.sources().public(now).order_by("public_id")


class _Chain:
    """Objects that are made already, then groups that are read when a slice asks for them."""

    def __init__(self, made: list[dict[str, Any]], groups: QuerySet[Organization]) -> None:
        self._made, self._groups = made, groups

    def __getitem__(self, shown: slice) -> list[dict[str, Any]]:
        before = len(self._made)
        start, stop = max(0, shown.start - before), max(0, shown.stop - before)
        return [*self._made[shown], *(group(record) for record in self._groups[start:stop])]


def _of_the_city(now: datetime) -> list[dict[str, Any]]:
    """The city, and the departments that exist today or still give a public place."""
    active = Department.objects.active(timezone.localdate(now)).values("pk")
    giving = public_places(now).order_by().values("department")
    rows = Department.objects.filter(Q(pk__in=active) | Q(pk__in=giving))
    return [city(), *map(department, sorted(rows, key=department_id))]


def _all_terms() -> list[dict[str, Any]]:
    return [term.as_hsds() for taxonomy in terms.TAXONOMIES for term in terms.all_terms(taxonomy)]


def _listed(request: HttpRequest, entities: Sequence[dict[str, Any]]) -> HttpResponse:
    page, words = Page.read(request.GET), request.GET.get("search", "").strip()
    found = [one for one in entities if words in one["name"]]
    around, shown = page.cut(found, len(found))
    return answer(around | {"contents": list(shown)})


def _one(entities: Sequence[dict[str, Any]], entity_id: str) -> HttpResponse:
    wanted = str(read_uuid(entity_id))
    found = next((one for one in entities if one["id"] == wanted), None)
    if found is None:
        raise Refused(404, "このIDのものはありません。")
    return answer(found)
