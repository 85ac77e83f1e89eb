"""The conditions of `/services`: all that are given must hold."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any, Final

from django.conf import settings
from django.db.models import Exists, OuterRef, Q, TextField
from django.db.models.functions import Cast
from django.utils import timezone

from directory.api.answers import Refused
from directory.api.asking import identifier
from directory.exporting import hsds_taxonomies as terms
from directory.exporting.hsds_organizations import city_id, department_id
from directory.models import Check, Organization, Place, TemporaryStatus
from plan.models import Department
from search.engines.asking import Asked
from search.engines.database import DatabaseEngine
from search.engines.ids import among
from search.models import SearchDocument
from search.query import plan
from search.vocabulary import concept_lines

if TYPE_CHECKING:
    from collections.abc import Callable
    from uuid import UUID

    from django.db.models import QuerySet
    from django.http import QueryDict

    type Places = QuerySet[Place]

MOST_FOUND: Final = 100_000
"""More places than there will be: an answer is narrowed by all that the words find."""
EASES: Final = {"no-booking": "no_booking", "anonymous": "anonymous", "referral": "referral_needed"}


def narrowed(places: Places, params: QueryDict, now: datetime) -> Places:
    """The places that a request asks for; raises Refused for a value that cannot be read."""
    if words := params.get("search", "").strip():
        places = places.filter(public_id__in=_found(words, now))
    if provider := identifier(params, "organization_id"):
        places = places.filter(_provided_by(str(provider), now))
    if term := identifier(params, "taxonomy_term_id"):
        places = _tagged(places, _term(term))
    if taxonomy := identifier(params, "taxonomy_id"):
        places = places.filter(_in_taxonomy(taxonomy))
    if text := params.get("modified_after", ""):
        places = places.filter(_modified_since(_moment(text), now))
    return places


def _found(words: str, now: datetime) -> QuerySet[SearchDocument, Any]:
    """The ids of the places that the site's own search finds, what is only alike left out."""
    asked = Asked(
        plan=plan(words, concept_lines()),
        locale=settings.LANGUAGE_CODE,
        now=now,
        types=(Place.record_type,),
        most=MOST_FOUND,
    )
    found = DatabaseEngine().find(asked)
    keys = () if found.weak else found.keys
    return SearchDocument.objects.filter(among(keys)).values("record_id")


def _provided_by(provider: str, now: datetime) -> Q:
    """A group that is not public gives nothing: its places count as the department's."""
    public_groups = Organization.objects.public(now).values("pk")
    nobody = ~Q(organization__in=public_groups)
    if provider == city_id():
        return nobody & Q(department=None)
    for row in Department.objects.all():
        if department_id(row) == provider:
            return nobody & Q(department=row)
    return Q(organization__in=Organization.objects.public(now).filter(hsds_id=provider))


def _term(term_id: UUID) -> terms.Term | None:
    return next(
        (
            term
            for taxonomy in terms.TAXONOMIES
            for term in terms.all_terms(taxonomy)
            if term.id == str(term_id)
        ),
        None,
    )


def _tagged(places: Places, term: terms.Term | None) -> Places:
    condition = CONDITIONS.get(term.taxonomy.code) if term else None
    if term is None or condition is None:
        return places.none()
    return places.filter(pk__in=_matching(condition(term.code)))


def _matching(condition: Q) -> QuerySet[Place, Any]:
    """Places by a condition over tables of many rows, each place once."""
    return Place.objects.alias(modes_text=Cast("modes", TextField())).filter(condition).values("pk")


def _measure(code: str) -> Q:
    edition, _colon, number = code.partition(":")
    return Q(measures__edition__slug=edition, measures__number=number)


CONDITIONS: Final[dict[str, Callable[[str], Q]]] = {
    "kind": lambda code: Q(kind=code),
    "audience": lambda code: Q(audiences__slug=code),
    "topic": lambda code: Q(topics__slug=code),
    "measure": _measure,
    "mode": lambda code: Q(modes_text__contains=f'"{code}"'),
    "ease": lambda code: Q(**{EASES[code]: True}),
}
WHOLE_TAXONOMIES: Final = {
    "kind": Q(),
    "audience": Q(audiences__isnull=False),
    "topic": Q(topics__isnull=False),
    "measure": Q(measures__isnull=False),
    "mode": ~Q(modes=[]),
    "ease": Q(no_booking=True) | Q(anonymous=True) | Q(referral_needed=True),
}


def _in_taxonomy(taxonomy_id: UUID) -> Q:
    for taxonomy in terms.TAXONOMIES:
        if taxonomy.id == str(taxonomy_id) and taxonomy.code in WHOLE_TAXONOMIES:
            return Q(pk__in=_matching(WHOLE_TAXONOMIES[taxonomy.code]))
    return Q(pk__in=[])


def _moment(text: str) -> datetime:
    """A day or an instant (ISO 8601; a "+" may have become a space); without offset Asia/Tokyo."""
    try:
        moment = datetime.fromisoformat(text.replace(" ", "+"))
    except ValueError as error:
        raise Refused(
            400, "modified_after は 2026-11-01T09:00:00+09:00 の形で書いてください。"
        ) from error
    return moment if timezone.is_aware(moment) else timezone.make_aware(moment)


def _modified_since(moment: datetime, now: datetime) -> Q:
    """As `hsds_services.last_modified` counts."""
    own = {"record_type": Place.record_type, "record_id": OuterRef("public_id")}
    today = timezone.localdate(now)
    checks = Check.objects.filter(**own, recorded_at__gte=moment)
    notices = TemporaryStatus.objects.active(today).filter(**own, recorded_at__gte=moment)
    groups = Organization.objects.public(now).filter(updated_at__gte=moment)
    return (
        Q(updated_at__gte=moment)
        | Q(last_published_at__gte=moment)
        | Q(go_live_at__gte=moment)
        | Q(organization__in=groups)
        | Q(Exists(checks))
        | Q(Exists(notices))
    )
