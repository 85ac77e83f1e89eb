"""Loads the starter content, all of it or nothing; what is there already stays as it is."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from django.conf import settings
from wagtail.models import Locale

from directory.models import Organization, Place
from home.models import HomePage
from home.starter.known import Known
from home.starter.members import MEMBER
from home.starter.page_loading import load_pages
from home.starter.record_loading import load_records
from home.starter.term_loading import complete_register, load_terms, load_venues
from home.starter.word_loading import load_words
from plan import loading as plan_loading
from plan.models import Measure
from plan.register import register
from portal.models import Member
from search.documents import gathering

if TYPE_CHECKING:
    from datetime import date


@dataclass(frozen=True, slots=True)
class Loaded:
    """What a run made: numbers by record type, and the member of a group made for the portal."""

    counts: dict[str, int] = field(default_factory=dict)
    member: Member | None = None

    @property
    def is_new(self) -> bool:
        return bool(self.counts)


def is_loaded() -> bool:
    """Whether a site is there: from then on its content belongs to the editors.

    What they deleted does not come back with the next set-up.
    """
    return HomePage.objects.exists() and Place.objects.exists()


def load_starter_content(today: date) -> Loaded:
    """Makes a site whose dates lie around `today` (Asia/Tokyo); does nothing where there is one."""
    if is_loaded():
        return Loaded()
    with gathering():
        return _load(today)


def _load(today: date) -> Loaded:
    for code, _name in settings.LANGUAGES:
        Locale.objects.get_or_create(language_code=code)
    if not Measure.objects.exists():
        plan_loading.load(register())
    known = Known()
    load_terms(known)
    load_venues(known)
    complete_register()
    counts = load_records(known, today)
    pages = load_pages(known, today)
    words = load_words(known)
    return Loaded({**counts, "page": pages, "words": words}, _load_member(known))


def _load_member(known: Known) -> Member | None:
    member, is_new = Member.objects.get_or_create(
        email=MEMBER.email,
        defaults={"organization": known.get(Organization, MEMBER.group), "name": MEMBER.name},
    )
    return member if is_new else None
