"""A list asks the database as often for thirty records as for three."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from tests.factories import (
    AreaFactory,
    AudienceFactory,
    BenefitFactory,
    CheckFactory,
    DepartmentFactory,
    EventSeriesFactory,
    LocationFactory,
    MeasureFactory,
    OrganizationFactory,
    PlaceFactory,
    TopicFactory,
    meets_on,
)
from tests.pages.test_query_budgets import FEW, MANY, queries


class Directory:
    """A directory that grows; everything that a card or a page can show is there."""

    def __init__(self) -> None:
        self.size = 0
        self.measure = MeasureFactory(edition__current=True, number="6-1-1-1")
        self.group = OrganizationFactory(name="見本の会", public_id="the-group")
        self.place = PlaceFactory(name="見本の家", public_id="the-place")

    def grow_to(self, size: int) -> None:
        for number in range(self.size, size):
            self._add(number)
        self.size = size

    def _add(self, number: int) -> None:
        shared = {
            "audiences": [AudienceFactory()],
            "topics": [TopicFactory()],
            "measures": [self.measure],
        }
        venue = LocationFactory(area=AreaFactory(), address="鎌倉市御成町1-1")
        place = PlaceFactory(
            kind="desk", organization=self.group, department=DepartmentFactory(),
            locations=[venue], phone="0467-00-0000", modes=["phone", "visit"], **shared,
        )  # fmt: skip
        group = OrganizationFactory(area=venue.area, **shared)
        day = timezone.localdate() + timedelta(days=1 + number % 5)
        series = EventSeriesFactory(
            rule=meets_on(day), place=self.place, organizers=[self.group, group],
            location=venue, **shared,
        )  # fmt: skip
        benefit = BenefitFactory(desk=place, department=DepartmentFactory(), **shared)
        for record in (place, group, series, benefit):
            CheckFactory(record_type=record.record_type, record_id=record.public_id)


@pytest.mark.django_db
def test_a_list_asks_the_same_number_of_queries_whatever_it_holds(client: Client, locales):
    directory = Directory()
    month = f"/events/?month={timezone.localdate():%Y-%m}"
    ruby_and_words = ("/places/?ruby=1", "/search/?q=見本", "/search/?q=見本&sort=next")
    measure = ("/plan/", "/plan/6-1-1-1/", "/plan/6-1-1-1/?all=1")
    details = ("/places/the-place/", "/groups/the-group/")
    lists = ("/places/", "/groups/", "/events/", month, "/support/", "/search/", "/contact/")
    paths = (*lists, *ruby_and_words, *measure, *details, "/sitemap.xml", "/events/calendar.ics")
    directory.grow_to(FEW)
    few = {path: len(queries(client, path)) for path in paths}
    directory.grow_to(MANY)
    many = {path: len(queries(client, path)) for path in paths}
    assert many == few
