"""The ids of HSDS: UUIDs made of what a record is and of its public id, the same for ever.

They need no table and survive an export into another site, because the public id does
(docs/decisions/0018).
"""

from __future__ import annotations

from typing import Final
from uuid import UUID, uuid5

NAMESPACE: Final = UUID("6f0f3c1e-5b0a-4b7c-9a53-0d6c8f1f2b7e")
"""Drawn once for this project; another one would give every record another id."""


def hsds_uuid(*parts: str) -> UUID:
    """The id of what the parts name: ("service", public id), ("term", taxonomy, code) …"""
    return uuid5(NAMESPACE, "/".join(parts))


def hsds_id(*parts: str) -> str:
    """`hsds_uuid` as HSDS writes it."""
    return str(hsds_uuid(*parts))
