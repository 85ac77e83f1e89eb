"""Form fields of the directory, whole without JavaScript."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError
from django.urls import reverse_lazy
from django.utils import timezone

from directory.hours import HoursError
from directory.hours_entry import (
    HOLIDAYS,
    MONTHS,
    NUMBERS,
    ROW_TEXTS,
    TEXTS,
    WEEKDAYS,
    EntryError,
    blank_row,
    entry_of,
    facts_of,
    is_blank,
    read_into,
    recall,
)
from directory.hours_preview import preview_of
from directory.phrase_box import is_asked_to, require_confirmed, typed_phrase

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.utils.datastructures import MultiValueDict

    from directory.hours_entry import Entry, Facts

SPARE_ROWS = 2
MOST_ROWS = 60
"""More rows than any place has; what a request claims beyond them is left out."""


class FactsMedia:
    js = (forms.Script("js/facts-form.js", type="module"),)


class HoursWidget(forms.Widget):
    """Rows of weekdays and times with spare ones at the end; renders an entry (`hours_entry`)."""

    template_name = "admin_forms/hours.html"
    Media = FactsMedia

    def get_context(
        self, name: str, value: Entry | None, attrs: dict[str, Any] | None
    ) -> dict[str, Any]:
        entry = value or entry_of({})
        return super().get_context(name, entry, attrs) | {
            "name": name,
            "rows": _with_spare_rows(entry["rows"]),
            "holiday_rows": _with_spare_rows(entry["holiday_rows"]),
            "entry": entry,
            "check_url": reverse_lazy("check_hours"),
            "weekdays": WEEKDAYS,
            "numbers": NUMBERS,
            "holidays": HOLIDAYS,
            "months": MONTHS,
            "preview": preview_of(entry, timezone.localdate()),
        }

    def format_value(self, value: Entry | None) -> Entry | None:
        return value

    def value_from_datadict(self, data: MultiValueDict, files: MultiValueDict, name: str) -> Entry:
        entry = _typed_entry(data, name)
        if is_asked_to("read", data, name):
            return read_into(entry)
        return recall(entry) if entry["read"] else entry

    def value_omitted_from_data(
        self, data: Mapping[str, Any], files: Mapping[str, Any], name: str
    ) -> bool:
        return f"{name}-rows-count" not in data

    def id_for_label(self, id_: str) -> str:
        return f"{id_}-rows-0-opens" if id_ else ""


def _typed_entry(data: MultiValueDict, name: str) -> Entry:
    return {
        "rows": _typed_rows(data, f"{name}-rows"),
        "holiday_rows": _typed_rows(data, f"{name}-holiday_rows"),
        "public_holidays": data.get(f"{name}-public_holidays", "as-usual"),
        "closed_months": ticked(data, f"{name}-closed_months", MONTHS),
        "appointment_only": bool(data.get(f"{name}-appointment_only")),
        **typed_phrase(data, name),
        **{text: data.get(f"{name}-{text}", "") for text in TEXTS},
    }


def _with_spare_rows(rows: list[Entry]) -> list[Entry]:
    return [*(row for row in rows if not is_blank(row)), *(blank_row() for _ in range(SPARE_ROWS))]


def _typed_rows(data: MultiValueDict, prefix: str) -> list[Entry]:
    count = data.get(f"{prefix}-count", "0")
    rows = range(min(int(count), MOST_ROWS)) if count.isdecimal() else range(0)
    return [
        {
            "days": ticked(data, f"{prefix}-{number}-days", WEEKDAYS),
            "numbers": ticked(data, f"{prefix}-{number}-numbers", NUMBERS),
            "next_day": bool(data.get(f"{prefix}-{number}-next_day")),
            **{text: data.get(f"{prefix}-{number}-{text}", "") for text in ROW_TEXTS},
        }
        for number in rows
    ]


def ticked(data: MultiValueDict, key: str, choices: tuple[tuple[str, str], ...]) -> list[str]:
    """The ticked codes among those that there are, in their order."""
    chosen = set(data.getlist(key))
    return [code for code, _label in choices if code in chosen]


class HoursFormField(forms.Field):
    """Opening hours; cleans to the facts of the contract, and says in Japanese what it cannot read."""

    widget = HoursWidget

    def prepare_value(self, value: Any) -> Entry:
        return value if _is_entry(value) else entry_of(value or {})

    def clean(self, value: Entry) -> Facts:
        require_confirmed(value)
        try:
            facts = facts_of(value)
        except EntryError as error:
            raise ValidationError(error.messages) from error
        except HoursError as error:
            raise ValidationError(str(error)) from error
        if self.required and not facts:
            raise ValidationError(self.error_messages["required"], code="required")
        return facts

    def note_for(self, entry: Entry) -> tuple[str, str] | None:
        """The words of a phrase just read that are no rule, for the field of the note."""
        return ("hours_note", entry["note"]) if entry.get("note") else None

    def has_changed(self, initial: Facts | None, data: Entry) -> bool:
        try:
            return facts_of(data) != facts_of(entry_of(initial or {}))
        except ValueError:
            return True


def _is_entry(value: Any) -> bool:
    return isinstance(value, dict) and "rows" in value
