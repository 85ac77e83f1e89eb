"""What readers type reaches no log, no table, no cache, no message to a worker."""

from __future__ import annotations

import io
import logging
import logging.config
import zlib
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings as site_settings
from django.core.cache import caches
from django.core.management import call_command
from django.db import connection
from django.test import Client

from cms import tasks
from search import unanswered
from search.editing.models import UnansweredTerm
from tests.factories import PlaceFactory, translated

pytestmark = pytest.mark.django_db
MARKER = "zqxmarker"
KANJI = "麒麟檸檬"
WORDS = f"{KANJI} {MARKER}"
"""Words that nothing has; the second is the same in every form that a word takes on its way."""
ADDRESSES = (
    "/search/", "/en/search/", "/ja-x-easy/search/", "/places/", "/events/", "/groups/",
    "/support/", "/en/places/",
)  # fmt: skip
PARAMETERS = ({"q": WORDS}, {"q": f'"{WORDS}*', "type": "place", "sort": "near"}, {"near": MARKER})
ZLIB = b"\x78\x9c"
ALIKE = (MARKER, KANJI, "麒麟", "檸檬", "きりん", MARKER[:6])


@pytest.fixture
def log() -> Iterator[io.StringIO]:
    """What the console of a site shows whose operator has asked for LOG_LEVEL=DEBUG."""
    stream = io.StringIO()
    config = site_settings.LOGGING
    console = config["handlers"]["console"] | {"stream": stream}
    logging.config.dictConfig(
        config | {"handlers": {"console": console}, "root": config["root"] | {"level": "DEBUG"}}
    )
    yield stream
    logging.config.dictConfig(config)


@pytest.fixture
def sent(monkeypatch: pytest.MonkeyPatch) -> list[tasks.Work]:
    """What is handed to a worker, by a broker that takes everything."""
    messages: list[tasks.Work] = []

    def take(work: tasks.Work) -> bool:
        messages.append(work)
        return True

    monkeypatch.setattr(tasks.broker, "send", take)
    return messages


def ask_everywhere(client: Client) -> None:
    for address in ADDRESSES:
        for asked in PARAMETERS:
            assert client.get(address, asked).status_code == 200


def everything_stored() -> str:
    """Every table of the database, row by row."""
    with connection.cursor() as cursor:
        names = connection.introspection.table_names(cursor)
        shown = []
        for name in names:
            cursor.execute(" ".join(["SELECT * FROM", connection.ops.quote_name(name)]))
            shown += [repr(row) for row in cursor.fetchall()]
    return "\n".join(shown)


def everything_kept() -> str:
    """Every entry of the caches: those in memory with their values, files as they are unpacked."""
    shown: list[object] = []
    for cache in caches.all():
        memory = getattr(cache, "_cache", {})
        shown += [cache.get(key.split(":", 2)[2]) for key in list(memory)] + list(memory)
        folder = Path(getattr(cache, "_dir", "/nonexistent"))
        shown += map(unpacked, folder.glob("*.djcache"))
    return "\n".join(map(repr, shown))


def unpacked(file: Path) -> bytes:
    """The value in a file of Django's cache, which stands after the time of its end."""
    content = file.read_bytes()
    return zlib.decompress(content[content.index(ZLIB) :])


@pytest.fixture
def directory(locales) -> None:
    translated(PlaceFactory(name="みんなの食堂"), "en", name="Cafeteria")


def test_no_log_holds_them(client: Client, directory, log: io.StringIO):
    ask_everywhere(client)
    logging.getLogger("directory").debug("the log is on")
    client.get("/nowhere/", {"q": WORDS})
    client.get("/search/\0", {"q": WORDS})
    told = log.getvalue()
    assert "the log is on" in told
    assert "Not Found: /nowhere/" in told
    assert not [word for word in ALIKE if word in told]


def test_no_log_holds_them_when_statements_are_watched(
    client: Client, directory, log: io.StringIO, settings
):
    settings.DEBUG = True
    connection.force_debug_cursor = True
    try:
        ask_everywhere(client)
    finally:
        connection.force_debug_cursor = False
        settings.DEBUG = False
    assert not [word for word in ALIKE if word in log.getvalue()]


def test_no_log_holds_them_when_elasticsearch_is_away(
    client: Client, directory, log: io.StringIO, settings
):
    settings.ELASTICSEARCH_URL = "http://127.0.0.1:9"
    ask_everywhere(client)
    assert not [word for word in ALIKE if word in log.getvalue()]


def test_no_log_holds_them_when_a_page_fails(
    client: Client, directory, log: io.StringIO, monkeypatch
):
    def fail(*args: object, **kwargs: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr("search.views.render", fail)
    client.raise_request_exception = False
    assert client.get("/search/", {"q": WORDS}).status_code == 500
    told = log.getvalue()
    assert "ZeroDivisionError" in told
    assert not [word for word in ALIKE if word in told]


def test_no_table_no_cache_and_no_message_holds_them(client: Client, directory, sent):
    ask_everywhere(client)
    call_command("periodic", "--once", verbosity=0)
    assert "みんなの食堂" in everything_stored()
    assert not [word for word in ALIKE if word in everything_stored()]
    assert not [word for word in ALIKE if word in everything_kept()]
    assert not [work for work in sent if any(word in work.arguments for word in ALIKE)]


def test_words_that_many_missed_are_kept_without_any_of_them(client: Client, directory, sent):
    term = f"{KANJI} {MARKER}"
    for number in range(unanswered.ENOUGH):
        client.get(
            "/search/",
            {"q": term},
            headers={"user-agent": f"spy-{number}", "referer": "https://spy.example/"},
            REMOTE_ADDR=f"203.0.113.{number}",
        )
    unanswered.store_unanswered()
    row = UnansweredTerm.objects.get()
    assert row.term == term
    assert {field.name for field in UnansweredTerm._meta.fields} == {
        "id", "term", "language", "count", "first_day", "last_day", "dismissed_at",
    }  # fmt: skip
    for told in (everything_stored(), everything_kept()):
        assert "203.0.113" not in told
        assert "spy" not in told
