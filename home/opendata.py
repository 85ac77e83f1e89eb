"""/opendata/: which data the site gives away, in which files, under which licence."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db.models import Count, Max, Q
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from cms.base.context import SiteFrame
from cms.base.structured_data import Node, node, page_node
from directory.datasets.cafeterias import CAFETERIAS
from directory.datasets.facilities import CHILDCARE_V1, FACILITIES, FACILITIES_V1
from directory.exporting.csv_formats import FOR_CHILDREN
from directory.importing.targets import COLUMN_TARGETS
from directory.models import Place
from events.datasets import EVENTS_V1
from events.models import EventSeries, Occurrence

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from django.http import HttpRequest, HttpResponse

    from directory.datasets.columns import Dataset


@dataclass(frozen=True)
class File:
    """One file, or an address for programs; `is_csv` ones come in cp932 too."""

    label: str
    path: str
    media_type: str = "text/csv"

    @property
    def is_csv(self) -> bool:
        return self.path.endswith(".csv")


@dataclass(frozen=True)
class DataSet:
    """What one list holds; `forms` are the official forms of its CSV files."""

    code: str
    title: str
    text: str
    count: int
    changed: datetime | None
    files: tuple[File, ...]
    forms: tuple[Dataset, ...] = ()

    @property
    def columns(self) -> list[dict[str, Any]]:
        return [{"title": form.title, "rows": column_rows(form)} for form in self.forms]


def catalogue(request: HttpRequest) -> HttpResponse:
    frame = SiteFrame(request)
    sets = data_sets(timezone.now())
    context = {
        "crumbs": [{"label": _("ホーム"), "url": frame.home_url}],
        "sets": sets,
        "licence": settings.DATA_LICENCE,
        "licence_url": settings.DATA_LICENCE_URL,
        "citation": citation(),
        "structured_data": catalogue_data(sets, frame),
    }
    return render(request, "home/opendata.html", context)


def citation() -> str:
    """How to name the source: the same words in every language."""
    return f"{settings.MUNICIPALITY_NAME}「{settings.SITE_NAME}」（{settings.DATA_LICENCE}）{settings.BASE_URL}/"


def data_sets(now: datetime) -> list[DataSet]:
    """The lists with what each holds at `now`, in three queries."""
    places = Place.objects.sources().public(now).aggregate(
        all=Count("pk"),
        children=Count("pk", filter=FOR_CHILDREN),
        food=Count("pk", filter=Q(kind=Place.Kind.FOOD)),
        changed=Max("updated_at"),
    )  # fmt: skip
    dates = Occurrence.objects.public(now).filter(date__gte=timezone.localdate(now))
    coming = dates.exclude(status=Occurrence.Status.CANCELLED).count()
    meetups = EventSeries.objects.sources().public(now).aggregate(changed=Max("updated_at"))
    return [*place_sets(places), event_set(coming, meetups["changed"])]


def place_sets(counts: Mapping[str, Any]) -> list[DataSet]:
    changed = counts["changed"]
    return [
        DataSet(
            "places",
            _("居場所・相談先"),
            _("このサイトにのっている居場所、食堂、相談窓口、電話相談の、ぜんぶです。"),
            counts["all"],
            changed,
            (
                File(_("公共施設一覧（推奨データセット）"), "/opendata/facilities.csv"),
                File(_("公共施設一覧（自治体標準オープンデータセット）"), "/opendata/common.csv"),
                File(_("地図（GeoJSON）"), "/opendata/places.geojson", "application/geo+json"),
                File(_("プログラムから（HSDS 3.0）"), "/api/hsds/services", "application/json"),
            ),
            (FACILITIES_V1, FACILITIES),
        ),
        DataSet(
            "childcare",
            _("こどもの場所"),
            _("広場、使える人が17歳までの場所、名前に「子育て」「保育」などがある場所です。"),
            counts["children"],
            changed,
            (File(_("子育て施設一覧（推奨データセット）"), "/opendata/childcare.csv"),),
            (CHILDCARE_V1,),
        ),
        DataSet(
            "cafeterias",
            _("食堂"),
            _("こども食堂と、だれでも食べられる地域の食堂です。"),
            counts["food"],
            changed,
            (File(_("こども食堂一覧"), "/opendata/cafeterias.csv"),),
            (CAFETERIAS,),
        ),
    ]


def event_set(coming: int, changed: datetime | None) -> DataSet:
    return DataSet(
        "events",
        _("集まりの日にち"),
        _("今日から13か月先までに開く日の、ぜんぶです。中止になった日は入りません。"),
        coming,
        changed,
        (
            File(_("イベント一覧（推奨データセット）"), "/opendata/events.csv"),
            File(_("カレンダー（iCalendar）"), "/events/calendar.ics", "text/calendar"),
        ),
        (EVENTS_V1,),
    )


def column_rows(form: Dataset) -> list[dict[str, str]]:
    """The columns that this site fills, with the fact of each."""
    known = COLUMN_TARGETS[form.kind]
    return [
        {"header": column.header, "label": known[column.target]}
        for column in form.columns
        if column.target in known and not column.target.startswith(("private", "line"))
    ]


def catalogue_data(sets: list[DataSet], frame: SiteFrame) -> Node:
    """schema.org DataCatalog."""
    publisher = node("GovernmentOrganization", name=settings.MUNICIPALITY_NAME)
    return page_node(
        "DataCatalog",
        name=_("オープンデータ"),
        url=frame.absolute("/opendata/"),
        license=settings.DATA_LICENCE_URL,
        publisher=publisher,
        dataset=[
            node(
                "Dataset",
                name=each.title,
                description=each.text,
                license=settings.DATA_LICENCE_URL,
                creator=publisher,
                dateModified=timezone.localdate(each.changed).isoformat() if each.changed else "",
                distribution=[
                    node(
                        "DataDownload",
                        contentUrl=settings.BASE_URL + file.path,
                        encodingFormat=file.media_type,
                    )
                    for file in each.files
                ],
            )
            for each in sets
        ],
    )
