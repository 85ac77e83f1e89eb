"""Taking a reading of the plan over into an edition: first the differences, then the writing.

Written are the facts of the plan only. A measure's summary is set when the measure is new and
belongs to the editors from then on, as do a department's phone, hours and kana. Departments are
never removed: the next edition or a place may still name them.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from django.db import transaction

from plan.models import Department, Measure, MeasureDepartment, PlanEdition
from plan.reading import MeasureReading, PlanReading
from plan.reading.records import EditionReading, group_mark
from plan.register import department_kana, register, summaries

type Facts = dict[str, str]
"""Model field (or `departments`) → value as text."""


class Kind(StrEnum):
    ADDED = "追加"
    CHANGED = "変更"
    REMOVED = "削除"


class Subject(StrEnum):
    EDITION = "計画の版"
    DEPARTMENT = "課"
    MEASURE = "取組"


_MODELS = {
    Subject.EDITION: PlanEdition,
    Subject.DEPARTMENT: Department,
    Subject.MEASURE: Measure,
}


@dataclass(frozen=True, slots=True)
class Change:
    """One difference. `field` is a Japanese label, empty for a whole row added or removed."""

    kind: Kind
    subject: Subject
    name: str
    field: str = ""
    before: str = ""
    after: str = ""

    def __str__(self) -> str:
        if self.kind is Kind.CHANGED:
            before, after = self.before or "（空）", self.after or "（空）"
            return (
                f"{self.kind} {self.subject} {self.name} {self.field}\n"
                f"  前：{before}\n  後：{after}"
            )
        return f"{self.kind} {self.subject} {self.name} {self.after or self.before}".rstrip()


def edition_slug(edition: EditionReading) -> str:
    """The edition's code: `goal6-2025-03`."""
    return f"goal{edition.goal}-{edition.published:%Y-%m}"


def is_first_text(plan: PlanReading) -> bool:
    """True where nothing of this edition can be overwritten: it is absent or has no text yet."""
    measures = Measure.objects.filter(edition__slug=edition_slug(plan.edition))
    if any(measure.detail for measure in plan.measures):
        measures = measures.exclude(detail="")
    return not measures.exists()


def compare(plan: PlanReading) -> tuple[Change, ...]:
    """What loading `plan` would change, in the order of the plan. Writes nothing."""
    slug = edition_slug(plan.edition)
    stored_edition = PlanEdition.objects.filter(slug=slug).first()
    stored_departments = Department.objects.in_bulk(
        [department.name for department in plan.departments], field_name="name"
    )
    stored_measures = _stored_measures(slug)
    return (
        *_differences(
            Subject.EDITION,
            {slug: _stored_edition_facts(stored_edition)} if stored_edition else {},
            {slug: _edition_facts(plan.edition)},
        ),
        *_differences(
            Subject.DEPARTMENT,
            {name: {"division": row.division} for name, row in stored_departments.items()},
            {row.name: _known({"division": row.division}) for row in plan.departments},
        ),
        *_differences(
            Subject.MEASURE,
            {number: _stored_measure_facts(row) for number, row in stored_measures.items()},
            {measure.number: _measure_facts(plan, measure) for measure in plan.measures},
        ),
    )


@transaction.atomic
def load(plan: PlanReading) -> tuple[Change, ...]:
    """Write what `compare` finds, all of it or nothing, and return it."""
    changes = compare(plan)
    if not changes:
        return ()
    touched = {(change.subject, change.name) for change in changes}
    edition = _save_edition(plan.edition, touched)
    departments = _save_departments(plan, touched)
    stored = _stored_measures(edition.slug)
    for position, measure in enumerate(plan.measures, start=1):
        row = stored.pop(measure.number, None)
        if (Subject.MEASURE, measure.number) in touched:
            row = row or _new_measure(edition, measure)
            _save_measure(row, _measure_facts(plan, measure), measure, departments)
        if row is not None and row.sort_order != position:
            Measure.objects.filter(pk=row.pk).update(sort_order=position)
    for row in stored.values():
        row.delete()
    return changes


def _differences(
    subject: Subject, stored: Mapping[str, Facts], wanted: Mapping[str, Facts]
) -> Iterable[Change]:
    for name, facts in wanted.items():
        if name not in stored:
            yield Change(Kind.ADDED, subject, name, after=facts.get("title", ""))
            continue
        for field, after in facts.items():
            before = stored[name].get(field, "")
            if before != after:
                label = _label(subject, field)
                yield Change(Kind.CHANGED, subject, name, label, before, after)
    for name in sorted(stored.keys() - wanted.keys()):
        yield Change(Kind.REMOVED, subject, name, before=stored[name].get("title", ""))


def _label(subject: Subject, field: str) -> str:
    if field == "departments":
        return "担当課"
    return str(_MODELS[subject]._meta.get_field(field).verbose_name)


def _known(facts: Facts) -> Facts:
    """Leave out what the text does not say, so that it does not empty what editors filled in."""
    return {field: value for field, value in facts.items() if value}


def _edition_facts(edition: EditionReading) -> Facts:
    return {
        "title": f"{edition.plan} 目標{edition.goal} {edition.goal_name}",
        "label": edition.label,
        "published_on": edition.published.isoformat(),
    }


def _stored_edition_facts(row: PlanEdition) -> Facts:
    published = row.published_on.isoformat() if row.published_on else ""
    return {"title": row.title, "label": row.label, "published_on": published}


def _measure_facts(plan: PlanReading, measure: MeasureReading) -> Facts:
    """The register knows no text of the plan: without a detail, stored words stay."""
    directions = {direction.number: direction.name for direction in plan.directions}
    groups = {(group.direction, group.number): group.name for group in plan.groups}
    place = (measure.direction, measure.group)
    words = {"detail": measure.detail, "notes": "\n".join(measure.notes)}
    return {
        "title": measure.title,
        "original_number": measure.original_number,
        "direction": directions.get(measure.direction, f"({measure.direction})"),
        "group": groups.get(place, group_mark(*place)),
        "departments": "、".join(
            f"{charge.department}（{charge.note}）" if charge.note else charge.department
            for charge in measure.assignments
        ),
    } | (words if measure.detail else {})


def _stored_measures(slug: str) -> dict[str, Measure]:
    rows = Measure.objects.filter(edition__slug=slug).prefetch_related(
        "measure_departments__department"
    )
    return {row.number: row for row in rows}


def _stored_measure_facts(row: Measure) -> Facts:
    fields = ("title", "original_number", "direction", "group", "detail", "notes")
    charges = "、".join(str(charge) for charge in row.measure_departments.all())
    return {field: getattr(row, field) for field in fields} | {"departments": charges}


def _save_edition(reading: EditionReading, touched: set[tuple[Subject, str]]) -> PlanEdition:
    """The newest edition is the current one; an older text loaded later does not replace it."""
    slug = edition_slug(reading)
    row = PlanEdition.objects.filter(slug=slug).first()
    if row is None:
        newer = PlanEdition.objects.filter(published_on__gt=reading.published).exists()
        row = PlanEdition(slug=slug, current=not newer)
        if row.current:
            PlanEdition.objects.filter(current=True).update(current=False)
    if (Subject.EDITION, slug) in touched:
        facts = _edition_facts(reading)
        row.title, row.label, row.published_on = facts["title"], facts["label"], reading.published
        _keep(row)
    return row


def _save_departments(
    plan: PlanReading, touched: set[tuple[Subject, str]]
) -> dict[str, Department]:
    rows = Department.objects.in_bulk(
        [department.name for department in plan.departments], field_name="name"
    )
    kana = department_kana()
    for position, department in enumerate(plan.departments, start=1):
        name = department.name
        if (Subject.DEPARTMENT, name) not in touched:
            continue
        row = rows.get(name) or Department(name=name, kana=kana.get(name, ""), sort_order=position)
        row.division = department.division
        _keep(row)
        rows[name] = row
    return rows


def _new_measure(edition: PlanEdition, reading: MeasureReading) -> Measure:
    """A new row, with the register's summary where it is about the same measure."""
    same = any(
        (known.number, known.title) == (reading.number, reading.title)
        for known in register().measures
    )
    return Measure(
        edition=edition,
        number=reading.number,
        summary=summaries()[reading.number] if same else "",
        notes="\n".join(reading.notes),
    )


def _save_measure(
    row: Measure, facts: Facts, reading: MeasureReading, departments: Mapping[str, Department]
) -> None:
    charges_change = (
        row.pk is None or _stored_measure_facts(row)["departments"] != facts["departments"]
    )
    for field, value in facts.items():
        if field != "departments":
            setattr(row, field, value)
    if charges_change:
        row.measure_departments = [
            MeasureDepartment(
                department=departments[charge.department], note=charge.note, sort_order=position
            )
            for position, charge in enumerate(reading.assignments, start=1)
        ]
    _keep(row)


def _keep(row: PlanEdition | Department | Measure) -> None:
    """Save with a revision; a change to what was there before also enters the site history."""
    existed = row.pk is not None
    row.save()
    row.save_revision(log_action=existed)
