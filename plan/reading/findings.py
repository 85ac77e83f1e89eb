"""What is readable but does not fit together, said in Japanese sentences."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence

from plan.reading.records import DepartmentReading, GroupReading, MeasureReading, group_mark


def find_inconsistencies(
    groups: Sequence[GroupReading],
    departments: Sequence[DepartmentReading],
    measures: Sequence[MeasureReading],
) -> tuple[str, ...]:
    """Everything an editor should know before the edition is shown."""
    return (
        *_groups_without_numbers(groups, measures),
        *_skipped_numbers(measures),
        *_reprints_named_twice(measures),
        *_departments_without_division(departments),
    )


def _groups_without_numbers(
    groups: Sequence[GroupReading], measures: Iterable[MeasureReading]
) -> list[str]:
    used = {(measure.direction, measure.group) for measure in measures}
    unused = [group for group in groups if (group.direction, group.number) not in used]
    if not unused:
        return []
    names = "、".join(f"{group.mark} {group.name}" for group in unused)
    return [
        f"施策体系の表は{len(groups)}つの区分を挙げていますが、"
        f"取組の番号で使われているのは{len(groups) - len(unused)}つです。"
        f"番号のない区分：{names}"
    ]


def _skipped_numbers(measures: Iterable[MeasureReading]) -> list[str]:
    positions: defaultdict[tuple[int, int], set[int]] = defaultdict(set)
    stems: dict[tuple[int, int], str] = {}
    for measure in measures:
        place = (measure.direction, measure.group)
        positions[place].add(measure.position)
        stems[place] = measure.number.rpartition("-")[0]
    return [
        f"{group_mark(*place)}の番号が飛んでいます。{stems[place]}-{missing}がありません。"
        for place, seen in positions.items()
        for missing in sorted(set(range(1, max(seen))) - seen)
    ]


def _reprints_named_twice(measures: Iterable[MeasureReading]) -> list[str]:
    counts = Counter(measure.original_number for measure in measures if measure.original_number)
    return [
        f"再掲{number}が{count}つの取組に付いています。"
        for number, count in counts.items()
        if count > 1
    ]


def _departments_without_division(departments: Iterable[DepartmentReading]) -> list[str]:
    names = "、".join(department.name for department in departments if not department.division)
    return [f"部の名前が書かれていない課があります：{names}"] if names else []
