"""What a group writes when something is different."""

from __future__ import annotations

import re

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from directory.models import Correction

PHONE = re.compile(r"[0-9０-９()（）+＋ー\-－‐–—\s]{6,}")


def _length(name: str) -> int:
    """As long as the database keeps it."""
    return int(Correction._meta.get_field(name).max_length or 0)


class CorrectionForm(forms.Form):
    """What is different, and where to call back."""

    text = forms.CharField(
        label=_("どこがちがいますか"),
        help_text=_("例 11月から、火曜日は休みになりました。"),
        max_length=_length("text"),
        widget=forms.Textarea(attrs={"rows": 5}),
        error_messages={
            "required": _("ちがうところを書いてください。短くてかまいません。"),
            "max_length": _("%(limit_value)d字までです。いま%(show_value)d字あります。"),
        },
    )
    phone = forms.CharField(
        label=_("折り返しの電話"),
        help_text=_("市の担当だけが見ます。終わったら消します。"),
        max_length=_length("phone"),
        required=False,
        widget=forms.TextInput(attrs={"type": "tel", "autocomplete": "tel"}),
        error_messages={"max_length": _("電話番号は%(limit_value)d字までです。")},
    )

    def clean_phone(self) -> str:
        phone = str(self.cleaned_data["phone"]).strip()
        if phone and not PHONE.fullmatch(phone):
            raise ValidationError(_("電話番号の形がちがうようです。例 0467-00-0000"))
        return phone
