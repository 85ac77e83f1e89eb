"""What a member types, and what is said when it cannot be taken."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from directory.models import TemporaryStatus
from events.models import OccurrenceChange

if TYPE_CHECKING:
    from datetime import date

    from django.db.models import Model

LONGEST_NOTICE = timedelta(days=365)


def _length(name: str, model: type[Model] = OccurrenceChange) -> int:
    """As long as the database keeps it."""
    return int(model._meta.get_field(name).max_length or 0)


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


class AnswerForm(forms.Form):
    """What the group says to the city about its proposal."""

    words = forms.CharField(
        label=_("市の担当へ"),
        help_text=_("公開はされません。市の担当だけが読みます。"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={
            "required": _("伝えることを書いてください。"),
            "max_length": _("%(limit_value)d字までです。いま%(show_value)d字あります。"),
        },
    )


class NoticeForm(forms.Form):
    """What is different at a place for a while, with its last day."""

    kind = forms.ChoiceField(
        label=_("どちらですか"),
        choices=(
            (TemporaryStatus.Kind.CLOSED, _("臨時休み")),
            (TemporaryStatus.Kind.ALERT, _("お知らせ（あいています）")),
        ),
        initial=TemporaryStatus.Kind.CLOSED,
        widget=forms.RadioSelect,
        error_messages={"required": _("臨時休みか、お知らせかを、えらんでください。")},
    )
    message = forms.CharField(
        label=_("伝えること"),
        help_text=_("このまま公開されます。人の名前や病気のことは書かないでください。"),
        max_length=_length("message", TemporaryStatus),
        error_messages={
            "required": _("伝えることを書いてください。短くてかまいません。例 台風のため休みます"),
            "max_length": _("%(limit_value)d字までです。いま%(show_value)d字あります。"),
        },
    )
    starts_on = forms.DateField(
        label=_("この日から"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={
            "required": _("はじまりの日を書いてください。"),
            "invalid": _("はじまりの日が読み取れません。例 2026-12-01"),
        },
    )
    ends_on = forms.DateField(
        label=_("この日まで"),
        help_text=_("この日がすぎると、ひとりでに消えます。"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={
            "required": _("終わりの日を書いてください。"),
            "invalid": _("終わりの日が読み取れません。例 2026-12-01"),
        },
    )

    def __init__(self, data: Any = None, *, today: date) -> None:
        """`today` (Asia/Tokyo) is what both days are at first."""
        super().__init__(data, initial={"starts_on": today, "ends_on": today})
        self.today = today

    def clean_ends_on(self) -> date:
        last: date = self.cleaned_data["ends_on"]
        first = self.cleaned_data.get("starts_on") or self.today
        if last < first:
            raise ValidationError(_("終わりの日は、はじまりの日と同じか、あとの日にしてください。"))
        if last < self.today:
            raise ValidationError(_("終わりの日が、もうすぎています。"))
        if last - first > LONGEST_NOTICE:
            raise ValidationError(
                _("1年より長いお知らせは出せません。市の担当課へ電話してください。")
            )
        return last
