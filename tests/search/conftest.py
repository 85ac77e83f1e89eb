"""An Elasticsearch of which the site uses a prefix of its own for one test."""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from typing import Any

import pytest
from elasticsearch import Elasticsearch

from search.engines import client as clients
from search.outbox import indexes


@pytest.fixture
def own_indexes(elasticsearch_url: str, settings: Any) -> Iterator[Elasticsearch]:
    """A real Elasticsearch without an index of this site; what a test makes is taken away."""
    settings.ELASTICSEARCH_URL = elasticsearch_url
    settings.ELASTICSEARCH_INDEX = f"test-{secrets.token_hex(6)}"
    names = clients.names()
    client = clients.writing()
    yield client
    found = indexes.look(client, names)
    # A test may have made an index where the alias should be.
    indexes.drop(client, (*found.live, *found.building, *found.others, names.live))
