"""Records that are true enough to test with; give only what a test is about.

Relations are lists of rows: `PlaceFactory(audiences=[carer], locations=[hall])`. A record is
published unless `live=False` is given.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import factory
from django.conf import settings
from django.utils import timezone
from factory.django import DjangoModelFactory
from modelcluster.fields import ParentalManyToManyField
from wagtail.models import Locale

from directory.models import Area, Audience, Check, Location, Organization, Place, Topic
from events.models import EventSeries
from navigator.models import Benefit
from plan.models import Department, Measure, PlanEdition
from portal.models import Member


def locale_of(code: str) -> Locale:
    return Locale.objects.get_or_create(language_code=code)[0]


class DepartmentFactory(DjangoModelFactory):
    class Meta:
        model = Department

    name = factory.Sequence(lambda n: f"見本{n}課")


class PlanEditionFactory(DjangoModelFactory):
    class Meta:
        model = PlanEdition
        django_get_or_create = ("slug",)

    slug = "test"
    title = "見本の計画"
    label = "見本"


class MeasureFactory(DjangoModelFactory):
    class Meta:
        model = Measure

    edition = factory.SubFactory(PlanEditionFactory)
    number = factory.Sequence(lambda n: f"6-1-1-{n + 1}")
    title = factory.Sequence(lambda n: f"見本の取組{n}")
    direction = "見本の方向"
    group = "見本の区分"


class TermFactory(DjangoModelFactory):
    class Meta:
        abstract = True

    slug = factory.Sequence(lambda n: f"term-{n}")
    name = factory.Sequence(lambda n: f"ことば{n}")


class AreaFactory(TermFactory):
    class Meta:
        model = Area


class AudienceFactory(TermFactory):
    class Meta:
        model = Audience


class TopicFactory(TermFactory):
    class Meta:
        model = Topic


class LocationFactory(DjangoModelFactory):
    class Meta:
        model = Location

    name = factory.Sequence(lambda n: f"会場{n}")


class RecordFactory(DjangoModelFactory):
    """Relations are set before the one save, as the admin's form does."""

    class Meta:
        abstract = True

    locale = factory.LazyFunction(lambda: locale_of(settings.LANGUAGE_CODE))
    live = True

    @classmethod
    def _create(cls, model_class: type[Any], *args: Any, **kwargs: Any) -> Any:
        relations = {
            field.name
            for field in model_class._meta.get_fields()
            if isinstance(field, ParentalManyToManyField)
        }
        record = model_class(**{k: v for k, v in kwargs.items() if k not in relations})
        for name in relations & kwargs.keys():
            getattr(record, name).set(kwargs[name])
        record.save()
        return record


class OrganizationFactory(RecordFactory):
    class Meta:
        model = Organization

    name = factory.Sequence(lambda n: f"見本の会{n}")


class PlaceFactory(RecordFactory):
    class Meta:
        model = Place

    name = factory.Sequence(lambda n: f"見本の場所{n}")


class EventSeriesFactory(RecordFactory):
    """Meets once, a week from today, unless a rule is given."""

    class Meta:
        model = EventSeries

    name = factory.Sequence(lambda n: f"見本の集まり{n}")
    rule = factory.LazyFunction(lambda: meets_on(timezone.localdate() + timedelta(days=7)))


class BenefitFactory(RecordFactory):
    class Meta:
        model = Benefit

    name = factory.Sequence(lambda n: f"見本の制度{n}")


class CheckFactory(DjangoModelFactory):
    """Checked today, due in a year."""

    class Meta:
        model = Check

    record_type = "place"
    checked_on = factory.LazyFunction(timezone.localdate)
    next_due = factory.LazyAttribute(lambda check: check.checked_on + timedelta(days=365))
    by_department = factory.SubFactory(DepartmentFactory)


class MemberFactory(DjangoModelFactory):
    class Meta:
        model = Member

    organization = factory.SubFactory(OrganizationFactory)
    name = "佐藤"
    email = factory.Sequence(lambda n: f"member{n}@example.jp")


def meets_on(*days: date, start: str = "13:30", end: str = "15:00") -> dict[str, Any]:
    """The rule of a series that meets on these days only."""
    return {"rdates": [day.isoformat() for day in days], "start": start, "end": end}


def translated(record: Any, code: str, **words: str) -> Any:
    """A published translation of a record with some words of its own."""
    row = record.copy_for_translation(locale_of(code))
    for name, text in words.items():
        setattr(row, name, text)
    row.live = True
    row.save()
    return row
