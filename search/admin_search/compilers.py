"""What the admin asks, as a query set: rows whose entry in Wagtail's index holds it, best first."""

from __future__ import annotations

from functools import reduce
from operator import and_, or_
from typing import TYPE_CHECKING, Any, Final

from django.db import connection
from django.db.models import BooleanField, Case, F, Func, Q, Value, When
from django.db.models.functions import Cast
from modelsearch.backends.base import BaseSearchQueryCompiler, SearchFieldError
from modelsearch.backends.database.fallback import DatabaseSearchResults
from modelsearch.query import And, Boost, MatchAll, Not, Or, Phrase
from modelsearch.utils import get_descendants_content_types_pks
from wagtail.search.models import IndexEntry

from search.admin_search.wording import LEVELS, fts5, phrase, tsquery, wanted
from search.engines.streams_table import sql

if TYPE_CHECKING:
    from django.db.models import QuerySet
    from modelsearch.query import SearchQuery

    from search.admin_search.wording import Asked

WEAKEST: Final = LEVELS[-1]


class HoldsInSQLite(Func):
    """Of the key of an entry and the words of a query."""

    output_field = BooleanField()
    table = f"{IndexEntry._meta.db_table}_fts"
    arg_joiner = sql(" IN (SELECT rowid FROM", table, "WHERE", table, "MATCH ")
    template = "%(expressions)s)"


class HoldsInPostgreSQL(Func):
    """Of a column of an entry and the words of a query."""

    output_field = BooleanField()
    arg_joiner = " @@ "
    template = "(%(expressions)s::tsquery)"


class SearchCompiler(BaseSearchQueryCompiler):
    """Whole fields (`SearchField`)."""

    DEFAULT_OPERATOR = "and"
    HANDLES_ORDER_BY_EXPRESSIONS = True
    column = "body"

    def check(self) -> None:
        """Any field filters and orders, since the database does it; raises for named fields."""
        if self.fields:
            raise SearchFieldError(
                "The words of a row are indexed together; search without `fields`.",
                field_name=self.fields[0],
            )

    def found(self) -> QuerySet:
        """The rows that hold what is asked, in their order."""
        rows = self.queryset
        if not isinstance(self.query, MatchAll):
            rows = rows.filter(pk__in=self._keys(WEAKEST))
        if not self.order_by_relevance:
            return rows if rows.query.order_by else rows.order_by("-pk")
        ordering = rows.query.order_by or rows.model._meta.ordering
        return rows.order_by(self.level().desc(), *ordering, "-pk")

    def level(self) -> Case:
        """How well a found row fits: one of LEVELS."""
        fits = [When(pk__in=self._keys(level), then=level) for level in LEVELS[:-1]]
        return Case(*fits, default=Value(WEAKEST))

    def _keys(self, least: int) -> QuerySet:
        entries = IndexEntry.objects.filter(
            self._condition(self.query, least),
            content_type__in=get_descendants_content_types_pks(self.queryset.model),
        )
        return entries.values_list(Cast("object_id", self.queryset.model._meta.pk), flat=True)

    def _condition(self, query: SearchQuery, least: int) -> Q:
        """A condition on entries that alternatives of the level `least` or better meet."""
        match query:
            case MatchAll():
                return Q(pk__isnull=False)
            case Not():
                return ~self._condition(query.subquery, WEAKEST)
            case And() | Or():
                parts = [self._condition(part, least) for part in query.subqueries]
                return reduce(and_ if isinstance(query, And) else or_, parts)
            case Boost():
                return self._condition(query.subquery, least)
            case Phrase():
                return self._holds(phrase(query.query_string), least, "and")
        return self._holds(wanted(query.query_string), least, query.operator)

    def _holds(self, asked: Asked, least: int, joined: str) -> Q:
        good = [[one for one in group if one.level >= least or least == WEAKEST] for group in asked]
        if joined == "or":
            good = [group for group in good if group]
        if not good or not all(good):
            return Q(pk__in=[])
        if connection.vendor == "postgresql":
            return Q(HoldsInPostgreSQL(F(self.column), Value(tsquery(good, joined))))
        return Q(HoldsInSQLite(F("pk"), Value(f"{self.column} : ({fts5(good, joined)})")))


class AutocompleteCompiler(SearchCompiler):
    """What lists and choosers ask while staff type (`AutocompleteField`)."""

    column = "autocomplete"


class Results(DatabaseSearchResults):
    """Counted, cut and faceted by the database."""

    def get_queryset(self) -> QuerySet:
        return self.query_compiler.found()[self.start : self.stop]

    def _do_search(self) -> list[Any]:
        rows = self.get_queryset()
        if self._score_field:
            rows = rows.annotate(**{self._score_field: self.query_compiler.level()})
        return list(rows)
