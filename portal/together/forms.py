"""What a member types about holding a meetup together."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from portal.models import TogetherRequest

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from directory.models import Organization

LONGEST_REASON = 100
_TOO_LONG = _("%(limit_value)d字までです。いま%(show_value)d字あります。")


class AbsenceForm(forms.Form):
    """Why a group takes no part in one date, for the other organisers."""

    reason = forms.CharField(
        label=_("わけ"),
        help_text=_("いっしょに開く団体にだけ伝わります。公開はされません。"),
        max_length=LONGEST_REASON,
        required=False,
        error_messages={"max_length": _TOO_LONG},
    )


class GroupForm(forms.Form):
    """One of some groups, by public id."""

    group = forms.ChoiceField(
        widget=forms.RadioSelect,
        error_messages={
            "required": _("団体をえらんでください。"),
            "invalid_choice": _("この中から、団体をえらんでください。"),
        },
    )

    def __init__(
        self, data: Mapping[str, Any] | None, groups: Iterable[Organization], label: str = ""
    ) -> None:
        super().__init__(data)
        self.fields["group"].choices = [(group.public_id, group.name) for group in groups]
        self.fields["group"].label = label


class AskForm(GroupForm):
    """Which group is asked to hold the meetup together, and some words for it."""

    query = forms.CharField(
        label=_("団体の名前でさがす"),
        max_length=100,
        required=False,
        error_messages={"max_length": _TOO_LONG},
    )
    words = forms.CharField(
        label=_("ひとこと"),
        help_text=_("たずねる団体に、そのまま届きます。公開はされません。"),
        max_length=TogetherRequest._meta.get_field("words").max_length,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"max_length": _TOO_LONG},
    )
