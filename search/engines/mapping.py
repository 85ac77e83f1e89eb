"""What Elasticsearch keeps of a `SearchDocument`: the names of indexes, the mapping, the source.

Everything is made here, before it is sent: the token streams by `search.analysis`, the values of
facets as one text to be counted by, times as ranges to be asked by. Elasticsearch compares and adds
up, and needs its built-in `whitespace` analyzer only.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final

from django.utils import timezone

from search.analysis import FIELDS
from search.engines.streams_table import kept_tokens

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from search.models import SearchDocument

__all__ = [
    "DEEPEST",
    "FINGERPRINT",
    "STREAM_FIELDS",
    "IndexNames",
    "group_of",
    "index_body",
    "instant",
    "open_group",
    "source_of",
    "tag",
]

LAYOUT: Final = 1
"""Raise it when `source_of` says something else of the same document, so that sites rebuild."""
DEEPEST: Final = 20_000
"""How many results can be paged through: a thousand pages of twenty."""

STREAM_FIELDS: Final[Mapping[str, Any]] = {
    name: {"type": "text", "analyzer": "whitespace", "norms": False} for name in FIELDS
}
"""The mapping of the token streams: tokens are made by `search.analysis` alone."""

SETTINGS: Final[Mapping[str, Any]] = {
    "number_of_shards": 1,
    # A copy where there is a second node, none where there is not.
    "auto_expand_replicas": "0-1",
    # Said, so that an index nobody asks for half a minute is refreshed all the same.
    "refresh_interval": "1s",
    # A rebuild sends documents that were deleted meanwhile: their versions are remembered longer.
    "gc_deletes": "1h",
    "max_result_window": DEEPEST,
}

_EXACT: Final = {"type": "keyword"}
_READ_ONLY: Final = {"index": False}
"""Sorted and counted by, never searched for."""

PROPERTIES: Final[Mapping[str, Any]] = {
    **STREAM_FIELDS,
    "locale": {**_EXACT, "doc_values": False},
    "record_type": _EXACT,
    "record_id": {**_EXACT, **_READ_ONLY},
    "occurrence": {**_EXACT, **_READ_ONLY},
    "record": {**_EXACT, **_READ_ONLY},
    "group": {**_EXACT, **_READ_ONLY, "eager_global_ordinals": True},
    "tags": {**_EXACT, "doc_values": False},
    "title_length": {"type": "integer", **_READ_ONLY},
    "shown": {"type": "date_range"},
    "open": {"type": "date_range"},
    "next_start": {"type": "date"},
    "next_day": {"type": "date", **_READ_ONLY},
    "assured_until": {"type": "date"},
    "point": {"type": "geo_point", **_READ_ONLY},
    "lat": {"type": "double", **_READ_ONLY},
    "lng": {"type": "double", **_READ_ONLY},
    "version": {"type": "long"},
}


FIRST: Final = datetime(1, 1, 2, tzinfo=UTC)
LAST: Final = datetime(9999, 12, 30, tzinfo=UTC)
"""Instants before and after everything."""


def _fingerprint() -> str:
    said = json.dumps([LAYOUT, SETTINGS, PROPERTIES], sort_keys=True)
    return hashlib.sha256(said.encode()).hexdigest()[:16]


FINGERPRINT: Final = _fingerprint()
"""Stands in `_meta.fingerprint` of an index; one with another was made for another version of us."""


def index_body() -> dict[str, Any]:
    """What an index is created with: `settings` and `mappings`."""
    return {
        "settings": {"index": dict(SETTINGS)},
        "mappings": {
            "dynamic": "strict",
            "_meta": {"fingerprint": FINGERPRINT},
            "properties": dict(PROPERTIES),
        },
    }


@dataclass(frozen=True, slots=True)
class IndexNames:
    """The indexes of one site, by the prefix of their names.

    Everybody reads `live`; what is written goes to `live` and, while a new index is being filled,
    to `building`. Both are aliases, so that no write can make an index by its name.
    """

    prefix: str

    @property
    def live(self) -> str:
        return f"{self.prefix}-live"

    @property
    def building(self) -> str:
        return f"{self.prefix}-building"

    def fresh(self, now: datetime) -> str:
        """The name of an index made at `now` (aware)."""
        return f"{self.prefix}-{now.timestamp() * 1000:.0f}"


def source_of(document: SearchDocument, tags: Iterable[tuple[str, str]]) -> dict[str, Any]:
    """A document with all its columns, and its (name, value) tags → the JSON that is indexed.

    What is absent is left out. Instants lose what is below a millisecond.
    """
    starts = document.next_start
    said = {name: " ".join(kept_tokens(getattr(document, name))) for name in FIELDS} | {
        "locale": document.locale,
        "record_type": document.record_type,
        "record_id": document.record_id,
        "occurrence": document.occurrence,
        "record": f"{document.record_type}:{document.record_id}",
        "group": group_of(document),
        "tags": [tag(name, value) for name, value in tags],
        "title_length": len(document.title),
        "shown": _shown(document),
        "open": _openings(document.open_ranges),
        "next_start": starts and instant(starts),
        "next_day": starts and timezone.localdate(starts).isoformat(),
        "assured_until": document.assured_until and document.assured_until.isoformat(),
        "point": _point(document),
        "lat": document.lat,
        "lng": document.lng,
        "version": document.version,
    }
    return {name: value for name, value in said.items() if value not in (None, "", [])}


def tag(name: str, value: str) -> str:
    """A tag as one term."""
    return f"{name}={value}"


def group_of(document: SearchDocument) -> str:
    """What documents have in common that facets cannot tell apart: see `open_group`.

    The dates of one record count once, so they also have the record in common.
    """
    record = document.record_id if document.occurrence else ""
    return f"{document.record_type}\n{record}\n{document.facets}"


def open_group(group: str) -> tuple[str, str, str]:
    """(record type, record id or "", text of facets) of a group."""
    record_type, record, facets = group.split("\n", 2)
    return record_type, record, facets


def _shown(document: SearchDocument) -> dict[str, str] | None:
    """From when until when readers see a document; None where that is never."""
    start = instant(document.public_from or FIRST)
    end = min(instant(end or LAST) for end in (document.public_until, document.ends_at))
    return {"gte": start, "lt": end} if start < end else None


def _openings(ranges: Sequence[Sequence[str]]) -> list[dict[str, str]]:
    pairs = ((_as_instant(opens), _as_instant(closes)) for opens, closes in ranges)
    return [{"gte": opens, "lt": closes} for opens, closes in pairs if opens < closes]


@lru_cache(maxsize=4096)
def _as_instant(text: str) -> str:
    """An ISO instant as it is indexed; many places open at the same ones."""
    return instant(datetime.fromisoformat(text))


def instant(moment: datetime) -> str:
    """An aware datetime as a text that sorts, cut to the millisecond as Elasticsearch cuts it."""
    return moment.astimezone(UTC).isoformat(timespec="milliseconds")


def _point(document: SearchDocument) -> dict[str, float] | None:
    if document.lat is None or document.lng is None:
        return None
    return {"lat": document.lat, "lon": document.lng}
