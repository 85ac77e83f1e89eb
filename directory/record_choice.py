"""Facts at once are recorded by choosing the record from a list, whatever room it is of."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.apps import apps
from django.utils import timezone
from wagtail.admin.forms.models import WagtailAdminModelForm
from wagtail.snippets.views.snippets import CreateView

from cms.base.records import Record
from directory.checking import next_due
from directory.models.checked import Checked, checked_models

if TYPE_CHECKING:
    from directory.models.facts_at_once import FactAtOnce


def record_choices() -> list[tuple[str, list[tuple[str, str]]]]:
    """Every source record, grouped by type: [("団体", [("group:x7k2…", "かまくら…の会"), …]), …]."""
    return [
        (
            str(model._meta.verbose_name),
            [
                (f"{model.record_type}:{public_id}", name)
                for public_id, name in model.objects.sources().values_list("public_id", "name")
            ],
        )
        for model in apps.get_models()
        if issubclass(model, Record)
    ]


class FactForm(WagtailAdminModelForm):
    """The form of a fact that acts at once: which record, and by whom it was recorded."""

    record = forms.ChoiceField(label="どの記録か")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["record"].choices = [("", "えらんでください"), *record_choices()]
        if self.instance.record_id:
            self.initial["record"] = f"{self.instance.record_type}:{self.instance.record_id}"

    def save(self, commit: bool = True) -> FactAtOnce:
        fact = self.instance
        fact.record_type, _colon, fact.record_id = self.cleaned_data["record"].partition(":")
        if fact.recorded_by_id is None:
            fact.recorded_by = self.for_user
        return super().save(commit)


class FactCreateView(CreateView):
    """Opens with the record of `?record=place:x7k2…` chosen, and with today's dates."""

    def get_initial(self) -> dict[str, Any]:
        today = timezone.localdate()
        record = self.request.GET.get("record", "")
        return {
            "record": record,
            "checked_on": today,
            "next_due": next_due(checked_models().get(record.partition(":")[0], Checked), today),
            "starts_on": today,
            "ends_on": today,
        }
