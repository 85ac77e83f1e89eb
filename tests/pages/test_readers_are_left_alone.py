"""Reading leaves no trace: no cookie, nothing written, nobody else asked."""

from __future__ import annotations

import re
from urllib.parse import quote, urlsplit

import pytest
from django.db import connection
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pytest_django import DjangoDbBlocker

from tests.conftest import refuse_writes
from tests.pages.addresses import FIXED, OPEN_DATA, PREFIXES, calendars, record_pages
from tests.pages.conftest import Reading
from tests.pages.reading import Read, read

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("starter_site", "no_writes")]

MACHINES = ("/sitemap.xml", "/robots.txt", "/healthz", "/readyz", "/styleguide/", "/exit/")
MISSING = ("/nothing/", "/places/nothing/", "/easy/places/")
HANDLER = re.compile(r"^on[a-z]+$")


@pytest.fixture(scope="module")
def everything(starter_site: None, django_db_blocker: DjangoDbBlocker) -> list[Read]:
    """Every address in every language, read while nothing may be written."""
    with django_db_blocker.unblock(), connection.execute_wrapper(refuse_writes):
        client = Client()
        paths = [*FIXED, *record_pages(each=1)]
        prefixed = [prefix + path for prefix in PREFIXES.values() for path in paths]
        ruby = [f"{path}{'&' if '?' in path else '?'}ruby=1" for path in paths]
        addresses = (*prefixed, *ruby, *calendars(), *OPEN_DATA, *MACHINES, *MISSING)
        return [read(client, path) for path in addresses]


def html_of(pages: list[Read]) -> list[Read]:
    return [page for page in pages if page.headers.get("Content-Type", "").startswith("text/html")]


def test_nothing_is_written_no_cookie_is_set_and_the_referrer_is_kept_short(
    everything: list[Read],
):
    for page in everything:
        assert page.status < 500
        assert page.cookies == [], page.path
        assert "Set-Cookie" not in page.headers, page.path
        assert "Cookie" not in page.headers.get("Vary", ""), page.path
        assert page.headers["Referrer-Policy"] in ("strict-origin-when-cross-origin", "no-referrer")
        assert page.headers["X-Content-Type-Options"] == "nosniff"


def test_the_policy_allows_only_this_site_and_what_carries_the_nonce(everything: list[Read]):
    nonces = set()
    for page in html_of(everything):
        policy = page.headers["Content-Security-Policy"]
        assert "unsafe-" not in policy
        assert "default-src 'none'" in policy
        assert "http" not in policy
        assert "*" not in policy
        used = re.findall(r"'nonce-([^']+)'", policy)
        nonces.update(used)
        for element in page.all("script") + page.all("style"):
            inline = "src" not in element.attrs
            is_data = element.attrs.get("type", "").endswith("json")
            assert not inline or is_data or element.attrs.get("nonce") in used, page.path
    assert nonces


def test_no_element_carries_a_style_or_a_handler_of_its_own(everything: list[Read]):
    for page in html_of(everything):
        for element in page.all("*"):
            told = [name for name in element.attrs if name == "style" or HANDLER.match(name)]
            assert told == [], (page.path, element.tag)
            assert not element.attrs.get("href", "").startswith("javascript:"), page.path


def test_nothing_is_fetched_from_anybody_else(everything: list[Read]):
    for page in html_of(everything):
        strangers = [
            address for address in page.asked_for if not address.startswith(("/", "data:"))
        ]
        strangers += [address for address in page.asked_for if address.startswith("//")]
        assert strangers == [], page.path
        assert not page.all("iframe") + page.all("object") + page.all("embed"), page.path
        actions = page.having("action", "form")
        assert not any(urlsplit(action).netloc for action in actions), page.path


def test_sheets_and_pictures_that_pages_ask_for_are_there(everything: list[Read], get: Reading):
    asked = {address for page in html_of(everything) for address in page.asked_for}
    assert any(address.endswith(".css") for address in asked)
    missing = [
        address
        for address in sorted(asked)
        if not address.startswith("data:") and get(address).status != 200
    ]
    assert missing == []


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.text(max_size=60), st.sampled_from(list(PREFIXES.values())))
def test_any_words_get_an_answer_on_the_full_site(get: Reading, words: str, prefix: str):
    typed = quote(words.encode("utf-8", "surrogatepass"))
    assert get(f"{prefix}/search/?q={typed}").status == 200
    assert get(f"{prefix}/places/?q={typed}&area={typed}").status == 200
