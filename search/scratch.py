"""Scratch indexes of judged documents, one for each engine; never the site's own.

Documents have the keys id, title, body, extra, address, area, phone.
"""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING, Any, Final

from django.db.utils import ConnectionHandler
from elasticsearch import Elasticsearch, helpers

from search.analysis import analyse_document
from search.engines import clauses, database, plan_sql
from search.engines.mapping import STREAM_FIELDS

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from search.query import QueryPlan

RUN_LENGTH: Final = 100
"""How many documents of each answer are judged."""
SECONDS: Final = 30


def streams(row: Mapping[str, str]) -> dict[str, str]:
    """The token streams of a document."""
    extra = "\n".join(row.get(name) or "" for name in ("extra", "address", "area"))
    found = analyse_document(row["title"], row.get("body") or "", extra, row.get("phone") or "")
    return dict(found.items())


class ScratchDatabase:
    """The database engine, on SQLite in memory."""

    def __init__(self, documents: Sequence[Mapping[str, str]]) -> None:
        self.documents = documents
        self.connection = ConnectionHandler(
            {"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": ":memory:"}}
        )["default"]
        database.create_table(self.connection)
        database.put(
            ((number, streams(row)) for number, row in enumerate(documents)),
            self.connection,
        )

    def run(self, plan: QueryPlan) -> list[str]:
        """Ids of what a plan finds, best first, at most RUN_LENGTH."""
        for query in (
            plan_sql.by_groups(plan, self.connection),
            plan_sql.by_pairs(plan, self.connection),
        ):
            ranked = self._ranked(*query) if query else []
            if ranked:
                return ranked[:RUN_LENGTH]
        return []

    def _ranked(self, sql: str, values: Sequence[Any]) -> list[str]:
        with self.connection.cursor() as cursor:
            cursor.execute(sql, values)
            found = [(-score, self.documents[number]) for number, score in cursor.fetchall()]
        ordered = sorted(found, key=lambda hit: (hit[0], len(hit[1]["title"]), hit[1]["id"]))
        return [row["id"] for _score, row in ordered]

    def close(self) -> None:
        # Django's own close() spares databases in memory.
        self.connection.connection.close()


class ScratchElasticsearch:
    """Elasticsearch at an address, with an index of its own that `close` takes away."""

    def __init__(self, documents: Sequence[Mapping[str, str]], url: str) -> None:
        self.client = Elasticsearch(url, request_timeout=SECONDS)
        self.index = f"scratch-{secrets.token_hex(8)}"
        sorted_by = {"title_length": {"type": "integer"}, "key": {"type": "keyword"}}
        self.client.indices.create(
            index=self.index,
            settings={"number_of_shards": 1, "number_of_replicas": 0},
            mappings={"dynamic": "strict", "properties": STREAM_FIELDS | sorted_by},
        )
        helpers.bulk(self.client, map(self._action, documents), refresh=True)

    def _action(self, row: Mapping[str, str]) -> dict[str, Any]:
        source = {**streams(row), "title_length": len(row["title"]), "key": row["id"]}
        return {"_index": self.index, "_source": source}

    def run(self, plan: QueryPlan) -> list[str]:
        """Ids of what a plan finds, best first, at most RUN_LENGTH."""
        for clause in (clauses.by_groups(plan), clauses.by_pairs(plan)):
            ranked = self._ranked(clause) if clause else []
            if ranked:
                return ranked
        return []

    def _ranked(self, clause: dict[str, Any]) -> list[str]:
        answer = self.client.search(
            index=self.index,
            query=clause,
            sort=[{"_score": "desc"}, {"title_length": "asc"}, {"key": "asc"}],
            size=RUN_LENGTH,
            source=["key"],
        )
        return [hit["_source"]["key"] for hit in answer["hits"]["hits"]]

    def close(self) -> None:
        self.client.indices.delete(index=self.index)
        self.client.close()
