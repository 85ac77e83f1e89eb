"""Nothing that can be typed or sent as a query breaks the page or keeps anybody waiting."""

from __future__ import annotations

import time
from typing import Any, Final
from urllib.parse import quote, quote_from_bytes

import pytest
from django.db import connection
from django.test import Client
from django.utils import timezone
from elasticsearch import Elasticsearch
from hypothesis import given, settings
from hypothesis import strategies as st

from search.engines import elasticsearch
from search.engines.elasticsearch import ElasticsearchEngine
from search.outbox.building import build
from tests.search.varied import write_varied

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

QUERIES: Final = 5000
"""For each engine, as the issue asks."""
RECORDS: Final = 40
LONGEST: Final = 50_000
LONGEST_WAIT: Final = 2.0
"""Seconds, as the issue promises; the slowest page takes a fraction of it."""
PATIENCE: Final = 30.0
"""Elasticsearch is given more than a reader's time here, so that what it takes is seen."""

SYNTAX: Final = (
    '"', "'", '"食堂', "AND", "OR NOT", "NEAR(a b, 3)", "title_words:食堂", "{a b} : c", "a*", "^a",
    "(((((", "a -b +c", "食堂 & !介護", "a <-> b", "a:*", "\\", "\\'", "''", "; DROP TABLE search_index",
    '{"query": {"match_all": {}}}', '"}}]}', "[[[[[[[[", '{"script": "1"}', "null", "NaN", "-0", "1e999",
    "9" * 400, "０４６７－２３－３０００", "+81 (0)467 23 3000", "0" * 60, "%00", "%", "_", "../../etc",
    "<script>alert(1)</script>", "{{ 7*7 }}", "{% x %}", "ｹｱﾗｰ", "ﾊﾞﾋﾞﾌﾞ", "か\u3099", "ー" * 50, "っ" * 50,
    "々々々", "\u202e食堂", "食\u200d堂", "食\ufe0f堂", "👨‍👩‍👧", "𠮷野家", "क्षेत्र", "مرحبا", "ไทย", "ß İ ı ﬁ Ⅷ ㈱ ㍿",
    "\t\r\n\u3000\u00a0", "あ", "ん", "a", "1", "ゃ", "・・・", "〒248-0006", "１２３４５６７８９０" * 30, "sshhttttsu",
)  # fmt: skip
WORDS: Final = (
    "食堂",
    "介護",
    "しょくどう",
    "kaigo",
    "大船",
    "弟の世話 学校行けない",
    "ケアラー",
    "0467",
    "相談",
)

texts = st.one_of(
    st.text(max_size=40),
    st.text(st.characters(categories=["Lo", "Lm", "Mn", "Mc"]), max_size=30),
    st.text('あいがっゃー食堂介護ケアabzv0467-"*():\\{}[]^~|&!+ ', max_size=40),
    st.lists(st.sampled_from(SYNTAX + WORDS), min_size=1, max_size=5).map(" ".join),
)
"""What can be typed."""
queries = st.one_of(
    texts.map(lambda text: quote(text, errors="surrogatepass")),
    st.text(st.characters(codec=None, categories=["Cs", "Cc", "Lo"]), max_size=20).map(
        lambda text: quote(text, errors="surrogatepass")
    ),
    st.binary(max_size=40).map(quote_from_bytes),
    st.text("%0123456789abcdefABCDEF&;=+", max_size=30),
    st.builds(
        lambda text, times: quote((text * times)[:LONGEST], errors="surrogatepass"),
        texts.filter(bool),
        st.just(LONGEST),
    ),
)
"""As it stands in an address: every byte there is, lone surrogates, and what is no encoding at all."""
addresses = st.tuples(
    st.sampled_from(("/search/", "/search/", "/en/search/", "/ja-x-easy/search/")),
    queries,
    st.sampled_from(
        ("", "", "&type=place&open=1", "&area=ofuna&sort=next", "&sort=near&near=35.3,139.5")
    ),
    st.sampled_from(("", "", "&page=2", "&page=1000", "&page=-1")),
)


def ask_everything(client: Client) -> list[float]:
    """Asks the page for each query; how long each took, in seconds.

    One that took too long is asked again: a query that is slow stays slow, a busy machine does not.
    """
    client.raise_request_exception = False
    client.get("/search/", {"q": "食堂"})  # what a process does before its first search
    waited: list[float] = []

    @settings(max_examples=QUERIES, deadline=None, database=None)
    @given(parts=addresses)
    def ask(parts: tuple[str, str, str, str]) -> None:
        path, query, conditions, page = parts
        address = f"{path}?q={query}{conditions}{page}"
        took = seconds_of(client, address)
        waited.append(min(took, seconds_of(client, address)) if took > LONGEST_WAIT else took)
        assert connection.is_usable()

    ask()
    return waited


def seconds_of(client: Client, address: str) -> float:
    began = time.monotonic()
    assert client.get(address).status_code < 500
    return time.monotonic() - began


@pytest.fixture
def written(db: None) -> None:
    write_varied(RECORDS, timezone.now())


@pytest.fixture
def of_elasticsearch(
    own_indexes: Elasticsearch, written: None, monkeypatch: pytest.MonkeyPatch
) -> dict[str, int]:
    """Elasticsearch answers; how often it did."""
    build(own_indexes)
    engine = ElasticsearchEngine(PATIENCE)
    answered = {"times": 0}
    find = engine.find

    def counted(asked: Any) -> Any:
        found = find(asked)
        answered["times"] += 1
        return found

    monkeypatch.setattr(engine, "find", counted)
    monkeypatch.setattr(elasticsearch, "engine", lambda: engine)
    return answered


@pytest.mark.usefixtures("written")
def test_any_query_is_answered_by_the_database(client: Client) -> None:
    waited = ask_everything(client)
    assert len(waited) >= QUERIES
    assert max(waited) < LONGEST_WAIT


def test_any_query_is_answered_by_elasticsearch(
    client: Client, of_elasticsearch: dict[str, int]
) -> None:
    waited = ask_everything(client)
    assert len(waited) >= QUERIES
    assert max(waited) < LONGEST_WAIT
    assert of_elasticsearch["times"] > QUERIES / 2
