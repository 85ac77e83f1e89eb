"""The plan for residents: what the city does, and what they can use now."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from cms.base.context import SiteFrame
from plan.models import Measure, PlanEdition
from search.cards import serving
from search.models import SearchDocument
from search.terms import terms

if TYPE_CHECKING:
    from datetime import datetime

SERVICES_SHOWN = 6
COUNT_LABELS = {
    "place": "居場所・相談先",
    "group": "団体",
    "event": "集まり",
    "benefit": "制度",
    "page": "記事",
}


@dataclass
class PlanGroup:
    """A 区分 of the plan with the rows of its measures, for the `lines_table` tag."""

    direction: str
    name: str
    rows: list[dict[str, Any]] = field(default_factory=list)


def plan(request: HttpRequest) -> HttpResponse:
    frame = SiteFrame(request)
    now = timezone.now()
    edition = PlanEdition.objects.filter(current=True).first()
    measures = list(Measure.objects.filter(edition=edition).select_related("edition"))
    counts = counts_by_measure(now)
    groups: dict[tuple[str, str], PlanGroup] = {}
    for measure in measures:
        key = (measure.direction, measure.group)
        group = groups.setdefault(key, PlanGroup(*key))
        group.rows.append(measure_row(measure, counts.get(measure.reference, {}), frame))
    context = {
        "now": now,
        "edition": edition,
        "groups": list(groups.values()),
        "total": len(measures),
        "columns": [_("番号と取組"), _("いま使えるもの")],
        "words_lang": "ja" if get_language() != "ja" else "",
    }
    return render(request, "plan/plan.html", context)


def counts_by_measure(now: datetime) -> dict[str, dict[str, int]]:
    """{measure reference: {record type: how many records serve it}}, in one query."""
    rows = (
        SearchDocument.objects.public(now)
        .filter(locale="ja", tags__name="measure")
        .values("tags__value", "record_type")
        .annotate(records=Count("record_id", distinct=True))
        .order_by()
    )
    counts: dict[str, dict[str, int]] = {}
    for row in rows:
        counts.setdefault(row["tags__value"], {})[row["record_type"]] = row["records"]
    return counts


def served_words(counts: dict[str, int]) -> str:
    """「居場所・相談先 6、集まり 9」; a no-break space holds each count to its word."""
    return _("、").join(
        f"{_(label)}\N{NO-BREAK SPACE}{counts[kind]}"
        for kind, label in COUNT_LABELS.items()
        if kind in counts
    )


def measure_row(measure: Measure, counts: dict[str, int], frame: SiteFrame) -> dict[str, Any]:
    served = served_words(counts) or (
        _("公開サイトでの提供なし") if measure.no_public_service else _("準備しています")
    )
    return {
        "number": measure.number,
        "title": measure.title,
        "url": frame.url(f"/plan/{measure.number}/"),
        "note": _("再掲 %(number)s") % {"number": measure.original_number}
        if measure.is_repeated
        else "",
        "cells": [served],
    }


def measure(request: HttpRequest, number: str) -> HttpResponse:
    frame = SiteFrame(request)
    now = timezone.now()
    found = get_object_or_404(
        Measure.objects.select_related("edition"), number=number, edition__current=True
    )
    most = None if "all" in request.GET else SERVICES_SHOWN
    services, total = serving(
        found.reference, now=now, language=frame.language, ruby=frame.ruby, most=most
    )
    context = {
        "now": now,
        "measure": found,
        "departments": list(found.measure_departments.select_related("department")),
        "indicators": list(found.indicators.all()),
        "services": services,
        "total": total,
        "all_url": frame.url_with(f"/plan/{number}/", all="1"),
        "area_rows": area_rows(found.reference, frame.language, now),
        "area_columns": [_("地域"), _("場所の数")],
        "words_lang": "ja" if get_language() != "ja" else "",
        "crumbs": [
            {"label": _("ホーム"), "url": frame.home_url},
            {"label": _("市の取組"), "url": frame.url("/plan/")},
        ],
    }
    return render(request, "plan/measure.html", context)


def area_rows(reference: str, language: str, now: datetime) -> list[dict[str, Any]]:
    """How many places serve the measure in each district, empty ones said so; none if nowhere."""
    counts = places_by_area(reference, now)
    if not counts:
        return []
    return [
        {"title": label, "cells": [counts.get(code) or _("まだありません")]}
        for code, label in terms("area", language)
    ]


def places_by_area(reference: str, now: datetime) -> dict[str, int]:
    """{area code: how many places serve the measure there}."""
    rows = (
        SearchDocument.objects.public(now)
        .filter(locale="ja", record_type="place")
        .referring(measure=reference)
        .filter(tags__name="area")
        .values("tags__value")
        .annotate(places=Count("pk"))
        .order_by()
    )
    return {row["tags__value"]: row["places"] for row in rows}
