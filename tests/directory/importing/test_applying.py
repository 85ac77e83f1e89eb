"""An import is written as saving each record would, at once and as a whole."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.db import DatabaseError
from django.utils import timezone
from wagtail.models import ModelLogEntry, ReferenceIndex

from directory.importing.applying import apply_ready, prepare_plan
from directory.importing.plan import Action
from directory.models import (
    ImportChange,
    ImportedRecord,
    ImportRun,
    Location,
    Organization,
    Place,
)
from events.models import EventSeries
from search.models import SearchDocument, SearchOpening
from search.rebuilding import refresh_documents
from tests.directory.importing.lists import SOURCE, applied, cafeteria, imported, new_run, planned
from tests.factories import EventSeriesFactory, PlaceFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("locales")]

HOURS = {"hours": [{"days": ["MO", "FR"], "opens": "15:00", "closes": "20:00"}]}


def event(**facts: Any) -> dict[str, Any]:
    return {
        "source_id": "e1",
        "name": "見本の講座",
        "start_date": (timezone.localdate() + timedelta(days=20)).isoformat(),
        "start_time": "10:00",
        "end_time": "12:00",
        "place_name": "見本会館",
        "address": "鎌倉市大船1-2-3",
        "organizer": "見本のなかま",
    } | facts


def test_a_record_is_published_with_its_venue_and_who_runs_it() -> None:
    imported(cafeteria(hours=HOURS))
    place = Place.objects.public().get()
    assert place.hours == HOURS
    assert place.organization == Organization.objects.public().get()
    assert [venue.address for venue in place.locations.all()] == ["鎌倉市大船1-2-3"]


def test_its_version_is_one_that_wagtail_would_have_made() -> None:
    imported(cafeteria(hours=HOURS))
    place = Place.objects.get()
    ours = place.latest_revision
    theirs = place.save_revision()
    theirs.refresh_from_db()
    moving = {"latest_revision", "live_revision", "updated_at", "has_unpublished_changes"}
    assert set(ours.content) == set(theirs.content)
    for name in set(ours.content) - moving:
        assert ours.content[name] == theirs.content[name], name
    assert ours.as_object().locations.all()[0] == Location.objects.get()


def test_history_names_the_list_and_who_imported_it() -> None:
    user = User.objects.create_user("hanako")
    applied(planned(cafeteria()), user)
    entry = ModelLogEntry.objects.for_instance(Place.objects.get()).get()
    assert entry.user == user
    assert entry.message.casefold() == "list.csv: 一覧から取り込んだ"


def test_an_earlier_version_can_be_published_again() -> None:
    imported(cafeteria())
    before = Place.objects.get().latest_revision
    imported(cafeteria(phone="0467-99-9999"))
    place = Place.objects.get()
    assert place.live_revision != before
    assert not place.has_unpublished_changes
    before.publish()
    assert Place.objects.get().phone == "0467-11-2222"


def test_documents_are_those_that_saving_one_by_one_writes() -> None:
    imported(cafeteria(hours=HOURS), cafeteria(source_id="2", name="二つめ", building="別館"))
    imported(event(), kind="events")
    names = [field.name for field in SearchDocument._meta.fields]
    written = list(SearchDocument.objects.order_by("pk").values(*names))
    openings = SearchOpening.objects.count()
    assert {row["record_type"] for row in written} == {"place", "group", "event"}
    refresh_documents()
    assert list(SearchDocument.objects.order_by("pk").values(*names)) == written
    assert SearchOpening.objects.count() == openings > 0


def test_an_imported_record_is_found_and_found_by_its_new_words_after_a_change(client: Any) -> None:
    imported(cafeteria())
    assert "見本こども食堂" in client.get("/search/", {"q": "見本こども食堂"}).content.decode()
    imported(cafeteria(description="とくべつな楽器の練習ができます。"))
    assert "見本こども食堂" in client.get("/search/", {"q": "楽器"}).content.decode()


def test_a_changed_venue_reaches_the_records_that_were_not_in_the_list() -> None:
    imported(cafeteria(access="歩いて3分"))
    venue = Location.objects.get()
    other = PlaceFactory(name="同じ会場の場所", locations=[venue])
    meetup = EventSeriesFactory(location=venue)
    imported(cafeteria(town="大船"))
    documents = SearchDocument.objects.filter(record_id__in=[other.public_id, meetup.public_id])
    assert documents.filter(record_type="place").get().card["where"] == "大船"


def test_meetups_get_their_dates() -> None:
    imported(event(), event(source_id="e2", name="続く講座", end_date="2099-01-01"), kind="events")
    one, long = EventSeries.objects.order_by("pk")
    assert one.occurrences.get().status == "held"
    assert long.rule["ended_after"] == "2099-01-01"
    assert "までです" in long.schedule_note
    assert one.location.name == "見本会館"
    assert [group.name for group in one.organizers.all()] == ["見本のなかま"]


def test_drafts_are_shown_to_nobody(client: Any) -> None:
    imported(cafeteria(), draft=True)
    assert not Place.objects.public().exists()
    assert not Organization.objects.public().exists()
    assert not SearchDocument.objects.exists()
    assert Place.objects.get().latest_revision is not None


def test_what_an_editor_saves_between_comparing_and_writing_is_never_overwritten() -> None:
    imported(cafeteria())
    plan = planned(cafeteria(phone="0467-99-9999"))
    ready = prepare_plan(plan, timezone.now())
    place = Place.objects.get()
    place.phone = "0467-55-5555"
    place.save_revision().publish()
    apply_ready(ready, new_run(), user=None, now=timezone.now())
    assert Place.objects.get().phone == "0467-55-5555"
    assert plan.rows[0].action is Action.PENDING
    assert "もう一度" in plan.rows[0].why[0]


def test_a_record_that_somebody_made_meanwhile_is_not_made_twice() -> None:
    plan = planned(cafeteria())
    ready = prepare_plan(plan, timezone.now())
    PlaceFactory(name="見本こども食堂")
    apply_ready(ready, new_run(), user=None, now=timezone.now())
    assert Place.objects.count() == 1


def test_nothing_is_written_where_the_database_refuses(monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*args: Any) -> None:
        raise DatabaseError("disk full")

    monkeypatch.setattr("directory.importing.applying._remember", full)
    plan = planned(cafeteria())
    with pytest.raises(DatabaseError):
        applied(plan)
    assert not Place.objects.exists()
    assert not Location.objects.exists()
    assert not SearchDocument.objects.exists()
    assert not ModelLogEntry.objects.exists()


def test_a_run_remembers_what_it_wrote() -> None:
    run = imported(cafeteria())
    assert run.state == ImportRun.State.APPLIED
    assert run.report["counts"]["created"] == 1
    assert run.report["created"][0]["id"] == Place.objects.get().public_id
    known = ImportedRecord.objects.get(record_type="place", source=SOURCE, source_id="0001")
    assert known.values["phone"] == "0467-11-2222"
    assert ImportChange.objects.filter(run=run).count() == 3


@pytest.mark.django_db(transaction=True)
def test_lists_of_uses_know_the_imported_records() -> None:
    imported(cafeteria())
    group = Organization.objects.get()
    assert ReferenceIndex.get_references_to(group).get().object_id == str(Place.objects.get().pk)


def test_mobiles_and_mail_addresses_stand_where_only_the_city_looks() -> None:
    imported(cafeteria(private=["メール：hanako@example.jp", "携帯：090-1234-5678"]))
    place = Place.objects.get()
    assert "090-1234-5678" in place.private_contact
    stored = str(list(SearchDocument.objects.values()))
    assert "090" not in stored
    assert "example.jp" not in stored
