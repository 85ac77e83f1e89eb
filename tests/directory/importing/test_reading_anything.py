"""Any table comes back equal from any encoding; broken bytes give a sentence and never a crash."""

import csv
import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from directory.datasets.register import dataset_named
from directory.importing.files import read_table
from directory.importing.matching import header_counter
from directory.importing.problems import UnreadableFile
from directory.importing.reading import read_file
from tests.directory.importing.files import HEAD, table, workbook

CAFETERIA = dataset_named("cafeterias").headers
LETTERS = "あいうアイウ漢字鎌倉髙①㈱ー～ABCabc0123456789 　,;\t\"'\n（）=+-@.。、"
CELLS = st.text(LETTERS, max_size=12).map(str.strip)
ROWS = st.lists(st.lists(CELLS, min_size=len(HEAD), max_size=len(HEAD)), min_size=1, max_size=8)
SAMPLE = [
    ["142042", "1", "みんなの食堂", "ミンナ", "鎌倉市御成町1-1", "35.3", "139.5", "", "備考\nです"]
] * 3
WHOLE = [
    table(HEAD, *SAMPLE).encode("utf-8-sig"),
    table(HEAD, *SAMPLE).encode("cp932"),
    table(HEAD, *SAMPLE).encode("utf-16"),
    workbook(HEAD, *SAMPLE),
]


def sentence_of(data: bytes, kind: str = "places") -> str:
    """Why the bytes cannot be read, "。" where they can."""
    try:
        read_file("t", data, kind)
    except UnreadableFile as sentence:
        return str(sentence)
    return "。"


def trimmed(rows):
    """As a table keeps them: without blank rows and blank cells at the end."""
    kept = []
    for row in rows:
        cells = list(row)
        while cells and not cells[-1].strip():
            cells.pop()
        if cells:
            kept.append(cells)
    return kept


@given(
    rows=ROWS,
    encoding=st.sampled_from(["utf-8", "utf-8-sig", "cp932", "utf-16"]),
    delimiter=st.sampled_from(",\t"),
)
@settings(max_examples=60, deadline=None)
def test_a_table_comes_back_equal(rows, encoding, delimiter):
    text = io.StringIO()
    csv.writer(text, delimiter=delimiter).writerows([HEAD, *rows])
    try:
        data = text.getvalue().encode(encoding)
    except UnicodeEncodeError:
        return
    read = read_table("t.csv", data, header_counter("places"))
    assert [row.cells for row in read.sheets[0].rows] == trimmed([HEAD, *rows])


@given(rows=ROWS)
@settings(max_examples=60, deadline=None)
def test_reading_any_rows_gives_facts_or_reasons(rows):
    for read in read_file("t.csv", table(HEAD, *rows).encode(), "places").rows:
        assert read.refusals or read.values["name"]


@pytest.mark.parametrize("kind", ["places", "organizations", "events"])
@given(cells=st.lists(st.text(max_size=30), min_size=len(HEAD), max_size=len(HEAD)))
@settings(max_examples=40, deadline=None)
def test_any_text_in_any_column_is_read_or_refused(kind, cells):
    data = table(HEAD, ["1", "1", "あ", *cells[3:]], cells).encode("utf-8", "replace")
    assert "。" in sentence_of(data, kind)


@given(data=st.data())
@settings(max_examples=80, deadline=None)
def test_broken_bytes_are_refused_with_a_sentence(data):
    whole = data.draw(st.sampled_from(WHOLE))
    broken = bytearray(whole[: data.draw(st.integers(0, len(whole)))])
    for _change in range(data.draw(st.integers(0, 6))):
        if broken:
            broken[data.draw(st.integers(0, len(broken) - 1))] = data.draw(st.integers(0, 255))
    assert "。" in sentence_of(bytes(broken))


@given(data=st.binary(max_size=400))
@settings(max_examples=80, deadline=None)
def test_any_bytes_at_all_are_refused_or_read(data):
    assert "。" in sentence_of(data)


@pytest.mark.parametrize(
    "piece", ["090", "0", "a@", "a", "第1・", "こ1円、", "(0)", "http://", "9:00~"]
)
def test_a_cell_filled_to_the_brim_with_one_thing_is_read(piece):
    full = (piece * 32_000)[:32_000]
    data = table(CAFETERIA, ["あ" if header == "名称" else full for header in CAFETERIA]).encode()
    assert "。" in sentence_of(data)
