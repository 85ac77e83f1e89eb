"""What the pages of an import show: where it stands, its counts, and one page of its rows."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from django.core.paginator import Paginator

from directory.check_desk import edit_url
from directory.datasets.register import known_datasets
from directory.importing.kinds import kind_named
from directory.importing.queue import is_stuck
from directory.models import ImportRun

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import datetime

    from django.core.paginator import Page

PER_PAGE: Final = 50

STUCK: Final = "stuck"
WAITING: Final = "waiting"
WORKING: Final = "working"

_AT_WORK: Final = {
    ImportRun.Job.CHECK: "くらべています",
    ImportRun.Job.APPLY: "取り込んでいます",
    ImportRun.Job.UNDO: "元に戻しています",
}
_WORDS: Final = {
    ImportRun.State.UPLOADED: "まだくらべていません",
    ImportRun.State.CHECKING: "くらべています",
    ImportRun.State.READY: "確かめたら、取り込めます",
    ImportRun.State.APPLYING: "取り込んでいます",
    ImportRun.State.APPLIED: "取り込みました",
    ImportRun.State.FAILED: "取り込めませんでした",
    ImportRun.State.UNDONE: "元に戻しました",
}


class Part(NamedTuple):
    """A list of the report: its heading before and after it was written, and what it means."""

    name: str
    label: str
    done: str
    meaning: str


PARTS: Final = (
    Part("created", "新しい", "新しく作った", "このサイトにまだない記録です。"),
    Part("updated", "変わる", "変えた", "値の変わる記録です。"),
    Part("unchanged", "同じ", "同じ", "何も変わらない記録です。"),
    Part(
        "kept", "手で直してあるので残す", "手で直してあるので残した",
        "職員が直した値です。ファイルの値では上書きしません。",
    ),
    Part(
        "pending", "下書きがあるので残す", "下書きがあるので残した",
        "下書き・承認待ち・鍵のある記録や、公開をやめた記録です。さわりません。",
    ),
    Part("repaired", "直して読んだ", "直して読んだ", "書き方をととのえて読んだ値です。"),
    Part("left_out", "入れなかった値", "入れなかった値", "行は取り込みますが、この値は入れません。"),
    Part("refused", "取り込めない", "取り込めなかった", "この行は取り込みません。"),
)  # fmt: skip
_NAMED: Final = {part.name: part for part in PARTS}


@dataclass(frozen=True, slots=True)
class Tile:
    """A count that leads to its list."""

    part: Part
    label: str
    count: int
    shown: bool


@dataclass(frozen=True, slots=True)
class Line:
    """One row of a list: `changes` are (field or column, before, after)."""

    number: int
    name: str
    changes: list[tuple[str, str, str]] = field(default_factory=list)
    why: list[str] = field(default_factory=list)
    edit_url: str = ""
    page_path: str = ""


def standing(run: ImportRun, now: datetime) -> str:
    """STUCK, WAITING or WORKING while something is to be done with it, else its state."""
    if is_stuck(run, now):
        return STUCK
    if run.job and run.taken_at is None:
        return WAITING
    if run.job or run.state in (run.State.CHECKING, run.State.APPLYING):
        return WORKING
    return run.state


def in_words(run: ImportRun, now: datetime) -> str:
    """Where it stands, for people."""
    where = standing(run, now)
    if where == STUCK:
        return "途中で止まりました"
    if where == WAITING:
        return "順番を待っています"
    return _AT_WORK[ImportRun.Job(run.job)] if run.job else _WORDS[ImportRun.State(run.state)]


def tiles(run: ImportRun, shown: str) -> list[Tile]:
    """Every count of the report, also of what there is none."""
    counts = run.report.get("counts", {})
    done = run.report.get("applied", False)
    return [
        Tile(part, part.done if done else part.label, counts.get(part.name, 0), part.name == shown)
        for part in PARTS
    ]


def shown_part(run: ImportRun, asked: str) -> str:
    """The list that is asked for, else the first that has rows."""
    if asked in _NAMED:
        return asked
    counts = run.report.get("counts", {})
    order = ("created", "updated", "refused", "kept", "pending", "unchanged")
    return next((name for name in order if counts.get(name)), "created")


def page_of(run: ImportRun, part: str, number: str | None) -> Page:
    """One page of a list of the report, as lines with links to their records."""
    page = Paginator(run.report.get(part, []), PER_PAGE).get_page(number)
    records = _records(run, [entry.get("id", "") for entry in page.object_list])
    page.object_list = [_line(entry, records.get(entry.get("id", ""))) for entry in page]
    return page


def _records(run: ImportRun, ids: Iterable[str]) -> dict[str, Any]:
    wanted = [public_id for public_id in ids if public_id]
    if not wanted:
        return {}
    rows = kind_named(run.kind).model.objects.sources().filter(public_id__in=wanted)
    return {row.public_id: row for row in rows.select_related("locale")}


def _line(entry: dict[str, Any], record: Any | None) -> Line:
    return Line(
        number=entry["row"],
        name=entry.get("name", ""),
        changes=list(_changes(entry)),
        why=reasons(entry),
        edit_url=edit_url(record) if record else "",
        page_path=record.page_path if record and record.live else "",
    )


def _changes(entry: dict[str, Any]) -> Iterator[tuple[str, str, str]]:
    for label, (before, after) in entry.get("changes", {}).items():
        yield label, before, after
    if "column" in entry:
        yield entry["column"], entry["was"], entry.get("now", "")


def reasons(entry: dict[str, Any]) -> list[str]:
    """Why, as sentences; the report holds one or several."""
    why = entry.get("why", [])
    return [why] if isinstance(why, str) else list(why)


def lines_of(report: dict[str, Any]) -> Iterator[tuple[Part, Line]]:
    """Every row of every list."""
    for part in PARTS:
        for entry in report.get(part.name, []):
            yield part, _line(entry, None)


def form_title(run: ImportRun) -> str:
    """The official name of the form that the file was recognised as."""
    name = run.report.get("dataset", "")
    return next((form.title for form in known_datasets(run.kind) if form.name == name), name)


def what_happens(run: ImportRun) -> list[str]:
    """What the button will do, as plain sentences."""
    counts = run.report.get("counts", {})
    label = kind_named(run.kind).label
    how = "下書きで作ります" if run.draft else "作り、すぐに公開します"
    said = [f"新しい{label}を{counts['created']}件、{how}。"] if counts.get("created") else []
    if counts.get("updated"):
        said.append(f"いまある記録を{counts['updated']}件、変えます。")
    if counts.get("kept"):
        said.append(f"{counts['kept']}件の、職員が直した値は残します。")
    if counts.get("refused"):
        said.append(f"{counts['refused']}行は取り込みません。")
    return said
