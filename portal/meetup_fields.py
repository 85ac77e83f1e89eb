"""The fields of the form in which a group writes a meetup."""

from __future__ import annotations

from functools import partial
from typing import Any, Final

from django import forms
from django.utils.translation import gettext_lazy as _

from cms.base.fields import FeesFormField
from directory.hours_entry import NUMBERS, WEEKDAYS
from directory.models import Audience, Topic
from events.models import EventSeries, OccurrenceChange
from portal.form_fields import (
    TOO_LONG,
    email_field,
    terms_field,
    ticks_field,
    website_field,
    words_field,
)
from portal.pictures import PictureField

APPLICATIONS: Final = [
    (EventSeries.Application.NONE.value, _("いりません")),
    (EventSeries.Application.WANTED.value, _("できれば連絡がほしい")),
    (EventSeries.Application.REQUIRED.value, _("かならず申込みがいる")),
]
HOLIDAYS: Final = [
    ("as-usual", _("ひらく")),
    ("skip", _("休みにする")),
    ("next-weekday", _("次の平日にする")),
]
SINGLE_DAYS: Final = 6
LONGEST_PHRASE: Final = 400
_words = partial(words_field, model=EventSeries)


class DaysInput(forms.Widget):
    """Some fields for one date each; value and data are lists of ISO days."""

    template_name = "portal/days_input.html"
    use_fieldset = True

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        days = [day for day in value or [] if day]
        return context | {"days": days + [""] * max(0, SINGLE_DAYS - len(days))}

    def format_value(self, value: Any) -> Any:
        return value

    def value_from_datadict(self, data: Any, files: Any, name: str) -> list[str]:
        return [day for day in data.getlist(name) if day.strip()]

    def id_for_label(self, id_: str) -> str:
        return f"{id_}_0" if id_ else ""


def _clock(label: Any) -> forms.CharField:
    return forms.CharField(
        label=label,
        required=False,
        max_length=20,
        widget=forms.TextInput(attrs={"type": "time"}),
        error_messages={"max_length": TOO_LONG},
    )


class PhraseField(forms.CharField):
    """The days in words; they may be missing only where the pickers are used."""

    left_out_when = _("下でえらぶなら、なくてもOK")


class MeetupFields(forms.Form):
    """The fields, each with its one sentence for what cannot be taken."""

    phrase = PhraseField(
        label=_("集まる日と時間"),
        help_text=_("例：毎月第2土曜 10時から12時、8月は休み"),
        required=False,
        max_length=LONGEST_PHRASE,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"max_length": TOO_LONG},
    )
    numbers = ticks_field(_("第何週（えらばなければ毎週）"), NUMBERS)
    days = ticks_field(_("曜日"), WEEKDAYS)
    start = _clock(_("はじまる時間"))
    end = _clock(_("おわる時間"))
    single_days = forms.Field(
        label=_("日にちを1つずつ"), required=False, widget=DaysInput, initial=list
    )
    first_day = forms.CharField(
        label=_("最初の日"),
        help_text=_("「隔週」のように、数えはじめる日がいるときだけ書きます。"),
        required=False,
        max_length=20,
        widget=forms.TextInput(attrs={"type": "date"}),
        error_messages={"max_length": TOO_LONG},
    )
    holidays = forms.ChoiceField(
        label=_("祝日と重なる日は"),
        choices=HOLIDAYS,
        required=False,
        widget=forms.RadioSelect,
        error_messages={"invalid_choice": _("祝日にどうするかを、えらんでください。")},
    )
    rule = forms.JSONField(
        required=False,
        widget=forms.HiddenInput,
        error_messages={"invalid": _("日にちを、もういちど書いてください。")},
    )
    name = _words(
        "name",
        _("集まりの名前"),
        required=_("集まりの名前を書いてください。例 きょうだいの話をする夜"),
    )
    place = forms.CharField(required=False, max_length=80)
    place_query = forms.CharField(
        label=_("場所の名前でさがす"), required=False, max_length=100, empty_value=""
    )
    place_name = forms.CharField(
        label=_("新しい場所の名前"),
        required=False,
        max_length=100,
        error_messages={"max_length": TOO_LONG},
    )
    place_address = forms.CharField(
        label=_("新しい場所の住所"),
        help_text=_("公開されます。個人の家の住所は書かないでください。"),
        required=False,
        max_length=150,
        error_messages={"max_length": TOO_LONG},
    )
    place_note = _words("place_note", _("部屋・階など"))
    online = forms.BooleanField(label=_("オンラインでも参加できる"), required=False)
    first_theme = _words(
        "theme",
        _("最初の回のテーマ"),
        help_text=_("回ごとに変えられます。"),
        model=OccurrenceChange,
    )
    kind = forms.ChoiceField(
        label=_("種類"),
        choices=EventSeries.Kind.choices,
        initial=EventSeries.Kind.MEETUP,
        error_messages={
            "required": _("種類をえらんでください。"),
            "invalid_choice": _("種類をえらんでください。"),
        },
    )
    summary = _words("summary", _("どんな集まりか、ひとことで"))
    schedule_note = _words("schedule_note", _("日にちのひとこと"), help_text=_("例：雨の日は中止"))
    fees = FeesFormField(
        label=_("料金"),
        help_text=_("1行に1つ。例：こども 無料"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    application = forms.ChoiceField(
        label=_("申込み"),
        choices=APPLICATIONS,
        initial=EventSeries.Application.NONE,
        widget=forms.RadioSelect,
        error_messages={
            "required": _("申込みがいるかどうかを、えらんでください。"),
            "invalid_choice": _("申込みがいるかどうかを、えらんでください。"),
        },
    )
    application_days = forms.IntegerField(
        label=_("しめきり（何日前まで）"),
        help_text=_("0 は当日まで。書かなければ、しめきりは出ません。"),
        required=False,
        min_value=0,
        max_value=365,
        error_messages={
            "invalid": _("しめきりは、数字で書いてください。例 3"),
            "min_value": _("しめきりは、0から365までの数字で書いてください。"),
            "max_value": _("しめきりは、0から365までの数字で書いてください。"),
        },
    )
    application_note = _words(
        "application_note", _("申込みのしかた"), help_text=_("例：電話で名前と人数を伝えてください")
    )
    phone = _words("phone", _("電話"))
    email = email_field()
    website = website_field()
    audiences = terms_field(_("だれのための集まりか"), Audience)
    topics = terms_field(_("どんなことの集まりか"), Topic)
    picture = PictureField(
        label=_("写真"),
        help_text=_("10MBまで。うつっている人の了解をとってください。撮った場所の記録は消します。"),
        required=False,
        widget=forms.FileInput,
    )
    image = forms.IntegerField(required=False, widget=forms.HiddenInput)
    without_picture = forms.BooleanField(label=_("写真をのせない"), required=False)
    image_alt = _words(
        "image_alt",
        _("写真の説明"),
        help_text=_("見えない人に読みあげられます。例：机をかこんで話す人たち"),
    )
    seen = forms.JSONField(required=False, widget=forms.HiddenInput)
