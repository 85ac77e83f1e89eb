"""What editors upload and what readers search for is not handed to others."""

import logging

import pytest
from django.conf import settings
from django.contrib.auth import get_user_model
from django.test import Client

from cms.base.logs import DropQueryStrings

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def uploads(settings, tmp_path) -> None:
    settings.MEDIA_ROOT = tmp_path
    for name in ("images/tea.png", "original_images/tea.png", "documents/draft.pdf"):
        file = tmp_path / name
        file.parent.mkdir()
        file.write_bytes(b"tea")


def test_a_reader_gets_a_rendition_and_no_cookie(client: Client):
    answer = client.get("/media/images/tea.png")
    assert b"".join(answer.streaming_content) == b"tea"
    assert not answer.cookies


@pytest.mark.parametrize(
    "path",
    [
        "original_images/tea.png",
        "documents/draft.pdf",
        "images/../documents/draft.pdf",
        "images/%2e%2e/documents/draft.pdf",
        "/documents/draft.pdf",
        "images/../../db.sqlite3",
        "images",
    ],
)
def test_a_reader_gets_no_original_and_no_document_by_its_path(client: Client, path: str):
    assert client.get(f"/media/{path}").status_code == 404


def test_staff_may_open_an_original(client: Client):
    client.force_login(get_user_model().objects.create_superuser("admin"))
    answer = client.get("/media/original_images/tea.png")
    assert b"".join(answer.streaming_content) == b"tea"


@pytest.mark.parametrize(
    "address", ["/search/?q=秘密", "/places/?q=秘密&area=ofuna", "/en/events/?q=秘密", "/?q=秘密"]
)
def test_no_words_of_a_reader_reach_a_log(address: str):
    record = logging.LogRecord(
        "django", logging.INFO, "", 0, '"GET %s HTTP/1.1" 200', (address,), None
    )
    assert DropQueryStrings().filter(record)
    assert record.getMessage() == f'"GET {address.partition("?")[0]} HTTP/1.1" 200'


@pytest.mark.parametrize(
    ("line", "logged"),
    [
        ('"GET /confirm/abc.def/ HTTP/1.1" 410 12', '"GET /confirm/…/ HTTP/1.1" 410 12'),
        ("Gone: /en/confirm/abc.def/correct/?ruby=1", "Gone: /en/confirm/…/correct/"),
        ("Not Found: /portal/in/abc-def/", "Not Found: /portal/in/…/"),
        ("Gone: /portal/invited/abc-def/", "Gone: /portal/invited/…/"),
        ('"POST /portal/confirm/ HTTP/1.1" 302', '"POST /portal/confirm/ HTTP/1.1" 302'),
    ],
)
def test_no_token_of_a_mailed_link_reaches_a_log(line: str, logged: str):
    record = logging.LogRecord("django.request", logging.WARNING, "", 0, line, (), None)
    assert DropQueryStrings().filter(record)
    assert record.getMessage() == logged


def test_the_lines_of_the_development_server_pass_the_same_handler():
    assert settings.LOGGING["loggers"]["django.server"]["handlers"] == ["console"]


def test_every_handler_drops_the_words():
    assert all(
        "no_query" in handler["filters"] for handler in settings.LOGGING["handlers"].values()
    )
