"""Whether an index holds the documents of the table in their versions, and mending where it does not.

What differs is put among what waits, so it is sent like every change; sending something that was
right changes nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from django.db import transaction
from django.db.models import Count, Sum
from elasticsearch import helpers

from search.models import SearchDocument
from search.outbox.models import PendingDocument
from search.outbox.pending import leave_word

if TYPE_CHECKING:
    from elasticsearch import Elasticsearch

__all__ = ["Differences", "compare", "mend", "sums_agree"]

_PAGE: Final = 5000


@dataclass(frozen=True, slots=True)
class Differences:
    """Document id → version; what waits to be sent is left out.

    `behind`: stored, the index lacks it or holds an older one. `ahead`: the index holds this newer
    version, as after a backup was put back. `gone`: the index holds it, the table does not.
    """

    behind: dict[int, int]
    ahead: dict[int, int]
    gone: dict[int, int]

    def __len__(self) -> int:
        return len(self.behind) + len(self.ahead) + len(self.gone)


def compare(client: Elasticsearch, index: str) -> Differences:
    """Every id and version of an index against the table.

    The index is read first: what is written meanwhile is newer in the table, never in the index.
    """
    held = _held(client, index)
    stored = dict(SearchDocument.objects.values_list("pk", "version"))
    for document_id in PendingDocument.objects.values_list("document_id", flat=True):
        held.pop(document_id, None)
        stored.pop(document_id, None)
    both = held.keys() & stored.keys()
    return Differences(
        behind={key: said for key, said in stored.items() if held.get(key, 0) < said},
        ahead={key: held[key] for key in both if held[key] > stored[key]},
        gone={key: said for key, said in held.items() if key not in stored},
    )


def mend(differences: Differences) -> int:
    """Put what differs among what waits; returns how many documents that are."""
    with transaction.atomic():
        for document_id, version in differences.ahead.items():
            SearchDocument.objects.filter(pk=document_id, version__lte=version).update(
                version=version + 1
            )
        newer = {key: version + 1 for key, version in differences.ahead.items()}
        leave_word((differences.behind | newer | differences.gone).items())
    return len(differences)


def sums_agree(client: Elasticsearch, index: str) -> bool:
    """Whether number and versions of all documents add up to the same: one cheap question each."""
    said = client.search(
        index=index,
        size=0,
        track_total_hits=True,
        aggs={"versions": {"sum": {"field": "version"}}},
    )
    held = said["hits"]["total"]["value"], said["aggregations"]["versions"]["value"]
    stored = SearchDocument.objects.aggregate(documents=Count("pk"), versions=Sum("version"))
    return held == (stored["documents"], stored["versions"] or 0)


def _held(client: Elasticsearch, index: str) -> dict[int, int]:
    """Document id → version of everything in an index, what was just sent included."""
    client.indices.refresh(index=index)
    everything = {"query": {"match_all": {}}, "version": True, "_source": False}
    hits = helpers.scan(client, index=index, query=everything, size=_PAGE, scroll="1m")
    return {int(hit["_id"]): hit["_version"] for hit in hits}
