"""言いかえ in the admin: the list, the form, and what a line would change before it is saved."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

import django_filters
from django import forms
from django.urls import reverse
from django.utils import timezone
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.panels import FieldPanel, ObjectList, Panel
from wagtail.admin.ui.tables import BooleanColumn, Column, DateColumn
from wagtail.snippets.views.snippets import SnippetViewSet

from cms.base.looking_first import LOOK_FIRST, LookFirstCreateView, LookFirstEditView
from search.concepts import split_phrases
from search.editing.concept_form import ConceptForm, one_line
from search.editing.preview import ConceptPreview, preview_of
from search.models import ConceptLine, ExpectedFind

if TYPE_CHECKING:
    from django.db.models import QuerySet
    from django.http import HttpRequest


class PreviewPanel(Panel):
    """A button that shows what the line would change, and below it what it showed."""

    class BoundPanel(Panel.BoundPanel):
        template_name = "search_admin/concept_preview.html"

        def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
            words = super().get_context_data(parent_context)
            may_expect = self.request.user.has_perm("search.add_expectedfind")
            return words | {
                "name": LOOK_FIRST,
                "action": self.request.get_full_path(),
                "preview": self._preview() if LOOK_FIRST in self.request.POST else None,
                "is_refused": bool(self.form.errors),
                "phrases": split_phrases(self.instance.phrases) if self.instance.pk else [],
                "expect_url": expect_url() if may_expect else "",
            }

        def _preview(self) -> ConceptPreview:
            typed = one_line(self.form["phrases"].value() or "")
            in_force = ConceptLine.objects.filter(pk=self.instance.pk, is_on=True)
            before = in_force.values_list("phrases", flat=True).first() or ""
            is_on = self.form["is_on"].value()
            return preview_of(typed if is_on else "", before, timezone.now())


def expect_url() -> str:
    """The form of a new 「これが見つかるはず」, to which `?query=` is added."""
    return reverse(ExpectedFind.snippet_viewset.get_url_name("add"))


class ConceptCreateView(LookFirstCreateView):
    def get_initial(self) -> dict[str, Any]:
        """Opens with the phrases of `?phrases=`."""
        return {"phrases": self.request.GET.get("phrases", ""), "is_on": True}


class ConceptFilterSet(WagtailFilterSet):
    is_own = django_filters.BooleanFilter(
        field_name="shipped", lookup_expr="isnull", label="職員が加えたもの"
    )

    class Meta:
        model = ConceptLine
        fields: ClassVar = ["is_on"]


class ConceptViewSet(SnippetViewSet):
    model = ConceptLine
    icon = "rotate"
    menu_label = "言いかえ"
    add_view_class = ConceptCreateView
    edit_view_class = LookFirstEditView
    copy_view_enabled = False
    list_per_page = 50
    search_backend_name = None
    search_fields: ClassVar = ["phrases", "note"]
    filterset_class = ConceptFilterSet
    list_display: ClassVar = [
        "__str__",
        Column("origin", label="どこから", accessor="origin"),
        BooleanColumn("is_on", label="使う"),
        DateColumn("changed_at", label="更新", sort_key="changed_at"),
    ]
    list_export: ClassVar = ["phrases", "note", "is_on", "origin", "changed_at"]
    export_filename = "concepts"
    edit_handler = ObjectList(
        [
            FieldPanel(
                "phrases",
                widget=forms.Textarea(attrs={"rows": 3}),
                help_text="同じ意味のことばを「、」で区切って、1行に書きます。"
                "どれでさがしても、ほかのことばが書いてあるものも見つかります。"
                "保存すると、すぐに公開の検索が変わります。例：不登校、学校に行けない、登校しぶり",
            ),
            PreviewPanel(),
            FieldPanel("is_on", help_text="外すと、この行は検索に使われません。行は残ります。"),
            FieldPanel(
                "note",
                widget=forms.Textarea(attrs={"rows": 2}),
                help_text="あとで見る人のためのメモです。公開されません。",
            ),
        ],
        base_form_class=ConceptForm,
    )

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        return ConceptLine.objects.select_related("shipped")
