"""Whatever program wrote a file, its rows come back as they were; what is no table is refused."""

import io
import zipfile
from datetime import date, datetime, time, timedelta

import pytest
from openpyxl import Workbook

from directory.importing import files, workbooks
from directory.importing.files import read_table
from directory.importing.problems import UnreadableFile
from directory.importing.reading import read_file
from tests.directory.importing.files import HEAD, read, saved, table, workbook

ROW = [
    "142042",
    "1",
    "みんなの食堂①㈱髙橋",
    "ミンナノショクドウ",
    "鎌倉市御成町1-1",
    "35.3",
    "139.5",
    "0467-23-3000",
    "1行目\n2行目",
]


def cells(data: bytes) -> list[list[str]]:
    return [row.cells for row in read_table("t.csv", data).sheets[0].rows]


@pytest.mark.parametrize(
    ("data", "encoding"),
    [
        (table(HEAD, ROW).encode(), "UTF-8"),
        (table(HEAD, ROW).encode("utf-8-sig"), "UTF-8"),
        (b"\xef\xbb\xbf\xef\xbb\xbf" + table(HEAD, ROW).encode(), "UTF-8"),
        (b"\xef\xbb\xbf" * 3 + table(HEAD, ROW).encode(), "UTF-8"),
        (table(HEAD, ROW).encode("cp932"), "Shift_JIS（cp932）"),
        (table(HEAD, ROW).encode("utf-16"), "UTF-16"),
        (b"\xff\xfe" + table(HEAD, ROW, delimiter="\t").encode("utf-16-le"), "UTF-16"),
        (b"\xfe\xff" + table(HEAD, ROW, delimiter="\t").encode("utf-16-be"), "UTF-16"),
    ],
)
def test_every_encoding_of_japanese_offices_gives_the_same_rows(data, encoding):
    read_back = read_table("t.csv", data)
    assert read_back.encoding == encoding
    assert [row.cells for row in read_back.sheets[0].rows] == [HEAD, ROW]


def test_old_unix_and_mail_encodings_are_read_too():
    plain = ["142042", "1", "みんなの食堂", "", "鎌倉市", "", "", "", "こどもの食事をみんなで"]
    for encoding in ("euc_jp", "iso2022_jp"):
        assert cells(table(HEAD, plain).encode(encoding)) == [HEAD, plain]


@pytest.mark.parametrize("delimiter", [",", "\t", ";"])
def test_the_sign_between_cells_is_found(delimiter):
    assert cells(table(HEAD, ROW, delimiter=delimiter).encode()) == [HEAD, ROW]


def test_rows_are_counted_as_a_spreadsheet_shows_them():
    data = table(["一覧"], [], HEAD, ROW, [], ROW).encode()
    assert [row.number for row in read_table("t.csv", data).sheets[0].rows] == [1, 3, 4, 6]


def test_line_ends_of_every_system_and_a_lost_nul_are_read():
    for ends in ("\r\n", "\n", "\r"):
        assert cells(f"名称,住所{ends}a,b{ends}".encode()) == [["名称", "住所"], ["a", "b"]]
    table_with_nul = read_table("t.csv", "名称,住\x00所\na,b\n".encode())
    assert table_with_nul.sheets[0].rows[0].cells == ["名称", "住所"]
    assert table_with_nul.notes


def test_a_workbook_gives_its_dates_times_and_numbers_as_text():
    data = workbook(
        ["名称", "a", "b", "c", "d", "e", "f"],
        [
            "x",
            datetime(2022, 1, 24),
            datetime(2022, 1, 24, 10, 30),
            time(9, 30),
            142042,
            35.3,
            True,
        ],
        ["y", date(2022, 1, 24), timedelta(hours=25, minutes=30), None, 10.0, "０", False],
    )
    rows = read_table("t.xlsx", data).sheets[0].rows
    assert rows[1].cells == [
        "x",
        "2022-01-24",
        "2022-01-24 10:30",
        "09:30",
        "142042",
        "35.3",
        "TRUE",
    ]
    assert rows[2].cells == ["y", "2022-01-24", "25:30", "", "10", "０", "FALSE"]


def test_the_first_sheet_with_a_header_is_read_and_hidden_ones_are_not():
    book = Workbook()
    book.active.append(["はじめに", "この資料は…"])
    hidden = book.create_sheet("下書き")
    hidden.append(HEAD)
    hidden.sheet_state = "hidden"
    shown = book.create_sheet("一覧")
    shown.append(HEAD)
    shown.append(ROW)
    result = read_file("t.xlsx", saved(book), "places")
    assert len(result.rows) == 1
    assert "シート「一覧」を読みました。" in result.notes


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"", "何も書かれていません"),
        (b"\xef\xbb\xbf\r\n,,,\r\n", "何も書かれていません"),
        (b"\xd0\xcf\x11\xe0" + b"\x00" * 100, ".xls"),
        (b"%PDF-1.7 ...", "PDF"),
        (b"\x89PNG\r\n", "画像"),
        (b"<!DOCTYPE html><html></html>", "HTML"),
        (b'[{"name": "a"}]', "JSON"),
        (b"PK\x03\x04broken", "こわれている"),
        (bytes(range(1, 32)) * 40, "文字のファイルではない"),
        ("名称,住所\nあ,い\n".encode() + b"\xff\xfe", "こわれています"),
        ('名称,住所\n"あ,い\n'.encode(), "引用符"),
        ("ただの文章です。\n".encode(), "見出しの行が見つかりません"),
        ("電話番号,住所\n0467-23-3000,鎌倉市\n".encode(), "名前の列"),
    ],
)
def test_what_is_no_table_is_refused_with_one_sentence(data, says):
    with pytest.raises(UnreadableFile, match=says):
        read_file("t", data, "places")


def test_other_archives_and_bombs_are_refused(monkeypatch):
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.csv", "名称\na\n")
    with pytest.raises(UnreadableFile, match="ZIP"):
        read_table("t.zip", stream.getvalue())
    monkeypatch.setattr(workbooks, "MAX_UNPACKED", 1000)
    with pytest.raises(UnreadableFile, match="大きすぎます"):
        read_table("t.xlsx", workbook(HEAD, ROW))


def test_limits_of_size_rows_columns_and_cells_are_said(monkeypatch):
    monkeypatch.setattr(files, "MAX_ROWS", 3)
    with pytest.raises(UnreadableFile, match="行が多すぎます"):
        read_table("t.csv", table(HEAD, *[ROW] * 4).encode())
    with pytest.raises(UnreadableFile, match="列が多すぎます"):
        read_table("t.csv", ("名称," + "a," * 400 + "a\n").encode())
    with pytest.raises(UnreadableFile, match="長すぎるセル"):
        read_table("t.csv", f"名称,住所\na,{'あ' * 40_000}\n".encode())
    with pytest.raises(UnreadableFile, match="読めません"):
        read_table("t.csv", f"名称,住所\na,{'a' * 200_000}\n".encode())
    monkeypatch.setattr(files, "MAX_BYTES", 10)
    with pytest.raises(UnreadableFile, match="大きすぎます"):
        read_table("t.csv", table(HEAD, ROW).encode())


def test_title_rows_above_the_header_are_passed_over_and_said():
    result = read(["# 鎌倉市 公共施設一覧"], ["令和8年4月1日現在"], [], HEAD, ROW)
    assert [row.number for row in result.rows] == [5]
    assert any("上の2行" in note for note in result.notes)


def test_blank_rows_footers_and_repeated_headers_are_no_records():
    result = read(
        HEAD,
        ROW,
        [],
        ["", "-", "　"],
        HEAD,
        ["※令和8年4月1日現在"],
        ["合計", "", "1件"],
        ["注1）備考は…"],
    )
    assert [row.values["name"] for row in result.rows] == ["みんなの食堂①㈱髙橋"]
    assert any("5、6、7、8行目" in note for note in result.notes)


def test_a_row_without_a_name_is_refused_and_the_others_go_on():
    nameless = [*ROW[:2], "", *ROW[3:]]
    first, second = read(HEAD, nameless, ROW).rows
    assert first.refusals == ("名前（名称）がありません。",)
    assert not second.refusals


def test_headers_are_known_in_any_spelling():
    head = [
        "全国地方公共団体ｺｰﾄﾞ",
        "ＩＤ",
        "名称（必須）",
        "名称（カナ）",
        "所在地＿連結表記",
        "緯 度",
        "経\n度",
        "電話 番号",
        "【備考】",
    ]
    result = read(head, ROW)
    assert result.unknown_columns == []
    assert result.rows[0].values["kana"] == "みんなのしょくどう"
    assert (result.rows[0].values["lat"], result.rows[0].values["lng"]) == (35.3, 139.5)


def test_a_header_over_two_rows_is_put_together():
    result = read(
        ["名称", "所在地", "連絡先", "", "備考"],
        ["", "", "電話番号", "メールアドレス", ""],
        ["みんなの食堂", "鎌倉市御成町1-1", "0467-23-3000", "a@example.jp", "あ"],
    )
    values = result.rows[0].values
    assert result.rows[0].number == 3
    assert values["phone"] == "0467-23-3000"
    assert values["private"] == ["メールアドレス：a@example.jp"]


def test_ragged_rows_are_read_and_values_without_a_column_are_said():
    short, long = ROW[:3], [*ROW, "", "あふれた値"]
    result = read(HEAD, short, long)
    assert result.rows[0].values["name"] == ROW[2]
    assert any("見出しのない列" in note and "3行目" in note for note in result.notes)


def test_the_first_of_two_columns_of_one_name_is_used_and_the_other_is_said():
    row = read(["名称", "名称", "住所"], ["あ食堂", "い食堂", "鎌倉市"]).rows[0]
    assert row.values["name"] == "あ食堂"
    assert [(left.column, left.was) for left in row.left_out] == [("名称", "い食堂")]


def test_unknown_columns_are_listed_and_known_ones_without_a_field_are_said():
    result = read([*HEAD, "謎の列", "町字ID"], [*ROW, "x", "0012001"])
    assert result.unknown_columns == ["謎の列"]
    assert any("町字ID" in note for note in result.notes)


def test_a_list_of_another_kind_is_told_apart():
    head = [
        "NO",
        "名称",
        "開始日",
        "終了日",
        "開始時刻",
        "終了時刻",
        "日時備考",
        "申込期限日",
        "申込方法",
        "主催団体",
    ]
    with pytest.raises(UnreadableFile, match="イベント"):
        read(head, ["1", "ひろば", "2022-01-24"], kind="places")


def test_text_that_excel_was_made_to_keep_is_only_its_text():
    row = read(["名称", "郵便番号", "電話番号"], ["あ", '="2480012"', '="0467-23-3000"']).rows[0]
    assert (row.values["postal_code"], row.values["phone"]) == ("248-0012", "0467-23-3000")
