"""The address of a group's own calendar, as pasted."""

from __future__ import annotations

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from portal.calendars.addresses import LONGEST, read_address
from portal.calendars.problems import CalendarProblem
from portal.calendars.words import sentence


class AddressForm(forms.Form):
    """`cleaned_data["address"]` is the address as https, in ASCII."""

    address = forms.CharField(
        label=_("カレンダーのアドレス"),
        help_text=_("「https://」か「webcal://」ではじまる、iCal形式（.ics）のアドレスです。"),
        max_length=LONGEST,
        widget=forms.TextInput(attrs={"inputmode": "url", "autocomplete": "off"}),
        error_messages={
            "required": _("カレンダーのアドレスをはってください。"),
            "max_length": _("アドレスが長すぎます。%(limit_value)d字までです。"),
            "null_characters_not_allowed": _("アドレスに、読めない文字が入っています。"),
        },
    )

    def clean_address(self) -> str:
        try:
            return str(read_address(self.cleaned_data["address"]))
        except CalendarProblem as found:
            raise ValidationError(sentence(found.problem)) from found
