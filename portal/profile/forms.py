"""The form in which a group writes what its public page says."""

from __future__ import annotations

from functools import partial
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from directory.models import Audience, Organization, Topic
from directory.terms import districts
from portal.form_fields import email_field, terms_field, website_field, words_field

_words = partial(words_field, model=Organization)


class ProfileForm(forms.Form):
    """The facts and words of a group, each with its one sentence for what cannot be taken."""

    name = _words("name", _("団体の名前"), required=_("団体の名前を書いてください。"))
    kana = _words("kana", _("よみがな"))
    summary = _words(
        "summary",
        _("ひとことで"),
        help_text=_("一覧に出ます。例：障がいのある兄弟姉妹がいる人が集まります"),
    )
    description = _words("description", _("どんな会か"), rows=5)
    first_visit = _words(
        "first_visit",
        _("はじめての方へ"),
        help_text=_(
            "はじめて来る人が、知っておくと安心なこと。例：話さずに、聞くだけでもかまいません"
        ),
        rows=4,
    )
    members = _words(
        "members", _("人数・顔ぶれ"), help_text=_("例：いつも5、6人。20代から50代まで")
    )
    area = forms.ModelChoiceField(
        None,
        label=_("おもな地域"),
        required=False,
        to_field_name="slug",
        empty_label=_("きまっていない"),
        error_messages={"invalid_choice": _("地域を、もういちどえらんでください。")},
    )
    phone = _words("phone", _("電話"))
    email = email_field()
    website = website_field()
    audiences = terms_field(_("だれのための会か"), Audience)
    topics = terms_field(_("どんなことの会か"), Topic)
    seen = forms.JSONField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["area"].queryset = districts()
