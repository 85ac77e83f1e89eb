"""The pages of groups among themselves at a phone of 360 pixels."""

import pytest
from django.conf import settings
from django.core import mail
from django.utils import timezone
from playwright.sync_api import Browser, Page

from portal.links import make_link
from portal.models import BoardPost, SharedContact
from portal.network import board
from tests.portal.network.conftest import POST
from tests.portal.test_a_phone_in_a_browser import PHONE, fits, violations

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PAGES = (
    "/portal/", "/portal/profile/", "/portal/members/", "/portal/calendar/", "/portal/meetups/new/",
    "/portal/board/", "/portal/board/new/", "/portal/groups/", "/portal/groups/contact/",
    "/portal/groups/betsu/message/", "/portal/nothing/",
)  # fmt: skip


def signed_in_page(browser: Browser, member, server: str, **options) -> Page:
    page = browser.new_context(viewport=PHONE, **options).new_page()
    page.goto(make_link(member, timezone.now()).replace(settings.BASE_URL, server))
    page.get_by_role("button", name="入る").click()
    return page


def test_asking_answering_and_writing_work_without_scripts(
    member, other, browser: Browser, live_server
):
    page = signed_in_page(browser, member, live_server.url, java_script_enabled=False)
    page.get_by_role("link", name="団体の掲示板").click()
    page.get_by_role("link", name="掲示板に書く").click()
    page.get_by_label("聞きたい・お願い").check()
    page.get_by_label("題").fill("いすを貸してください")
    page.get_by_label("書くこと").fill("10脚使いたいです")
    page.get_by_role("button", name="掲示板に出す").click()
    assert page.get_by_role("status").inner_text().startswith("掲示板に出しました")

    theirs = signed_in_page(browser, other, live_server.url, java_script_enabled=False)
    theirs.get_by_role("link", name="団体の掲示板").click()
    theirs.get_by_role("link", name="いすを貸してください").click()
    theirs.get_by_label("返事を書く").fill("20脚あります")
    theirs.get_by_role("button", name="返事を出す").click()
    assert theirs.get_by_text("20脚あります").is_visible()

    theirs.goto(f"{live_server.url}/portal/groups/")
    theirs.get_by_role("link", name="ことばを届ける").click()
    theirs.get_by_label("伝えること").fill("取りに来られますか")
    theirs.get_by_role("button", name="届ける").click()
    assert theirs.get_by_role("status").inner_text().startswith("ことばを預かりました")
    assert "取りに来られますか" in mail.outbox[-1].body


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_page_fits_the_phone_and_axe_finds_nothing(
    member, meetup, other, browser: Browser, live_server, scheme
):
    now = timezone.now()
    post = board.write(other, POST | {"days": 30}, now, timezone.localdate(now), None)
    board.answer(post, member, "あります", now)
    SharedContact.objects.create(organization=other.organization, phone="0467-00-0009")
    page = signed_in_page(browser, member, live_server.url, color_scheme=scheme)
    found = {}
    at = f"/portal/board/{BoardPost.objects.get().pk}/"
    for path in (*PAGES, at, f"{at}report/"):
        page.goto(live_server.url + path)
        found[path] = (violations(page), fits(page))
    assert found == dict.fromkeys(found, ([], True))
