"""What a member types, and what is said when it cannot be taken."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from events.models import OccurrenceChange


def _length(name: str) -> int:
    """As long as the database keeps it."""
    return int(OccurrenceChange._meta.get_field(name).max_length or 0)


class SignInForm(forms.Form):
    """The address a link is mailed to."""

    email = forms.EmailField(
        label=_("メールアドレス"),
        help_text=_("市に届け出たアドレスです。"),
        error_messages={
            "required": _("メールアドレスを書いてください。"),
            "invalid": _("メールアドレスの形がちがうようです。例 name@example.jp"),
        },
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )


class ReasonForm(forms.Form):
    """Why a date is cancelled, as readers are told."""

    reason = forms.CharField(
        label=_("ほかの理由"),
        help_text=_("このまま公開されます。人の名前や病気のことは書かないでください。"),
        max_length=_length("reason"),
        error_messages={
            "required": _("理由を書いてください。短くてかまいません。例 会場の工事のため"),
            "max_length": _("理由は%(limit_value)d字までです。いま%(show_value)d字あります。"),
        },
    )


class ThemeForm(forms.Form):
    """What one date is about."""

    theme = forms.CharField(
        label=_("この日のテーマ"),
        help_text=_("何も書かないと、いつものテーマにもどります。"),
        max_length=_length("theme"),
        required=False,
        error_messages={
            "max_length": _("テーマは%(limit_value)d字までです。いま%(show_value)d字あります。"),
        },
    )
