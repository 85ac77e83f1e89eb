"""What the rows name by a key: terms, departments, measures and records."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any

from wagtail.models import Locale

from cms.base.records import Record
from directory.models import Area, Audience, Location, Organization, Place, Topic
from events.models import EventSeries
from navigator.models import Benefit
from plan.models import Department, Measure

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from django.db.models import Model

KEYS: Mapping[type[Model], str] = {
    Area: "slug",
    Audience: "slug",
    Topic: "slug",
    Department: "name",
    Measure: "number",
    Location: "public_id",
    Organization: "public_id",
    Place: "public_id",
    EventSeries: "public_id",
    Benefit: "public_id",
}


class Known:
    """Rows of the database by their key, read once for each model and told of new ones."""

    def __init__(self) -> None:
        self._rows: dict[type[Model], dict[str, Any]] = {}

    @cached_property
    def japanese(self) -> Locale:
        return Locale.get_default()

    def get(self, model: type[Model], key: str) -> Any:
        """The row with this key; raises LookupError naming it where there is none."""
        rows = self._of(model)
        if key not in rows:
            raise LookupError(f"{model._meta.verbose_name}「{key}」がありません。")
        return rows[key]

    def all(self, model: type[Model], keys: Iterable[str]) -> list[Any]:
        return [self.get(model, key) for key in keys]

    def has(self, model: type[Model], key: str) -> bool:
        return key in self._of(model)

    def add(self, row: Model) -> None:
        self._of(type(row))[getattr(row, KEYS[type(row)])] = row

    def _of(self, model: type[Model]) -> dict[str, Any]:
        if model not in self._rows:
            rows = model._base_manager.all()
            if issubclass(model, Record):
                rows = rows.filter(locale=self.japanese)
            if model is Measure:
                rows = rows.filter(edition__current=True)
            self._rows[model] = {getattr(row, KEYS[model]): row for row in rows}
        return self._rows[model]
