"""What the table of documents and Elasticsearch hold, to be held against each other."""

from __future__ import annotations

from elasticsearch import Elasticsearch, NotFoundError

from search.engines import client as elasticsearch
from search.models import SearchDocument

type Versions = dict[int, int]


def stored() -> Versions:
    """Document id → version in the database."""
    return dict(SearchDocument.objects.values_list("pk", "version"))


def held(client: Elasticsearch, index: str | None = None) -> Versions:
    """Document id → version in Elasticsearch; nothing where there is no index."""
    index = index or elasticsearch.names().live
    try:
        client.indices.refresh(index=index)
    except NotFoundError:
        return {}
    found = client.search(
        index=index, size=10_000, version=True, source=False, query={"match_all": {}}
    )
    return {int(hit["_id"]): hit["_version"] for hit in found["hits"]["hits"]}
