"""Lists of records in the admin say when their facts were last checked (確認日)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db.models import OuterRef, Subquery
from wagtail.admin.ui.tables import Column

from cms.base.admin import RecordViewSet
from directory.check_admin import CheckedEditView
from directory.models import Check

if TYPE_CHECKING:
    from django.db.models import QuerySet
    from django.http import HttpRequest


class CheckedRecordViewSet(RecordViewSet):
    """A record whose facts are checked; rows carry `checked_on` (date or None)."""

    edit_view_class = CheckedEditView
    edit_template_name = CheckedEditView.template_name

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        last = Check.objects.filter(
            record_type=self.model.record_type, record_id=OuterRef("public_id")
        ).order_by("-checked_on")
        return self.model.objects.select_related("locale").annotate(
            checked_on=Subquery(last.values("checked_on")[:1])
        )


def checked_column() -> Any:
    return Column("checked_on", label="確認日", sort_key="checked_on")
