"""Choosing among very many rows in the admin: a list while it is short, names beyond that.

Works without JavaScript and by keyboard alone; what cannot be found stays in its field.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from django import forms
from django.db.models import Q

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from django.db.models import QuerySet
    from django.utils.datastructures import MultiValueDict

MOST_LISTED: Final = 200
"""A longer list is not looked through by anyone, and costs every opening of the form."""
NAMES_SHOWN: Final = 5


def is_long(rows: QuerySet) -> bool:
    """Whether there are more rows than are listed."""
    return rows.order_by()[: MOST_LISTED + 1].count() > MOST_LISTED


def named(rows: QuerySet, text: str) -> list[Any]:
    """The rows meant by a typed name: that public id, else that name, else names that hold it.

    At most NAMES_SHOWN + 1 rows, so that "several" can be told from "one".
    """
    for wanted in (Q(public_id=text), Q(name=text), Q(name__icontains=text)):
        if found := list(rows.filter(wanted)[: NAMES_SHOWN + 1]):
            return found
    return []


class TicksOrNames(forms.CheckboxSelectMultiple):
    """Ticks; where there are too many rows, ticks of the chosen ones and a field of names to add.

    Its rows carry `name` and `public_id`. A typed name that means no row, or several, is handed
    on as it is, and refused by the form field.
    """

    template_name = "admin_forms/ticks_or_names.html"

    def get_context(
        self, name: str, value: Sequence[Any] | None, attrs: dict[str, Any] | None
    ) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        typed = [text for text in map(str, value or []) if not text.isdecimal()]
        return context | {"by_name": self._is_long, "typed": "\n".join(typed)}

    def optgroups(
        self, name: str, value: Sequence[Any], attrs: dict[str, Any] | None = None
    ) -> list[Any]:
        if not self._is_long:
            return super().optgroups(name, value, attrs)
        chosen = [key for key in map(str, value) if key.isdecimal()]
        rows = self.choices.queryset.filter(pk__in=chosen)
        every, self.choices = self.choices, [(row.pk, str(row)) for row in rows]
        try:
            return super().optgroups(name, value, attrs)
        finally:
            self.choices = every

    @property
    def _is_long(self) -> bool:
        return is_long(self.choices.queryset)

    def value_from_datadict(
        self, data: MultiValueDict, files: MultiValueDict, name: str
    ) -> list[str]:
        lines = data.get(f"{name}-named", "").splitlines()
        typed = [self._key(text) for line in lines if (text := line.strip())]
        return [*super().value_from_datadict(data, files, name), *typed]

    def _key(self, text: str) -> str:
        found = named(self.choices.queryset, text)
        return str(found[0].pk) if len(found) == 1 else f"「{text}」"

    def value_omitted_from_data(
        self, data: Mapping[str, Any], files: Mapping[str, Any], name: str
    ) -> bool:
        """No tick and no name is an answer: nothing chosen."""
        return False
