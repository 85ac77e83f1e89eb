"""Rule 1: facts come from the Japanese row; what happens to it happens to its translations."""

from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import call_command
from django.db import transaction
from django.utils import timezone

from directory.models import Place
from search.models import SearchDocument
from tests.factories import PlaceFactory, translated


@pytest.fixture
def place(locales):
    return PlaceFactory(name="食堂", public_id="shokudo", phone="0467-00-0000")


@pytest.fixture
def english(place):
    return translated(place, "en", name="Canteen")


def languages_found():
    rows = SearchDocument.objects.public().filter(record_id="shokudo")
    return set(rows.values_list("locale", flat=True))


def test_a_new_telephone_number_shows_in_english_at_once(place, english):
    place.phone = "0467-11-1111"
    place.save_revision().publish()
    shown = Place.public_in("en", "shokudo")
    assert (shown.name, shown.phone) == ("Canteen", "0467-11-1111")
    assert shown.language == "en"


def test_facts_of_the_translated_row_itself_are_never_shown(place, english):
    english.phone = "wrong"
    english.save()
    assert Place.public_in("en", "shokudo").phone == "0467-00-0000"


def test_a_record_without_a_translation_answers_in_japanese(place):
    shown = Place.public_in("en", "shokudo")
    assert (shown.name, shown.language) == ("食堂", "ja")


def test_an_unpublished_source_takes_its_translations_along(place, english):
    place.unpublish()
    english.refresh_from_db()
    assert not english.live
    assert Place.public_in("en", "shokudo") is None
    assert languages_found() == set()


@transaction.atomic
def take_back_and_fail(place):
    place.unpublish()
    raise RuntimeError("the request fails after all")


def test_both_are_taken_back_or_neither(place, english):
    with pytest.raises(RuntimeError):
        take_back_and_fail(place)
    english.refresh_from_db()
    assert english.live
    assert languages_found() == {"ja", "en"}


def test_an_unpublished_translation_leaves_the_source(place, english):
    english.unpublish()
    assert Place.public_in("en", "shokudo").language == "ja"


@pytest.mark.parametrize("through", ["record", "queryset"])
def test_a_deleted_source_takes_its_translations_along(place, english, through):
    if through == "record":
        place.delete()
    else:
        Place.objects.filter(pk=place.pk).delete()
    assert not Place.objects.exists()
    assert languages_found() == set()


def test_an_expired_source_takes_its_translations_along(place, english):
    Place.objects.filter(pk=place.pk).update(expire_at=timezone.now() - timedelta(hours=1))
    assert not Place.objects.public().exists()
    call_command("publish_scheduled", stdout=StringIO())
    english.refresh_from_db()
    assert not english.live
    assert english.expired


def test_a_scheduled_record_goes_live_by_the_command(locales):
    place = PlaceFactory(name="食堂", public_id="shokudo", live=False)
    place.go_live_at = timezone.now() + timedelta(hours=1)
    place.save_revision().publish()
    assert not Place.objects.public().exists()
    revision = place.revisions.get()
    revision.approved_go_live_at = timezone.now() - timedelta(minutes=1)
    revision.content["go_live_at"] = revision.approved_go_live_at.isoformat()
    revision.save()
    call_command("publish_scheduled", stdout=StringIO())
    assert Place.objects.public().exists()
    assert languages_found() == {"ja"}
