"""The list of components in a real browser: axe finds nothing, nothing runs off the side."""

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.test import RequestFactory
from playwright.sync_api import Browser, Page, Route, sync_playwright

from cms.base.styleguide import styleguide

pytestmark = pytest.mark.browser
CHROMIUM = shutil.which("chromium")
ORIGIN = "http://site.test"
FLAGS = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"]
TYPES = {".css": "text/css", ".svg": "image/svg+xml"}


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    if CHROMIUM is None:
        pytest.skip("Chromium is not installed")
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield started
        started.close()


@pytest.fixture(scope="module")
def listing() -> str:
    """Rendered before the browser's loop starts, in Django's own thread of work."""
    return styleguide(RequestFactory().get("/styleguide/")).content.decode()


def opened(browser: Browser, listing: str, **looks: Any) -> tuple[Page, list[str]]:
    """The list as a reader gets it, and every address asked for outside the site."""
    page = browser.new_context(**looks).new_page()
    strangers: list[str] = []

    def answer(route: Route) -> None:
        path = Path(route.request.url.removeprefix(ORIGIN))
        if not route.request.url.startswith(ORIGIN):
            strangers.append(route.request.url)
            route.abort()
        elif path.suffix in TYPES:
            file = Path(settings.BASE_DIR) / "static" / path.relative_to("/static")
            route.fulfill(path=file, content_type=TYPES[path.suffix])
        else:
            route.fulfill(body=listing, content_type="text/html; charset=utf-8")

    page.route("**/*", answer)
    page.goto(f"{ORIGIN}/styleguide/")
    return page, strangers


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1280])
def test_axe_finds_nothing_in_any_state_of_any_component(
    listing: str, browser: Browser, scheme: str, width: int
) -> None:
    page, strangers = opened(
        browser, listing, color_scheme=scheme, viewport={"width": width, "height": 900}
    )
    assert [rule["id"] for rule in Axe().run(page).response["violations"]] == []
    assert strangers == []


@pytest.mark.parametrize(("width", "text"), [(320, 100), (360, 100), (390, 200), (768, 100)])
def test_nothing_runs_off_the_side_at_any_width_or_text_size(
    listing: str, browser: Browser, width: int, text: int
) -> None:
    page, _strangers = opened(browser, listing, viewport={"width": width, "height": 900})
    page.add_style_tag(content=f"html {{ font-size: {text}% !important }}")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
