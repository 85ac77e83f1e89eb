"""SQLite's index in one piece: what many saves leave behind is merged, and finds the same."""

from __future__ import annotations

import pytest
from django.db import connection

from search.documents import Document, write
from search.engines.settling import MOST_PIECES, pieces, settle_index
from tests.search.finding import documents_of

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL merges by itself"),
]


def save(number: int) -> None:
    title = f"みんなの食堂 {number}"
    write("place", f"p{number}", [Document(locale="ja", title=title, path="/", card={})])


def test_many_saves_leave_pieces_that_are_merged_into_one() -> None:
    for number in range(12):
        save(number)
    before = documents_of("食堂")
    assert len(before) == 12
    assert pieces() > MOST_PIECES
    assert settle_index() > 0
    assert pieces() == 1
    assert documents_of("食堂") == before


def test_a_few_pieces_are_left_alone() -> None:
    save(1)
    assert settle_index() == 0


def test_what_is_saved_after_a_merge_is_found() -> None:
    for number in range(12):
        save(number)
    settle_index()
    save(12)
    write("place", "p3", [])
    keys = [key for _type, key, _date in documents_of("食堂")]
    assert "p12" in keys
    assert "p3" not in keys
