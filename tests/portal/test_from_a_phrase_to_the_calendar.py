"""A volunteer's phone of 360 pixels, a moderator, and the three places where residents look."""

import pytest
from django.conf import settings
from django.core import mail
from django.test import Client
from django.utils import timezone
from icalendar import Calendar
from playwright.sync_api import Browser, Page

from events.models import EventSeries
from portal.models import Proposal
from tests.portal.proposing import staff
from tests.portal.test_a_phone_in_a_browser import PHONE

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
]


def sign_in_by_mail(page: Page, server: str, email: str) -> None:
    page.goto(f"{server}/portal/")
    page.get_by_label("メールアドレス").fill(email)
    page.locator("main").get_by_role("button").click()
    page.locator("main h1").wait_for()
    (link,) = [word for word in mail.outbox[-1].body.split() if "/portal/in/" in word]
    page.goto(link.replace(settings.BASE_URL, server))
    page.get_by_role("button", name="入る").click()


def dates_in_the_calendar(client: Client, series: EventSeries) -> dict[str, tuple[str, int, str]]:
    """Original date → UID, SEQUENCE, STATUS of the calendar of a series."""
    text = client.get(f"/events/{series.public_id}/calendar.ics").content
    return {
        str(entry["X-ORIGINAL-DATE"]): (
            str(entry["UID"]), int(entry["SEQUENCE"]), str(entry["STATUS"]),
        )
        for entry in Calendar.from_ical(text).walk("VEVENT")
    }  # fmt: skip


def accept(browser: Browser, server: str, proposal: Proposal) -> None:
    """A moderator opens what was sent and lets it stand."""
    desk = Client()
    desk.force_login(staff("tanaka"))
    context = browser.new_context()
    context.add_cookies([{"name": "sessionid", "value": desk.session.session_key, "url": server}])
    page = context.new_page()
    page.goto(f"{server}/admin/proposals/{proposal.pk}/")
    page.get_by_role("button", name="のせる", exact=True).click()
    page.get_by_text("公開しました").first.wait_for()


def test_a_meetup_goes_from_a_phrase_to_list_search_and_calendar_and_so_does_a_cancellation(
    member, browser: Browser, live_server
):
    page = browser.new_context(viewport=PHONE).new_page()
    sign_in_by_mail(page, live_server.url, member.email)
    page.get_by_role("link", name="新しい集まりをのせる").click()
    page.get_by_label("集まる日と時間").fill("毎月第2土曜 10時から12時")
    page.get_by_label("集まりの名前").fill("ゆうなぎ茶話会")
    page.get_by_text("一覧にない場所を書く").click()
    page.get_by_label("新しい場所の名前").fill("見本会館")
    page.get_by_label("新しい場所の住所").fill("鎌倉市見本町1")
    page.get_by_role("button", name="市に送って").click()
    page.get_by_role("heading", name="ゆうなぎ茶話会").first.wait_for()

    proposal = Proposal.objects.get()
    assert proposal.status == Proposal.Status.WAITING
    residents = Client()
    assert "ゆうなぎ茶話会" not in residents.get("/events/").text
    accept(browser, live_server.url, proposal)

    series = EventSeries.objects.get()
    first = series.occurrences.filter(starts_at__gt=timezone.now()).earliest("starts_at")
    day = first.original_date.isoformat()
    assert "ゆうなぎ茶話会" in residents.get("/events/").text
    assert f"/events/{series.public_id}/" in residents.get("/search/", {"q": "ゆうなぎ"}).text
    uid, sequence, status = dates_in_the_calendar(residents, series)[day]
    assert status == "CONFIRMED"

    page.goto(f"{live_server.url}/portal/")
    page.get_by_role("link", name="中止にする").first.click()
    page.get_by_role("button", name="天気のため").click()
    page.get_by_role("status").wait_for()
    for address in ("/events/", "/search/?q=ゆうなぎ"):
        assert "天気のため" in residents.get(address).text, address
    after = dates_in_the_calendar(residents, series)[day]
    assert after[0] == uid
    assert after[1] > sequence
    assert after[2] == "CANCELLED"
