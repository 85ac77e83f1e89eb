"""A meetup is written at a phone of 360 pixels; a lost connection loses nothing."""

import pytest
from django.utils import timezone
from playwright.sync_api import Browser

from portal.links import make_link
from tests.portal.test_a_phone_in_a_browser import PHONE, fits, on_the_server, violations

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
]


@pytest.mark.parametrize("script", [True, False])
def test_the_dates_are_shown_and_what_is_typed_survives(
    member, browser: Browser, live_server, script
):
    context = browser.new_context(viewport=PHONE, java_script_enabled=script)
    page = context.new_page()
    page.goto(on_the_server(make_link(member, timezone.now()), live_server.url))
    page.get_by_role("button", name="入る").click()
    page.get_by_role("link", name="新しい集まりをのせる").click()
    page.get_by_label("集まる日と時間").fill("毎月第2土曜 10時から12時")
    page.get_by_label("集まりの名前").fill("朝の会")
    page.get_by_role("button", name="日にちを見る").click()
    page.get_by_text("次の6回は、この日です").wait_for()
    assert page.get_by_label("集まりの名前").input_value() == "朝の会"
    if script:
        assert fits(page)
        assert violations(page) == []
        context.set_offline(True)
        page.get_by_role("button", name="市に送って").click()
        page.get_by_text("電波がとどきません").wait_for()
        context.set_offline(False)
        page.reload()
        page.get_by_role("button", name="書きかけをもどす").click()
        assert page.get_by_label("集まりの名前").input_value() == "朝の会"
