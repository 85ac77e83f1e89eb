"""An index of the scratch documents in a real Elasticsearch, under a name of its own."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import chain

from django.test import override_settings

from search.engines import client as clients
from search.outbox import indexes
from search.outbox.building import Built, build

PREFIX = "carers-bench"


@contextmanager
def own_index() -> Iterator[None]:
    """Names nobody else uses; what was built under them is taken away."""
    with override_settings(ELASTICSEARCH_INDEX=f"{PREFIX}-{os.getpid()}"):
        try:
            yield
        finally:
            client = clients.writing()
            found = indexes.look(client, clients.names())
            indexes.drop(client, tuple(chain(found.live, found.building, found.others)))


def build_index() -> Built:
    """Fill it from the stored documents; searches see all of them."""
    client = clients.writing(120)
    built = build(client)
    client.indices.refresh(index=built.index)
    return built
