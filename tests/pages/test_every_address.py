"""Every address of the contract answers with real content, in every language."""

from __future__ import annotations

import re
from collections import Counter
from urllib.parse import quote, urlsplit

import pytest
from django.conf import settings

from cms.base.languages import in_language, lang_attribute, without_language
from tests.pages.addresses import FIXED, PREFIXES, calendars, record_pages
from tests.pages.conftest import Reading
from tests.pages.reading import Read

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("starter_site")]

PLACEHOLDER = re.compile(
    r"lorem|ipsum|\bTODO\b|\bFIXME\b|\bXXX\b|\bNone\b|\bnull\b|\bundefined\b|\{\{|\{%|%\(|"
    r"\{\"type\"|\{'type'|＿＿|○○|object at 0x|\(\d+,\)",
    re.IGNORECASE,
)


def assert_is_a_page(page: Read, language: str) -> None:
    assert page.status == 200, page.path
    assert not PLACEHOLDER.findall(page.text), page.path
    assert len(page.all("h1")) == 1, page.path
    assert page.all("h1")[0].text, page.path
    assert page.all("title")[0].text.endswith(settings.SITE_NAME) or page.all("title")[0].text
    assert page.all("html")[0].attrs["lang"] == lang_attribute(language), page.path
    assert len(page.all("main")) == 1, page.path
    ids = Counter(page.having("id"))
    assert [name for name, count in ids.items() if count > 1] == [], page.path


def assert_names_itself(page: Read, path: str) -> None:
    """One canonical address without query, and the same page in every language."""
    plain = without_language(urlsplit(path).path)
    canonical = page.all("link", rel="canonical")
    assert [link.attrs["href"] for link in canonical] == [settings.BASE_URL + urlsplit(path).path]
    alternates = {
        link.attrs["hreflang"]: link.attrs["href"] for link in page.all("link", rel="alternate")
        if "hreflang" in link.attrs
    }  # fmt: skip
    assert alternates == {
        code: settings.BASE_URL + in_language(plain, code) for code, _name in settings.LANGUAGES
    }


@pytest.mark.parametrize("language", PREFIXES)
@pytest.mark.parametrize("path", FIXED)
def test_a_fixed_address_answers_with_real_content(get: Reading, path: str, language: str):
    page = get(PREFIXES[language] + path)
    assert_is_a_page(page, language)
    assert_names_itself(page, PREFIXES[language] + path)


@pytest.mark.parametrize("language", PREFIXES)
def test_every_kind_of_record_has_a_page(get: Reading, language: str):
    for path in record_pages():
        page = get(PREFIXES[language] + path)
        assert_is_a_page(page, language)
        assert_names_itself(page, PREFIXES[language] + path)


def test_no_two_pages_have_the_same_title(get: Reading):
    titles = Counter(
        get(path).all("title")[0].text for path in (*FIXED, *record_pages()) if "?" not in path
    )
    assert [title for title, count in titles.items() if count > 1] == []


@pytest.mark.parametrize("prefix", PREFIXES.values())
def test_a_calendar_of_each_kind_holds_meetups(get: Reading, prefix: str):
    for path in calendars():
        calendar = get(prefix + path)
        assert calendar.status == 200
        assert calendar.headers["Content-Type"].startswith("text/calendar")
        assert "BEGIN:VEVENT" in calendar.html, path


@pytest.mark.parametrize(
    ("path", "kind"),
    [("/sitemap.xml", "application/xml"), ("/robots.txt", "text/plain"),
     ("/healthz", "text/plain"), ("/readyz", "application/json"), ("/styleguide/", "text/html")],
)  # fmt: skip
def test_what_machines_ask_for_answers(get: Reading, path: str, kind: str):
    answer = get(path)
    assert answer.status == 200
    assert answer.headers["Content-Type"].startswith(kind)


def test_the_sitemap_names_only_addresses_that_answer(get: Reading):
    addresses = re.findall(r"<loc>([^<]+)</loc>", get("/sitemap.xml").html)
    assert len(addresses) > 150
    assert len(set(addresses)) == len(addresses)
    assert all(address.startswith(settings.BASE_URL + "/") for address in addresses)
    for address in addresses[::23]:
        assert get(address.removeprefix(settings.BASE_URL)).status == 200, address


def test_the_way_out_leads_off_the_site_and_clears_what_it_kept(get: Reading):
    answer = get("/exit/")
    assert answer.status == 302
    assert answer.headers["Location"] == settings.EXIT_URL
    assert "cache" in answer.headers["Clear-Site-Data"]


@pytest.mark.parametrize("path", ["", "places/", f"search/?q={quote('食堂')}"])
def test_the_short_address_of_easy_japanese_leads_there(get: Reading, path: str):
    answer = get(f"/easy/{path}")
    assert answer.status in (301, 302)
    assert answer.headers["Location"] == f"/ja-x-easy/{path}"


@pytest.mark.parametrize(
    "path",
    ["/nothing/", "/places/nothing/", "/groups/nothing/", "/events/nothing/", "/support/nothing/",
     "/plan/9-9-9-9/", "/events/nothing/2026-12-01/", "/events/nothing/calendar.ics",
     "/events/nothing/2026-12-01.ics", "/groups/nothing/calendar.ics", "/news/nothing/"],
)  # fmt: skip
@pytest.mark.parametrize("prefix", PREFIXES.values())
def test_what_is_not_there_is_said_kindly_with_ways_on(get: Reading, prefix: str, path: str):
    page = get(prefix + path)
    assert page.status == 404
    assert len(page.all("h1")) == 1
    assert f"{prefix}/search/" in page.having("action") + page.inner_links
    assert any("/contact/" in link for link in page.inner_links)


def test_a_page_without_words_of_its_own_says_so_and_marks_its_language(get: Reading):
    page = get("/en/working/")
    assert page.all("main")[0].attrs["lang"] == "ja"
    assert "Japanese" in page.text
