"""axe finds nothing against WCAG A and AA on any kind of page."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from tests.pages.addresses import record_pages
from tests.walks.conftest import DESK, PHONE, Opening

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
LEVELS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
KINDS = (
    "/", "/young/", "/places/", "/events/", "/support/", "/plan/", "/plan/6-3-4-3/", "/contact/",
    "/search/?q=食堂", "/news/", "/nothing/",
)  # fmt: skip
OTHERS = ("/groups/", "/search/?q=ぬぬぬ", "/settings/", "/en/working/", "/places/?ruby=1")
DARK = ("/", "/places/", "/events/", "/plan/6-3-4-3/", "/contact/")


def violations(page: Page, part: str | None = None) -> list[str]:
    """What axe finds on a page, or in the part of it that a selector names."""
    options = {"runOnly": {"type": "tag", "values": LEVELS}}
    found = Axe().run(page, context=part, options=options).response["violations"]
    return [f"{rule['id']}: {rule['nodes'][0]['html'][:160]}" for rule in found]


def found_on(page: Page, site: str, paths: list[str]) -> dict[str, list[str]]:
    complaints = {}
    for path in paths:
        page.goto(site + path)
        if found := violations(page):
            complaints[path] = found
    return complaints


@pytest.mark.parametrize(("screen", "others"), [(PHONE, OTHERS), (DESK, ())], ids=["390", "1280"])
def test_axe_finds_nothing_on_any_kind_of_page(
    opened: Opening, site: str, screen: dict[str, int], others: tuple[str, ...]
):
    page = opened(viewport=screen, color_scheme="light")
    assert found_on(page, site, [*KINDS, *others, *record_pages(each=1)]) == {}


def test_axe_finds_nothing_in_the_dark(opened: Opening, site: str):
    page = opened(viewport=PHONE, color_scheme="dark")
    assert found_on(page, site, [*DARK, *record_pages(each=1)[:1]]) == {}
