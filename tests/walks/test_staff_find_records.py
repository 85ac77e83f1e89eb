"""In a real browser: a list and a chooser find as staff type."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from search.admin_search.tasks import index_missing
from tests.walks.conftest import DESK, Opening, sign_in

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]


def test_a_list_narrows_while_a_word_is_typed(opened: Opening, site: str, staff: None):
    index_missing()
    page = sign_in(opened(viewport=DESK, locale="ja-JP"), site, "suzuki")
    page.goto(f"{site}/admin/snippets/directory/place/")
    typed = page.locator("#id_q")
    typed.press_sequentially("しょくど")
    rows = page.locator("#listing-results tbody tr")
    expect(page.locator("#listing-results")).not_to_contain_text("家族のオンライン相談")
    expect(rows.filter(has_text="みんなの食堂 大船")).to_have_count(1)
    typed.fill("ｼｮｸﾄﾞｳ 腰越")
    expect(rows.filter(has_text="みんなの食堂 大船")).to_have_count(0)
    expect(rows.filter(has_text="みんなの食堂 腰越")).to_have_count(1)


def test_a_chooser_finds_by_romaji(opened: Opening, site: str, staff: None):
    index_missing()
    page = sign_in(opened(viewport=DESK, locale="ja-JP"), site, "suzuki")
    choose_a_place(page, site)
    chooser = page.locator(".modal-content")
    # The window takes the focus once it has come into sight; keys typed before would be lost.
    expect(page.locator(".modal.in")).to_be_focused()
    chooser.locator("input[name=q]").press_sequentially("shokudo")
    rows = chooser.locator("tbody tr")
    expect(chooser).not_to_contain_text("家族のオンライン相談")
    rows.filter(has_text="みんなの食堂 大船").get_by_role("link").first.click()
    expect(page.locator(".chooser").filter(has_text="みんなの食堂 大船")).to_be_visible()


def choose_a_place(page: Page, site: str) -> None:
    page.goto(f"{site}/admin/snippets/navigator/benefit/add/")
    page.get_by_role("tab", name="事実").click()
    page.locator("#id_desk-chooser .unchosen [data-chooser-action-choose]").click()
