"""A list of children's cafeterias: looked at, written, imported again, and taken back."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page

from directory.models import Place
from tests.directory.importing.files import table
from tests.walks.conftest import DESK, PHONE, Opening, resident, sign_in
from tests.walks.test_a_resident_without_javascript import wider_than_the_screen
from tests.walks.test_accessibility import violations
from tests.walks.test_facts_reach_readers import press

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

HEAD = [
    "ID", "名称", "名称_カナ", "住所", "方書", "電話番号1", "メールアドレス1", "運営団体名",
    "開催曜日", "開催開始時間", "開催終了時間", "備考", "更新のこと",
]  # fmt: skip
WAVE = [
    "K-1", "なみうち食堂", "ナミウチショクドウ", "神奈川県鎌倉市御成町１８－１０", "見本会館２階",
    "０４６７－２３－３０００", "nami@example.jp", "なみの会", "土", "１１：００", "14:00",
    "当日は０９０－１２３４－５６７８へ", "令和８年１１月１日から始めました",
]  # fmt: skip
HILL = [
    "K-2", "おかのうえ食堂", "オカノウエショクドウ", "鎌倉市大船1-1-1", "", "0467-44-1111", "",
    "", "日", "10:00", "13:00", "", "",
]  # fmt: skip
NAMELESS = ["K-3", *[""] * 2, "鎌倉市大船2-2-2", *[""] * 9]
SECRETS = ("090-1234-5678", "09012345678", "０９０－１２３４－５６７８", "nami@example.jp")

type Saved = Callable[..., Path]


@pytest.fixture
def saved(tmp_path: Path) -> Saved:
    def save(*rows: list[str], name: str = "shokudo.csv") -> Path:
        file = tmp_path / name
        file.write_bytes(b"\xef\xbb\xbf" + table(HEAD, *rows).encode())
        return file

    return save


def upload(page: Page, site: str, file: Path) -> None:
    page.goto(f"{site}/admin/imports/")
    page.get_by_role("link", name="ファイルを取り込む").click()
    page.get_by_label("ファイル", exact=True).set_input_files(file)
    page.get_by_label("出どころの短い名前").fill("見本の市")
    page.get_by_label("すぐに公開する").check()
    page.get_by_role("button", name="読んで、くらべる").click()


def count(page: Page, label: str) -> str:
    return page.locator(".import-tile", has_text=label).locator("strong").inner_text()


def open_list(page: Page, label: str) -> str:
    """What one of the lists of the report says."""
    page.locator(".import-tile", has_text=label).click()
    page.locator(".import-tile[aria-current]", has_text=label).wait_for()
    return page.locator("section[aria-labelledby=rows]").inner_text()


def apply(page: Page) -> None:
    page.get_by_role("button", name="取り込む", exact=True).click()
    page.locator(".import-applied").wait_for()


def found(page: Page, site: str, name: str, by: str = "") -> bool:
    """Whether a search of places by these words shows the place."""
    page.goto(f"{site}/places/?q={by or name}")
    return page.locator("main a[href*='/places/']:not([href*='?'])", has_text=name).count() > 0


def change_phone(page: Page, site: str, number: str) -> None:
    """By hand, in the form of the record."""
    place = Place.objects.get(name="おかのうえ食堂")
    page.goto(f"{site}/admin/snippets/directory/place/edit/{place.pk}/")
    page.get_by_role("tab", name="事実").click()
    page.fill("#id_phone", number)
    press(page, "action-publish")


@pytest.mark.parametrize("looks", [DESK, None], ids=["1280", "390 without JavaScript"])
def test_a_list_comes_in_again_and_goes_out(
    opened: Opening, site: str, staff: None, saved: Saved, looks: dict[str, int] | None
) -> None:
    page = opened(viewport=looks) if looks else resident(opened)
    sign_in(page, site, "mori")
    reader = resident(opened)

    upload(page, site, saved(WAVE, HILL, WAVE, NAMELESS))
    assert count(page, "新しい") == "2"
    assert count(page, "取り込めない") == "1"
    assert "5行目" in open_list(page, "取り込めない")
    assert "まったく同じ" in open_list(page, "直して読んだ")
    assert not found(reader, site, "なみうち食堂")

    page.locator("#columns > summary").click()
    page.get_by_label("更新のこと").select_option(label="時間のひとこと")
    with page.expect_navigation():
        page.get_by_role("button", name="もう一度くらべる").click()
    assert "令和８年１１月１日から始めました" in open_list(page, "新しい")

    apply(page)
    assert found(reader, site, "なみうち食堂")
    reader.get_by_role("link", name="なみうち食堂").first.click()
    public = reader.content()
    assert "0467-23-3000" in public
    assert not [secret for secret in SECRETS if secret in public]
    assert not found(reader, site, "なみうち食堂", by="09012345678")
    assert "０９０－１２３４－５６７８" in Place.objects.get(name="なみうち食堂").private_contact

    change_phone(sign_in(opened(viewport=DESK), site, "mori"), site, "0467-44-9999")
    upload(
        page,
        site,
        saved([*WAVE[:5], "0467-23-3001", *WAVE[6:]], [*HILL[:5], "0467-44-2222", *HILL[6:]]),
    )
    assert "0467-44-9999" in open_list(page, "手で直してあるので残す")
    assert "0467-23-3001" in open_list(page, "変わる")
    apply(page)
    phones = dict(Place.objects.values_list("name", "phone"))
    assert (phones["なみうち食堂"], phones["おかのうえ食堂"]) == ("0467-23-3001", "0467-44-9999")

    for _ in range(2):
        page.goto(f"{site}/admin/imports/")
        page.get_by_role("link", name="元に戻す").first.click()
        page.get_by_role("button", name="元に戻す").click()
        page.locator(".import-undone").wait_for()
    assert "件を消し" in page.content()
    assert "おかのうえ食堂" in page.locator("section[aria-label=元に戻した結果]").inner_text()
    assert not found(reader, site, "なみうち食堂")
    assert found(reader, site, "おかのうえ食堂")


@pytest.mark.parametrize("screen", [PHONE, DESK], ids=["390", "1280"])
def test_the_pages_of_imports_fit_and_can_be_read_by_everyone(
    opened: Opening, site: str, staff: None, saved: Saved, screen: dict[str, int]
) -> None:
    page = sign_in(opened(viewport=screen), site, "mori")
    addresses = ["/admin/imports/", "/admin/imports/new/", "/admin/imports/mappings/"]
    upload(page, site, saved(WAVE, HILL, NAMELESS))
    run = page.url.removeprefix(site)
    page.locator("#columns > summary").click()
    assert violations(page) == []
    assert not wider_than_the_screen(page)
    for address in [*addresses, f"{run}?show=repaired", f"{run}undo/"]:
        page.goto(site + address)
        assert violations(page) == [], address
        assert not wider_than_the_screen(page), address
