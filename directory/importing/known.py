"""What the site knows of the records that a file names, read in a constant number of queries."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from wagtail.models import Locale, WorkflowState

from cms.base.records import PUBLIC_ID, Record
from cms.base.relations import hold, hold_children
from directory.importing.identity import name_key
from directory.models import ImportedRecord

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from directory.importing.kinds import ImportKind


class ImportedBefore:
    """What earlier imports wrote: of this source by id, and ids that other sources gave."""

    def __init__(self, source: str) -> None:
        self.of_source: dict[tuple[str, str], ImportedRecord] = {
            (row.record_type, row.source_id): row
            for row in ImportedRecord.objects.filter(source=source)
        }

    def last(self, record_type: str, source_id: str) -> ImportedRecord | None:
        return self.of_source.get((record_type, source_id))

    def public_ids(self, record_type: str) -> set[str]:
        return {row.public_id for row in self.of_source.values() if row.record_type == record_type}


class KnownRecords:
    """The source rows that the rows of a file can be about, with their relations in memory."""

    def __init__(
        self, kind: ImportKind, names: Iterable[str], ids: Iterable[str], before: ImportedBefore
    ) -> None:
        self.kind = kind
        wanted = before.public_ids(kind.record_type) | {key for key in ids if is_own_id(key)}
        self._read(wanted | _named(kind.model, {name_key(name) for name in names}))
        self._given = self._ids_of_others(before)

    def _read(self, public_ids: Collection[str]) -> None:
        rows = read_sources(self.kind.model, public_ids, self.kind.prefetch)
        self.by_id: dict[str, Any] = {row.public_id: row for row in rows}
        self.by_identity: dict[tuple[str, ...], list[Any]] = defaultdict(list)
        for row in rows:
            self.by_identity[self.kind.record_identity(row)].append(row)
        self._in_workflow = in_workflow(rows)

    def _ids_of_others(self, before: ImportedBefore) -> set[str]:
        given = ImportedRecord.objects.filter(
            record_type=self.kind.record_type, source_id__in=list(self.by_id)
        )
        known = {row.pk for row in before.of_source.values()}
        return {row.source_id for row in given if row.pk not in known}

    def own(self, source_id: str, identity: tuple[str, ...]) -> Any | None:
        """The record whose public id a file of ours carries.

        An id that another source gave its own record is ours only where name and place agree.
        """
        record = self.by_id.get(source_id)
        if record is None or source_id not in self._given:
            return record
        return record if self.kind.record_identity(record) == identity else None

    def pending(self, record: Record, own_revision: int | None) -> str:
        """Why an editor is at work on this record, as a sentence; "" where nobody is.

        A draft that an import made and nobody touched since waits for nobody.
        """
        if record.locked:
            return "だれかが鍵をかけています。"
        if record.pk in self._in_workflow:
            return "承認を待っています。"
        never_published = not record.live and record.first_published_at is None
        if (
            never_published
            and own_revision is not None
            and own_revision == record.latest_revision_id
        ):
            return ""
        if record.has_unpublished_changes:
            return "公開していない下書きがあります。"
        return "" if record.live else "公開をやめた記録です。"


def is_own_id(text: str) -> bool:
    """Whether an id of a file can be a public id of this site: 「x7k2m9qr」, not 「0000000012」."""
    has_letter = any(letter.isalpha() for letter in text)
    return has_letter and len(text) <= 60 and bool(PUBLIC_ID.regex.match(text))


def read_sources(
    model: type[Any], public_ids: Collection[str], prefetch: Sequence[str] = ()
) -> list[Any]:
    """Source rows by public id, with everything that comparing, revisions and documents read."""
    rows = list(
        model.objects.sources()
        .filter(public_id__in=public_ids)
        .select_related("locale", *model.facts_of_others)
        .prefetch_related(*prefetch)
        .order_by("pk")
    )
    hold(rows, model.relations_shown)
    hold_children(rows)
    return rows


def in_workflow(records: Sequence[Any]) -> set[int]:
    """The keys of records (of one model) that wait in a workflow."""
    if not records:
        return set()
    states = WorkflowState.objects.filter(
        base_content_type=ContentType.objects.get_for_model(type(records[0])),
        status__in=(WorkflowState.STATUS_IN_PROGRESS, WorkflowState.STATUS_NEEDS_CHANGES),
    )
    return {int(key) for key in states.values_list("object_id", flat=True)}


def source_locale() -> Locale:
    """The language whose rows hold the facts."""
    return Locale.objects.get(language_code=settings.LANGUAGE_CODE)


def _named(model: type[Any], keys: Collection[str]) -> set[str]:
    """Public ids of the source rows with one of these names, in any spelling."""
    rows = model.objects.sources().values_list("public_id", "name")
    return {public_id for public_id, name in rows.iterator() if name_key(name) in keys}
