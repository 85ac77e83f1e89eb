"""An Elasticsearch of which the site uses a prefix of its own for one test."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from elasticsearch import Elasticsearch

from cms.base import waiting
from search.outbox import projecting
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
def client(own_indexes: Elasticsearch) -> Elasticsearch:
    """A real Elasticsearch without an index of this site."""
    return own_indexes


@pytest.fixture
def live(client: Elasticsearch, db: None) -> Elasticsearch:
    """The same with an index that holds what there is."""
    build(client)
    return client
