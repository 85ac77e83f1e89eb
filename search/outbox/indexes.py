"""The indexes of the site in Elasticsearch: which there are, and how they come and go.

An index has a name of its own (see `IndexNames.fresh`) and is reached by an alias: `live` is what
readers are answered from, `building` what is being filled. Names that others made are left alone.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from elasticsearch import NotFoundError

from search.engines.mapping import index_body

if TYPE_CHECKING:
    from datetime import datetime

    from elasticsearch import Elasticsearch

    from search.engines.mapping import IndexNames

__all__ = ["Indexes", "create", "drop", "fingerprint_of", "look", "switch"]

_WAIT: Final = "10s"
"""How long the cluster may take to know of an index."""


@dataclass(frozen=True, slots=True)
class Indexes:
    """The names of the site's indexes; `others` are left from rebuilds that were broken off."""

    live: tuple[str, ...]
    building: tuple[str, ...]
    others: tuple[str, ...]


def look(client: Elasticsearch, names: IndexNames) -> Indexes:
    """What there is now."""
    found = client.indices.get_alias(index=f"{names.prefix}-*", expand_wildcards="open").body
    ours = {
        name: said["aliases"].keys()
        for name, said in sorted(found.items())
        if names.live in said["aliases"] or re.fullmatch(rf"{re.escape(names.prefix)}-\d+", name)
    }
    live = tuple(name for name, aliases in ours.items() if names.live in aliases)
    building = tuple(name for name, aliases in ours.items() if names.building in aliases)
    others = tuple(name for name in ours if name not in live + building)
    return Indexes(live, building, others)


def create(client: Elasticsearch, names: IndexNames, now: datetime) -> str:
    """A new empty index behind `building`; its name."""
    index = names.fresh(now)
    body = index_body()
    client.indices.create(
        index=index,
        settings=body["settings"],
        mappings=body["mappings"],
        aliases={names.building: {}},
        wait_for_active_shards="1",
        timeout=_WAIT,
    )
    return index


def switch(client: Elasticsearch, names: IndexNames, index: str) -> None:
    """From now on readers are answered from `index`: in one step, no search goes between."""
    old = look(client, names).live
    actions = [{"remove": {"index": name, "alias": names.live}} for name in old if name != index]
    actions += [
        {"remove": {"index": index, "alias": names.building}},
        {"add": {"index": index, "alias": names.live}},
    ]
    client.indices.update_aliases(actions=actions)


def drop(client: Elasticsearch, indexes: tuple[str, ...]) -> None:
    """Take indexes away; one that is gone already is no error."""
    for index in indexes:
        client.options(ignore_status=404).indices.delete(index=index)


def fingerprint_of(client: Elasticsearch, index: str) -> str | None:
    """What the index was made for; None where it is gone."""
    try:
        answer = client.indices.get_mapping(index=index)
    except NotFoundError:
        return None
    [said] = answer.body.values()
    return said["mappings"].get("_meta", {}).get("fingerprint", "")
