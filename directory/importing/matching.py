"""Which column of a file is which fact: the row of headers, the form, an editor's mapping."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping as MappingOf
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Final

from directory.datasets.columns import Dataset
from directory.datasets.register import known_datasets
from directory.importing.files import HeaderCounter, Row, Sheet, Table
from directory.importing.problems import UnreadableFile
from directory.importing.rows import FileColumn

_LOOKED_AT: Final = 30
_LEAST_MATCHES: Final = 2
_FOLDED_AWAY: Final = re.compile(
    r"[\s_()\[\]{}「」『』【】〔〕<>・･,、。.:;/\\|\-‐‑–—―−~#*※◎○●★☆■□▼▲①-⑳\ufeff\u200b]+"
)
_EXAMPLE: Final = 40
"""Characters of a cell that are shown to tell what a column holds."""
_REQUIRED: Final = re.compile(r"必須|任意")


@dataclass(frozen=True, slots=True)
class Mapping:
    """What an editor says about the columns of a file; it wins over the form.

    `columns` maps a header to a target of `COLUMN_TARGETS` ("" leaves the column out); `fixed` are
    facts that hold for every row.
    """

    name: str
    kind: str
    columns: dict[str, str] = field(default_factory=dict)
    fixed: dict[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Header:
    """The row (or the last of two rows) with the names of the columns."""

    sheet: Sheet
    position: int
    names: list[str]

    @property
    def number(self) -> int:
        return self.sheet.rows[self.position].number

    @property
    def rows(self) -> list[Row]:
        """The rows below it."""
        return self.sheet.rows[self.position + 1 :]


@dataclass(frozen=True, slots=True)
class Detection:
    """The form that fits best; `score` is the share of the file's headers that it names."""

    dataset: Dataset
    score: float


@dataclass(frozen=True, slots=True)
class Match:
    """`targets` by place of the column; `unused` are known columns without a field here."""

    targets: dict[int, str]
    unused: list[str]
    unknown: list[str]


@lru_cache(maxsize=4096)
def fold_header(header: str) -> str:
    """One spelling for headers: widths, case, brackets, dots, spaces and 必須 marks."""
    folded = unicodedata.normalize("NFKC", header).lower()
    return _REQUIRED.sub("", _FOLDED_AWAY.sub("", folded)) or folded.strip()


def header_counter(kind: str, mapping: Mapping | None = None) -> HeaderCounter:
    """Counts the different cells of a row that are known as names of columns."""
    known = set(_vocabulary(kind))
    if mapping is not None:
        known |= {fold_header(header) for header in mapping.columns}

    def count(row: Sequence[str]) -> int:
        return len({fold_header(cell) for cell in row if cell.strip()} & known)

    return count


def find_header(table: Table, known: HeaderCounter) -> Header:
    """The row whose cells are best known as names of columns, among the first of each sheet.

    A header over two rows is put together. Raises UnreadableFile where no row is one.
    """
    best: Header | None = None
    best_count = _LEAST_MATCHES - 1
    for header in _candidates(table):
        count = known(header.names)
        if count > best_count:
            best, best_count = header, count
    if best is None:
        raise UnreadableFile(
            "見出しの行が見つかりません。1行目に「名称」「住所」などの列の名前を書いてください。"
        )
    return best


def _candidates(table: Table) -> list[Header]:
    headers = []
    for sheet in table.sheets:
        for position, row in enumerate(sheet.rows[:_LOOKED_AT]):
            headers.append(Header(sheet, position, _tidy(row.cells)))
            if position + 1 < len(sheet.rows) and "" in row.cells:
                under = _tidy(sheet.rows[position + 1].cells)
                headers.append(Header(sheet, position + 1, _stacked(_tidy(row.cells), under)))
    return headers


def _tidy(cells: Sequence[str]) -> list[str]:
    return ["".join(cell.replace("\ufeff", "").split()) for cell in cells]


def _stacked(upper: list[str], lower: list[str]) -> list[str]:
    """Two rows of headers: the lower name where there is one, else the upper."""
    width = max(len(upper), len(lower))
    padded = [[*row, *[""] * (width - len(row))] for row in (upper, lower)]
    return [below or above for above, below in zip(*padded, strict=True)]


def detect(header: Sequence[str], kind: str) -> Detection | None:
    """The form that names most of the headers; None where it names fewer than two of them."""
    names = [fold_header(name) for name in header if name.strip()]
    best: Detection | None = None
    for dataset in known_datasets(kind):
        score = _score(names, dataset)
        if best is None or score > best.score:
            best = Detection(dataset, score)
    if best is None or best.score * len(names) < _LEAST_MATCHES - 1:
        return None
    return best


def _score(names: Sequence[str], dataset: Dataset) -> float:
    """Official headers count whole, other spellings a little less."""
    official = {fold_header(column.header) for column in dataset.columns}
    spellings = {fold_header(other) for column in dataset.columns for other in column.also}
    points = sum(1.0 if name in official else 0.9 if name in spellings else 0.0 for name in names)
    likeness = points / len(dataset.columns) / 1000  # of two that name as many, the smaller form
    return points / len(names) + likeness if names else 0.0


def match(header: Sequence[str], dataset: Dataset, mapping: Mapping | None = None) -> Match:
    """What each column holds: by the mapping, else by the form, else as other forms name it."""
    said = {
        fold_header(name): target for name, target in (mapping.columns if mapping else {}).items()
    }
    by_form = _targets(dataset)
    vocabulary = _vocabulary(dataset.kind)
    targets: dict[int, str] = {}
    unused: list[str] = []
    unknown: list[str] = []
    for place, name in enumerate(header):
        if not name.strip():
            continue
        target = _first_of(fold_header(name), said, by_form, vocabulary)
        if target is None:
            unknown.append(name)
        elif target:
            targets[place] = target
        else:
            unused.append(name)
    return Match(targets, unused, unknown)


def list_columns(header: Header, columns: Match) -> list[FileColumn]:
    """Every column that has a header, in the order of the file."""
    return [
        FileColumn(name, columns.targets.get(place, ""), _example(header, place))
        for place, name in enumerate(header.names)
        if name.strip()
    ]


def _example(header: Header, place: int) -> str:
    cells = (row.cells[place].strip() for row in header.rows if place < len(row.cells))
    return next((cell[:_EXAMPLE] for cell in cells if cell), "")


def _first_of(folded: str, *tables: MappingOf[str, str]) -> str | None:
    for table in tables:
        if folded in table:
            return table[folded]
    return None


def _targets(dataset: Dataset) -> dict[str, str]:
    named: dict[str, str] = {}
    for column in dataset.columns:
        for other in column.also:
            named.setdefault(fold_header(other), column.target)
    return named | {fold_header(column.header): column.target for column in dataset.columns}


def _vocabulary(kind: str) -> dict[str, str]:
    """Every header that any form of this kind names; official names before other spellings."""
    named: dict[str, str] = {}
    datasets = known_datasets(kind)
    for dataset in datasets:
        for column in dataset.columns:
            named.setdefault(fold_header(column.header), column.target)
    for dataset in datasets:
        for header, target in _targets(dataset).items():
            named.setdefault(header, target)
    return named
