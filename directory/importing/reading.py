"""A file → rows of facts, with what was repaired, left out and refused. Nothing is written."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from directory.datasets.columns import Dataset
from directory.datasets.register import known_datasets
from directory.importing.files import Table, read_table
from directory.importing.gathering import gather_days
from directory.importing.matching import (
    Detection,
    Header,
    Mapping,
    Match,
    detect,
    find_header,
    header_counter,
    list_columns,
    match,
)
from directory.importing.problems import UnreadableFile
from directory.importing.row_reading import READERS, RowReader
from directory.importing.rows import FileColumn, ReadFile

__all__ = ["UnreadableFile", "read_columns", "read_file"]

_CLEARLY_BETTER: Final = 0.3
"""How much more of the headers the form of another kind must name to be the right one."""


def read_file(
    name: str,
    data: bytes,
    kind: str,
    *,
    mapping: Mapping | None = None,
    dataset: Dataset | None = None,
    towns: Sequence[str] = (),
) -> ReadFile:
    """Read a file of one kind of import ("places", "organizations", "events").

    The form is detected unless `dataset` says it; `mapping` wins over it column by column.
    `towns` are official names of towns for the spelling of addresses. Raises UnreadableFile with
    one Japanese sentence where the file as a whole cannot be taken.
    """
    table, header, form, columns = _open(name, data, kind, mapping, dataset)
    if "name" not in columns.targets.values():
        raise UnreadableFile(
            "名前の列（「名称」など）が見つかりません。列の名前を確かめてください。"
        )
    fixed = {**form.fixed, **(mapping.fixed if mapping else {})}
    reader = RowReader(header, columns, fixed, READERS[kind], towns)
    rows = gather_days(reader.rows())
    return ReadFile(
        name=name,
        kind=kind,
        dataset=form.name,
        encoding=table.encoding,
        header=header.names,
        unknown_columns=columns.unknown,
        rows=rows,
        notes=[*table.notes, *_header_notes(header), *reader.notes()],
        columns=list_columns(header, columns),
    )


def read_columns(
    name: str,
    data: bytes,
    kind: str,
    *,
    mapping: Mapping | None = None,
    dataset: Dataset | None = None,
) -> list[FileColumn]:
    """The columns of a file and what each stands for, also where no column is the name.

    Raises UnreadableFile.
    """
    _table, header, _form, columns = _open(name, data, kind, mapping, dataset)
    return list_columns(header, columns)


def _open(
    name: str, data: bytes, kind: str, mapping: Mapping | None, dataset: Dataset | None
) -> tuple[Table, Header, Dataset, Match]:
    known = header_counter(kind, mapping)
    table = read_table(name, data, known)
    header = find_header(table, known)
    form = dataset or _form(header, kind, sure=mapping is not None)
    return table, header, form, match(header.names, form, mapping)


def _form(header: Header, kind: str, *, sure: bool) -> Dataset:
    """The form that fits; unless `sure`, one of another kind that fits far better is told."""
    found = detect(header.names, kind)
    if not sure:
        _refuse_other_kind(header, kind, found.score if found else 0.0)
    return found.dataset if found else known_datasets(kind)[0]


def _refuse_other_kind(header: Header, kind: str, score: float) -> None:
    others = (detect(header.names, other) for other in READERS if other != kind)
    best: Detection | None = max(filter(None, others), key=lambda found: found.score, default=None)
    if best is not None and best.score > score + _CLEARLY_BETTER:
        raise UnreadableFile(
            f"このファイルの列は「{best.dataset.title}」の形です。取り込む種類を確かめてください。"
        )


def _header_notes(header: Header) -> list[str]:
    notes = []
    if header.sheet.title:
        notes.append(f"シート「{header.sheet.title}」を読みました。")
    above = header.sheet.rows[: header.position]
    if above:
        first = next((cell.strip() for cell in above[0].cells if cell.strip()), "")
        notes.append(
            f"見出し（{header.number}行目）より上の{len(above)}行は読みませんでした（「{first[:40]}」など）。"
        )
    return notes
