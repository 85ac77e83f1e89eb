"""計画 in the admin: editions, measures, departments."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from django.db.models import Prefetch
from wagtail.admin.panels import FieldPanel, InlinePanel, ObjectList
from wagtail.admin.ui.tables import BooleanColumn, Column
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSetGroup

from cms.base.admin import PlainViewSet, fields
from plan.models import Department, Measure, MeasureDepartment, PlanEdition

if TYPE_CHECKING:
    from django.db.models import QuerySet
    from django.http import HttpRequest


def departments_of(measure: Measure) -> str:
    return "・".join(str(row.department) for row in measure.measure_departments.all())


class MeasureViewSet(PlainViewSet):
    model = Measure
    icon = "list-ul"
    menu_label = "取組"
    list_filter: ClassVar = ["edition", "direction", "no_public_service"]
    list_display: ClassVar = [
        "title",
        "number",
        "group",
        Column("departments", label="担当の課", accessor=departments_of),
        BooleanColumn("no_public_service", label="公開での提供なし"),
    ]
    list_export: ClassVar = ["number", "original_number", "direction", "group", "title", "summary"]
    edit_handler = ObjectList(
        [
            fields(
                "わかりやすい説明",
                "summary",
                help_text="公開ページに出る、このサイトのことばです。",
            ),
            fields("計画のことば", "title", "detail", "notes"),
            fields("計画の中の場所", "edition", "number", "original_number", "direction", "group"),
            InlinePanel("measure_departments", heading="担当の課", label="課"),
            fields("公開", "no_public_service", "successor", "sort_order"),
            InlinePanel("indicators", heading="成果指標", label="指標"),
        ]
    )

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        rows = MeasureDepartment.objects.select_related("department")
        return Measure.objects.prefetch_related(Prefetch("measure_departments", rows))


class PlanEditionViewSet(PlainViewSet):
    model = PlanEdition
    icon = "doc-full"
    menu_label = "計画の版"
    list_display: ClassVar = [
        "title",
        "label",
        "published_on",
        BooleanColumn("current", label="いまの版"),
    ]
    edit_handler = ObjectList(
        [fields("計画の版", "title", "label", "slug", "published_on", "current")]
    )


class DepartmentViewSet(PlainViewSet):
    model = Department
    icon = "clipboard-list"
    menu_label = "課"
    list_filter: ClassVar = ["division"]
    list_display: ClassVar = ["name", "division", "phone", "extension", "active_to"]
    list_export: ClassVar = ["division", "name", "kana", "phone", "extension", "email", "hours"]
    edit_handler = ObjectList(
        [
            fields("課", "name", "kana", "name_en", "division"),
            fields("連絡先", "phone", "extension", "email", "hours"),
            fields(
                "組織がえ", "active_from", "active_to", "successor",
                help_text="なくなった課は消さずに、日付と引きついだ課を入れます。",
            ),
            FieldPanel("sort_order"),
        ]
    )  # fmt: skip


class PlanGroup(SnippetViewSetGroup):
    menu_label = "計画"
    menu_icon = "clipboard-list"
    menu_order = 140
    items = (MeasureViewSet, PlanEditionViewSet, DepartmentViewSet)


register_snippet(PlanGroup)
