"""What a member types for other groups, and what is said when it cannot be taken."""

from __future__ import annotations

from functools import partial
from typing import Final
from uuid import UUID, uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from portal.form_fields import TOO_LONG, email_field, words_field
from portal.models import BoardAnswer, BoardPost, BoardReport, GroupMessage, SharedContact

DAYS: Final = [(14, _("2週間")), (30, _("1か月")), (90, _("3か月"))]
NO_NAMES = _("会に来る人の名前や、家のようすがわかることは書かないでください。")
_post = partial(words_field, model=BoardPost)
_contact = partial(words_field, model=SharedContact)


class PostForm(forms.Form):
    """A post on the board."""

    kind = forms.ChoiceField(
        label=_("種類"),
        choices=BoardPost.Kind.choices,
        widget=forms.RadioSelect,
        error_messages={
            "required": _("種類をえらんでください。"),
            "invalid_choice": _("種類をえらんでください。"),
        },
    )
    title = _post(
        "title", _("題"), required=_("題を書いてください。例 折りたたみいすを貸してください")
    )
    words = _post(
        "words",
        _("書くこと"),
        required=_("伝えたいことを書いてください。"),
        help_text=NO_NAMES,
        rows=6,
    )
    days = forms.TypedChoiceField(
        label=_("いつまで出しますか"),
        choices=DAYS,
        initial=30,
        coerce=int,
        widget=forms.RadioSelect,
        error_messages={
            "required": _("いつまで出すかを、えらんでください。"),
            "invalid_choice": _("いつまで出すかを、えらんでください。"),
        },
    )


class AnswerForm(forms.Form):
    """An answer below a post."""

    words = words_field(
        "words",
        _("返事を書く"),
        model=BoardAnswer,
        required=_("返事を書いてください。"),
        help_text=_("どの団体も読めます。"),
        rows=4,
    )


class ReportForm(forms.Form):
    """What troubles a group about a post."""

    words = words_field(
        "words",
        _("どんなことですか"),
        model=BoardReport,
        required=_("どんなことでこまっているかを、書いてください。短くてかまいません。"),
        help_text=_("市の担当だけが読みます。"),
        rows=4,
    )


class ContactForm(forms.Form):
    """What the group lets other groups see."""

    person = _contact("person", _("窓口の人"), help_text=_("名字だけでもかまいません。"))
    phone = _contact("phone", _("電話"))
    email = email_field()
    note = _contact("note", _("ひとこと"), help_text=_("例：電話は平日の夜7時から9時まで"))
    takes_messages = forms.BooleanField(
        label=_("ほかの団体からのことばを、メールで受けとる"), required=False
    )


class MessageForm(forms.Form):
    """One message to another group; `once` names it, so that it goes once however often it is sent."""

    once = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4, required=False)
    words = words_field(
        "words",
        _("伝えること"),
        model=GroupMessage,
        required=_("伝えたいことを書いてください。"),
        help_text=NO_NAMES,
        rows=6,
    )

    def clean_once(self) -> UUID:
        """A new name where none came."""
        return self.cleaned_data["once"] or uuid4()


class FindForm(forms.Form):
    """The name of a group, or part of it."""

    q = forms.CharField(
        label=_("団体の名前でさがす"),
        max_length=100,
        required=False,
        error_messages={"max_length": TOO_LONG},
    )
