"""Taking an import back, as a whole; what an editor did since stays."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.auth.models import User
from django.utils import timezone
from wagtail.models import ModelLogEntry, Revision

from directory.importing.plan import Action
from directory.importing.undoing import Undone, undo_run
from directory.models import ImportedRecord, ImportRun, Location, Organization, Place
from events.models import EventSeries
from search.models import SearchDocument
from tests.directory.importing.lists import cafeteria, imported, planned
from tests.factories import CheckFactory, EventSeriesFactory, PlaceFactory, translated

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("locales")]


def undo(run: ImportRun, user: User | None = None) -> Undone:
    return undo_run(run, user=user, now=timezone.now())


def test_what_the_run_made_is_gone_with_its_venue_group_and_documents() -> None:
    run = imported(cafeteria(), cafeteria(source_id="2", name="二つめ"))
    undone = undo(run)
    assert undone.deleted == 4
    for model in (Place, Location, Organization, SearchDocument, Revision, ImportedRecord):
        assert not model.objects.exists(), model
    assert ModelLogEntry.objects.filter(deleted=True).count() == 4


def test_former_values_come_back_as_a_new_version() -> None:
    imported(cafeteria())
    run = imported(cafeteria(phone="0467-99-9999", description="新しい説明"))
    assert undo(run) == Undone(restored=1)
    place = Place.objects.get()
    assert (place.phone, place.description) == ("0467-11-2222", "だれでも来られます。")
    assert place.live_revision.content["phone"] == "0467-11-2222"
    assert "だれでも来られます。" in SearchDocument.objects.get(record_type="place").body


def test_undoing_twice_does_nothing_more() -> None:
    run = imported(cafeteria())
    user = User.objects.create_user("hanako")
    undo(run, user)
    again = imported(cafeteria())
    assert undo(run) == Undone()
    assert Place.objects.count() == 1
    run.refresh_from_db()
    assert (run.state, run.undone_by) == (ImportRun.State.UNDONE, user)
    assert again.state == ImportRun.State.APPLIED


def test_after_undoing_the_same_list_can_be_imported_again() -> None:
    first = imported(cafeteria())
    second = imported(cafeteria(phone="0467-99-9999"))
    undo(second)
    row = planned(cafeteria(phone="0467-99-9999")).rows[0]
    assert row.action is Action.UPDATED
    assert not row.kept
    undo(first)
    assert planned(cafeteria()).rows[0].action is Action.CREATED


def test_a_record_that_an_editor_changed_since_is_listed_and_left() -> None:
    run = imported(cafeteria())
    place = Place.objects.get()
    place.description = "編集者の文"
    place.save_revision().publish()
    undone = undo(run)
    assert "くわしく" in next(left["why"] for left in undone.left if left["id"] == place.public_id)
    assert Place.objects.get().description == "編集者の文"
    assert Location.objects.exists()
    assert Organization.objects.exists()


def test_only_the_fields_that_an_editor_left_alone_go_back() -> None:
    imported(cafeteria())
    run = imported(cafeteria(phone="0467-99-9999", description="新しい説明"))
    place = Place.objects.get()
    place.description = "編集者の文"
    place.save_revision().publish()
    undone = undo(run)
    place.refresh_from_db()
    assert (place.phone, place.description) == ("0467-11-2222", "編集者の文")
    assert len(undone.left) == 1


def _checked(place: Place) -> None:
    CheckFactory(record_id=place.public_id)


def _translated(place: Place) -> None:
    translated(place, "en", name="Sample")


def _held_there(place: Place) -> None:
    EventSeriesFactory(place=place)


def _drafted(place: Place) -> None:
    place.phone = "0467-00-0001"
    place.save_revision()


@pytest.mark.parametrize("work", [_checked, _translated, _held_there, _drafted])
def test_a_record_that_somebody_worked_with_stays(work: Any) -> None:
    run = imported(cafeteria())
    work(Place.objects.get())
    undone = undo(run)
    assert Place.objects.sources().count() == 1
    assert undone.left


def test_a_venue_that_another_place_uses_stays() -> None:
    run = imported(cafeteria())
    PlaceFactory(locations=[Location.objects.get()])
    undone = undo(run)
    assert Place.objects.count() == 1
    assert Location.objects.exists()
    assert [left["name"] for left in undone.left] == ["見本会館"]


def test_meetups_go_with_their_dates() -> None:
    run = imported({"source_id": "e", "name": "講座", "start_date": "2099-04-01"}, kind="events")
    assert undo(run).deleted == 1
    assert not EventSeries.objects.exists()
