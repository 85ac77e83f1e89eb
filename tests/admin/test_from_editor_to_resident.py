"""In a browser: an editor adds a place, a moderator publishes it, a resident finds it at once."""

import pytest
from playwright.sync_api import Browser, Page
from wagtail.models import Locale

from home.roles import EDITORS, MODERATORS, ensure_roles
from tests.admin.conftest import member_of
from tests.starter_site import Copies

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
]
PASSWORD = "a-Long-passw0rd"


@pytest.fixture
def staff(database_copies: Copies | None, transactional_db) -> None:
    if database_copies is None:
        pytest.skip("A database is copied whole by SQLite only")
    database_copies.put_blank()
    for code in ("ja", "en", "ja-x-easy"):
        Locale.objects.get_or_create(language_code=code)
    ensure_roles()
    member_of(EDITORS, "suzuki")
    member_of(MODERATORS, "mori")


def signed_in(browser: Browser, server: str, name: str) -> Page:
    page = browser.new_context(viewport={"width": 1280, "height": 1000}).new_page()
    page.goto(f"{server}/admin/")
    page.fill("#id_username", name)
    page.fill("#id_password", PASSWORD)
    page.click("button[type=submit]")
    page.wait_for_url(f"{server}/admin/")
    return page


def other_actions(page: Page) -> None:
    page.locator("footer button[aria-expanded]").last.click()


def add_place(page: Page, server: str) -> None:
    page.goto(f"{server}/admin/snippets/directory/place/add/")
    page.fill("#id_name", "しおかぜ食堂")
    page.get_by_role("tab", name="事実").click()
    page.check("input[name=hours-rows-0-days][value=SA]")
    page.fill("input[name=hours-rows-0-opens]", "11時")
    page.fill("input[name=hours-rows-0-closes]", "14時")
    other_actions(page)
    page.locator("button[name=action-submit]").click()
    page.get_by_text("確認に出しました").wait_for()


def approve(page: Page) -> None:
    page.get_by_role("link", name="しおかぜ食堂").first.click()
    page.wait_for_url("**/edit/**")
    other_actions(page)
    page.locator("footer [data-workflow-action-name=approve]").first.click()
    page.wait_for_url("**/directory/place/")


def found(browser: Browser, server: str, word: str) -> bool:
    page = browser.new_context(java_script_enabled=False).new_page()
    page.goto(f"{server}/search/?q={word}")
    return page.get_by_role("link", name="しおかぜ食堂").count() > 0


def test_a_place_goes_from_the_editor_over_the_moderator_to_the_resident(
    staff, browser: Browser, live_server
):
    add_place(signed_in(browser, live_server.url, "suzuki"), live_server.url)
    assert not found(browser, live_server.url, "しおかぜ")
    approve(signed_in(browser, live_server.url, "mori"))
    assert found(browser, live_server.url, "しおかぜ")
