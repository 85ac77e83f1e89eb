"""Documents as cards of a page, and the lists that detail pages ask for by reference."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from django.conf import settings
from django.db.models import F, OuterRef, Q, Subquery, Value
from django.db.models.functions import Greatest

from cms.base.languages import in_language, lang_attribute
from search.models import SearchDocument, SearchOpening
from search.ordering import by_kana

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from search.models import SearchDocumentQuerySet

TYPE_ORDER = {"place": 0, "group": 1, "event": 2, "benefit": 3, "page": 4}


def cards_for(
    documents: Iterable[SearchDocument], *, language: str, ruby: bool = False
) -> list[dict[str, Any]]:
    """What `{% card %}` renders: addresses in the reader's language, `lang` where words are not."""
    return [card_of(document, language=language, ruby=ruby) for document in documents]


def card_of(document: SearchDocument, *, language: str, ruby: bool = False) -> dict[str, Any]:
    card = document.card | {
        "type": document.record_type,
        "url": in_language(document.path, language) + ("?ruby=1" if ruby else ""),
    }
    if document.locale != language:
        card["lang"] = lang_attribute(document.locale)
    return card


def soonest_first(documents: SearchDocumentQuerySet, now: datetime) -> SearchDocumentQuerySet:
    """Who answers now, then who opens soonest, each by reading; what nobody knows comes last."""
    return documents.annotate(answers_at=answers_at("pk", now)).order_by(
        F("answers_at").asc(nulls_last=True), "kana", "pk"
    )


def answers_at(document: str, now: datetime) -> Subquery:
    """The instant from which someone answers, `now` while it is open; `document` names the key."""
    times = SearchOpening.objects.filter(document=OuterRef(document), closes_at__gt=now)
    return Subquery(times.order_by("opens_at").values(at=Greatest("opens_at", Value(now)))[:1])


def next_meetups(
    now: datetime,
    *,
    language: str = settings.LANGUAGE_CODE,
    ruby: bool = False,
    limit: int = 5,
    until: datetime | None = None,
    **references: str | Iterable[str],
) -> list[dict[str, Any]]:
    """Cards of the next meetups that carry the references: `place="abc"`, `organization="def"`.

    `until` leaves out what starts later. One query.
    """
    documents = SearchDocument.objects.for_cards().public(now).of_type("event").worded_for(language)
    starting = Q(next_start__lt=until) if until else Q()
    found = documents.referring(**references).filter(starting).upcoming(now)[:limit]
    return cards_for(found, language=language, ruby=ruby)


def serving(
    measure: str,
    *,
    now: datetime,
    language: str = settings.LANGUAGE_CODE,
    ruby: bool = False,
    most: int | None = None,
) -> tuple[list[dict[str, Any]], int]:
    """Cards of what serves a measure now, `most` at most, and how many records there are.

    A series of meetups stands by its next date. Two queries: narrow rows of everything, and the
    cards shown. Order: places, groups, meetups, benefits, pages; each by reading.
    """
    documents = (
        SearchDocument.objects.public(now)
        .not_over(now)
        .worded_for(language)
        .referring(measure=measure)
    )
    first: dict[tuple[str, str], _Serving] = {}
    for row in by_kana(documents, now).values_list(*_Serving._fields):
        found = _Serving(*row)
        kept = first.setdefault((found.record_type, found.record_id), found)
        if kept.next_start and found.next_start and found.next_start < kept.next_start:
            first[found.record_type, found.record_id] = found
    ordered = sorted(first.values(), key=lambda row: TYPE_ORDER.get(row.record_type, 9))
    keys = [row.pk for row in ordered[:most]]
    shown = SearchDocument.objects.for_cards().in_bulk(keys)
    cards = cards_for((shown[key] for key in keys if key in shown), language=language, ruby=ruby)
    return cards, len(ordered)


class _Serving(NamedTuple):
    """As much of a document as says whether its card is shown."""

    pk: int
    record_type: str
    record_id: str
    next_start: datetime | None
