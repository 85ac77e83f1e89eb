"""Records chosen among what can be found: by ticks of a search, or by pasted addresses."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urlsplit

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils import timezone

from cms.base.languages import without_language
from cms.base.looking_first import LOOK_FIRST
from search.editing.answers import Result, answer, result_of
from search.editing.expected import public_results
from search.models import SearchDocument
from search.query import plan
from search.vocabulary import area_names, concept_lines

if TYPE_CHECKING:
    from collections.abc import Mapping

CANDIDATES: Final = 10


@dataclass(frozen=True, slots=True)
class Entry:
    """What was typed: ticked keys ("place:x7k2…"), addresses (one a line), words to look for."""

    keys: tuple[str, ...] = ()
    addresses: str = ""
    find: str = ""


class RecordsWidget(forms.Widget):
    template_name = "search_admin/records_field.html"

    def value_from_datadict(self, data: Any, files: Mapping[str, Any], name: str) -> Entry:
        return Entry(
            tuple(data.getlist(f"{name}-key")),
            data.get(f"{name}-addresses", ""),
            data.get(f"{name}-find", ""),
        )

    def value_omitted_from_data(self, data: Any, files: Mapping[str, Any], name: str) -> bool:
        return f"{name}-addresses" not in data

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        entry = value if isinstance(value, Entry) else Entry(tuple(value or ()))
        now = timezone.now()
        public = public_results(entry.keys, now)
        chosen = [
            public.get(key) or Result(key, f"公開されていません（{key}）", "") for key in entry.keys
        ]
        found = candidates(entry.find) if entry.find.strip() else ()
        return super().get_context(name, "", attrs) | {
            "entry": entry,
            "chosen": chosen,
            "looked": bool(entry.find.strip()),
            "candidates": [result for result in found if result.key not in entry.keys],
            "look_first": LOOK_FIRST,
        }


def candidates(words: str) -> tuple[Result, ...]:
    """The first records that Japanese readers find by these words now."""
    language = settings.LANGUAGE_CODE
    asked = plan(words, concept_lines(), language, area_names(language))
    return answer(asked, timezone.now(), CANDIDATES).first


class RecordsField(forms.Field):
    """Cleans to the keys of the records, each once."""

    widget = RecordsWidget

    def clean(self, value: Entry) -> list[str]:
        lines = [line.strip() for line in value.addresses.splitlines() if line.strip()]
        pasted = {line: key_at(line) for line in lines}
        unknown = [line for line, key in pasted.items() if key is None]
        if unknown:
            raise ValidationError(
                [
                    f"「{line}」は、公開している記録やページのアドレスではありません。"
                    "公開のページをひらいて、アドレスを写してください。"
                    for line in unknown
                ]
            )
        keys = list(dict.fromkeys([*value.keys, *filter(None, pasted.values())]))
        if not keys:
            raise ValidationError("見つかるはずのものを、1つはえらんでください。")
        return keys

    def has_changed(self, initial: Any, data: Any) -> bool:
        return bool(data.addresses.strip()) or list(data.keys) != list(initial or [])


def key_at(line: str) -> str | None:
    """The key of the record at an address, or of "place:x7k2…" itself; None where there is none."""
    path = without_language(urlsplit(line).path)
    record_type, _colon, record_id = line.partition(":")
    row = SearchDocument.objects.filter(
        Q(path=f"{path.rstrip('/')}/") | Q(record_type=record_type, record_id=record_id)
    ).first()
    return result_of(row).key if row else None
