"""What tests of every room share."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from typing import Any

import pytest
from django.core.cache import caches
from django.db import connection
from playwright.sync_api import Browser, sync_playwright
from wagtail.models import Locale

pytest_plugins = ["tests.starter_site"]

CHROMIUM = shutil.which("chromium")
CHROMIUM_FLAGS = [
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
]  # fmt: skip
WRITES = ("INSERT", "UPDATE", "DELETE", "REPLACE", "CREATE", "DROP", "ALTER")


@pytest.fixture(autouse=True)
def _empty_cache() -> Iterator[None]:
    """Nothing that one test keeps in a cache reaches the next."""
    _clear_caches()
    yield
    _clear_caches()


def _clear_caches() -> None:
    for name in caches:
        caches[name].clear()


@pytest.fixture
def locales(db: None) -> dict[str, Locale]:
    """The languages of the site by code."""
    return {
        code: Locale.objects.get_or_create(language_code=code)[0]
        for code in ("ja", "en", "ja-x-easy")
    }


def refuse_writes(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
    """A wrapper of every query that fails at one that would change the database."""
    assert not sql.lstrip().upper().startswith(WRITES), sql
    return execute(sql, params, many, context)


@pytest.fixture
def no_writes(db: None) -> Iterator[None]:
    """Any statement that would change the database fails the test."""
    with connection.execute_wrapper(refuse_writes):
        yield


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Chromium, for tests marked `browser`; each test opens a context of its own."""
    if CHROMIUM is None:
        pytest.skip("Chromium is not installed")
    with pytest.MonkeyPatch.context() as environment, sync_playwright() as playwright:
        # Playwright keeps a loop running in this thread, where Django would refuse every query.
        environment.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
        started = playwright.chromium.launch(executable_path=CHROMIUM, args=CHROMIUM_FLAGS)
        yield started
        started.close()


@pytest.fixture(scope="session")
def elasticsearch_url() -> str:
    """A real Elasticsearch that `make test` started, or that TEST_ELASTICSEARCH_URL names."""
    url = os.environ.get("TEST_ELASTICSEARCH_URL", "")
    if not url:
        pytest.skip("no Elasticsearch: TEST_ELASTICSEARCH_URL is not set (make test sets it)")
    return url
