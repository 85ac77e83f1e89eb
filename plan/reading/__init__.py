"""Reading the plan's text, as the city publishes it, into plain records. No Django."""

from plan.reading.document import read_plan
from plan.reading.records import (
    Assignment,
    DepartmentReading,
    DirectionReading,
    EditionReading,
    GroupReading,
    MeasureReading,
    PlanError,
    PlanReading,
    Problem,
)

__all__ = [
    "Assignment",
    "DepartmentReading",
    "DirectionReading",
    "EditionReading",
    "GroupReading",
    "MeasureReading",
    "PlanError",
    "PlanReading",
    "Problem",
    "read_plan",
]
