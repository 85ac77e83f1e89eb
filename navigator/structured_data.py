"""A benefit as schema.org's GovernmentService: the same facts as its page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.utils.translation import gettext as _

from cms.base.structured_data import Node, node, page_node, sample_words
from directory.structured_data import department_data
from navigator.models import Benefit

if TYPE_CHECKING:
    from cms.base.context import SiteFrame

GOVERNMENT = (Benefit.Provider.CITY, Benefit.Provider.PREFECTURE, Benefit.Provider.NATION)


def benefit_data(benefit: Benefit, frame: SiteFrame) -> Node:
    """What one gets, from whom, and at which desk one asks."""
    public = benefit.provider in GOVERNMENT
    return page_node(
        "GovernmentService",
        name=benefit.name,
        description=benefit.summary or benefit.description,
        disambiguatingDescription=sample_words(sample=benefit.sample),
        url=frame.absolute(f"/support/{benefit.public_id}/"),
        sameAs=benefit.source_url,
        serviceType=_(benefit.get_kind_display()),
        serviceOutput=node("Thing", name=benefit.gets) if benefit.gets else None,
        provider=node(
            "GovernmentOrganization" if public else "Organization",
            name=_(benefit.get_provider_display()),
        ),
        serviceOperator=department_data(benefit.department) if benefit.department else None,
        areaServed=node("AdministrativeArea", name=settings.MUNICIPALITY_NAME),
        availableChannel=desk_data(benefit, frame),
    )


def desk_data(benefit: Benefit, frame: SiteFrame) -> Node | None:
    """Where one asks, as the page says: the desk, or else the department's telephone."""
    desk, department = benefit.desk, benefit.department
    if desk:
        phone, address = desk.phone, frame.absolute(f"/places/{desk.public_id}/")
    else:
        phone, address = department.phone if department else "", ""
    if not phone and not address:
        return None
    return node(
        "ServiceChannel",
        serviceUrl=address,
        servicePhone=node("ContactPoint", telephone=phone) if phone else None,
    )
