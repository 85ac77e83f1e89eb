"""Form fields of the events room, whole without JavaScript."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError
from django.urls import reverse_lazy
from django.utils import timezone

from directory.forms import FactsMedia, ticked
from directory.hours_entry import MONTHS, NUMBERS, WEEKDAYS, EntryError
from directory.phrase_box import is_asked_to, require_confirmed, typed_phrase
from events.recurrence import Recurrence, RecurrenceError
from events.rule_entry import HOLIDAYS, PATTERNS, TEXTS, entry_of, facts_of, read_into, recall
from japanese.calendar_days import WEEKDAY_KANJI

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from django.utils.datastructures import MultiValueDict

    from events.rule_entry import Entry, Facts

PREVIEW = timedelta(days=120)
MOST_DATES = 8
NAMED_DATES = 3


def coming_dates(facts: Facts, today: date) -> list[str]:
    """The next dates of a rule from `today` (Asia/Tokyo): 「12月8日（火） 14:00」."""
    dates = Recurrence.from_facts(facts).occurrences(today, today + PREVIEW)
    return [
        f"{item.date.month}月{item.date.day}日（{WEEKDAY_KANJI[item.date.weekday()]}）"
        + (f" {item.start:%H:%M}" if item.start else "")
        for item in dates[:MOST_DATES]
    ]


class RuleWidget(forms.Widget):
    """A pattern with its weekdays, single dates, times and pauses; renders an entry."""

    template_name = "admin_forms/rule.html"
    Media = FactsMedia

    def get_context(
        self, name: str, value: Entry | None, attrs: dict[str, Any] | None
    ) -> dict[str, Any]:
        entry = value or entry_of({})
        return super().get_context(name, entry, attrs) | {
            "name": name,
            "entry": entry,
            "check_url": reverse_lazy("check_rule"),
            "patterns": PATTERNS,
            "weekdays": WEEKDAYS,
            "numbers": NUMBERS,
            "months": MONTHS,
            "holidays": HOLIDAYS,
            "preview": preview_of(entry, timezone.localdate()),
        }

    def format_value(self, value: Entry | None) -> Entry | None:
        return value

    def value_from_datadict(self, data: MultiValueDict, files: MultiValueDict, name: str) -> Entry:
        entry = _typed_entry(data, name)
        if is_asked_to("read", data, name):
            return read_into(entry, timezone.localdate())
        return recall(entry, timezone.localdate()) if entry["read"] else entry

    def value_omitted_from_data(
        self, data: Mapping[str, Any], files: Mapping[str, Any], name: str
    ) -> bool:
        return f"{name}-pattern" not in data

    def id_for_label(self, id_: str) -> str:
        return f"{id_}-pattern" if id_ else ""


def _typed_entry(data: MultiValueDict, name: str) -> Entry:
    return {
        "pattern": "".join(ticked(data, f"{name}-pattern", PATTERNS)[:1]) or "dates",
        "public_holidays": data.get(f"{name}-public_holidays", "as-usual"),
        "days": ticked(data, f"{name}-days", WEEKDAYS),
        "numbers": ticked(data, f"{name}-numbers", NUMBERS),
        "skip_months": ticked(data, f"{name}-skip_months", MONTHS),
        **typed_phrase(data, name),
        **{text: data.get(f"{name}-{text}", "") for text in TEXTS},
    }


@dataclass(frozen=True, slots=True)
class RulePreview:
    """Either `problems` (sentences), or the rule `in_words` and its next dates."""

    problems: tuple[str, ...] = ()
    in_words: str = ""
    dates: tuple[str, ...] = ()

    @property
    def next_dates(self) -> str:
        return "、".join(self.dates[:NAMED_DATES]) + ("…" if self.dates[NAMED_DATES:] else "")


def preview_of(entry: Entry, today: date) -> RulePreview:
    """`today` is the day in Tokyo from which the dates are listed."""
    try:
        facts = facts_of(entry)
        return RulePreview(
            in_words=Recurrence.from_facts(facts).describe(),
            dates=tuple(coming_dates(facts, today)),
        )
    except EntryError as error:
        return RulePreview(problems=tuple(error.messages))
    except RecurrenceError as error:
        return RulePreview(problems=(str(error),))


class RuleFormField(forms.Field):
    """When a series meets; cleans to the facts of the contract, errors are Japanese sentences."""

    widget = RuleWidget

    def prepare_value(self, value: Any) -> Entry:
        return value if _is_entry(value) else entry_of(value or {})

    def clean(self, value: Entry) -> Facts:
        require_confirmed(value)
        try:
            return facts_of(value)
        except EntryError as error:
            raise ValidationError(error.messages) from error
        except RecurrenceError as error:
            raise ValidationError(str(error)) from error

    def note_for(self, entry: Entry) -> tuple[str, str] | None:
        """The words of a phrase just read that are no rule, for the field of the note."""
        return ("schedule_note", entry["note"]) if entry.get("note") else None

    def has_changed(self, initial: Facts | None, data: Entry) -> bool:
        try:
            return facts_of(data) != facts_of(entry_of(initial or {}))
        except ValueError:
            return True


def _is_entry(value: Any) -> bool:
    return isinstance(value, dict) and "pattern" in value
