"""Writes rows as records: first all as drafts, then what acts at once, then published."""

from __future__ import annotations

from dataclasses import fields
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from directory.models import Check, Organization, OrganizationLink, Place, TemporaryStatus
from events.models import EventSeries, OccurrenceChange
from home.starter.benefits import BENEFITS
from home.starter.dates import changes, checked_facts, rule_facts
from home.starter.groups import GROUPS
from home.starter.meetups import MEETUPS
from home.starter.places import PLACES
from home.starter.statuses import STATUSES
from navigator.models import Benefit
from plan.models import Department

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from django.db.models import Model

    from cms.base.records import Record
    from home.starter.known import Known
    from home.starter.rows import MeetupRow, RecordRow

CONTENT: tuple[tuple[type[Record], tuple[RecordRow, ...]], ...] = (
    (Organization, GROUPS),
    (Place, PLACES),
    (EventSeries, MEETUPS),
    (Benefit, BENEFITS),
)


def load_records(known: Known, today: date) -> dict[str, int]:
    """Makes the records that are not there yet; how many of each type."""
    made = [
        (_draft(model, row, known, today), row)
        for model, rows in CONTENT
        for row in rows
        if not known.has(model, row.public_id)
    ]
    _add_links(made, known)
    _add_facts_at_once(made, known, today)
    counts: dict[str, int] = {}
    for record, _row in made:
        record.save_revision().publish()
        counts[record.record_type] = counts.get(record.record_type, 0) + 1
    return counts


def fill(record: Model, row: Any, known: Known) -> None:
    """Copies a row's fields to the model's fields of the same name, keys as what they name."""
    named = {field.name: getattr(row, field.name) for field in fields(row)}
    for field in (*record._meta.fields, *record._meta.many_to_many):
        if field.name not in named:
            continue
        value = named[field.name]
        if field.many_to_many:
            value = known.all(field.related_model, value)
        elif field.is_relation:
            value = known.get(field.related_model, value) if value else None
        elif isinstance(value, tuple):
            value = list(value)
        setattr(record, field.name, value)


def _draft(model: type[Record], row: RecordRow, known: Known, today: date) -> Record:
    record = model(locale=known.japanese, live=False, sample=True)
    fill(record, row, known)
    if isinstance(record, EventSeries):
        record.rule = rule_facts(row, today)
    record.full_clean()
    record.save()
    known.add(record)
    return record


def _add_links(made: Iterable[tuple[Record, RecordRow]], known: Known) -> None:
    for record, row in made:
        if isinstance(record, Organization):
            record.links = [
                OrganizationLink(to=known.get(Organization, key), note=note)
                for key, note in row.links
            ]


def _add_facts_at_once(made: Iterable[tuple[Record, RecordRow]], known: Known, today: date) -> None:
    """In bulk, without telling the search: the records are published right after."""
    made = list(made)
    Check.objects.bulk_create(
        _check(record, row, known, today) for record, row in made if row.checked
    )
    OccurrenceChange.objects.bulk_create(
        change
        for record, row in made
        if isinstance(record, EventSeries)
        for change in _changes(record, row, today)
    )
    new = {record.public_id for record, _row in made if isinstance(record, Place)}
    TemporaryStatus.objects.bulk_create(
        TemporaryStatus(
            record_type=Place.record_type,
            record_id=status.place,
            kind=status.kind,
            message=status.message,
            starts_on=today,
            ends_on=today + timedelta(days=status.days),
        )
        for status in STATUSES
        if status.place in new
    )


def _check(record: Record, row: RecordRow, known: Known, today: date) -> Check:
    by = row.checked
    return Check(
        record_type=record.record_type,
        record_id=record.public_id,
        by_department=known.get(Department, by.by_department) if by.by_department else None,
        by_organization=known.get(Organization, by.by_organization) if by.by_organization else None,
        note="見本の確認です。",
        **checked_facts(by, today),
    )


def _changes(series: EventSeries, row: MeetupRow, today: date) -> list[OccurrenceChange]:
    return [OccurrenceChange(series=series, **facts) for facts in changes(row, today)]
