"""What was deleted is named nowhere any more."""

import pytest

from directory.models import Organization
from search.models import SearchDocument
from tests.factories import BenefitFactory, CheckFactory, OrganizationFactory, PlaceFactory

pytestmark = pytest.mark.django_db


def words_of(record) -> str:
    document = SearchDocument.objects.get(record_id=record.public_id, locale="ja")
    return f"{document.extra} {document.card}"


def test_the_name_of_a_deleted_group_leaves_the_places_it_ran(locales):
    group = OrganizationFactory(name="しおさいの会")
    place = PlaceFactory(organization=group)
    assert "しおさいの会" in words_of(place)

    Organization.objects.filter(pk=group.pk).delete()

    assert "しおさいの会" not in words_of(place)


def test_the_name_of_a_deleted_desk_leaves_the_benefits_it_explains(locales):
    desk = PlaceFactory(name="なぎさの窓口")
    benefit = BenefitFactory(desk=desk)
    assert "なぎさの窓口" in words_of(benefit)

    desk.delete()

    assert "なぎさの窓口" not in words_of(benefit)


def test_a_check_does_not_name_a_group_that_is_not_published(locales):
    group = OrganizationFactory(name="したがきの会", live=False)
    place = PlaceFactory()

    CheckFactory(record_id=place.public_id, by_department=None, by_organization=group)

    assert "したがきの会" not in words_of(place)
