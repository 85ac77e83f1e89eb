"""In which order documents stand: what is sorted by, as expressions of the database."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db.models import Case, CharField, ExpressionWrapper, F, FloatField, Value, When
from django.db.models.functions import Coalesce, NullIf, TruncDate
from django.utils import timezone

from search.distance import square_degrees

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.db.backends.base.base import BaseDatabaseWrapper
    from django.db.models.expressions import Combinable
    from django.db.models.sql.compiler import SQLCompiler

    from search.engines.asking import Point
    from search.models import SearchDocumentQuerySet

__all__ = ["by_date", "by_distance", "by_kana", "distance_from", "is_overdue", "starting_day"]


def is_overdue(now: datetime) -> Case:
    """1 for what nobody has checked in time, else 0."""
    late = When(assured_until__lt=timezone.localdate(now), then=Value(1))
    return Case(late, default=Value(0))


class SiteDay(TruncDate):
    """The day of an instant in the time zone of the site.

    SQLite would ask Python for the day of every row; where the year has one distance from UTC, as
    in Japan, it can count itself.
    """

    def as_sqlite(
        self, compiler: SQLCompiler, connection: BaseDatabaseWrapper, **context: Any
    ) -> tuple[str, Sequence[Any]]:
        seconds = _seconds_from_utc()
        if seconds is None:
            return self.as_sql(compiler, connection, **context)
        sql, params = compiler.compile(self.lhs)
        return f"DATE({sql}, %s)", (*params, f"{seconds:+d} seconds")


def _seconds_from_utc() -> int | None:
    """How far the site's clocks are from UTC; None where they change in the year."""
    zone = timezone.get_default_timezone()
    year = timezone.now().year
    found = {zone.utcoffset(datetime(year, month, 1)) for month in range(1, 13)}
    offset = found.pop()
    return None if found or offset is None else round(offset.total_seconds())


def starting_day() -> SiteDay:
    """The day of the next date (in the time zone of the site)."""
    return SiteDay("next_start", tzinfo=timezone.get_default_timezone())


def distance_from(near: Point) -> Combinable:
    """How far from `near`, to be compared only; null without a position."""
    return square_degrees(near, F("lat"), F("lng"))


def reading() -> Coalesce:
    """By what lists are sorted: the reading, or the title where there is none."""
    return Coalesce(NullIf("kana", Value("")), "title", output_field=CharField())


def by_kana(documents: SearchDocumentQuerySet, now: datetime) -> SearchDocumentQuerySet:
    """In the order of the readings; what nobody has checked in time comes last."""
    return documents.order_by(is_overdue(now), reading(), "title", "pk")


def by_date(documents: SearchDocumentQuerySet, now: datetime) -> SearchDocumentQuerySet:
    """The next day first, what has none after them; on one day, what was not checked in time last."""
    start = F("next_start").asc(nulls_last=True)
    day = starting_day().asc(nulls_last=True)
    return documents.order_by(day, is_overdue(now), start, "title", "pk")


def by_distance(documents: SearchDocumentQuerySet, near: Point) -> SearchDocumentQuerySet:
    """The nearest first, at one place by reading; what has no position comes last."""
    far = ExpressionWrapper(distance_from(near), FloatField()).asc(nulls_last=True)
    return documents.order_by(far, reading(), "title", "pk")
