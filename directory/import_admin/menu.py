"""Where imports stand in the admin: their addresses, and their place in the menu."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from django.urls import path, reverse
from wagtail.admin.menu import MenuItem

from directory.import_admin import downloads, mapping_views, rights, views

if TYPE_CHECKING:
    from django.http import HttpRequest
    from django.urls import URLPattern

HOOK: Final = "register_directory_menu_item"


def admin_urls() -> list[URLPattern]:
    return [
        path("imports/", views.run_list, name="imports"),
        path("imports/new/", views.upload, name="import_upload"),
        path("imports/<int:pk>/", views.show, name="import_run"),
        path("imports/<int:pk>/compare/", views.compare, name="import_compare"),
        path("imports/<int:pk>/apply/", views.apply, name="import_apply"),
        path("imports/<int:pk>/resume/", views.resume, name="import_resume"),
        path("imports/<int:pk>/undo/", views.undo, name="import_undo"),
        path("imports/<int:pk>/report.csv", downloads.as_csv, name="import_csv"),
        path("imports/<int:pk>/report.json", downloads.as_json, name="import_json"),
        path("imports/mappings/", mapping_views.mapping_list, name="import_mappings"),
        path("imports/mappings/<int:pk>/", mapping_views.edit, name="import_mapping"),
        path(
            "imports/mappings/<int:pk>/delete/",
            mapping_views.delete,
            name="import_mapping_delete",
        ),
    ]


class ImportsMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return request.user.has_perm(rights.IMPORT)


def menu_item() -> MenuItem:
    return ImportsMenuItem("取り込み", reverse("imports"), icon_name="upload", order=900)
