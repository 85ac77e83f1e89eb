"""The lists of the admin ask the database as often for thirty records as for three."""

from __future__ import annotations

from datetime import timedelta
from uuid import NAMESPACE_URL, uuid5

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from cms.base.records import Record
from directory.models import Organization, Place
from tests.factories import PlaceFactory, locale_of

pytestmark = pytest.mark.django_db
FEW, MANY = 3, 30
MOST = 25
PLACES = "/admin/snippets/directory/place/"


def add(model: type[Record], numbers: range) -> None:
    """Rows in Japanese and English, written past the forms."""
    model._base_manager.bulk_create(
        model(
            name=f"見本{number}",
            public_id=f"many-{number}",
            translation_key=uuid5(NAMESPACE_URL, str(number)),
            locale=locale_of(language),
        )
        for number in numbers
        for language in ("ja", "en")
    )


def queries(client: Client, address: str) -> int:
    with CaptureQueriesContext(connection) as asked:
        assert client.get(address).status_code == 200
    return len(asked)


@pytest.mark.parametrize("model", [Place, Organization])
def test_a_list_asks_the_same_for_thirty_records_as_for_three(
    locales, admin_client: Client, model: type[Record]
):
    address = reverse(model.snippet_viewset.get_url_name("list"))
    add(model, range(FEW))
    admin_client.get(address)
    few = queries(admin_client, address)
    add(model, range(FEW, MANY))
    assert queries(admin_client, address) == few
    assert few <= MOST


def test_the_list_says_what_is_planned_and_what_is_not_translated_yet(
    locales, admin_client: Client
):
    place = PlaceFactory(name="見本の家")
    page = admin_client.get(PLACES).content.decode()
    assert "翻訳する" in page
    for code in ("en", "ja-x-easy"):
        place.copy_for_translation(locale_of(code)).save()
    place.save_revision(approved_go_live_at=timezone.now() + timedelta(days=3))
    place.refresh_from_db()
    assert place.scheduled_revision
    page = admin_client.get(PLACES).content.decode()
    assert "翻訳する" not in page
    assert str(place.status_string) in page
