"""An Elasticsearch of which the site uses a prefix of its own for one test."""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from typing import Any

import pytest
from elasticsearch import Elasticsearch

from cms.base import waiting
from search.engines import client as elasticsearch
from search.outbox import indexes, projecting
from search.outbox.building import build

UNREACHABLE = "http://127.0.0.1:9"


@pytest.fixture(autouse=True)
def _fresh_process() -> Iterator[None]:
    """No failure and no lost patience of an earlier test is remembered."""
    projecting.breaker.succeeded()
    waiting.begin_anew()
    yield
    projecting.breaker.succeeded()


@pytest.fixture
def configured(settings: Any) -> Any:
    """A site with an Elasticsearch that is not there."""
    settings.ELASTICSEARCH_URL = UNREACHABLE
    return settings


@pytest.fixture
def client(elasticsearch_url: str, settings: Any) -> Iterator[Elasticsearch]:
    """A real Elasticsearch without an index of this site."""
    settings.ELASTICSEARCH_URL = elasticsearch_url
    settings.ELASTICSEARCH_INDEX = f"test-{secrets.token_hex(6)}"
    names = elasticsearch.names()
    used = elasticsearch.writing()
    yield used
    found = indexes.look(used, names)
    indexes.drop(used, tuple({*found.live, *found.building, *found.others}))


@pytest.fixture
def live(client: Elasticsearch, db: None) -> Elasticsearch:
    """The same with an index that holds what there is."""
    build(client)
    return client
