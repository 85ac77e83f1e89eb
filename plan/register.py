"""The project's own register of the plan, for a site that has no copy of the city's text."""

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

from plan.reading import (
    Assignment,
    DepartmentReading,
    DirectionReading,
    EditionReading,
    GroupReading,
    MeasureReading,
    PlanReading,
)
from plan.reading.findings import find_inconsistencies

_FILE = Path(__file__).parent / "data" / "register.toml"


@cache
def register() -> PlanReading:
    """The facts of the edition of March 2025. `detail` is empty: the plan's text is the city's."""
    data = _data()
    groups = tuple(
        GroupReading(direction["number"], number, name)
        for direction in data["directions"]
        for number, name in enumerate(direction["groups"], start=1)
    )
    departments = tuple(
        DepartmentReading(department["name"], department.get("division", ""))
        for department in data["departments"]
    )
    measures = tuple(_measure(entry) for entry in data["measures"])
    return PlanReading(
        edition=EditionReading(**data["edition"]),
        directions=tuple(
            DirectionReading(direction["number"], direction["name"])
            for direction in data["directions"]
        ),
        groups=groups,
        departments=departments,
        measures=measures,
        findings=find_inconsistencies(groups, departments, measures),
    )


def summaries() -> dict[str, str]:
    """Plain-language summaries by number, in Japanese, for the numbers of `register()`."""
    return {entry["number"]: entry["summary"] for entry in _data()["measures"]}


def department_kana() -> dict[str, str]:
    """Readings of the departments' names in hiragana."""
    return {department["name"]: department["kana"] for department in _data()["departments"]}


def _measure(entry: dict[str, Any]) -> MeasureReading:
    charges = entry.get("charges", {})
    return MeasureReading(
        number=entry["number"],
        title=entry["title"],
        detail="",
        assignments=tuple(Assignment(name, charges.get(name, "")) for name in entry["departments"]),
        original_number=entry.get("original_number", ""),
        notes=tuple(entry.get("notes", ())),
    )


@cache
def _data() -> dict[str, Any]:
    return tomllib.loads(_FILE.read_text(encoding="utf-8"))
