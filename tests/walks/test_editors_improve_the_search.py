"""A reader finds nothing, an editor hears of it and adds the word, the next reader finds it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.utils import timezone
from playwright.sync_api import Page

from search.models import ConceptLine, ExpectedFind, UnansweredTerm
from search.unanswered import store
from tests.walks.conftest import DESK, PHONE, Opening, resident, sign_in
from tests.walks.test_a_resident_without_javascript import wider_than_the_screen
from tests.walks.test_accessibility import violations

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
WORDS = "ぬるぬるこねこね"
NOTHING_FITS = "ぴったりのものはなく"


@pytest.fixture(autouse=True)
def _no_lines_left() -> Iterator[None]:
    yield
    for model in (ConceptLine, ExpectedFind, UnansweredTerm):
        model.objects.all().delete()


def ask(reader: Page, site: str) -> str:
    reader.goto(f"{site}/search/?q={WORDS}")
    return reader.locator("main").inner_text()


@pytest.mark.parametrize("looks", [DESK, None], ids=["1280", "390 without JavaScript"])
def test_from_a_word_that_finds_nothing_to_one_that_does(
    opened: Opening, site: str, staff: None, looks: dict[str, int] | None
) -> None:
    reader = resident(opened)
    for _time in range(5):
        assert NOTHING_FITS in ask(reader, site)
    store(timezone.localdate())

    page = sign_in(opened(viewport=looks) if looks else resident(opened), site, "suzuki")
    page.goto(f"{site}/admin/search/unanswered/")
    row = page.locator(".expect-row", has_text=WORDS)
    assert "5回" in row.inner_text()

    row.get_by_role("link", name="これが見つかるはず").click()
    page.get_by_label("ことばでさがす").fill("きみえ食堂")
    page.get_by_role("button", name="さがして、えらぶ").click()
    page.locator("[name=records-key][value='place:kimie-shokudo']").check()
    page.locator("#id_within").fill("1")
    save(page)
    assert "▲ 見つからない" in page.locator(".expect-row").inner_text()

    page.locator(".expect-row").get_by_role("link", name="言いかえを加える").click()
    page.locator("#id_phrases").fill(f"{WORDS}、きみえ食堂")
    page.get_by_role("button", name="どう変わるか見る").click()
    change = page.locator(".look-change", has_text=WORDS).first
    change.wait_for()
    assert "◎" in change.inner_text()
    assert NOTHING_FITS in ask(reader, site)
    save(page)

    assert NOTHING_FITS not in (found := ask(reader, site))
    assert "きみえ食堂" in found
    page.goto(f"{site}/admin/snippets/search/expectedfind/")
    assert "○ 見つかる" in page.locator(".expect-row").inner_text()


def save(page: Page) -> None:
    with page.expect_navigation():
        page.locator("footer button[type=submit]").first.click()


@pytest.mark.parametrize("screen", [PHONE, DESK], ids=["390", "1280"])
def test_the_pages_of_the_search_fit_and_can_be_read_by_everyone(
    opened: Opening, site: str, staff: None, screen: dict[str, int]
) -> None:
    """Wagtail's own parts of a form are left out: its small buttons are too near each other."""
    line = ConceptLine.objects.create(phrases=f"{WORDS}、きみえ食堂")
    ExpectedFind.objects.create(query="ごはん", records=["place:kimie-shokudo", "place:nai"])
    today = timezone.localdate()
    UnansweredTerm.objects.create(
        term=WORDS, language="ja", count=5, first_day=today, last_day=today
    )
    page = sign_in(opened(viewport=screen), site, "suzuki")
    for address, part in (
        ("snippets/search/conceptline/", None),
        ("snippets/search/expectedfind/", None),
        ("search/unanswered/", None),
        ("snippets/search/expectedfind/add/", ".pick"),
        (f"snippets/search/conceptline/edit/{line.pk}/", "#look"),
    ):
        page.goto(f"{site}/admin/{address}")
        assert violations(page, part) == [], address
        assert not wider_than_the_screen(page), address
    page.get_by_role("button", name="どう変わるか見る").click()
    page.locator(".look-table").wait_for()
    assert violations(page, "#look") == []
    assert not wider_than_the_screen(page)
