"""Small model fields that several rooms share."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import models

if TYPE_CHECKING:
    from collections.abc import Iterable

Choices = "Sequence[tuple[str, str]]"


class PlainLetters(json.JSONEncoder):
    """JSON with Japanese letters as they are: long texts take a third of what escapes would."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**options | {"ensure_ascii": False})


class ChoiceSetFormField(forms.TypedMultipleChoiceField):
    """A list of ticks; cleans to a list of the chosen codes in the order of the choices."""

    widget = forms.CheckboxSelectMultiple

    def clean(self, value: Any) -> list[str]:
        chosen = set(super().clean(value))
        return [code for code, _label in self.choices if code in chosen]


class ChoiceSetField(models.JSONField):
    """A set of codes out of fixed choices, stored as a JSON list of strings.

    Choices live in `options` and not in `choices`, so that a new option needs no migration.
    """

    def __init__(self, *args: Any, options: Iterable[tuple[str, str]] = (), **kwargs: Any) -> None:
        self.options = tuple(options)
        kwargs.setdefault("default", list)
        kwargs.setdefault("blank", True)
        super().__init__(*args, **kwargs)

    def formfield(self, **kwargs: Any) -> forms.Field:
        return ChoiceSetFormField(
            choices=self.options,
            required=not self.blank,
            label=self.verbose_name,
            help_text=self.help_text,
        )

    def validate(self, value: Any, model_instance: models.Model | None) -> None:
        super().validate(value, model_instance)
        known = {code for code, _label in self.options}
        unknown = [code for code in value or [] if code not in known]
        if unknown:
            raise ValidationError("選べない値があります：%(codes)s", params={"codes": unknown})

    def labels(self, codes: Iterable[str]) -> list[str]:
        """The labels of the given codes, in the order of the options."""
        chosen = set(codes)
        return [label for code, label in self.options if code in chosen]


FEE_LINE = re.compile(r"^(?P<who>.*?)[\s：:]*(?P<amount>無料|[0-9][0-9,]*\s*円?)$")


def read_fees(text: str) -> list[dict[str, Any]]:
    """Read lines such as 「こども 無料」「おとな 500円」 into [{"who": "おとな", "yen": 500}, …].

    Raises ValidationError with the line that was not understood.
    """
    fees = []
    for line in text.translate(str.maketrans("０１２３４５６７８９，", "0123456789,")).splitlines():
        if not line.strip():
            continue
        found = FEE_LINE.match(line.strip())
        if not found:
            raise ValidationError(
                "「%(line)s」の金額を読み取れません。「おとな 500円」「こども 無料」のように1行ずつ書いてください。",
                params={"line": line.strip()},
            )
        digits = re.sub(r"\D", "", found["amount"])
        fees.append({"who": found["who"].strip(), "yen": int(digits or 0)})
    return fees


def write_fees(fees: Iterable[dict[str, Any]]) -> list[str]:
    """The fees as short words, 「こども 無料」 「おとな 500円」; one string for each fee."""
    return [
        f"{fee['who']} {'無料' if not fee['yen'] else format(fee['yen'], ',') + '円'}".strip()
        for fee in fees
    ]


class FeesFormField(forms.CharField):
    widget = forms.Textarea(attrs={"rows": 3})

    def prepare_value(self, value: Any) -> str:
        return value if isinstance(value, str) else "\n".join(write_fees(value or []))

    def clean(self, value: Any) -> list[dict[str, Any]]:
        return read_fees(super().clean(value))

    def has_changed(self, initial: Any, data: Any) -> bool:
        return self.prepare_value(initial) != (data or "")


class FeesField(models.JSONField):
    """Fees by who pays them: [{"who": "こども", "yen": 0}, …]; typed as one line for each."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("default", list)
        kwargs.setdefault("blank", True)
        super().__init__(*args, **kwargs)

    def formfield(self, **kwargs: Any) -> forms.Field:
        return FeesFormField(
            required=not self.blank,
            label=self.verbose_name,
            help_text=self.help_text or "1行に1つ：「こども 無料」「おとな 500円」",
        )
