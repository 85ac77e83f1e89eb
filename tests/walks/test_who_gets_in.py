"""Editors write, moderators publish, members of groups stay out, and who leaves is out at once."""

import pytest
from django.contrib.auth import get_user_model
from django.utils import timezone

from directory.models import Place
from portal.links import make_link
from portal.models import Member
from tests.factories import PlaceFactory
from tests.walks.conftest import DESK, PHONE, Opening, sign_in

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def place(site: str, staff: None) -> Place:
    return PlaceFactory(name="しおかぜ食堂", public_id="shiokaze")


def test_an_editor_is_offered_no_way_to_publish_or_take_back(
    opened: Opening, site: str, place: Place
):
    page = sign_in(opened(viewport=DESK), site, "suzuki")
    page.goto(f"{site}/admin/snippets/directory/place/edit/{place.pk}/")
    assert page.locator("[name=action-submit]").count()
    assert page.locator("[name=action-publish], [name=action-unpublish]").count() == 0
    page.goto(f"{site}/admin/snippets/directory/place/unpublish/{place.pk}/")
    assert "/unpublish/" not in page.url
    assert Place.objects.public().filter(pk=place.pk).exists()


def test_a_member_of_a_group_gets_the_desk_but_no_admin(opened: Opening, site: str, settings):
    member = Member.objects.first()
    page = opened(viewport=PHONE)
    page.goto(make_link(member, timezone.now()).replace(settings.BASE_URL, site))
    page.get_by_role("button", name="入る").click()
    page.wait_for_url("**/portal/")
    assert member.organization.name in page.content()
    page.goto(f"{site}/admin/")
    assert "/admin/login/" in page.url


def test_staff_who_leave_are_out_at_the_next_click(opened: Opening, site: str, staff: None):
    page = sign_in(opened(viewport=DESK), site, "mori")
    page.goto(f"{site}/admin/snippets/directory/place/")
    assert "/admin/login/" not in page.url
    get_user_model().objects.filter(username="mori").update(is_active=False)
    page.goto(f"{site}/admin/snippets/directory/place/")
    assert "/admin/login/" in page.url
    sign_in(page, site, "mori")
    assert "/admin/login/" in page.url
