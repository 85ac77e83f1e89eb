"""The lists of places and groups."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from directory.models import Organization, Place
from search.facets import AREA, AUDIENCE, EASE, OPEN, TOPIC, kinds
from search.listing import Listing

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from django.db.models import TextChoices
    from django.http import HttpRequest

    from cms.base.context import SiteFrame


def labelled(choices: type[TextChoices]) -> Callable[[str], list[tuple[str, str]]]:
    """The kinds of a record as the options of a facet, in the language of the page."""

    def options(language: str) -> list[tuple[str, str]]:
        return [(value, _(label)) for value, label in choices.choices]

    return options


place_kinds = labelled(Place.Kind)
group_kinds = labelled(Organization.Kind)


def place_listing(request: HttpRequest, frame: SiteFrame, now: datetime) -> Listing:
    """The list of places that an address asks for."""
    return Listing(
        request.GET,
        language=frame.language,
        now=now,
        types=("place",),
        facets=[kinds(place_kinds), OPEN, AUDIENCE, EASE, AREA, TOPIC],
        path="/places/",
        ruby=frame.ruby,
    )


def group_listing(request: HttpRequest, frame: SiteFrame, now: datetime) -> Listing:
    """The list of groups that an address asks for."""
    return Listing(
        request.GET,
        language=frame.language,
        now=now,
        types=("group",),
        facets=[kinds(group_kinds), AUDIENCE, AREA, TOPIC],
        path="/groups/",
        ruby=frame.ruby,
    )
