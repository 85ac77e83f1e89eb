"""The portal in the admin: its members, how far a group is trusted, and what groups propose."""

from __future__ import annotations

from typing import ClassVar

from wagtail import hooks
from wagtail.admin.panels import FieldPanel, ObjectList
from wagtail.admin.ui.tables import BooleanColumn
from wagtail.snippets.models import register_snippet

from cms.base.admin import PlainViewSet, RecordForm, fields
from portal.admin import board_places, places
from portal.models import GroupCalendar, GroupStanding, Member


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


class GroupStandingViewSet(PlainViewSet):
    model = GroupStanding
    icon = "circle-check"
    menu_label = "団体の信頼"
    menu_order = 161
    add_to_admin_menu = True
    list_filter: ClassVar = ["trusted"]
    search_fields: ClassVar = ["organization__name"]
    list_display: ClassVar = [
        "organization", BooleanColumn("trusted", label="すぐに公開してよい"), "note",
    ]  # fmt: skip
    edit_handler = ObjectList(
        [
            fields(
                "信頼", "organization", "trusted", "note",
                help_text="「すぐに公開してよい」団体の申し出は、先に公開し、あとから確かめます。連絡先の変更は、いつも2人が先に確かめます。",
            )
        ],
        base_form_class=RecordForm,
    )  # fmt: skip


class GroupCalendarViewSet(PlainViewSet):
    """Given by groups in the portal; the staff see it and may have it left alone."""

    model = GroupCalendar
    icon = "date"
    menu_label = "団体のカレンダー"
    menu_order = 162
    add_to_admin_menu = True
    list_filter: ClassVar = ["active"]
    search_fields: ClassVar = ["organization__name"]
    list_display: ClassVar = [
        "organization", "address", BooleanColumn("active", label="読みに行く"),
        "last_read_at", "failures",
    ]  # fmt: skip
    edit_handler = ObjectList(
        [
            FieldPanel("organization", read_only=True),
            FieldPanel("address", read_only=True),
            FieldPanel(
                "active",
                help_text="外すと、このカレンダーを読みに行きません。団体が「いま読みこむ」を押すと、また読みます。",
            ),
        ],
        base_form_class=RecordForm,
    )


register_snippet(MemberViewSet)
register_snippet(GroupStandingViewSet)
register_snippet(GroupCalendarViewSet)
hooks.register("register_admin_urls", places.admin_urls)
hooks.register("register_admin_menu_item", places.menu_item)
hooks.register("construct_homepage_panels", places.add_panel)
hooks.register("register_admin_urls", board_places.admin_urls)
hooks.register("register_admin_menu_item", board_places.menu_item)
hooks.register("construct_homepage_panels", board_places.add_panel)
