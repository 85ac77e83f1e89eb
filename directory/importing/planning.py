"""Compares a read file with the site. Nothing is written, and nothing is asked row by row."""

from __future__ import annotations

from dataclasses import replace
from itertools import chain
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.db.models import Max

from cms.base.records import new_public_id
from cms.base.relations import hold_none
from directory.importing.bodies import BodyBook
from directory.importing.comparing import Comparison, compare, remembered
from directory.importing.conflicts import remember_state
from directory.importing.identity import Identified, identify, made_up_id
from directory.importing.kinds import Shaped, kind_named
from directory.importing.known import ImportedBefore, KnownRecords, is_own_id, source_locale
from directory.importing.plan import Action, Change, ImportPlan, PlannedRow, Words
from directory.importing.rows import LeftOut
from directory.importing.stored import in_words, key_of, label, put, stored
from directory.importing.venues import VenueBook
from directory.models import ImportedRecord, Location, Organization

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from datetime import datetime

    from django.db.models import Model

    from directory.importing.kinds import ImportKind
    from directory.importing.rows import ReadFile, ReadRow

NOT_PUBLIC = "公開している記録です。取り込みで変えられるのは、公開できる人だけです。"
STEP = 100
"""Rows between two words of progress."""
SHOWN_OF_VENUE = ("address", "building")
"""What a report says of a new venue beside its name."""


def plan_import(
    file: ReadFile,
    *,
    source: str,
    now: datetime,
    draft: bool = False,
    changes_public: bool = True,
    progress: Callable[[int, int], None] = lambda done, total: None,
) -> ImportPlan:
    """What importing `file` would do at `now`. `progress` hears (rows done, rows).

    `source` is the short name that the ids of the file belong to. New records are drafts with
    `draft`, else live at once; live ones are listed only without `changes_public`. Raises UnknownKind.
    """
    return _Planner(file, source, now, draft=draft, changes_public=changes_public).plan(progress)


class _Planner:
    def __init__(
        self, file: ReadFile, source: str, now: datetime, *, draft: bool, changes_public: bool
    ) -> None:
        self.file, self.source, self.draft, self.now = file, source, draft, now
        self.changes_public = changes_public
        self.kind = kind_named(file.kind)
        self.newest = _newest(self.kind)
        self.rows = identify(file.rows, lambda row: made_up_id(*self._identity(row)))
        self.shaped = [self.kind.shape(item.row.values) for item in self.rows]
        self.locale = source_locale()
        before = ImportedBefore(source)
        self.before = before
        self.records = KnownRecords(
            self.kind,
            (str(row.values.get("name", "")) for row in file.rows),
            (item.source_id for item in self.rows),
            before,
        )
        self.venues = VenueBook(before)
        bodies = {shaped.body for shaped in self.shaped if shaped.body}
        self.bodies = BodyBook(bodies, self.locale, live=not draft)
        self.taken: dict[str, int] = {}

    def plan(self, progress: Callable[[int, int], None]) -> ImportPlan:
        planned = []
        for number, (item, shaped) in enumerate(zip(self.rows, self.shaped, strict=True)):
            planned.append(self._row(item, shaped))
            if number % STEP == 0:
                progress(number, len(self.rows))
        progress(len(self.rows), len(self.rows))
        return ImportPlan(
            kind=self.kind,
            file=replace(self.file, rows=[]),
            source=self.source,
            draft=self.draft,
            rows=planned,
            changes=self._changes(planned),
            notes=self._notes(),
            newest=self.newest,
        )

    def _identity(self, row: ReadRow) -> tuple[str, ...]:
        return self.kind.row_identity(row.values)

    def _row(self, item: Identified, shaped: Shaped) -> PlannedRow:
        row = item.row
        planned = PlannedRow(
            number=row.number,
            name=str(row.values.get("name", "")),
            action=Action.UNCHANGED,
            repairs=list(row.repairs),
            left_out=[*row.left_out, *_left_out(row, shaped)],
        )
        if item.same_as is not None:
            return planned
        record, why = self._find(item)
        fields = self._valid(shaped.fields, planned)
        planned.why = [*row.refusals, *shaped.refusals, *why, *_missing(record, fields)]
        if planned.why:
            planned.action = Action.REFUSED
            return planned
        self.taken[record.public_id if record else item.source_id] = row.number
        last = self.before.last(self.kind.record_type, item.source_id)
        if record and (pending := self._pending(record, last)):
            planned.action, planned.why, planned.public_id = (
                Action.PENDING,
                [pending],
                record.public_id,
            )
            return planned
        return self._compared(planned, item, record, fields, shaped, last)

    def _pending(self, record: Any, last: ImportedRecord | None) -> str:
        """Why this record is not touched, as a sentence; "" where it may be."""
        if record.live and not self.changes_public:
            return NOT_PUBLIC
        return self.records.pending(record, last and last.revision_id)

    def _find(self, item: Identified) -> tuple[Any | None, list[str]]:
        """The record of a row, None for a new one; and why it cannot be told."""
        identity = self._identity(item.row)
        last = self.before.last(self.kind.record_type, item.source_id)
        record = self.records.by_id.get(last.public_id) if last else None
        record = record or self.records.own(item.source_id, identity)
        if record is None:
            alike = self.records.by_identity.get(identity, [])
            if len(alike) > 1:
                return None, ["同じ名前と住所の記録がいくつもあり、どれのことか分かりません。"]
            record = alike[0] if alike else None
        if record and (first := self.taken.get(record.public_id)):
            return None, [f"{first}行目が、もうこの記録を使っています。"]
        return record, []

    def _valid(self, fields: dict[str, Any], planned: PlannedRow) -> dict[str, Any]:
        """The fields that their record can hold; the others are left out, and say why."""
        valid = {}
        for name, value in fields.items():
            try:
                self.kind.model._meta.get_field(name).clean(value, None)
            except ValidationError as error:
                why = " ".join(error.messages)
                planned.left_out.append(LeftOut(label(self.kind.model, name), str(value), why))
            else:
                valid[name] = value
        return valid

    def _compared(
        self,
        planned: PlannedRow,
        item: Identified,
        record: Any | None,
        fields: dict[str, Any],
        shaped: Shaped,
        last: ImportedRecord | None,
    ) -> PlannedRow:
        named, needs = self._named(shaped, planned)
        wanted = {**fields, **{name: _keys(value) for name, value in named.items()}}
        created = record is None
        record = record or self._new(item.source_id)
        stands = dict.fromkeys(wanted) if created else stored(record, wanted)
        values = dict(last.values) if last and last.public_id == record.public_id else None
        comparison = Comparison({n: (stands[n], v) for n, v in wanted.items()}, {})
        if not created:
            comparison = compare(stands, wanted, values)
        found = self._found(named, record, wanted)
        planned.public_id = record.public_id
        planned.changes |= _words(self.kind.model, comparison.changed, found)
        planned.kept |= _words(self.kind.model, comparison.kept, found)
        put(record, comparison.after, found)
        planned.change = Change(
            record=record,
            source_id=item.source_id,
            created=created,
            before={} if created else comparison.before,
            after=comparison.after,
            remembered=remembered(wanted, values, comparison),
            imported_before=values,
            state=() if created else remember_state(record),
            needs=needs,
        )
        venue_moves = any(not need.created and need.after for need in needs)
        changed = bool(comparison.after) or venue_moves
        planned.action = (
            Action.CREATED if created else Action.UPDATED if changed else Action.UNCHANGED
        )
        return planned

    def _named(
        self, shaped: Shaped, planned: PlannedRow
    ) -> tuple[dict[str, list[Model] | Model | None], list[Change]]:
        """The rows that a row names (relation → rows), and the changes that these need."""
        named: dict[str, list[Model] | Model | None] = {}
        needs: list[Change] = []
        if self.kind.venue_field and shaped.venue:
            venue, change = self._venue(shaped.venue, planned)
            named[self.kind.venue_field] = self._as_held(self.kind.venue_field, venue)
            needs.append(change)
        if self.kind.body_field and shaped.body:
            body = self.bodies.take(shaped.body)
            name = self.kind.body_field if isinstance(body, Organization) else "department"
            named[name] = self._as_held(name, body)
            needs += (
                [self.bodies.changes[key_of(body)]] if key_of(body) in self.bodies.changes else []
            )
        return named, needs

    def _venue(self, facts: dict[str, Any], planned: PlannedRow) -> tuple[Location, Change]:
        """The venue, and its change, whose words stand in every row that names it."""
        facts = {name: value for name, value in facts.items() if _fits(name, value)}
        change, kept = self.venues.take(facts)
        venue = change.record
        pairs = {name: (change.before.get(name), value) for name, value in change.after.items()}
        if change.created:
            pairs = {name: pair for name, pair in pairs.items() if name in SHOWN_OF_VENUE}
        planned.changes |= _words(Location, pairs, {})
        stands = stored(venue, kept)
        planned.kept |= _words(Location, {n: (stands[n], v) for n, v in kept.items()}, {})
        return venue, change

    def _as_held(self, name: str, row: Model) -> list[Model] | Model:
        return [row] if self.kind.model._meta.get_field(name).many_to_many else row

    def _new(self, source_id: str) -> Any:
        """An unsaved record; an id of our own form is kept, so that addresses stay."""
        keeps = is_own_id(source_id) and source_id not in self.records.by_id
        record = self.kind.model(
            public_id=source_id if keeps else new_public_id(),
            locale=self.locale,
            live=not self.draft,
        )
        hold_none(record)
        return record

    def _found(
        self, named: dict[str, Any], record: Any, wanted: dict[str, Any]
    ) -> dict[tuple[type[Model], str], Model]:
        """The rows that the relations of a record name now or shall name, by model and key."""
        rows = [row for value in named.values() for row in _rows(value)]
        for name in named:
            value = getattr(record, name)
            rows += list(value.all()) if hasattr(value, "all") else _rows(value)
        return {(type(row), key_of(row)): row for row in rows}

    def _changes(self, planned: Iterable[PlannedRow]) -> list[Change]:
        """In the order of writing; what no row names in the end is not made."""
        of_rows = [row.change for row in planned if row.change]
        used = {id(need) for change in of_rows for need in _still_needed(change)}
        beside = chain(self.bodies.changes.values(), self.venues.changes.values())
        return [change for change in beside if id(change) in used] + of_rows

    def _notes(self) -> list[str]:
        groups = [change.record for change in self.bodies.changes.values()]
        return [
            f"新しい団体「{group.name}」の種類は、名前から「{group.get_kind_display()}」としました。"
            for group in groups
        ]


def _newest(kind: ImportKind) -> dict[type[Model], int]:
    """The highest key of every table that the import makes rows in."""
    models: tuple[type[Model], ...] = (ImportedRecord, Organization, Location, kind.model)
    return {
        model: model._base_manager.aggregate(newest=Max("pk"))["newest"] or 0 for model in models
    }


def _left_out(row: ReadRow, shaped: Shaped) -> Iterator[LeftOut]:
    for target, why in shaped.left_out.items():
        yield LeftOut(target, str(row.values.get(target, "")), why)


def _missing(record: Any | None, fields: dict[str, Any]) -> list[str]:
    """A new record needs a name that it can hold."""
    return [] if record or "name" in fields else ["名前を入れられません。"]


def _fits(name: str, value: Any) -> bool:
    try:
        Location._meta.get_field(name).clean(value, None)
    except ValidationError:
        return False
    return True


def _still_needed(change: Change) -> list[Change]:
    """Of the needs of a change: those that its record names once it is written."""
    named = {id(row) for name in change.after for row in _rows(getattr(change.record, name))}
    return [need for need in change.needs if not need.created or id(need.record) in named]


def _rows(value: Any) -> list[Any]:
    if hasattr(value, "all"):
        return list(value.all())
    return list(value) if isinstance(value, list) else [value] if hasattr(value, "pk") else []


def _keys(value: Any) -> Any:
    return sorted(map(key_of, value)) if isinstance(value, list) else key_of(value)


def _words(model: type[Model], pairs: dict[str, tuple[Any, Any]], found: Any) -> Words:
    return {
        label(model, name): (
            in_words(model, name, present, found),
            in_words(model, name, wanted, found),
        )
        for name, (present, wanted) in pairs.items()
    }
