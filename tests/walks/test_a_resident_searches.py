"""A resident searches: suggestions by keyboard, near a station or the device, other orders and words."""

from __future__ import annotations

from urllib.parse import parse_qs, quote, urlsplit

import pytest
from playwright.sync_api import Page, expect

from search.correcting.keeping import refresh_vocabularies
from tests.walks.conftest import DESK, PHONE, Opening, resident
from tests.walks.test_accessibility import violations

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

FIRST_RESULT_AT_MOST = 0.6
HERE = {"latitude": 35.3193, "longitude": 139.5467}
ROUNDED = "35.32,139.55"
EXACT = ("35.319", "139.546")


def asked(page: Page) -> dict[str, list[str]]:
    return parse_qs(urlsplit(page.url).query)


def typed(page: Page, words: str) -> Page:
    """Words in the field, key by key, once the suggestions are ready."""
    field = page.locator("input[name=q]").first
    field.focus()
    expect(field).to_have_attribute("role", "combobox")
    field.press_sequentially(words)
    return page


def offered(page: Page) -> list[str]:
    expect(page.get_by_role("listbox")).to_be_visible()
    return page.get_by_role("option").locator("span").all_inner_texts()


@pytest.mark.parametrize("words", ["にんち", "にんちs", "ninchi", "認知", "認知s", "ニンチ", "ﾆﾝﾁ"])
def test_a_word_is_suggested_however_it_is_typed(opened: Opening, site: str, words: str):
    page = opened(viewport=PHONE)
    page.goto(f"{site}/search/")
    assert offered(typed(page, words))[0] == "認知症"


def test_a_keyboard_chooses_a_word_and_it_is_looked_for(opened: Opening, site: str):
    page = opened(viewport=DESK)
    sent: list[str] = []
    page.on("request", lambda request: sent.append(request.url))
    page.goto(f"{site}/")
    typed(page, "ninti")
    field = page.locator("input[name=q]").first
    expect(page.get_by_role("status").filter(has_text="候補が")).to_have_count(1)
    assert field.get_attribute("aria-activedescendant") is None
    page.keyboard.press("ArrowDown")
    chosen = page.get_by_role("option", selected=True)
    expect(chosen).to_have_text("認知症")
    assert field.get_attribute("aria-activedescendant") == chosen.get_attribute("id")
    page.keyboard.press("ArrowUp")
    expect(page.get_by_role("option", selected=True)).to_have_count(0)
    page.keyboard.press("Escape")
    expect(page.get_by_role("listbox")).to_be_hidden()
    assert field.input_value() == "ninti"
    assert not [url for url in sent if "ninti" in url], "nothing typed leaves the device"
    page.keyboard.press("ArrowDown")
    expect(page.get_by_role("listbox")).to_be_visible()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search/?**")
    assert asked(page)["q"] == ["認知症"]
    assert page.locator("main article").count() > 0


def test_a_record_that_is_chosen_is_opened(opened: Opening, site: str):
    page = opened(viewport=PHONE)
    page.goto(f"{site}/places/?ruby=1")
    typed(page, "きみえ")
    page.get_by_role("option").filter(has_text="場所").first.click()
    page.wait_for_url("**/places/kimie-shokudo/?ruby=1")


def test_keys_of_an_input_method_are_its_own(opened: Opening, site: str):
    page = opened(viewport=PHONE)
    page.goto(f"{site}/search/")
    typed(page, "にんち")
    assert offered(page)
    kept = page.evaluate(
        """() => {
          const field = document.querySelector('input[name=q]');
          const key = (name) => new KeyboardEvent('keydown',
            { key: name, isComposing: true, bubbles: true, cancelable: true });
          return ['ArrowDown', 'Enter', 'Escape'].map((name) => field.dispatchEvent(key(name)));
        }"""
    )
    assert kept == [True, True, True]
    expect(page.get_by_role("option", selected=True)).to_have_count(0)
    expect(page.get_by_role("listbox")).to_be_visible()


def test_english_pages_suggest_english_words(opened: Opening, site: str):
    page = opened(viewport=DESK)
    page.goto(f"{site}/en/search/")
    assert "Dementia" in offered(typed(page, "deme"))


def test_near_a_station_by_its_name(opened: Opening, site: str):
    page = resident(opened)
    page.goto(f"{site}/search/?q={quote('食堂')}")
    page.locator("details.facets summary").click()
    page.get_by_label("町や駅から近い順").fill("大船駅")
    page.get_by_role("button", name="この条件で見る").click()
    page.wait_for_load_state("domcontentloaded")
    assert asked(page)["near"][-1] in ("大船駅", "ofuna-station")
    first = page.locator("main article").first
    expect(first.locator(".where")).to_contain_text("約")
    expect(page.locator(".chips")).to_contain_text("大船駅")
    page.get_by_role("link", name="合う順").click()
    page.wait_for_url("**sort=fit**")
    page.locator(".chips a", has_text="大船駅").click()
    page.wait_for_load_state("domcontentloaded")
    assert "near" not in asked(page)


def test_a_point_that_nobody_knows_is_asked_for_again(opened: Opening, site: str):
    page = resident(opened)
    page.goto(f"{site}/search/?q={quote('食堂')}&near={quote('ぬぬ駅')}")
    field = page.get_by_label("町や駅から近い順")
    expect(field).to_have_value("ぬぬ駅")
    expect(field).to_have_attribute("aria-invalid", "true")
    assert (
        "見つかりませんでした" in page.locator(f"#{field.get_attribute('id')}_error").inner_text()
    )
    field.fill("はせえき")
    page.get_by_role("button", name="近い順に見る").click()
    page.wait_for_load_state("domcontentloaded")
    expect(page.locator(".chips")).to_contain_text("長谷駅")
    assert asked(page)["q"] == ["食堂"]


def test_near_me_sends_a_rounded_position_only(opened: Opening, site: str):
    page = opened(viewport=PHONE, geolocation=HERE, permissions=["geolocation"])
    sent: list[str] = []
    page.on("request", lambda request: sent.append(f"{request.url} {request.post_data}"))
    page.goto(f"{site}/search/?q={quote('食堂')}&area=kamakura")
    assert not [url for url in sent if "near" in urlsplit(url).query], "only by a press"
    page.locator("details.facets summary").click()
    page.get_by_role("button", name="いまいる場所から近い順").click()
    page.wait_for_url("**near=**")
    assert asked(page)["near"] == [ROUNDED]
    assert (asked(page)["q"], asked(page)["area"]) == (["食堂"], ["kamakura"])
    assert not [url for url in sent if any(exact in url for exact in EXACT)]
    assert not any(exact in page.content() for exact in EXACT)
    expect(page.locator("main article .where").first).to_contain_text("km")


def test_a_refused_position_is_said_and_loses_nothing(opened: Opening, site: str):
    page = opened(viewport=PHONE, permissions=[])
    page.goto(f"{site}/places/?q={quote('食堂')}")
    before = page.url
    page.locator("details.facets summary").click()
    page.get_by_role("button", name="いまいる場所から近い順").click()
    expect(page.locator("near-me [role=status]")).to_contain_text("町や駅の名前でもさがせます")
    assert page.url == before


def test_without_javascript_there_is_no_button_that_needs_it(opened: Opening, site: str):
    page = resident(opened)
    page.goto(f"{site}/search/")
    expect(page.locator("near-me button")).to_be_hidden()
    page.get_by_label("町や駅から近い順").fill("鎌倉駅")
    page.get_by_role("button", name="近い順に見る").click()
    page.wait_for_load_state("domcontentloaded")
    expect(page.locator("main article .where").first).to_contain_text("約")


def test_an_order_is_a_link(opened: Opening, site: str):
    page = resident(opened)
    page.goto(f"{site}/search/?q={quote('介護')}&audience=carer")
    page.get_by_role("link", name="日にちの近い順").click()
    page.wait_for_load_state("domcontentloaded")
    assert (asked(page)["sort"], asked(page)["audience"]) == (["next"], ["carer"])
    assert page.locator("main article").first.get_attribute("class") == "meet"
    expect(page.locator(".sorts [aria-current]")).to_have_text("日にちの近い順")


def test_what_was_probably_meant_is_said_with_the_way_to_what_was_typed(opened: Opening, site: str):
    refresh_vocabularies()
    page = resident(opened)
    page.goto(f"{site}/search/?q=ninchishuu")
    expect(page.locator(".meant").filter(has_text="もふくめてさがしました")).to_contain_text(
        "認知症"
    )
    page.get_by_role("link", name="「ninchishuu」だけでさがす").click()
    page.wait_for_load_state("domcontentloaded")
    assert page.get_by_text("もふくめてさがしました").count() == 0
    expect(page.get_by_role("searchbox")).to_have_value("ninchishuu")


def test_nothing_found_leads_on(opened: Opening, site: str):
    page = resident(opened)
    page.goto(f"{site}/search/?q={quote('食堂')}&audience=employer&area=tamanawa")
    expect(page.get_by_role("heading", name="見つかりませんでした")).to_be_visible()
    assert page.locator("main a[href^='tel:']").count() > 0
    door = page.locator("ul.doors a").first
    count = int("".join(filter(str.isdecimal, door.locator(".num").inner_text())))
    door.click()
    page.wait_for_load_state("domcontentloaded")
    assert int(page.locator("#found b").inner_text()) == count > 0


def test_pages_are_numbered(opened: Opening, site: str):
    page = resident(opened)
    page.goto(f"{site}/search/?q={quote('相談')}")
    page.locator("ol.pages a").last.click()
    page.wait_for_load_state("domcontentloaded")
    current = page.locator("ol.pages [aria-current=page]")
    assert asked(page)["page"][0] in current.inner_text()
    assert page.locator("main article").count() > 0


def test_the_first_result_stands_on_the_first_screen_with_conditions_too(
    opened: Opening, site: str
):
    page = resident(opened)
    for conditions in ("", "&near=kamakura-station", "&area=kamakura"):
        page.goto(f"{site}/search/?q={quote('食堂')}{conditions}")
        box = page.locator("main article").first.bounding_box()
        assert box is not None
        assert box["y"] <= PHONE["height"] * FIRST_RESULT_AT_MOST, conditions


@pytest.mark.parametrize("screen", [PHONE, DESK], ids=["390", "1280"])
def test_axe_finds_nothing_while_searching(opened: Opening, site: str, screen: dict[str, int]):
    page = opened(viewport=screen)
    word = quote("食堂")
    paths = (
        "/search/?ruby=1",
        f"/search/?q={word}&near=kamakura-station&area=kamakura",
        f"/search/?q={word}&near={quote('ぬぬ駅')}",
        f"/search/?q={word}&audience=employer&area=tamanawa",
        f"/search/?q={quote('ninchishuu')}",
    )
    found = {}
    for path in paths:
        page.goto(site + path)
        if complaints := violations(page):
            found[path] = complaints
    page.goto(f"{site}/search/")
    offered(typed(page, "しょく"))
    page.keyboard.press("ArrowDown")
    if complaints := violations(page):
        found["suggestions"] = complaints
    assert found == {}
