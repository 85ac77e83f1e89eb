"""A record is saved, withdrawn or deleted, and what can be found follows in the same transaction."""

from __future__ import annotations

import pytest
from django.db import transaction
from django.utils import timezone

from directory.models import Place
from search.engines import database
from search.models import SearchDocument, SearchOpening
from search.rebuilding import rebuild_index, refresh_documents
from tests.factories import PlaceFactory, translated
from tests.search.finding import documents_of

pytestmark = pytest.mark.django_db


def hits(words: str, locale: str = "ja") -> list[str]:
    return [record_id for _type, record_id, _date in documents_of(words, locale=locale)]


def version_of(place: Place) -> int:
    return SearchDocument.objects.get(record_id=place.public_id, locale="ja").version


def test_a_saved_record_is_found_at_once() -> None:
    place = PlaceFactory(name="みんなの食堂")
    assert hits("食堂") == [place.public_id]


def test_new_words_replace_the_old_ones() -> None:
    place = PlaceFactory(name="みんなの食堂")
    place.name = "本の部屋"
    place.save()
    assert hits("食堂") == []
    assert hits("本の部屋") == [place.public_id]
    assert len(database.ids()) == 1


def test_a_version_goes_up_only_on_change() -> None:
    place = PlaceFactory(name="みんなの食堂", no_booking=True)
    first = version_of(place)
    place.save()
    assert version_of(place) == first
    place.anonymous = True
    place.save()
    assert version_of(place) == first + 1


@transaction.atomic
def save_and_fail() -> None:
    PlaceFactory(name="みんなの食堂")
    assert hits("食堂")
    raise RuntimeError


def test_a_rolled_back_save_leaves_nothing() -> None:
    with pytest.raises(RuntimeError):
        save_and_fail()
    assert not SearchDocument.objects.exists()
    assert not database.ids()
    assert not SearchOpening.objects.exists()


@pytest.mark.parametrize("withdraw", ["unpublish", "delete"])
def test_a_withdrawn_record_is_gone_in_every_language(withdraw: str) -> None:
    place = PlaceFactory(name="みんなの食堂")
    translated(place, "en", name="Dining room")
    place = Place.objects.get(pk=place.pk)
    assert hits("dining", "en") == [place.public_id]
    getattr(place, withdraw)()
    assert not SearchDocument.objects.exists()
    assert not database.ids()


def test_deleting_rows_of_documents_in_bulk_leaves_no_hit() -> None:
    PlaceFactory(name="みんなの食堂")
    Place.objects.all().delete()
    assert hits("食堂") == []
    assert not database.ids()


def test_opening_times_stand_beside_the_document() -> None:
    every_day = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"]
    place = PlaceFactory(
        hours={"hours": [{"days": every_day, "opens": "00:00", "closes": "24:00"}]}
    )
    now = timezone.now()
    assert SearchOpening.objects.filter(opens_at__lte=now, closes_at__gt=now).count() == 1
    place.hours = {}
    place.save()
    assert not SearchOpening.objects.exists()


def test_rebuilding_changes_nothing_that_is_right() -> None:
    place = PlaceFactory(name="みんなの食堂")
    before = version_of(place)
    assert refresh_documents().records == 1
    assert rebuild_index() == 1
    assert version_of(place) == before
    assert hits("食堂") == [place.public_id]


def test_rebuilding_mends_what_is_wrong() -> None:
    place = PlaceFactory(name="みんなの食堂")
    SearchDocument.objects.update(title_words="本")
    SearchDocument.objects.create(record_type="place", record_id="gone", locale="ja", title="幽霊")
    database.clear()
    rebuilt = refresh_documents()
    rebuild_index()
    assert rebuilt.dropped == 1
    assert hits("食堂") == [place.public_id]
    assert database.ids() == set(SearchDocument.objects.values_list("pk", flat=True))
