"""What else the words of a list may mean: offers beside what was found."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.conf import settings

from search.addresses import Address
from search.facets import AREA
from search.naming import without_name

if TYPE_CHECKING:
    from search.listing import Listing

    type Item = dict[str, Any]

__all__ = ["area_offers", "correction", "in_japanese"]


def area_offers(listing: Listing) -> list[Item]:
    """Areas that the words name, to be chosen instead (`label`, `count`, `url`)."""
    offers = []
    for value, label in AREA.choices(listing.language):
        rest = without_name(listing.query, label) if label in listing.plan.areas else None
        if rest is None or value in listing.chosen.get(AREA.name, (value,)):
            continue
        address = listing.address.asking(rest).choosing(AREA.name, [value])
        if count := listing.at(address).total:
            offers.append({"label": label, "count": count, "url": address.url})
    return offers


def correction(listing: Listing) -> Item | None:
    """What was probably meant: `typed`, `meant`, `applied`, `url`, and `exact_url` without it."""
    found = listing.wording.correction
    if found is None:
        return None
    return {
        "typed": found.typed,
        "meant": found.meant,
        "applied": found.applied,
        "url": listing.address.asking(found.query).url,
        "exact_url": listing.address.exactly().url,
    }


def in_japanese(listing: Listing) -> Item | None:
    """How many Japanese documents hold the words (`count`, `url`), for readers of another language."""
    if not listing.query or listing.language == settings.LANGUAGE_CODE:
        return None
    address = Address(listing.address.path, settings.LANGUAGE_CODE, listing.query, {})
    count = listing.at(address).total
    return {"count": count, "url": address.url} if count else None
