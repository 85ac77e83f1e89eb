"""Rules 3 and 4, and the direction of the rooms: held by checks and by walking every model."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace

import pytest
from django.apps import apps
from django.db import models
from django.db.models import signals as model_signals
from modelcluster.fields import ParentalManyToManyField
from wagtail.models import Page
from wagtail.signals import published, unpublished

from cms.base import checks
from cms.base.records import Record
from directory import signals as directory_signals
from directory.models import Audience, Place
from home.models import HomePage
from tests.factories import PlaceFactory

ROOMS = (
    {"home"},
    {"portal"},
    {"enquiries", "navigator"},
    {"events"},
    {"directory"},
    {"plan"},
    {"search", "notify"},
    {"base", "cms"},
)
"""The rooms of docs/explanation/architecture.md from the top, by app label."""
NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)


def level(label: str) -> int | None:
    """How high a room stands; None for what is none of ours."""
    return next((-number for number, rooms in enumerate(ROOMS) if label in rooms), None)


def may_point(from_label: str, to_label: str) -> bool:
    ours, theirs = level(from_label), level(to_label)
    return ours is None or theirs is None or from_label == to_label or theirs < ours


def our_relations() -> Iterator[tuple[str, str, str]]:
    for model in apps.get_models(include_auto_created=True):
        for field in (*model._meta.local_fields, *model._meta.local_many_to_many):
            if field.is_relation and field.related_model is not None:
                yield str(field), model._meta.app_label, field.related_model._meta.app_label


def our_receivers() -> Iterator[tuple[str, str, str]]:
    """Every receiver of one sender or of one room's signal: its name, its room, the heard room."""
    for signal in (directory_signals.venue_changed, directory_signals.facts_changed):
        for receiver in signal._live_receivers(None)[0]:
            yield receiver.__name__, receiver.__module__.split(".")[0], "directory"
    labels = {id(model): model._meta.app_label for model in apps.get_models()}
    for signal in (model_signals.post_save, model_signals.post_delete, unpublished, published):
        for model in apps.get_models():
            for receiver in signal._live_receivers(model)[0]:
                if any(key == (id(receiver), id(model)) for key, *_rest in signal.receivers):
                    room = receiver.__module__.split(".")[0]
                    yield receiver.__name__, room, labels[id(model)]


def test_foreign_keys_point_only_downwards():
    found = list(our_relations())
    assert len(found) > 30
    assert [row for row in found if not may_point(row[1], row[2])] == []


def test_receivers_hear_only_rooms_below_their_own():
    found = list(our_receivers())
    assert {"refresh_places_of_venue", "refresh_checked_benefit"} <= {name for name, *_ in found}
    assert [row for row in found if not may_point(row[1], row[2])] == []


@pytest.mark.parametrize(
    ("upper", "lower"), [("home", "portal"), ("events", "directory"), ("plan", "search")]
)
def test_the_order_itself_knows_up_from_down(upper, lower):
    assert may_point(upper, lower)
    assert not may_point(lower, upper)
    assert not may_point("navigator", "enquiries")


@pytest.fixture
def declared(monkeypatch):
    """Declare one more record with this relation, as far as the checks look at one."""

    def declare(relation: models.Field) -> None:
        class Fake(Record):
            class Meta:
                abstract = True

        relation.name = "audiences"
        meta = SimpleNamespace(label="fake.Fake", local_many_to_many=[relation])
        monkeypatch.setattr(Fake, "_meta", meta)
        monkeypatch.setattr(checks.apps, "get_models", lambda: [Fake, Place])

    return declare


def test_a_plain_many_to_many_of_a_record_stops_the_start(declared):
    declared(models.ManyToManyField(Audience))
    [error] = checks.relations_of_draftable_records_are_parental(None)
    assert error.id == "records.E001"
    assert "fake.Fake.audiences" in error.msg


def test_a_parental_many_to_many_is_right(declared):
    declared(ParentalManyToManyField(Audience))
    assert checks.relations_of_draftable_records_are_parental(None) == []


def test_a_record_that_does_not_name_its_words_stops_the_start(declared):
    declared(ParentalManyToManyField(Audience))
    assert [error.id for error in checks.records_name_their_words(None)] == ["records.E002"]


@pytest.mark.parametrize(
    ("state", "is_public"),
    [
        ({}, True),
        ({"live": False}, False),
        ({"go_live_at": NOW}, True),
        ({"go_live_at": NOW + timedelta(seconds=1)}, False),
        ({"expire_at": NOW}, False),
        ({"expire_at": NOW + timedelta(seconds=1)}, True),
    ],
)
def test_what_is_public_is_asked_of_the_clock(locales, state, is_public):
    PlaceFactory(**state)
    assert Place.objects.public(NOW).exists() == is_public


def test_pages_are_asked_of_the_clock_too(locales):
    root = Page.get_first_root_node()
    root.add_child(
        instance=HomePage(
            title="ホーム", heading="ようこそ", lead="ひとりで悩まないで", slug="clock",
            expire_at=NOW, locale=locales["ja"],
        )
    )  # fmt: skip
    assert HomePage.objects.public(NOW - timedelta(seconds=1)).exists()
    assert not HomePage.objects.public(NOW).exists()
