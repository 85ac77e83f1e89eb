"""A moderator changes a number and takes a place back; readers of every language see it at once."""

import pytest
from playwright.sync_api import Page

from directory.models import Place
from tests.factories import PlaceFactory, translated
from tests.walks.conftest import DESK, Opening, resident, sign_in

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def place(site: str, staff: None) -> Place:
    place = PlaceFactory(name="しおかぜ食堂", public_id="shiokaze", phone="0467-00-0000")
    translated(place, "en", name="Sea Breeze Table")
    return place


@pytest.fixture
def moderator(opened: Opening, site: str, staff: None) -> Page:
    return sign_in(opened(viewport=DESK), site, "mori")


def press(page: Page, action: str) -> None:
    """A button of the bar below the form, out of its menu where it stands there."""
    button = page.locator(f"footer button[name={action}]")
    if not button.is_visible():
        page.locator("footer button[aria-expanded]").last.click()
    button.click()
    page.wait_for_load_state("domcontentloaded")


def test_a_new_telephone_number_stands_at_once_in_japanese_and_english(
    opened: Opening, site: str, place: Place, moderator: Page
):
    reader = resident(opened)
    reader.goto(f"{site}/en/places/shiokaze/")
    assert reader.get_by_role("heading", level=1).inner_text() == "Sea Breeze Table"
    assert reader.locator("a[href='tel:0467000000']").count()
    moderator.goto(f"{site}/admin/snippets/directory/place/edit/{place.pk}/")
    moderator.get_by_role("tab", name="事実").click()
    moderator.fill("#id_phone", "0467-11-1111")
    press(moderator, "action-publish")
    for path in ("/places/shiokaze/", "/en/places/shiokaze/", "/ja-x-easy/places/shiokaze/"):
        reader.goto(site + path)
        assert reader.locator("a[href='tel:0467111111']").count(), path
        assert "0467-00-0000" not in reader.content()


def test_a_place_that_is_taken_back_is_gone_in_every_language_at_once(
    opened: Opening, site: str, place: Place, moderator: Page
):
    reader = resident(opened)
    reader.goto(f"{site}/en/search/?q=breeze")
    assert reader.locator("a[href*=shiokaze]").count()
    moderator.goto(f"{site}/admin/snippets/directory/place/unpublish/{place.pk}/")
    moderator.locator("form[action*='/unpublish/'] [type=submit]").click()
    moderator.wait_for_load_state("domcontentloaded")
    for prefix in ("", "/en", "/ja-x-easy"):
        assert reader.goto(f"{site}{prefix}/places/shiokaze/").status == 404
        for path in ("/places/?q=しおかぜ", "/search/?q=しおかぜ", "/search/?q=breeze"):
            reader.goto(site + prefix + path)
            assert reader.locator("a[href*=shiokaze]").count() == 0


def test_a_place_without_words_of_a_language_is_shown_in_japanese_and_says_so(
    opened: Opening, site: str
):
    PlaceFactory(name="いその家", public_id="iso", summary="いそべで話せます。")
    reader = resident(opened)
    reader.goto(f"{site}/en/places/iso/")
    assert reader.locator("main").get_attribute("lang") == "ja"
    assert reader.get_by_role("heading", level=1).inner_text() == "いその家"
    assert reader.get_by_text("Japanese").first.is_visible()
