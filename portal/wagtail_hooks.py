"""団体のメンバー in the admin: who may keep a group's entries on the portal."""

from __future__ import annotations

from typing import ClassVar

from wagtail.admin.panels import ObjectList
from wagtail.admin.ui.tables import BooleanColumn
from wagtail.snippets.models import register_snippet

from cms.base.admin import PlainViewSet, RecordForm, fields
from portal.models import Member


class MemberViewSet(PlainViewSet):
    model = Member
    icon = "user"
    menu_label = "団体のメンバー"
    menu_order = 160
    add_to_admin_menu = True
    list_filter: ClassVar = ["active"]
    search_fields: ClassVar = ["name", "email", "organization__name"]
    list_display: ClassVar = [
        "name", "organization", "email", BooleanColumn("active", label="使える"), "created_at",
    ]  # fmt: skip
    edit_handler = ObjectList(
        [
            fields(
                "メンバー", "organization", "name", "email", "active",
                help_text="「使える」を外すと、その人はすぐに入れなくなります。",
            )
        ],
        base_form_class=RecordForm,
    )  # fmt: skip


register_snippet(MemberViewSet)
