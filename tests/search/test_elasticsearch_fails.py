"""Whatever happens to Elasticsearch, a reader gets the results of the database, and soon."""

from __future__ import annotations

import logging
import time
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from elasticsearch import Elasticsearch, helpers

from search.engines import choosing, elasticsearch
from search.engines import client as clients
from search.engines.asking import Asked, Found, Unanswered
from search.engines.breaker import REST_SECONDS
from search.engines.database import DatabaseEngine
from search.engines.elasticsearch import ElasticsearchEngine
from search.engines.mapping import index_body
from search.outbox.building import build
from search.outbox.models import PendingDocument
from search.query import plan
from tests.factories import PlaceFactory
from tests.search.faulty_server import Fault, faulty_server
from tests.search.varied import write_varied

pytestmark = pytest.mark.django_db

QUERY = "食堂の相談"
RECORDS = 60
PROMISED_SECONDS = 1.5
"""How long a reader may wait for results because of Elasticsearch; the client gives up after one."""
PATIENCE = 30.0
FAULTS = [fault for fault in Fault if fault is not Fault.NONE]


class Clock:
    """Seconds that pass only when a test says so."""

    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


def asked() -> Asked:
    return Asked(plan=plan(QUERY), locale="ja", now=timezone.now())


def same_keys(one: Found, other: Found) -> bool:
    return bool(one.keys) and list(one.keys) == list(other.keys)


@pytest.fixture
def written(db: None) -> None:
    write_varied(RECORDS, timezone.now())


@pytest.fixture
def index(own_indexes: Elasticsearch, written: None) -> Elasticsearch:
    """A whole live index."""
    build(own_indexes)
    return own_indexes


def live_index(client: Elasticsearch) -> str:
    (name,) = client.indices.get_alias(name=clients.names().live)
    return name


# A server that fails


@pytest.mark.parametrize("fault", FAULTS)
def test_a_page_has_its_results_soon_whatever_the_server_does(
    fault: Fault, client: Client, settings: Any
) -> None:
    place = PlaceFactory(name="みんなの食堂")
    address = {"path": "/search/", "data": {"q": QUERY}}
    usual = seconds_of(lambda: client.get(**address))
    with faulty_server(fault) as server:
        settings.ELASTICSEARCH_URL = server.url
        began = time.monotonic()
        answer = client.get(**address)
        took = time.monotonic() - began
        assert answer.status_code == 200
        assert f'/{place.public_id}/"' in answer.content.decode()
        assert took < PROMISED_SECONDS + usual


def seconds_of(work: Any) -> float:
    """How long something takes that was done before."""
    work()
    began = time.monotonic()
    work()
    return time.monotonic() - began


@pytest.mark.usefixtures("written")
def test_a_server_that_failed_is_left_alone_and_then_asked_by_one(settings: Any) -> None:
    clock = Clock()
    with faulty_server(Fault.CUTS) as server:
        settings.ELASTICSEARCH_URL = server.url
        failing = ElasticsearchEngine(clock=clock)
        for _ in range(5):
            with pytest.raises(Unanswered):
                failing.find(asked())
        assert server.asked == 1
        clock.now += REST_SECONDS + 1
        for _ in range(5):
            with pytest.raises(Unanswered):
                failing.present(asked())
        assert server.asked == 2


def test_an_outage_is_logged_when_it_begins_and_when_it_ends_without_a_query(
    index: Elasticsearch,
    elasticsearch_url: str,
    settings: Any,
    caplog: pytest.LogCaptureFixture,
) -> None:
    clock = Clock()
    with faulty_server(Fault.CUTS, elasticsearch_url) as server:
        settings.ELASTICSEARCH_URL = server.url
        failing = ElasticsearchEngine(PATIENCE, clock)
        with caplog.at_level(logging.INFO, "search"):
            for _ in range(3):
                with pytest.raises(Unanswered):
                    failing.find(asked())
                clock.now += REST_SECONDS + 1
            server.fault = Fault.NONE
            for _ in range(3):
                assert same_keys(failing.find(asked()), DatabaseEngine().find(asked()))
    assert [record.levelname for record in caplog.records] == ["WARNING", "WARNING"]
    assert QUERY not in caplog.text
    assert "食堂" not in caplog.text


def test_an_answer_that_is_late_is_the_last_for_a_while(index: Elasticsearch) -> None:
    ticks = iter(range(1000))
    slow = ElasticsearchEngine(PATIENCE, clock=lambda: next(ticks) * PATIENCE / 4)
    assert slow.find(asked()).keys
    with pytest.raises(Unanswered):
        slow.find(asked())


# An index that fails


def broken_missing(client: Elasticsearch) -> None:
    client.indices.delete(index=live_index(client))


def broken_half_full(client: Elasticsearch) -> None:
    found = client.search(index=live_index(client), size=1000, source=False)["hits"]["hits"]
    half = [
        {"_op_type": "delete", "_index": hit["_index"], "_id": hit["_id"]} for hit in found[::2]
    ]
    helpers.bulk(client, half, refresh=True)


def broken_empty_by_name(client: Elasticsearch) -> None:
    broken_missing(client)
    client.indices.create(index=clients.names().live)


def broken_of_another_version(client: Elasticsearch) -> None:
    client.indices.put_mapping(index=live_index(client), meta={"fingerprint": "another"})


def broken_red(client: Elasticsearch) -> None:
    """No machine may hold it, so it has no part that could answer."""
    broken_missing(client)
    body = index_body()
    body["settings"]["index"]["routing.allocation.require._name"] = "nobody"
    client.indices.create(
        index=clients.names().fresh(timezone.now()),
        aliases={clients.names().live: {}},
        wait_for_active_shards="0",
        **body,
    )


def broken_behind(client: Elasticsearch) -> None:
    PendingDocument.objects.bulk_create(
        PendingDocument(document_id=number, version=2, since=timezone.now()) for number in range(40)
    )


@pytest.mark.parametrize(
    "broken",
    [
        broken_missing,
        broken_half_full,
        broken_empty_by_name,
        broken_of_another_version,
        broken_red,
        broken_behind,
    ],
)
def test_an_index_that_cannot_be_trusted_is_not_asked(index: Elasticsearch, broken: Any) -> None:
    assert same_keys(ElasticsearchEngine(PATIENCE).find(asked()), DatabaseEngine().find(asked()))
    broken(index)
    with pytest.raises(Unanswered):
        ElasticsearchEngine(PATIENCE).find(asked())
    assert same_keys(choosing.find(asked()), DatabaseEngine().find(asked()))


def test_an_index_that_loses_documents_meanwhile_is_noticed_and_comes_back(
    index: Elasticsearch,
) -> None:
    clock = Clock()
    watched = ElasticsearchEngine(PATIENCE, clock)
    watched.find(asked())
    broken_half_full(index)
    clock.now += REST_SECONDS + 1
    with pytest.raises(Unanswered):
        watched.find(asked())
    build(index)
    clock.now += REST_SECONDS + 1
    assert same_keys(watched.find(asked()), DatabaseEngine().find(asked()))


def test_a_search_that_is_refused_is_no_outage(
    index: Elasticsearch, monkeypatch: pytest.MonkeyPatch
) -> None:
    asking = ElasticsearchEngine(PATIENCE)
    with monkeypatch.context() as patched:
        patched.setattr("search.engines.elasticsearch.by_groups", lambda plan: {"nonsense": {}})
        with pytest.raises(Unanswered):
            asking.find(asked())
    assert asking.find(asked()).keys


@pytest.mark.usefixtures("index")
def test_readers_are_answered_by_elasticsearch(monkeypatch: pytest.MonkeyPatch) -> None:
    patient = ElasticsearchEngine(PATIENCE)
    monkeypatch.setattr(elasticsearch, "engine", lambda: patient)
    monkeypatch.setattr(DatabaseEngine, "find", lambda self, asked: pytest.fail("asked"))
    assert choosing.find(asked()).keys
