"""A server with a new site, staff with accounts, and readers at screens of many widths."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from playwright.sync_api import Browser, BrowserContext, Page
from pytest_django.live_server_helper import LiveServer

from home.roles import EDITORS, MODERATORS, ensure_roles

PASSWORD = "a-Long-passw0rd"
DESK = {"width": 1280, "height": 1000}
PHONE = {"width": 390, "height": 844}

type Opening = Callable[..., Page]


@pytest.fixture
def site(kept_site: None, live_server: LiveServer) -> str:
    """The address of a server that shows the starter content."""
    return live_server.url


@pytest.fixture
def opened(browser: Browser) -> Iterator[Opening]:
    """`opened(**looks)`: a page in a browser of its own; all are closed at the end."""
    contexts: list[BrowserContext] = []

    def open_page(**looks: object) -> Page:
        contexts.append(browser.new_context(**looks))
        contexts[-1].set_default_timeout(20_000)
        return contexts[-1].new_page()

    yield open_page
    for context in contexts:
        context.close()


@pytest.fixture
def staff(site: str) -> None:
    """suzuki writes, mori approves."""
    ensure_roles()
    for name, group in (("suzuki", EDITORS), ("mori", MODERATORS)):
        user = get_user_model().objects.create_user(name, f"{name}@example.jp", PASSWORD)
        user.groups.add(Group.objects.get(name=group))


def sign_in(page: Page, site: str, name: str) -> Page:
    """Through the form of the admin, as staff do."""
    page.goto(f"{site}/admin/")
    page.fill("#id_username", name)
    page.fill("#id_password", PASSWORD)
    page.click("button[type=submit]")
    page.wait_for_load_state("domcontentloaded")
    return page


def resident(opened: Opening, **looks: object) -> Page:
    """A telephone without JavaScript."""
    return opened(viewport=PHONE, java_script_enabled=False, locale="ja-JP", **looks)
