"""The admin's frame: bulk actions for records, a menu without what nobody here needs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.templatetags.static import static
from django.utils.html import format_html
from wagtail import hooks

from cms.base.bulk_actions import PublishBulkAction, UnpublishBulkAction

if TYPE_CHECKING:
    from django.http import HttpRequest
    from wagtail.admin.menu import MenuItem

UNUSED_HELP = {"whats-new", "editor-guide"}

hooks.register("register_bulk_action", PublishBulkAction)
hooks.register("register_bulk_action", UnpublishBulkAction)


@hooks.register("construct_help_menu")
def keep_useful_help(request: HttpRequest, items: list[MenuItem]) -> None:
    items[:] = [item for item in items if not item.name.startswith(tuple(UNUSED_HELP))]


@hooks.register("insert_global_admin_css")
def admin_style_sheet() -> str:
    """Without scripts nobody can choose a tab, so that all of them are shown."""
    return format_html(
        '<link rel="stylesheet" href="{}"><noscript><link rel="stylesheet" href="{}"></noscript>',
        static("css/admin.css"),
        static("css/admin-noscript.css"),
    )
