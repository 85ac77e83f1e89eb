"""Facts at once are recorded by choosing the record, whatever room it is of."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.apps import apps
from django.core.exceptions import ValidationError
from django.utils import timezone
from wagtail.admin.forms.models import WagtailAdminModelForm
from wagtail.snippets.views.snippets import CreateView

from cms.base.choosing import NAMES_SHOWN, is_long, named
from cms.base.records import Record
from directory.checking import next_due
from directory.models.checked import Checked, checked_models

if TYPE_CHECKING:
    from directory.models.facts_at_once import FactAtOnce


def record_models() -> list[type[Record]]:
    return [model for model in apps.get_models() if issubclass(model, Record)]


def key_of(record: Record) -> str:
    """How a record is named by its facts: "place:x7k2…"."""
    return f"{record.record_type}:{record.public_id}"


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
        for model in record_models()
    ]


def record_of(key: str) -> Record | None:
    """The source record of a key; None where there is none."""
    record_type, _colon, public_id = key.partition(":")
    for model in record_models():
        if model.record_type == record_type:
            return model.objects.sources().filter(public_id=public_id).first()
    return None


class RecordField(forms.CharField):
    """A record by its key or its name; cleans to the key. Shown as a list while that is short."""

    def offer(self, key: str) -> None:
        """Show the record of `key` alone, else a list of all, else a field for a name."""
        if record := record_of(key):
            self.widget = forms.Select(choices=[(key_of(record), str(record))])
        elif any(is_long(model.objects.sources()) for model in record_models()):
            self.help_text = (
                "名前を入れてください。ほかに同じものがなければ、一部でも見つかります。"
            )
        else:
            self.widget = forms.Select(choices=[("", "えらんでください"), *record_choices()])

    def clean(self, value: Any) -> str:
        text = super().clean(value)
        if record_of(text):
            return text
        found = [row for model in record_models() for row in named(model.objects.sources(), text)]
        if not found:
            raise ValidationError("「%(text)s」という記録はありません。", params={"text": text})
        if len(found) > 1:
            raise ValidationError(
                "「%(text)s」にあたる記録がいくつもあります。1つを写して入れてください：%(keys)s",
                params={
                    "text": text,
                    "keys": "、".join(f"{row} {key_of(row)}" for row in found[:NAMES_SHOWN]),
                },
            )
        return key_of(found[0])


class FactForm(WagtailAdminModelForm):
    """The form of a fact that acts at once: which record, and by whom it was recorded."""

    record = RecordField(label="どの記録か")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.record_id:
            self.initial["record"] = f"{self.instance.record_type}:{self.instance.record_id}"
        self.fields["record"].offer(self.initial.get("record", ""))

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
