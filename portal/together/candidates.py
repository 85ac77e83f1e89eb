"""Which groups may be asked to hold a meetup together: published ones that somebody answers for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from wagtail.search.backends import get_search_backend

from directory.models import Organization
from portal.models import Member

if TYPE_CHECKING:
    from datetime import datetime

    from django.db.models import QuerySet

    from portal.together.keeping import Together

MOST_SHOWN: Final = 12


def candidates(together: Together, now: datetime) -> QuerySet[Organization]:
    """The published groups with an active member that do not hold the meetup yet, in kana order."""
    answered_for = Member.objects.filter(active=True).values("organization__translation_key")
    held_by = [group.translation_key for group in together.groups]
    rows = Organization.objects.public(now).sources().filter(translation_key__in=answered_for)
    return rows.exclude(translation_key__in=held_by).order_by("kana", "name")


def found(rows: QuerySet[Organization], words: str) -> list[Organization]:
    """Those whose name fits what was typed, best first; the first of all where nothing was."""
    if not words.strip():
        return list(rows[:MOST_SHOWN])
    return list(get_search_backend().autocomplete(words, rows)[:MOST_SHOWN])
