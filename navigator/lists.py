"""The list of benefits."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from directory.lists import labelled
from navigator.models import Benefit
from search.facets import AUDIENCE, TOPIC, Facet, kinds
from search.listing import Listing

if TYPE_CHECKING:
    from datetime import datetime

    from django.http import HttpRequest

    from cms.base.context import SiteFrame


benefit_kinds = labelled(Benefit.Kind)


def benefit_listing(request: HttpRequest, frame: SiteFrame, now: datetime) -> Listing:
    """The list of benefits that an address asks for."""
    provider = Facet(
        name="provider", label=_("出すところ"), options=labelled(Benefit.Provider), icon="house"
    )
    return Listing(
        request.GET,
        language=frame.language,
        now=now,
        types=("benefit",),
        facets=[kinds(benefit_kinds), provider, AUDIENCE, TOPIC],
        path="/support/",
        ruby=frame.ruby,
    )
