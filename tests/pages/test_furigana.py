"""`?ruby=1` puts readings over kanji and changes nothing else."""

from __future__ import annotations

import re
from collections import Counter
from urllib.parse import parse_qs, urlsplit

import pytest

from tests.pages.addresses import FIXED, PREFIXES, record_pages
from tests.pages.conftest import Reading

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("starter_site")]

READING = re.compile(r"<rp[^>]*>.*?</rp>|<rt[^>]*>.*?</rt>|</?ruby>")
NONCE = re.compile(r'nonce="[^"]*"')
CARRIED = re.compile(r'<input type="hidden" name="ruby" value="1">')
WITHOUT = ("/admin/", "/exit/", "/static/", "/media/", "/documents/", "/portal/")


def with_ruby(path: str) -> str:
    return path + ("&" if "?" in path else "?") + "ruby=1"


def words(html: str) -> str:
    """The page without its readings, its addresses and its switch of furigana."""
    return re.sub(r"\s+", "", re.sub(r"<[^>]*>", "", CARRIED.sub("", READING.sub("", html))))


def switched(text: str) -> str:
    """The words of the switch itself, which say the opposite on the other page."""
    return re.sub(r"ふりがな(をけす|をつける|なし|あり|を けす|を つける|オン|オフ)?", "", text)


@pytest.mark.parametrize("language", ["ja", "ja-x-easy"])
def test_readings_appear_and_nothing_else_changes(get: Reading, language: str):
    for path in (*FIXED, *record_pages(each=1)):
        plain = get(PREFIXES[language] + path)
        read = get(with_ruby(PREFIXES[language] + path))
        assert "<ruby>" not in plain.html
        assert "<ruby>" in read.html, path
        assert switched(words(read.html)) == switched(words(plain.html)), path
        tags = Counter(re.findall(r"<(\w+)", CARRIED.sub("", READING.sub("", read.html))))
        assert tags == Counter(re.findall(r"<(\w+)", plain.html)), path


def test_readings_are_in_hiragana_over_kanji_only(get: Reading):
    html = get("/places/?ruby=1").html
    pairs = re.findall(r"<ruby>([^<]+)<rp[^>]*>（</rp><rt[^>]*>([^<]+)</rt>", html)
    assert len(pairs) > 50
    assert all(re.fullmatch(r"[ぁ-ゖー]+", reading) for _surface, reading in pairs)
    assert all(re.search(r"[一-鿿々〆ヶ]", surface) for surface, _reading in pairs)


@pytest.mark.parametrize("language", ["ja", "ja-x-easy"])
def test_every_link_of_the_page_carries_furigana_on(get: Reading, language: str):
    for path in (*FIXED, *record_pages(each=1)):
        page = get(with_ruby(PREFIXES[language] + path))
        lost = [
            link
            for link in page.inner_links
            if "ruby" not in parse_qs(urlsplit(link).query)
            and not link.startswith(WITHOUT)
            and not link.startswith("/en/")
            and not urlsplit(link).path.endswith(".ics")
        ]
        kept = [link for link in lost if link != switch_off(page.path)]
        assert [link for link in kept if not is_language_switch(link, language)] == [], path


def switch_off(path: str) -> str:
    """The address of the same page without furigana."""
    return re.sub(r"[?&]ruby=1", "", path)


def is_language_switch(link: str, language: str) -> bool:
    other = "/ja-x-easy/" if language == "ja" else "/"
    return link.startswith(other) and link.startswith("/ja-x-easy/") == (language == "ja")


def test_a_page_can_be_read_without_furigana_again(get: Reading):
    assert "/places/" in get("/places/?ruby=1").inner_links


def test_furigana_stays_through_a_form(get: Reading):
    page = get("/places/?ruby=1")
    assert "ruby" in page.having("name", "input")


def test_english_pages_have_no_furigana(get: Reading):
    for path in ("/", "/places/", "/working/", "/plan/"):
        page = get(f"/en{path}?ruby=1")
        assert "<ruby>" not in page.html
        assert not any("ruby=1" in link for link in page.inner_links)


def test_the_canonical_address_is_without_furigana(get: Reading):
    page = get("/places/?ruby=1")
    links = [link.attrs["href"] for link in page.all("link") if link.attrs["rel"] != "stylesheet"]
    assert links
    assert not any("ruby" in link for link in links)
