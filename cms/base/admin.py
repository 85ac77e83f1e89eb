"""How records stand in the admin: lists, and tabs of words and facts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from django import forms
from django.forms.utils import ErrorDict
from wagtail.admin.forms.models import WagtailAdminModelForm
from wagtail.admin.panels import (
    FieldPanel,
    MultiFieldPanel,
    ObjectList,
    Panel,
    PublishingPanel,
    TabbedInterface,
)
from wagtail.admin.ui.tables import LiveStatusTagColumn, UpdatedAtColumn
from wagtail.snippets.views.chooser import ChooseResultsView, ChooseView, SnippetChooserViewSet
from wagtail.snippets.views.snippets import SnippetViewSet

from cms.base.choosing import TicksOrNames
from cms.base.looking_first import LookFirstCreateView, LookFirstEditView
from cms.base.record_index import RecordIndexView
from cms.base.records import Record

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.db.models import QuerySet

WORDS_HELP = "読む人にとどく文です。ほかの言語に訳されます。"
FACTS_HELP = "電話や日時などの事実です。どの言語のページにも、日本語の記録の値が出ます。"


def fields(heading: str, *names: str | Panel, help_text: str = "") -> MultiFieldPanel:
    """A headed group of fields; a name stands for its `FieldPanel`."""
    children = [FieldPanel(name) if isinstance(name, str) else name for name in names]
    return MultiFieldPanel(children, heading=heading, help_text=help_text)


def ticks(name: str) -> FieldPanel:
    """A relation to several rows as a list of ticks, which needs no key held down."""
    return FieldPanel(name, widget=forms.CheckboxSelectMultiple)


def ticks_or_names(name: str) -> FieldPanel:
    """Like `ticks`, for rows of which there may be thousands."""
    return FieldPanel(name, widget=TicksOrNames)


class RecordForm(WagtailAdminModelForm):
    """Other records are chosen by their source rows, which hold the facts."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._is_looked_at = False
        for field in self.fields.values():
            queryset = getattr(field, "queryset", None)
            if queryset is not None and issubclass(queryset.model, Record):
                field.queryset = queryset.filter(pk__in=queryset.model.objects.sources())

    def look_first(self) -> None:
        """Shows what was typed without judging it; words a field found for a note are put there.

        A field may offer `note_for(typed)`: (name of an empty text field, words), or None.
        """
        self._is_looked_at = True
        self.data = self.data.copy()
        for name, field in self.fields.items():
            offer = getattr(field, "note_for", None)
            note = offer(self[name].data) if offer else None
            if note and not self.data.get(self.add_prefix(note[0])):
                self.data[self.add_prefix(note[0])] = note[1]

    @property
    def errors(self) -> ErrorDict:
        return ErrorDict() if self._is_looked_at else super().errors


def words_and_facts(
    words: Iterable[Panel], facts: Iterable[Panel], form: type[RecordForm] = RecordForm
) -> TabbedInterface:
    """The edit form of a record: a tab of words, one of facts, one for when it is public."""
    return TabbedInterface(
        [
            ObjectList(list(words), heading="ことば", help_text=WORDS_HELP),
            ObjectList(list(facts), heading="事実", help_text=FACTS_HELP),
            ObjectList([PublishingPanel(), FieldPanel("sample")], heading="公開"),
        ],
        base_form_class=form,
    )


class SourcesOnly:
    """What is chosen is the source row; its words follow the reader's language."""

    def get_object_list(self) -> QuerySet:
        return self.model.objects.sources()


class SourceChooseView(SourcesOnly, ChooseView):
    pass


class SourceChooseResultsView(SourcesOnly, ChooseResultsView):
    pass


class SourceChooserViewSet(SnippetChooserViewSet):
    choose_view_class = SourceChooseView
    choose_results_view_class = SourceChooseResultsView


class PlainViewSet(SnippetViewSet):
    """A table without drafts; its model says by what it is found (`cms.base.finding.found_by`)."""

    list_per_page = 50
    export_filename = "list"


class RecordViewSet(PlainViewSet):
    """A draftable, translatable record."""

    add_view_class = LookFirstCreateView
    edit_view_class = LookFirstEditView
    index_view_class = RecordIndexView
    chooser_viewset_class = SourceChooserViewSet


def state_columns() -> list[Any]:
    """The columns at the end of every list of records."""
    return [LiveStatusTagColumn(label="公開の状態"), UpdatedAtColumn(label="更新")]


class TermViewSet(PlainViewSet):
    """A term with one name per language in the row itself."""

    list_display: ClassVar = ["name", "name_en", "name_easy", "slug", "sort_order"]
    list_export: ClassVar = ["slug", "name", "name_en", "name_easy", "kana"]
    ordering: ClassVar = ["sort_order", "pk"]
    name_panel = fields("名前", "name", "kana", "name_en", "name_easy")
    place_in_list_panel = fields(
        "ならび",
        "slug",
        "sort_order",
        help_text="コードは住所に使います。公開したあとは変えません。",
    )
