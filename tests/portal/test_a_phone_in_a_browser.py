"""A member at a phone of 360 pixels without JavaScript: in by the link, a date cancelled."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.utils import timezone
from playwright.sync_api import Browser, Page

from portal.links import make_link
from tests.portal.conftest import address

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
]
PHONE = {"width": 360, "height": 740}


def on_the_server(link: str, server: str) -> str:
    return link.replace(settings.BASE_URL, server)


def fits(page: Page) -> bool:
    return page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_a_member_signs_in_by_link_and_cancels_a_date_in_two_presses(
    member, meetup, browser: Browser, live_server
):
    link = on_the_server(make_link(member, timezone.now()), live_server.url)
    page = browser.new_context(viewport=PHONE, java_script_enabled=False).new_page()
    page.goto(link)
    page.get_by_role("button", name="入る").click()
    page.get_by_role("link", name="中止にする").click()
    page.get_by_role("button", name="天気のため").click()
    assert page.get_by_role("status").inner_text().startswith("中止にしました")
    assert page.get_by_text("中止になりました").is_visible()
    page.get_by_role("button", name="中止をとりけす").click()
    assert page.get_by_text("中止になりました").count() == 0


def test_every_page_of_the_desk_fits_the_phone_and_axe_finds_nothing(
    member, meetup, browser: Browser, live_server
):
    page = browser.new_context(viewport=PHONE).new_page()
    used = on_the_server(make_link(member, timezone.now()), live_server.url)
    for at, press in ((f"{live_server.url}/portal/", ""), (used, "入る")):
        page.goto(at)
        assert fits(page)
        assert violations(page) == []
        if press:
            page.get_by_role("button", name=press).click()
    for path in (
        "/portal/", address(meetup), address(meetup, "cancel/"), "/portal/dates/a/b/",
        "/portal/notice/group/naminooto/",
    ):  # fmt: skip
        page.goto(live_server.url + path)
        assert fits(page), path
        assert violations(page) == [], path


def violations(page: Page) -> list[str]:
    return [rule["id"] for rule in Axe().run(page).response["violations"]]
