"""制度 in the admin."""

from __future__ import annotations

from typing import ClassVar

from wagtail.snippets.models import register_snippet

from cms.base.admin import fields, state_columns, ticks, words_and_facts
from directory.admin import CheckedRecordViewSet, checked_column
from navigator.models import Benefit


class BenefitViewSet(CheckedRecordViewSet):
    model = Benefit
    icon = "form"
    menu_label = "制度"
    menu_order = 130
    add_to_admin_menu = True
    list_filter: ClassVar = ["kind", "provider", "live", "department", "sample"]
    list_display: ClassVar = ["name", "kind", "provider", checked_column(), *state_columns()]
    list_export: ClassVar = [
        "public_id", "name", "kana", "kind", "provider", "gets", "summary", "source_url", "live",
        "checked_on", "updated_at",
    ]  # fmt: skip
    edit_handler = words_and_facts(
        words=[
            fields("名前", "name", "kana"),
            fields("紹介", "gets", "summary", "description"),
            fields("使うとき", "who", "documents", "deadline"),
        ],
        facts=[
            fields("種類と出すところ", "kind", "provider"),
            fields("聞くところ", "department", "desk", "source_url"),
            fields("だれに・なにを", ticks("audiences"), ticks("topics")),
            fields(
                "市の取組", ticks("measures"),
                help_text="計画のページに「いま使えるもの」として出ます。",
            ),
        ],
    )  # fmt: skip


register_snippet(BenefitViewSet)
