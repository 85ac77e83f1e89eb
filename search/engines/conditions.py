"""The conditions of readers, asked of the rows of the database."""

from __future__ import annotations

from functools import reduce
from itertools import compress
from operator import and_
from typing import TYPE_CHECKING

from django.db.models import BooleanField, Count, Exists, ExpressionWrapper, OuterRef, Q, Value

from search.engines.asking import Alike, OfType, OpenAt, StartsWithin, Tagged
from search.models import SearchOpening, SearchTag

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from django.db.models.expressions import Combinable

    from search.engines.asking import Condition
    from search.models import SearchDocumentQuerySet

__all__ = ["alike", "all_of", "held", "holding"]


def holding(condition: Condition) -> Q:
    """The documents that hold a condition."""
    match condition:
        case Tagged(name, values):
            tags = SearchTag.objects.filter(document=OuterRef("pk"), name=name, value__in=values)
            return Q(Exists(tags))
        case OfType(types):
            return Q(record_type__in=types)
        case OpenAt(at):
            times = SearchOpening.objects.filter(opens_at__lte=at, closes_at__gt=at)
            return Q(pk__in=times.values("document"))
        case StartsWithin(first, before):
            since = Q(next_start__gte=first) if first else Q(next_start__isnull=False)
            return since & Q(next_start__lt=before) if before else since


def all_of(conditions: Iterable[Condition]) -> Q:
    """The documents that hold every condition."""
    return reduce(and_, map(holding, conditions), Q())


def held(conditions: Iterable[Condition]) -> Combinable:
    """Whether a document holds every condition, as a column (true, false or null)."""
    wanted = all_of(conditions)
    return ExpressionWrapper(wanted, BooleanField()) if wanted else Value(True)


def alike(documents: SearchDocumentQuerySet, counted: Mapping[str, Condition]) -> list[Alike]:
    """Documents that facets cannot tell apart, each date for itself. One query."""
    columns = {f"held_{at}": held([condition]) for at, condition in enumerate(counted.values())}
    rows = (
        documents.order_by()
        .annotate(**columns)
        .values("record_type", "facets", *columns)
        .annotate(count=Count("pk"))
        .values_list("count", "record_type", "facets", *columns)
    )
    return [
        Alike(count, kind, facets, frozenset(compress(counted, holds)))
        for count, kind, facets, *holds in rows
    ]
