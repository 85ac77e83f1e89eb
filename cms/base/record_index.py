"""The list of records in the admin: one language at a time, its queries not growing with its rows."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING, Any

from django.contrib.admin.utils import quote
from django.urls import reverse
from wagtail import hooks
from wagtail.admin.ui.menus import MenuItem
from wagtail.models import Locale, Revision, WorkflowState
from wagtail.snippets.views.snippets import IndexView

if TYPE_CHECKING:
    from collections.abc import Sequence
    from uuid import UUID

    from django.core.paginator import Page, Paginator
    from django.db.models import QuerySet

    from cms.base.records import Record

BUTTONS = "register_snippet_listing_buttons"
ASKS_FOR_EACH_ROW = "wagtail_localize.wagtail_hooks"
"""Its button looks twice into the translations of every row; `RecordIndexView` adds its own."""


class RecordIndexView(IndexView):
    """Records in Japanese, or in the language of `?locale=`."""

    def get_base_queryset(self) -> QuerySet[Record]:
        return super().get_base_queryset().filter(locale=self.locale).select_related("locale")

    def paginate_queryset(
        self, queryset: QuerySet[Record], page_size: int
    ) -> tuple[Paginator, Page, Sequence[Record], bool]:
        paginator, page, rows, is_paginated = super().paginate_queryset(queryset, page_size)
        hold_states(rows)
        self.languages = languages_of(rows)
        self.every_language = Locale.objects.count()
        return paginator, page, rows, is_paginated

    def get_list_more_buttons(self, instance: Record) -> list[Any]:
        buttons = super().get_list_more_buttons(instance)
        for offered in hooks.get_hooks(BUTTONS):
            if offered.__module__ != ASKS_FOR_EACH_ROW:
                buttons.extend(offered(instance, self.request.user, self.request.path))
        if self._can_be_translated(instance):
            buttons.append(MenuItem("翻訳する", translate_url(instance), icon_name="globe"))
        return buttons

    def get_list_buttons(self, instance: Record) -> list[Any]:
        """All that `get_list_more_buttons` gives; the hooks are asked there already."""
        return super(IndexView, self).get_list_buttons(instance)

    def _can_be_translated(self, instance: Record) -> bool:
        return self.languages[
            instance.translation_key
        ] < self.every_language and self.request.user.has_perm(
            "wagtail_localize.submit_translation"
        )


def translate_url(record: Record) -> str:
    model = record._meta
    return reverse(
        "wagtail_localize:submit_snippet_translation",
        args=[model.app_label, model.model_name, quote(record.pk)],
    )


def languages_of(records: Sequence[Record]) -> Counter[UUID]:
    """In how many languages each record stands, by translation key."""
    if not records:
        return Counter()
    keys = [record.translation_key for record in records]
    rows = type(records[0])._base_manager.filter(translation_key__in=keys)
    return Counter(rows.values_list("translation_key", flat=True))


def hold_states(records: Sequence[Record]) -> None:
    """Put what the columns tell of each record in memory: its workflow, its scheduled publication."""
    if not records:
        return
    of_these = {
        "base_content_type": records[0].get_base_content_type(),
        "object_id__in": [str(record.pk) for record in records],
    }
    states: dict[str, list[WorkflowState]] = defaultdict(list)
    active = WorkflowState.objects.active().select_related("current_task_state__task")
    for state in active.filter(**of_these):
        states[state.object_id].append(state)
    planned = Revision.objects.filter(**of_these, approved_go_live_at__isnull=False)
    scheduled = set(planned.values_list("object_id", flat=True))
    for record in records:
        record.hold_states(states[str(record.pk)], is_scheduled=str(record.pk) in scheduled)
