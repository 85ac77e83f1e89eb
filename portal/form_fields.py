"""Fields that several forms of the portal share, each with its one sentence for what cannot be taken."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django.db.models import Model

TOO_LONG = _("%(limit_value)d字までです。いま%(show_value)d字あります。")
LONGEST = 2000
"""Characters of a text that the database does not limit: two screens of a phone."""
_AGAIN = _("えらべないものがあります。もういちどえらんでください。")


def words_field(
    name: str,
    label: Any,
    *,
    model: type[Model],
    help_text: Any = "",
    required: Any = "",
    rows: int = 1,
) -> forms.CharField:
    """A text as long as the database keeps it; `required` is the sentence where it is missing."""
    return forms.CharField(
        label=label,
        help_text=help_text,
        required=bool(required),
        max_length=model._meta.get_field(name).max_length or LONGEST,
        widget=forms.Textarea(attrs={"rows": rows}) if rows > 1 else forms.TextInput,
        error_messages={"max_length": TOO_LONG, "required": required},
    )


def ticks_field(label: Any, choices: Any) -> forms.MultipleChoiceField:
    """Some of a few choices."""
    return forms.MultipleChoiceField(
        label=label,
        choices=choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": _AGAIN},
    )


def terms_field(label: Any, model: Any) -> forms.ModelMultipleChoiceField:
    """Some of the words that records are sorted by, named by their slugs."""
    return forms.ModelMultipleChoiceField(
        model.objects.all(),
        label=label,
        required=False,
        to_field_name="slug",
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": _AGAIN, "invalid_pk_value": _AGAIN},
    )


def email_field() -> forms.EmailField:
    """An address that readers see."""
    return forms.EmailField(
        label=_("メール"),
        required=False,
        error_messages={
            "invalid": _("メールアドレスの形がちがうようです。例 name@example.jp"),
            "max_length": TOO_LONG,
        },
    )


def website_field() -> forms.URLField:
    """An address of a page; without a scheme it is read as https."""
    return forms.URLField(
        label=_("ホームページ"),
        required=False,
        max_length=200,
        assume_scheme="https",
        error_messages={
            "invalid": _("ホームページの形がちがうようです。例 https://example.jp/"),
            "max_length": TOO_LONG,
        },
    )
