"""Documents on their way to Elasticsearch, many in a request, and what it says of each.

Every change carries its version: what comes late or twice changes nothing.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from elasticsearch import helpers

from search.engines.mapping import source_of
from search.models import SearchDocument, SearchTag
from search.outbox.troubles import of_status

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from elasticsearch import Elasticsearch

__all__ = ["MOST_DOCUMENTS", "Answers", "Change", "changes_of", "send"]

MOST_DOCUMENTS: Final = 500
MOST_BYTES: Final = 5_000_000
"""How much one request carries at most."""
PRIMARY_SECONDS: Final = 2
"""How long Elasticsearch waits for a shard that is away before it says so."""
CONFLICT: Final = 409
NOT_FOUND: Final = 404
REFUSED: Final = 400


@dataclass(frozen=True, slots=True)
class Change:
    """A document as the index shall hold it; `source` is None for one that is gone."""

    document_id: int
    version: int
    source: dict[str, Any] | None


@dataclass(slots=True)
class Answers:
    """What Elasticsearch said of what was sent: every document stands in one of them.

    `refused` will never be taken as they are (id → the reason in the words of Elasticsearch);
    `failed` were not taken for now (id → a sentence for staff).
    """

    done: set[int] = field(default_factory=set)
    refused: dict[int, str] = field(default_factory=dict)
    failed: dict[int, str] = field(default_factory=dict)


def changes_of(last: Mapping[int, int]) -> list[Change]:
    """The stored documents, and what is gone: document id → the last version that is known."""
    documents = SearchDocument.objects.in_bulk(list(last))
    tags: dict[int, list[tuple[str, str]]] = defaultdict(list)
    for document_id, name, value in SearchTag.objects.filter(document__in=documents).values_list(
        "document_id", "name", "value"
    ):
        tags[document_id].append((name, value))
    return [
        Change(key, document.version, source_of(document, tags[key]))
        if (document := documents.get(key))
        else Change(key, version + 1, None)
        for key, version in last.items()
    ]


def send(client: Elasticsearch, aliases: Sequence[str], changes: Iterable[Change]) -> Answers:
    """Have every alias hold the changes; raises what the client raises.

    A document is done when every alias has answered for it, also by holding a newer one or, of
    what is gone, by not holding it.
    """
    answers = Answers()
    operations = [operation for change in changes for operation in _operations(change, aliases)]
    results = helpers.streaming_bulk(
        client,
        operations,
        chunk_size=MOST_DOCUMENTS,
        max_chunk_bytes=MOST_BYTES,
        raise_on_error=False,
        require_alias=True,
        timeout=f"{PRIMARY_SECONDS}s",
    )
    for operation, (_ok, result) in zip(operations, results, strict=True):
        [(kind, said)] = result.items()
        _sort(answers, int(operation["_id"]), kind, said)
    answers.done -= answers.refused.keys() | answers.failed.keys()
    return answers


def _operations(change: Change, aliases: Iterable[str]) -> Iterator[dict[str, Any]]:
    for alias in aliases:
        operation = {
            "_index": alias,
            "_id": str(change.document_id),
            "version": change.version,
            "version_type": "external_gte",
        }
        if change.source is None:
            yield operation | {"_op_type": "delete"}
        else:
            yield operation | {"_op_type": "index", "_source": change.source}


def _sort(answers: Answers, document_id: int, kind: str, said: Mapping[str, Any]) -> None:
    status = said["status"]
    is_newer = status == CONFLICT
    was_gone = kind == "delete" and status == NOT_FOUND and "error" not in said
    if "error" not in said or is_newer or was_gone:
        answers.done.add(document_id)
    elif status == REFUSED:
        answers.refused[document_id] = _reason(said["error"])
    else:
        answers.failed[document_id] = of_status(status)


def _reason(error: Any) -> str:
    """The innermost reason that Elasticsearch gives."""
    while isinstance(error, dict) and isinstance(error.get("caused_by"), dict):
        error = error["caused_by"]
    return str(error.get("reason", error)) if isinstance(error, dict) else str(error)
