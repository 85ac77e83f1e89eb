"""`?ruby=1` puts readings over kanji and changes nothing else."""

from __future__ import annotations

import re
from collections import Counter
from urllib.parse import parse_qs, unquote, urlsplit

import pytest

from cms.base.languages import language_of
from tests.pages.addresses import FIXED, PREFIXES, record_pages
from tests.pages.conftest import Reading

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("starter_site")]

READING = re.compile(r"<rp[^>]*>.*?</rp>|<rt[^>]*>.*?</rt>|</?ruby>")
SWITCHED_ON = re.compile(r'(?<=</span>)<span class="vh">[^<]*</span>(?=</a>)')
TAG = re.compile(r"<(a|button|form|h[1-6]|img|input|li|main|ol|p|section|table|td|time|ul)\b")
CARRIED = re.compile(r'<input type="hidden" name="ruby" value="1">')
SAYS_WHETHER_IT_IS_ON = "/settings/"
FILES = (".ics", ".atom", ".csv", ".geojson", ".json")
WITHOUT = ("/api/", "/admin/", "/exit/", "/static/", "/media/", "/documents/", "/portal/")


def with_ruby(path: str) -> str:
    return path + ("&" if "?" in path else "?") + "ruby=1"


def without_readings(html: str) -> str:
    """The page without its readings and without what the switch of furigana says more when on."""
    return SWITCHED_ON.sub("", CARRIED.sub("", READING.sub("", html)))


def words(html: str) -> str:
    return re.sub(r"\s+", "", re.sub(r"<[^>]*>", "", html))


@pytest.mark.parametrize("language", ["ja", "ja-x-easy"])
def test_readings_appear_and_nothing_else_changes(get: Reading, language: str):
    paths = [path for path in (*FIXED, *record_pages(each=1)) if path != SAYS_WHETHER_IT_IS_ON]
    for path in paths:
        plain = get(PREFIXES[language] + path)
        read = get(with_ruby(PREFIXES[language] + path))
        assert "<ruby>" not in plain.html
        assert "<ruby>" in read.html, path
        unread = without_readings(read.html)
        assert words(unread) == words(SWITCHED_ON.sub("", plain.html)), path
        assert Counter(TAG.findall(unread)) == Counter(
            TAG.findall(SWITCHED_ON.sub("", plain.html))
        ), path


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
            and language_of(link) == language
            and not urlsplit(link).path.endswith(FILES)
        ]
        assert [unquote(link) for link in lost] == [PREFIXES[language] + path], path


def test_a_page_can_be_read_without_furigana_again(get: Reading):
    assert "/places/" in get("/places/?ruby=1").inner_links


def test_furigana_stays_through_a_form(get: Reading):
    page = get("/places/?ruby=1")
    assert "ruby" in page.having("name", "input")


def test_english_pages_have_no_furigana(get: Reading):
    for path in ("/", "/places/", "/working/", "/plan/"):
        page = get(f"/en{path}?ruby=1")
        assert "<ruby>" not in page.html
        carried = [link for link in page.inner_links if "ruby=1" in link]
        assert carried in ([], [page.path]), "only the way to the text of the page itself"


def test_the_canonical_address_is_without_furigana(get: Reading):
    page = get("/places/?ruby=1")
    links = [link.attrs["href"] for link in page.all("link") if link.attrs["rel"] != "stylesheet"]
    assert links
    assert not any("ruby" in link for link in links)


def test_weekdays_above_a_month_are_read_as_weekdays(get: Reading):
    heads = re.findall(r'<th scope="col"[^>]*>.*?</th>', get("/events/?ruby=1").html)
    readings = [re.findall(r"<rt[^>]*>(.*?)</rt>", head) for head in heads]
    assert readings == [["にち"], ["げつ"], ["か"], ["すい"], ["もく"], ["きん"], ["ど"]]
