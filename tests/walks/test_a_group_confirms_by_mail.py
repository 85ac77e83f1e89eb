"""From the mail to the thanks on a telephone without JavaScript; scanners that look change nothing."""

import re
from datetime import timedelta

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone
from playwright.sync_api import Page

from directory.asking import ask_for_confirmation
from directory.confirming import VALID_FOR
from directory.models import Check, ConfirmationRequest, Correction, Place
from tests.factories import CheckFactory, OrganizationFactory, PlaceFactory
from tests.walks.conftest import DESK, PHONE, Opening, resident, sign_in
from tests.walks.test_a_resident_without_javascript import wider_than_the_screen
from tests.walks.test_accessibility import violations

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def place(site: str) -> Place:
    """A place of a group that was checked half a year ago and is due today."""
    group = OrganizationFactory(name="なみの輪", confirmation_email="nami@example.jp")
    place = PlaceFactory(
        name="しおかぜ食堂", public_id="shiokaze", organization=group, phone="0467-00-0000",
        hours={"hours": [{"days": ["SA"], "opens": "11:00", "closes": "14:00"}]},
    )  # fmt: skip
    today = timezone.localdate()
    CheckFactory(
        record_id="shiokaze", checked_on=today - timedelta(days=182), next_due=today,
        by_department__phone="0467-23-0000",
    )  # fmt: skip
    return place


@pytest.fixture
def link(site: str, place: Place) -> str:
    """The link of the mail that the job of the morning sent."""
    ask_for_confirmation()
    (letter,) = [letter for letter in mail.outbox if "しおかぜ食堂" in letter.subject]
    return site + re.search(r"https?://[^/\s]+(/confirm/\S+)", letter.body)[1]


def answered() -> bool:
    return Check.objects.filter(by_organization__isnull=False, record_id="shiokaze").exists()


def today_in_words() -> str:
    today = timezone.localdate()
    return f"{today.year}年（令和{today.year - 2018}年）{today.month}月{today.day}日"


def heading(page: Page) -> str:
    return page.get_by_role("heading", level=1).inner_text()


def test_a_group_confirms_with_one_press_and_readers_see_it(opened: Opening, site: str, link: str):
    page = resident(opened)
    page.goto(link)
    assert "変わりはありませんか" in heading(page)
    assert page.get_by_text("11:00〜14:00").is_visible()
    assert wider_than_the_screen(page) == []
    page.get_by_role("button", name="変わりありません").click()
    assert "ありがとうございます" in heading(page)
    assert page.context.cookies() == []
    page.get_by_role("link", name="公開しているページを見る").click()
    assert page.locator(".checked").first.inner_text().startswith(f"確認日 {today_in_words()}")
    page.goto(f"{site}/places/?q=しおかぜ")
    card = page.locator("article.place", has_text="しおかぜ食堂").locator(".checked")
    assert today_in_words() in card.inner_text()
    assert "なみの輪" in card.inner_text()


def test_scanners_that_open_every_link_answer_nothing(opened: Opening, link: str):
    path = "/" + link.split("/", 3)[3]
    for method in ("get", "head"):
        for _again in range(3):
            assert getattr(Client(), method)(path).status_code == 200
    scanner = opened(viewport=PHONE, java_script_enabled=True)
    scanner.goto(link)
    for address in scanner.evaluate(
        "[...document.links].map(one => one.href).filter(one => one.startsWith('http'))"
    ):
        scanner.goto(address)
    assert not answered()
    assert not Correction.objects.exists()
    page = resident(opened)
    page.goto(link)
    page.get_by_role("button", name="変わりありません").click()
    assert answered()


def test_a_group_says_what_is_different_and_nothing_public_changes(
    opened: Opening, site: str, link: str
):
    page = resident(opened)
    page.goto(link)
    page.get_by_role("link", name="直すところがあります").click()
    page.get_by_role("button", name="この内容を送る").click()
    assert page.get_by_role("alert").get_by_text("ちがうところを書いてください").is_visible()
    page.get_by_label("どこがちがいますか").fill("12月から日曜日になりました。")
    page.get_by_role("button", name="この内容を送る").click()
    assert "ありがとうございます" in heading(page)
    page.goto(f"{site}/places/shiokaze/")
    assert "12月から" not in page.content()
    assert Correction.objects.get().text == "12月から日曜日になりました。"


def test_a_forwarded_a_used_and_an_old_link_explain_themselves(opened: Opening, link: str):
    page = resident(opened)
    page.goto(link)
    assert page.get_by_text("なみの輪の方だけが押してください").is_visible()
    page.get_by_role("button", name="変わりありません").click()
    friend = resident(opened)
    friend.goto(link)
    assert heading(friend) == "もう、答えをいただいています"
    ConfirmationRequest.objects.update(
        used_at=None, answer="", expires_at=timezone.now() - VALID_FOR
    )
    friend.goto(link)
    assert "期限がすぎました" in heading(friend)
    assert friend.locator("a[href='tel:0467230000']").is_visible()
    friend.goto(link[:-12] + "/")
    assert "見つかりませんでした" in heading(friend)


@pytest.mark.parametrize("looks", [PHONE, DESK], ids=["390", "1280"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_on_the_pages_of_the_link(
    opened: Opening, link: str, looks: dict[str, int], scheme: str
):
    page = opened(viewport=looks, color_scheme=scheme)
    found = {}
    for end in ("", "correct/"):
        page.goto(link + end)
        found[end] = violations(page) + wider_than_the_screen(page)
    page.get_by_role("button", name="この内容を送る").click()
    found["errors"] = violations(page)
    page.goto(link)
    page.get_by_role("button", name="変わりありません").click()
    found["thanks"] = violations(page)
    page.goto(link)
    found["used"] = violations(page)
    page.goto(link[:-12] + "/")
    found["missing"] = violations(page)
    assert {where: rules for where, rules in found.items() if rules} == {}


def test_staff_confirm_from_the_list_the_menu_and_the_form_with_one_press(
    opened: Opening, site: str, staff: None, place: Place
):
    page = sign_in(opened(viewport=DESK), site, "suzuki")
    page.goto(f"{site}/admin/checks/?type=place")
    page.get_by_role("button", name=re.compile("変わりありません.*しおかぜ食堂")).click()
    page.wait_for_load_state("domcontentloaded")
    assert page.get_by_text("「しおかぜ食堂」を、変わりないと確認しました").is_visible()
    assert Check.objects.filter(record_id="shiokaze").count() == 2
    page.get_by_role("button", name="とりけす").click()
    page.get_by_text("とりけしました").wait_for()
    assert Check.objects.filter(record_id="shiokaze").count() == 1
    page.goto(f"{site}/admin/snippets/directory/place/edit/{place.pk}/")
    page.get_by_role("button", name="変わりありません（確認した）").click()
    page.get_by_text("変わりないと確認しました").wait_for()
    assert f"/edit/{place.pk}/" in page.url
    assert Check.objects.filter(record_id="shiokaze").count() == 2
    page.goto(f"{site}/admin/snippets/directory/place/?q=しおかぜ")
    page.locator("button[aria-label*='しおかぜ食堂']").click()
    page.get_by_role("button", name="変わりありません（確認した）").click()
    page.get_by_text("変わりないと確認しました").wait_for()
    assert Check.objects.filter(record_id="shiokaze").count() == 3
