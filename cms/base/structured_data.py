"""schema.org data that every room builds with: what is empty is left out, addresses are whole."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.utils.translation import gettext as _

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

type Node = dict[str, Any]

CONTEXT = "https://schema.org"


def node(kind: str | list[str], **properties: Any) -> Node:
    """A node of a type; properties that say nothing (None, "", empty) are left out."""
    told = {name: value for name, value in properties.items() if value not in (None, "", [], {})}
    return {"@type": kind, **told}


def page_node(kind: str | list[str], **properties: Any) -> Node:
    """The node that a page is about."""
    return {"@context": CONTEXT, **node(kind, **properties)}


def sample_words(*, sample: bool) -> str:
    """What tells an example from a real record, as the page does; empty for a real one."""
    return _("見本です。市が確かめるまでの例です。") if sample else ""


def breadcrumbs(crumbs: Iterable[Mapping[str, Any]], current: str = "") -> Node:
    """The trail of a page; `crumbs` as the `crumbs` tag takes them, then the page itself."""
    trail = [
        {"name": crumb["label"], "item": settings.BASE_URL + crumb["url"].partition("?")[0]}
        for crumb in crumbs
    ]
    if current:
        trail.append({"name": current})
    return page_node(
        "BreadcrumbList",
        itemListElement=[
            node("ListItem", position=position, **step) for position, step in enumerate(trail, 1)
        ],
    )


def offers(fees: Iterable[Mapping[str, Any]]) -> list[Node]:
    """Fees as offers in yen, one for each who pays."""
    return [
        node("Offer", name=fee["who"], price=str(fee["yen"]), priceCurrency="JPY") for fee in fees
    ]


def free_of_charge(fees: Iterable[Mapping[str, Any]]) -> bool | None:
    """Whether nobody pays; None where no fee is stated."""
    yen = [fee["yen"] for fee in fees]
    return not any(yen) if yen else None
