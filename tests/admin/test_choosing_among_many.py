"""Forms and lists of the admin stay usable where there are thousands of venues and records."""

from __future__ import annotations

import pytest
from django import forms
from django.core.exceptions import ValidationError
from django.test import Client
from django.utils import timezone
from django.utils.datastructures import MultiValueDict

from cms.base.choosing import MOST_LISTED, TicksOrNames
from directory.models import Check, Location, Organization, Place
from tests.factories import LocationFactory, PlaceFactory, locale_of

pytestmark = pytest.mark.django_db
CHECK = "/admin/snippets/directory/check/add/"


@pytest.fixture
def many(locales) -> None:
    """More venues, places and groups than a form lists."""
    Location.objects.bulk_create(
        Location(name=f"会場{number:04d}", public_id=f"venue-{number}")
        for number in range(MOST_LISTED + 1)
    )
    for model, kind in ((Place, "place"), (Organization, "group")):
        model.objects.bulk_create(
            model(name=f"見本{number:04d}", public_id=f"{kind}-{number}", locale=locale_of("ja"))
            for number in range(MOST_LISTED + 1)
        )


def edit(place: Place) -> str:
    return f"/admin/snippets/directory/place/edit/{place.pk}/"


def test_a_form_lists_the_chosen_venues_only_and_takes_others_by_name(many, admin_client: Client):
    hall = LocationFactory(name="みなとホール")
    place = PlaceFactory(name="見本の家", locations=[hall])
    page = admin_client.get(edit(place)).content.decode()
    assert "みなとホール" in page
    assert "会場0007" not in page
    assert 'name="locations-named"' in page


@pytest.mark.parametrize("typed", ["会場0007", "venue-7", " 0007 "])
def test_a_venue_is_found_by_name_by_part_of_it_and_by_id(many, typed: str):
    widget_data = {"locations": [], "locations-named": typed}
    assert chosen_by(widget_data) == ["会場0007"]


@pytest.mark.parametrize("typed", ["ないホール", "会場"])
def test_a_name_of_no_venue_or_of_several_is_refused_and_kept(many, typed: str):
    field = location_field()
    value = field.widget.value_from_datadict(posted({"locations-named": typed}), {}, "locations")
    with pytest.raises(ValidationError, match=typed):
        field.clean(value)
    assert typed in field.widget.render("locations", value, {"id": "id_locations"})


def test_a_check_opened_from_a_record_offers_that_record_alone(many, admin_client: Client):
    place = PlaceFactory(name="見本の家")
    page = admin_client.get(f"{CHECK}?record=place:{place.public_id}").content.decode()
    assert "見本の家" in page
    assert "見本0007" not in page


def test_a_check_names_its_record_where_there_are_too_many_to_list(many, admin_client: Client):
    place = PlaceFactory(name="みなとの家")
    today = timezone.localdate()
    assert "見本0007" not in admin_client.get(CHECK).content.decode()
    typed = {"checked_on": today, "next_due": today}
    refused = admin_client.post(CHECK, typed | {"record": "見本0007"})
    assert "いくつもあります" in refused.content.decode()
    admin_client.post(CHECK, typed | {"record": "みなと"})
    assert Check.objects.get().record_id == place.public_id


def chosen_by(data: dict[str, object]) -> list[str]:
    field = location_field()
    value = field.widget.value_from_datadict(posted(data), {}, "locations")
    return [venue.name for venue in field.clean(value)]


def posted(data: dict[str, object]) -> MultiValueDict:
    return MultiValueDict({k: v if isinstance(v, list) else [v] for k, v in data.items()})


def location_field() -> forms.ModelMultipleChoiceField:
    return forms.ModelMultipleChoiceField(Location.objects.all(), widget=TicksOrNames)
