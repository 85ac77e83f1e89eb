"""What a member types to invite somebody."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from portal.membership.inviting import colleagues
from portal.models import Invitation

if TYPE_CHECKING:
    from portal.models import Member

LONGEST_NAME = Invitation._meta.get_field("name").max_length


class InvitationForm(forms.Form):
    """Who is asked to join, and whether they take over from the one who asks."""

    name = forms.CharField(
        label=_("名前"),
        max_length=LONGEST_NAME,
        error_messages={
            "required": _("名前を書いてください。"),
            "max_length": _("%(limit_value)d字までです。いま%(show_value)d字あります。"),
        },
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    email = forms.EmailField(
        label=_("メールアドレス"),
        error_messages={
            "required": _("メールアドレスを書いてください。"),
            "invalid": _("メールアドレスの形がちがうようです。例 name@example.jp"),
        },
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
    )
    succeeds = forms.BooleanField(
        label=_("この人に引きつぎます（この人が入ったら、わたしはぬけます）"), required=False
    )

    def __init__(self, *args: object, member: Member, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.member = member

    def clean_email(self) -> str:
        """Of the own group the members are known; of others nothing is told."""
        email = str(self.cleaned_data["email"]).strip()
        if colleagues(self.member).filter(email__iexact=email).exists():
            raise ValidationError(_("このアドレスの人は、もうメンバーです。"))
        return email
