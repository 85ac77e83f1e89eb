"""Writes terms, venues, and what the register leaves open; what exists keeps its words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from directory.models import Area, Audience, Location, Topic
from home.starter.record_loading import fill
from home.starter.register import (
    DEPARTMENT_HOURS,
    DEPARTMENT_NAMES_EN,
    DEPARTMENT_PHONE,
    NO_PUBLIC_SERVICE,
)
from home.starter.terms import AREAS, AUDIENCES, TOPICS
from home.starter.venues import VENUES
from plan.models import Department, Measure

if TYPE_CHECKING:
    from home.starter.known import Known
    from home.starter.rows import AreaRow, TermRow, VenueRow


def load_terms(known: Known) -> None:
    """Areas with their parents, audiences and topics."""
    for order, area in enumerate(AREAS, start=1):
        _load_area(area, order, known)
    for model, rows in ((Audience, AUDIENCES), (Topic, TOPICS)):
        for order, term in enumerate(rows, start=1):
            _load_term(model, term, order, known)


def load_venues(known: Known) -> None:
    for row in VENUES:
        if not known.has(Location, row.public_id):
            _save(_venue(row, known), known)


def complete_register() -> None:
    """Contacts of departments that have none yet; measures that serve no resident directly."""
    for department in Department.objects.filter(phone=""):
        department.phone = DEPARTMENT_PHONE
        department.hours = department.hours or DEPARTMENT_HOURS
        department.name_en = department.name_en or DEPARTMENT_NAMES_EN.get(department.name, "")
        department.save()
    for measure in Measure.objects.filter(edition__current=True, number__in=NO_PUBLIC_SERVICE):
        measure.no_public_service = True
        measure.save()


def _load_area(row: AreaRow, order: int, known: Known) -> None:
    if known.has(Area, row.slug):
        return
    area = Area(sort_order=order)
    fill(area, row, known)
    area.lat, area.lng = row.position or (None, None)
    _save(area, known)


def _load_term(model: type[Audience] | type[Topic], row: TermRow, order: int, known: Known) -> None:
    if known.has(model, row.slug):
        return
    term = model(sort_order=order)
    fill(term, row, known)
    term.synonyms = "\n".join(row.synonyms)
    _save(term, known)


def _venue(row: VenueRow, known: Known) -> Location:
    venue = Location(address=f"鎌倉市{row.town}" if row.town else "")
    fill(venue, row, known)
    venue.lat, venue.lng = row.position
    return venue


def _save(row: Any, known: Known) -> None:
    row.full_clean()
    row.save()
    known.add(row)
