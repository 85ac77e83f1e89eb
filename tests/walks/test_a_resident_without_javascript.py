"""A resident with a telephone and no JavaScript gets from the opening page to a number to call."""

import pytest
from playwright.sync_api import Page

from tests.pages.addresses import FIXED, record_pages
from tests.walks.conftest import DESK, PHONE, Opening, resident

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
FIRST_RESULT_AT_MOST = 0.6
NARROW, WIDE = {"width": 320, "height": 640}, DESK


def wider_than_the_screen(page: Page) -> list[str]:
    """Elements that stand out to the right, where the page itself can be pushed aside."""
    return page.evaluate(
        """() => document.documentElement.scrollWidth <= innerWidth ? [] :
        [...document.body.querySelectorAll('*')]
          .filter(one => one.getBoundingClientRect().right > innerWidth + 1)
          .slice(0, 5).map(one => one.tagName + '.' + one.className)"""
    )


def test_from_the_opening_page_to_a_number_to_call(opened: Opening, site: str):
    page = resident(opened)
    page.goto(f"{site}/")
    page.locator("main form[role=search] input[type=search]").first.fill("食堂")
    page.locator("main form[role=search] button").first.click()
    page.wait_for_url("**/search/**")
    before = int(page.locator("#found b").inner_text())
    page.locator("details.facets summary").first.click()
    district = page.locator("fieldset", has_text="地域").locator("label.tick").first
    district.locator("input").check()
    page.get_by_role("button", name="この条件で見る").click()
    page.wait_for_load_state("domcontentloaded")
    assert "area=" in page.url
    assert 0 < int(page.locator("#found b").inner_text()) <= before
    page.locator("article.place a, article.hit a").first.click()
    page.wait_for_load_state("domcontentloaded")
    assert page.get_by_role("heading", level=1).count() == 1
    page.get_by_role("link", name="相談").first.click()
    page.wait_for_load_state("domcontentloaded")
    assert page.locator("a[href^='tel:119']").first.is_visible()
    desk = page.locator("main a[href*='/places/']").first
    desk.click()
    page.wait_for_load_state("domcontentloaded")
    assert page.locator("a[href^='tel:']").first.is_visible()


def test_a_keyboard_reaches_the_way_to_the_text_first(opened: Opening, site: str):
    page = resident(opened)
    for path in ("/", "/places/", "/young/", "/search/?q=食堂"):
        page.goto(site + path)
        page.keyboard.press("Tab")
        focused = page.evaluate("document.activeElement.getAttribute('href')")
        assert focused == "#main", path
        box = page.locator("a.skip").bounding_box()
        assert box["y"] >= 0
        page.keyboard.press("Enter")
        assert page.evaluate("document.activeElement.id || location.hash") in ("main", "#main")


@pytest.mark.parametrize("screen", [NARROW, PHONE, WIDE], ids=lambda screen: screen["width"])
def test_nothing_is_wider_than_the_screen(opened: Opening, site: str, screen: dict[str, int]):
    page = opened(viewport=screen, java_script_enabled=True)
    paths = [*FIXED, *record_pages(each=1)]
    others = ["/en/", "/en/places/", "/ja-x-easy/", "/places/?ruby=1", "/?ruby=1", "/nothing/"]
    wide = {}
    for path in (*paths, *others):
        page.goto(site + path)
        assert page.evaluate(
            "document.styleSheets.length && document.styleSheets[0].cssRules.length"
        )
        if found := wider_than_the_screen(page):
            wide[path] = found
    assert wide == {}


@pytest.mark.parametrize("path", ["/places/", "/search/?q=食堂", "/events/", "/support/"])
def test_the_first_result_stands_on_the_first_screen(opened: Opening, site: str, path: str):
    page = resident(opened)
    page.goto(site + path)
    heading = page.get_by_role("heading", level=1).bounding_box()
    first = page.locator("main article, main ul.list > li").first.bounding_box()
    assert heading["y"] < PHONE["height"] / 2
    assert first["y"] <= PHONE["height"] * FIRST_RESULT_AT_MOST
