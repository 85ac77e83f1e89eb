"""The way to Elasticsearch: one client per process, address and patience.

`ELASTICSEARCH_URL` may carry a name and a password; https is checked against the authorities that
the machine trusts. Nothing is tried twice: a search that fails is answered by another engine, and
what could not be written is sent again later.
"""

from __future__ import annotations

import ssl
from functools import lru_cache
from typing import Any, Final
from urllib.parse import urlsplit

from django.conf import settings
from elastic_transport.client_utils import url_to_node_config
from elasticsearch import Elasticsearch

from search.engines.mapping import IndexNames

__all__ = ["READING_SECONDS", "is_configured", "names", "reading", "writing"]

READING_SECONDS: Final = 1.0
"""How long a reader's search may take, from the connection to the answer."""
WRITING_SECONDS: Final = 10.0


def is_configured() -> bool:
    """Whether the site has an Elasticsearch."""
    return bool(settings.ELASTICSEARCH_URL)


def names() -> IndexNames:
    """The names of the site's indexes."""
    return IndexNames(settings.ELASTICSEARCH_INDEX)


def reading(seconds: float = READING_SECONDS) -> Elasticsearch:
    """For searches of readers."""
    return _client(settings.ELASTICSEARCH_URL, seconds)


def writing(seconds: float = WRITING_SECONDS) -> Elasticsearch:
    """For what no reader waits for; `seconds` is the patience with one call."""
    return _client(settings.ELASTICSEARCH_URL, seconds)


@lru_cache(maxsize=8)
def _client(url: str, seconds: float) -> Elasticsearch:
    secured: dict[str, Any] = {}
    if urlsplit(url).scheme == "https":
        secured["ssl_context"] = ssl.create_default_context()
    node = url_to_node_config(url, use_default_ports_for_scheme=True)
    return Elasticsearch([node], request_timeout=seconds, max_retries=0, **secured)
