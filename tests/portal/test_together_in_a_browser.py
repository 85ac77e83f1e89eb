"""A member at a phone of 360 pixels without JavaScript says 「この日は出ません」, and takes it back."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.utils import timezone
from playwright.sync_api import Browser, Page

from events.models import EventSeries, Occurrence
from portal.links import make_link
from portal.models import Member, TogetherRequest
from tests.factories import EventSeriesFactory, MemberFactory, OrganizationFactory
from tests.portal.conftest import address

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PHONE = {"width": 360, "height": 740}


@pytest.fixture
def neighbour(locales) -> Member:
    group = OrganizationFactory(name="となりの会", public_id="tonari")
    return MemberFactory(organization=group, name="田中", email="tanaka@example.jp")


@pytest.fixture
def common(group, neighbour) -> Occurrence:
    series = EventSeriesFactory(
        name="きょうだいの夜",
        public_id="yoru",
        organizers=[group, neighbour.organization],
        keeper=group,
    )
    return series.occurrences.get()


def entered(page: Page, member: Member, server: str) -> None:
    page.goto(make_link(member, timezone.now()).replace(settings.BASE_URL, server))
    page.get_by_role("button", name="入る").click()


def test_a_group_says_it_is_not_there_in_two_presses_and_takes_it_back(
    neighbour, common, browser: Browser, live_server
):
    page = browser.new_context(viewport=PHONE, java_script_enabled=False).new_page()
    public = f"{live_server.url}/events/yoru/{common.key}/"
    words = "となりの会は今回は参加しません"
    entered(page, neighbour, live_server.url)
    assert page.get_by_text("なおすのは、なみのおとです。").first.is_visible()
    page.get_by_role("link", name="この日は出ません").click()
    page.get_by_role("button", name="この日は出ません").click()
    assert page.get_by_role("status").inner_text().startswith("この日は出ないと知らせました")
    page.goto(public)
    assert page.get_by_text(words).first.is_visible()
    calendar = page.request.get(f"{live_server.url}/events/yoru/calendar.ics").text()
    assert words in calendar.replace("\r\n ", "")
    page.goto(f"{live_server.url}/portal/")
    page.get_by_role("button", name="やっぱり出ます").click()
    assert page.get_by_role("status").inner_text().startswith("この日も出ることにしました")
    page.goto(public)
    assert page.get_by_text(words).count() == 0
    calendar = page.request.get(f"{live_server.url}/events/yoru/calendar.ics").text()
    assert "今回は参加しません" not in calendar.replace("\r\n ", "")


def test_a_group_is_found_asked_and_says_yes(
    member, group, neighbour, browser: Browser, live_server
):
    EventSeriesFactory(name="きょうだいの夜", public_id="yoru", organizers=[group])
    page = browser.new_context(viewport=PHONE, java_script_enabled=False).new_page()
    entered(page, member, live_server.url)
    page.get_by_role("link", name="いっしょに開く団体").click()
    page.get_by_label("ひとこと").fill("春の会を")
    page.get_by_label("団体の名前でさがす").fill("となり")
    page.get_by_role("button", name="さがす").click()
    page.get_by_role("radio", name="となりの会").check()
    page.get_by_role("button", name="この団体にたずねる").click()
    assert page.get_by_role("status").inner_text().startswith("たずねました")
    page = browser.new_context(viewport=PHONE, java_script_enabled=False).new_page()
    entered(page, neighbour, live_server.url)
    page.get_by_role("link", name="見て答える").click()
    assert page.get_by_text("春の会を").is_visible()
    page.get_by_role("button", name="はい、いっしょに開きます").click()
    assert page.get_by_text("いっしょに開く集まり").first.is_visible()
    assert EventSeries.objects.get().organizers.count() == 2


def test_every_page_of_a_common_meetup_fits_the_phone_and_axe_finds_nothing(
    member, neighbour, common, browser: Browser, live_server
):
    third = OrganizationFactory(name="うみかぜ", public_id="umikaze")
    MemberFactory(organization=third)
    question = TogetherRequest.objects.create(
        series=common.series,
        asking=third,
        asked=member.organization,
        words="春の会を",
        asked_by="木村",
        asked_at=timezone.now(),
    )
    meetup = "/portal/meetups/yoru/"
    own = ("/portal/", f"{meetup}together/", f"{meetup}keeper/", f"/portal/together/{question.pk}/")
    theirs = ("/portal/", f"{meetup}leave/", address(common, "absent/"), address(common, "cancel/"))
    for person, paths in ((member, own), (neighbour, theirs)):
        page = browser.new_context(viewport=PHONE).new_page()
        entered(page, person, live_server.url)
        for path in paths:
            page.goto(live_server.url + path)
            assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), path
            found = [rule["id"] for rule in Axe().run(page).response["violations"]]
            assert found == [], path
