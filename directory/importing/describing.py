"""Names and words of a row: who or what it is, and the text for readers."""

from __future__ import annotations

import re
from typing import Final

from directory.datasets.common import SAMPLE_MARK
from directory.importing.cells.codes import (
    PREFECTURES,
    read_corporate_number,
    read_municipality_code,
    read_source_id,
)
from directory.importing.cells.numbers import read_flag
from directory.importing.cells.reading import NotUnderstood
from directory.importing.cells.words import (
    WITHHELD,
    read_kana,
    read_line,
    read_name,
    read_paragraphs,
)
from directory.importing.findings import Cell, Findings

_HAS_OR_NOT: Final = re.compile(r"_?の?有無$")

_PLACE_KINDS: Final = (
    (
        re.compile(
            r"(?:訪問介護|訪問看護|訪問入浴介護|訪問リハビリテーション|夜間対応型訪問介護|定期巡回・随時対応型訪問介護看護)"
        ),
        "help",
    ),
    (re.compile(r"(?:短期入所生活介護|短期入所療養介護|ショートステイ)"), "respite"),
    (re.compile(r"(?:居宅介護支援|介護予防支援)(?:事業所?)?"), "desk"),
    (
        re.compile(
            r"(?:地域包括支援センター|(?:地域)?子育て支援センター|地域子育て支援拠点(?:事業)?|児童家庭支援センター)"
        ),
        "center",
    ),
    (re.compile(r"(?:つどいの広場|子育てひろば|親子ひろば)"), "hiroba"),
    (re.compile(r"(?:こども|子ども|子供)食堂"), "food"),
    (re.compile(r"(?:相談窓口|相談所)"), "desk"),
    (re.compile(r"(?:電話相談)"), "phone"),
    (re.compile(r"(?:学習支援)"), "study"),
)
_GROUP_KINDS: Final = (
    (re.compile(r"(?:家族会|家族の会)"), "family"),
    (re.compile(r"(?:NPO法人|特定非営利活動法人)"), "npo"),
    (re.compile(r"社会福祉協議会"), "council"),
    (re.compile(r"(?:ピアサポート|自助グループ|当事者会|当事者の会)"), "peer"),
    (re.compile(r"(?:行政|官公庁|市役所|公的機関)"), "public"),
    (re.compile(r"(?:支援団体)"), "support"),
)
_EVENT_KINDS: Final = (
    (re.compile(r"(?:説明会)"), "briefing"),
    (re.compile(r"(?:(?:こども|子ども|子供)食堂)"), "food"),
    (re.compile(r"(?:支援者養成講座|サポーター養成講座|介護者教室)"), "training"),
)
_KINDS: Final = {"places": _PLACE_KINDS, "organizations": _GROUP_KINDS, "events": _EVENT_KINDS}


def read_identity(row: Findings) -> None:
    """Which row of which list, and the names. A row without a name is refused."""
    row.take("source_id", read_source_id)
    prefecture = _prefecture(row)
    row.take("municipality_code", lambda text: read_municipality_code(text, prefecture))
    for target in ("municipality", "prefecture", "city"):
        row.take(target, read_line)
    row.take("name", read_name)
    for target in ("name_en", "alternate_name"):
        row.take(target, read_name)
    row.take("kana", read_kana)
    row.take("corporate_number", read_corporate_number)
    if "name" not in row.values and not row.refusals:
        row.refusals.append("名前（名称）がありません。")


def _prefecture(row: Findings) -> str:
    """The prefecture as another column names it, "" where none does."""
    for target in ("prefecture", "seat.prefecture", "municipality", "address"):
        text = row.text(target).strip()
        for name in PREFECTURES:
            if text.startswith(name):
                return name
    return ""


def read_category(row: Findings, kind: str) -> None:
    """種別: the kind of the record where it is sure; the word itself is always kept for readers."""
    for cell in row.all("category"):
        said = read_name(cell.text).value
        row.lines.append(f"{cell.column}：{read_line(cell.text).value}")
        for pattern, code in _KINDS[kind]:
            if pattern.fullmatch(said):
                row.values.setdefault("kind", code)


def read_lines(row: Findings) -> None:
    """Columns without a field of their own, as lines 「見出し：ことば」."""
    for cell in row.all("line"):
        add_line(row, cell)


def add_line(row: Findings, cell: Cell) -> None:
    """One line for readers; a plain 無 says nothing worth a line unless the column asks for it."""
    words = read_line(cell.text).value
    if WITHHELD.fullmatch(words):
        return
    label = _HAS_OR_NOT.sub("", cell.column) or cell.column
    try:
        has = read_flag(words).value
    except NotUnderstood:
        row.lines.append(f"{cell.column}：{words}")
        return
    if has:
        row.lines.append(f"{label}：あり")
    elif label != cell.column:
        row.lines.append(f"{label}：なし")


def read_description(row: Findings) -> None:
    """The text for readers: the description, the lines, the remarks. Comes last."""
    texts = [read_paragraphs(cell.text).value for cell in row.all("description")]
    lines = "\n".join(dict.fromkeys(row.lines))
    remarks = [_without_mark(row, read_paragraphs(cell.text).value) for cell in row.all("remarks")]
    parts = [part for part in (*texts, lines, *remarks) if part]
    row.put("description", "\n\n".join(dict.fromkeys(parts)))


def _without_mark(row: Findings, remarks: str) -> str:
    """The remarks without the line that calls the row an example."""
    first, _newline, rest = remarks.partition("\n")
    if first != SAMPLE_MARK:
        return remarks
    row.values["sample"] = True
    return read_paragraphs(rest).value
