"""A group's dates on its own page: what the frame shows, and that it is the only one allowed."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from html.parser import HTMLParser
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from events.models import OccurrenceChange
from tests.factories import EventSeriesFactory, OrganizationFactory, meets_on, translated

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("now", "locales")]
DAY = date(2026, 12, 6)
EMBED = "/groups/nami/embed/"


@pytest.fixture
def group(now):
    group = OrganizationFactory(public_id="nami", name="なみの会")
    EventSeriesFactory(public_id="yoru", name="夜のお茶", rule=meets_on(DAY), organizers=[group])
    return group


@contextmanager
def another_site(body: str) -> Iterator[str]:
    """The address of a page that another server gives out: 127.0.0.1, where ours is localhost."""

    class Page(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.end_headers()
            self.wfile.write(body.encode())

        def log_message(self, format: str, *args: object) -> None:
            """Quiet."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Page)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/"
    finally:
        server.shutdown()
        server.server_close()


class Links(HTMLParser):
    """The attributes of every link and the tags of a page."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.links: list[dict[str, str | None]] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        if tag == "a":
            self.links.append(dict(attrs))


def test_it_may_be_framed_by_anybody_and_runs_nothing(client, group):
    answer = client.get(EMBED)
    policy = answer["Content-Security-Policy"]
    assert "frame-ancestors *" in policy
    assert "script-src" not in policy
    assert "default-src 'none'" in policy
    assert "X-Frame-Options" not in answer
    assert answer["X-Robots-Tag"] == "noindex"
    assert not answer.cookies
    assert not Links(answer.content.decode()).tags & {"script", "form", "iframe"}


@pytest.mark.parametrize(
    "path",
    ["/", "/groups/nami/", "/events/", "/events/yoru/", "/portal/", "/groups/nani/embed/"],
)
def test_every_other_page_still_refuses_to_be_framed(client, group, path):
    answer = client.get(path)
    assert answer["X-Frame-Options"] == "DENY"
    assert "frame-ancestors 'none'" in answer["Content-Security-Policy"]


def test_its_links_are_whole_and_open_outside_the_frame(client, group, settings):
    links = Links(client.get(EMBED).content.decode()).links
    assert len(links) == 3
    for link in links:
        assert link["href"].startswith(f"{settings.BASE_URL}/")
        assert (link["target"], link["rel"]) == ("_blank", "noopener")


def test_it_shows_coming_dates_of_the_group_alone_and_what_changed(client, group):
    EventSeriesFactory(name="よその会", rule=meets_on(DAY))
    past = date(2026, 11, 20)
    EventSeriesFactory(name="終わった会", rule=meets_on(past), organizers=[group])
    OccurrenceChange.objects.create(
        series=group.series.get(name="夜のお茶"),
        original_date=DAY,
        kind="cancelled",
        reason="会場の工事",
    )
    page = client.get(EMBED).content.decode()
    assert "12月6日（日）" in page
    assert "中止" in page
    assert "会場の工事" in page
    assert "よその会" not in page
    assert "終わった会" not in page


def test_a_group_without_dates_says_so(client, now):
    OrganizationFactory(public_id="nami")
    assert "まだのっていません" in client.get(EMBED).content.decode()


def test_it_speaks_the_language_of_its_address(client, group):
    translated(group.series.get(), "en", name="Tea at night")
    assert "Tea at night" in client.get(f"/en{EMBED}").content.decode()


def test_a_group_that_is_not_public_has_none(client, group):
    group.unpublish()
    assert client.get(EMBED).status_code == 404


def test_it_asks_the_same_number_of_queries_however_many_dates(
    client, group, django_assert_max_num_queries
):
    for back in range(20):
        EventSeriesFactory(rule=meets_on(DAY + timedelta(days=back)), organizers=[group])
    with django_assert_max_num_queries(6):
        page = client.get(EMBED).content.decode()
    assert page.count("<time") == 8


def test_the_page_of_the_group_offers_what_to_put_on_its_own_page(client, group, settings):
    page = client.get("/groups/nami/").content.decode()
    assert "自分のページにのせる" in page
    assert f'&lt;iframe src="{settings.BASE_URL}{EMBED}"' in page


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("width", [280, 600])
def test_the_frame_shows_on_a_page_of_another_site(group, browser, live_server, width):
    frame = f'<iframe width="{width}" height="500" src="{live_server.url}{EMBED}"></iframe>'
    with another_site(frame) as address:
        page = browser.new_context(viewport={"width": 800, "height": 600}).new_page()
        asked: list[str] = []
        page.on("request", lambda request: asked.append(request.url))
        page.goto(address)
        inside = page.frame_locator("iframe")
        inside.get_by_text("夜のお茶").first.wait_for()
        body = inside.locator("html")
        assert body.evaluate("html => html.scrollWidth") <= width
        assert body.evaluate("() => document.cookie") == ""
    assert all(url.startswith((live_server.url, address)) for url in asked)
