"""The addresses of the contract, with records of the starter content in the place of ids."""

from __future__ import annotations

from django.utils import timezone

from directory.models import Organization, Place
from events.models import EventSeries, Occurrence
from home.models import ArticlePage
from navigator.models import Benefit

LANES = ("young", "young-adult", "working", "family", "citizens", "employers", "institutions")
LISTS = ("/places/", "/groups/", "/events/", "/support/", "/news/", "/plan/", "/contact/")
STANDING = ("/privacy/", "/accessibility/", "/settings/", "/opendata/")
SEARCHES = ("/search/", "/search/?q=食堂", "/search/?q=ケアラー&type=place", "/search/?q=ぬぬぬ")
OPEN_DATA = (
    "/api/hsds/services?full=true&per_page=200",
    "/api/hsds/organizations?full=true&per_page=200",
    "/opendata/places.geojson",
    "/opendata/facilities.csv",
    "/opendata/common.csv",
    "/opendata/events.csv",
)
"""Every record that readers may see, for machines; without language."""
MEASURES = ("/plan/6-3-4-3/", "/plan/6-1-1-1/")
FIXED = ("/", *(f"/{lane}/" for lane in LANES), *LISTS, *STANDING, *SEARCHES, *MEASURES)
SOME_PLACES = (
    "/opendata/childcare.csv", "/opendata/cafeterias.csv", "/opendata/facilities.csv.changes.json",
)  # fmt: skip
PREFIXES = {"ja": "", "en": "/en", "ja-x-easy": "/ja-x-easy"}
RECORDS = (Place, Organization, EventSeries, Benefit)
SECTIONS = {"place": "places", "group": "groups", "event": "events", "benefit": "support"}


def address_of(record: Place | Organization | EventSeries | Benefit) -> str:
    """The page of a record, without language."""
    return f"/{SECTIONS[record.record_type]}/{record.public_id}/"


def occurrence_address(occurrence: Occurrence) -> str:
    return f"/events/{occurrence.series.public_id}/{occurrence.key}/"


def record_pages(each: int = 2) -> list[str]:
    """Pages of the first records of every kind, a coming date, a month and an article."""
    now = timezone.now()
    records = [
        address_of(record)
        for model in RECORDS
        for record in model.objects.public(now).sources().order_by("pk")[:each]
    ]
    coming = Occurrence.objects.public(now).not_over(now).select_related("series").first()
    article = ArticlePage.objects.live().filter(locale__language_code="ja").exclude(date=None)[0]
    month = f"/events/?month={timezone.localdate():%Y-%m}"
    return [*records, occurrence_address(coming), month, article.site_path]


def calendars() -> list[str]:
    """One calendar of each kind."""
    coming = Occurrence.objects.public().select_related("series").first()
    group = Organization.objects.public().filter(series__isnull=False).sources().first()
    series = f"/events/{coming.series.public_id}"
    return [
        "/events/calendar.ics",
        f"{series}/calendar.ics",
        f"{series}/{coming.key}.ics",
        f"/groups/{group.public_id}/calendar.ics",
    ]
