"""The whole text: front matter, scheme table, measures."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from plan.reading.cells import ChargeCell, Conference, read_charge, read_conference
from plan.reading.findings import find_inconsistencies
from plan.reading.lines import (
    Line,
    Sections,
    garbled_lines,
    normalise,
    numbered_lines,
    split_sections,
    squeeze,
    without_page_furniture,
)
from plan.reading.records import (
    DepartmentReading,
    EditionReading,
    MeasureReading,
    PlanError,
    PlanReading,
    Problem,
)
from plan.reading.rows import Row
from plan.reading.scheme import read_scheme
from plan.reading.tables import TableReader

_GOAL = re.compile(r"目標 *(\d+) +(\S.*)")
_LABEL = re.compile(r"令和(\d+|元)年\((\d{4})年\)(\d{1,2})月")
_PLAN = re.compile(r"\S+計画")
_REPRINT = re.compile(r"【再掲(\d+-\d+-\d+-\d+)】(.+)")
_ROW_ELSEWHERE = re.compile(r"\s*\d+-\d+-\d+|.*\t")
_FIRST_YEAR_OF_REIWA = 2019


def read_plan(text: str) -> PlanReading:
    """Read the city's text of one goal (Markdown-like, tables with tabs or gaps).

    Raises PlanError with every line that cannot be understood; prose outside the tables is
    left aside.
    """
    lines = numbered_lines(text)
    sections = split_sections(lines)
    edition, problems = _read_edition(sections.other)
    problems += [Problem(line.number, "文字化けしています。") for line in garbled_lines(lines)]
    problems += _missing_sections(sections) + _rows_elsewhere(sections.other)
    if edition is None or not sections.scheme or not sections.measures:
        raise PlanError(problems)

    heading = f"目標{edition.goal}{edition.goal_name}"
    scheme, scheme_problems = read_scheme(without_page_furniture(sections.scheme, heading))
    tables = TableReader(edition.goal, scheme)
    tables.read(without_page_furniture(sections.measures, heading))
    content = _read_rows(tables.rows)
    problems += scheme_problems + tables.problems + content.problems
    if problems:
        raise PlanError(problems)
    return PlanReading(
        edition=edition,
        directions=scheme.directions,
        groups=scheme.groups,
        departments=content.departments,
        measures=content.measures,
        findings=(
            *find_inconsistencies(scheme.groups, content.departments, content.measures),
            *_wrong_counts(content.conference),
            *tables.findings,
        ),
    )


def _read_edition(lines: list[Line]) -> tuple[EditionReading | None, list[Problem]]:
    plan = next((s for line in lines if _PLAN.fullmatch(s := squeeze(line.text))), None)
    goal = next((found for line in lines if (found := _GOAL.fullmatch(line.text.strip()))), None)
    label = next((found for line in lines if (found := _LABEL.search(squeeze(line.text)))), None)
    missing = {"計画の名前": plan, "目標の番号と名前": goal, "計画の年月": label}
    problems = [
        Problem(1, f"{name}が、どの行にも見つかりません。")
        for name, found in missing.items()
        if found is None
    ]
    if plan is None or goal is None or label is None:
        return None, problems
    era_year = 1 if label[1] == "元" else int(label[1])
    year, month = int(label[2]), int(label[3])
    if era_year + _FIRST_YEAR_OF_REIWA - 1 != year or not 1 <= month <= 12:
        line = next(line.number for line in lines if label[0] in squeeze(line.text))
        return None, [Problem(line, f"計画の年月「{label[0]}」が正しくありません。")]
    name = squeeze(goal[2])
    return EditionReading(plan, int(goal[1]), name, label[0], date(year, month, 1)), problems


def _missing_sections(sections: Sections) -> list[Problem]:
    parts = {"施策体系": sections.scheme, "具体的な取組": sections.measures}
    return [
        Problem(1, f"「{name}」の節が見つからないか、空です。")
        for name, lines in parts.items()
        if not lines
    ]


def _rows_elsewhere(lines: Iterable[Line]) -> list[Problem]:
    return [
        Problem(line.number, "表の行のようですが、「具体的な取組」の節の外にあります。")
        for line in lines
        if _ROW_ELSEWHERE.match(line.text)
    ]


@dataclass(frozen=True)
class _Content:
    measures: tuple[MeasureReading, ...]
    departments: tuple[DepartmentReading, ...]
    conference: Conference
    problems: list[Problem]


def _read_rows(rows: Iterable[Row]) -> _Content:
    """Measures and departments. A broken row has been reported already."""
    problems: list[Problem] = []
    whole: list[Row] = []
    for row in rows:
        problem = None if row.broken else row.problem()
        if problem:
            problems.append(problem)
        elif not row.broken:
            whole.append(row)
    found = (conference for row in whole if (conference := read_conference(row.charge)).departments)
    conference = next(found, Conference())
    names = [department.name for department in conference.departments]
    measures: list[MeasureReading] = []
    for row in whole:
        measure = _read_measure(row, read_charge(row.charge, names))
        if isinstance(measure, Problem):
            problems.append(measure)
        else:
            measures.append(measure)
    return _Content(tuple(measures), _departments(conference, measures), conference, problems)


def _read_measure(row: Row, charge: ChargeCell | Problem) -> MeasureReading | Problem:
    if isinstance(charge, Problem):
        return charge
    title = normalise(row.title)
    reprint = _REPRINT.fullmatch(title)
    if reprint is None and "再掲" in title:
        return Problem(row.line, "再掲の番号を読み取れません。")
    return MeasureReading(
        number=row.number,
        title=reprint[2].strip() if reprint else title,
        detail=row.detail,
        assignments=charge.assignments,
        original_number=reprint[1] if reprint else "",
        notes=charge.notes,
    )


def _departments(
    conference: Conference, measures: Iterable[MeasureReading]
) -> tuple[DepartmentReading, ...]:
    """Those of the ※ sentence with their 部 first, then the others as they come."""
    departments = {department.name: department for department in conference.departments}
    for measure in measures:
        for assignment in measure.assignments:
            departments.setdefault(assignment.department, DepartmentReading(assignment.department))
    return tuple(departments.values())


def _wrong_counts(conference: Conference) -> list[str]:
    read = (len({d.division for d in conference.departments}), len(conference.departments))
    stated = (conference.stated_divisions, conference.stated_departments)
    if not conference.departments or None in stated or read == stated:
        return []
    return [
        f"※の文は{stated[0]}部{stated[1]}課と書いていますが、"
        f"読み取れたのは{read[0]}部{read[1]}課です。"
    ]
