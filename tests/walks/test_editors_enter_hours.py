"""An editor types the hours of わかたま, another pastes a phrase; with scripts and without."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from directory.models import Place
from events.models import EventSeries
from tests.factories import PlaceFactory
from tests.walks.conftest import DESK, PHONE, Opening, sign_in

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

SCREENS = pytest.mark.parametrize(
    ("size", "scripts"), [(DESK, True), (PHONE, True), (DESK, False), (PHONE, False)],
    ids=["desk", "phone", "desk-without-scripts", "phone-without-scripts"],
)  # fmt: skip


@pytest.fixture(autouse=True)
def _undisturbed(settings: Any) -> None:
    """Nothing is asked of the server by itself while the test reads the database in memory."""
    settings.WAGTAIL_AUTOSAVE_INTERVAL = 0
    settings.WAGTAIL_EDITING_SESSION_PING_INTERVAL = 600_000


def draft(place: Place) -> Place:
    return Place.objects.get(pk=place.pk).get_latest_revision_as_object()


def editor(opened: Opening, site: str, path: str, size: dict[str, int], scripts: bool) -> Page:
    page = opened(viewport=size, java_script_enabled=scripts)
    sign_in(page, site, "suzuki")
    page.goto(f"{site}{path}")
    if scripts:
        page.get_by_role("tab", name="事実").click()
    return page


def unfold(page: Page, words: str) -> None:
    page.locator(".facts-form > details", has=page.get_by_text(words)).locator(
        "summary"
    ).first.click()


def save(page: Page) -> None:
    with page.expect_response(
        lambda answer: answer.request.method == "POST" and "/snippets/" in answer.url
    ):
        page.locator("footer button[type=submit]:not([name])").first.click()
    page.wait_for_load_state("networkidle")


@SCREENS
def test_an_editor_enters_the_hours_of_wakatama_and_sees_the_days(
    opened: Opening, site: str, staff: None, size: dict[str, int], scripts: bool
):
    place = PlaceFactory(name="わかたま 大船", hours={})
    page = editor(opened, site, f"/admin/snippets/directory/place/edit/{place.pk}/", size, scripts)
    for box in page.locator("input[name=hours-rows-0-days]").all():
        box.check()
    page.fill("input[name=hours-rows-0-opens]", "9:00")
    page.fill("input[name=hours-rows-0-closes]", "21時")
    unfold(page, "休み（年末年始")
    page.fill("textarea[name=hours-closed_yearly]", "12/29〜1/3")
    unfold(page, "人によるちがい")
    page.fill("textarea[name=hours-audience_until]", "中学生 20:00")
    if not scripts:
        page.get_by_role("button", name="14日分をたしかめる").click()
    days = page.locator(".day-list li")
    expect(days).to_have_count(14)
    expect(page.locator("#hours-preview")).to_contain_text("中学生は 9:00〜20:00")
    expect(page.locator("#hours-preview table")).to_contain_text("20:00まで")
    if not scripts:
        assert draft(place).hours == {}
    save(page)
    assert draft(place).hours == {
        "hours": [
            {
                "days": ["MO", "TU", "WE", "TH", "FR", "SA", "SU"],
                "opens": "09:00",
                "closes": "21:00",
            }
        ],
        "closed_yearly": [["12-29", "01-03"]],
        "audience_until": {"中学生": "20:00"},
    }


@SCREENS
def test_an_editor_pastes_a_phrase_and_confirms_what_was_read(
    opened: Opening, site: str, staff: None, size: dict[str, int], scripts: bool
):
    place = PlaceFactory(name="しおかぜ食堂", hours={})
    page = editor(opened, site, f"/admin/snippets/directory/place/edit/{place.pk}/", size, scripts)
    page.fill("#hours-phrase", "平日10:00-15:00（第3水曜休） 不定休")
    page.click("#hours-phrase-box button")
    expect(page.locator("[data-said]")).to_contain_text("読み取れません")
    expect(page.locator("#hours-phrase")).to_have_value("平日10:00-15:00（第3水曜休） 不定休")
    page.fill("#hours-phrase", "平日10:00-15:00（第3水曜休） 要予約")
    page.click("#hours-phrase-box button")
    expect(page.locator("[data-said]")).to_contain_text("まだ保存していません")
    expect(page.locator("input[name=hours-rows-0-opens]")).to_have_value("10:00")
    expect(page.locator("#id_hours_note")).to_have_value("要予約")
    if not scripts:
        assert draft(place).hours == {}
    page.check("input[name=hours-confirmed]")
    save(page)
    assert draft(place).hours["closed_nth"] == ["3WE"]
    assert draft(place).hours_note == "要予約"


def test_an_unconfirmed_phrase_is_not_saved(opened: Opening, site: str, staff: None):
    place = PlaceFactory(name="しおかぜ食堂", hours={})
    path = f"/admin/snippets/directory/place/edit/{place.pk}/"
    page = editor(opened, site, path, DESK, scripts=False)
    page.fill("#hours-phrase", "月〜金 9時〜17時")
    page.click("#hours-phrase-box button")
    save(page)
    assert draft(place).hours == {}
    assert "チェックを入れてください" in page.content()
    assert page.input_value("input[name=hours-rows-0-opens]") == "09:00"


@pytest.mark.parametrize("scripts", [True, False])
def test_a_meetup_is_entered_by_its_phrase(opened: Opening, site: str, staff: None, scripts: bool):
    page = editor(opened, site, "/admin/snippets/events/eventseries/add/", DESK, scripts)
    page.fill("#rule-phrase", "第2・第4水曜 10時〜12時 祝日除く")
    page.click("#rule-phrase-box button")
    expect(page.locator("[data-said]")).to_contain_text("次は ")
    expect(page.locator("[data-said]")).to_contain_text("（水） 10:00")
    page.check("input[name=rule-confirmed]")
    if scripts:
        page.get_by_role("tab", name="ことば").click()
    page.fill("#id_name", "水曜サロン")
    save(page)
    page.wait_for_url("**/eventseries/**")
    assert EventSeries.objects.get(name="水曜サロン").rule == {
        "rrule": "FREQ=MONTHLY;BYDAY=2WE,4WE",
        "start": "10:00",
        "end": "12:00",
        "public_holidays": "skip",
    }
