"""A row of a list of events becomes a day, a place and words; nothing is held that the file calls off."""

import pytest

from directory.importing.matching import detect
from events.datasets import EVENTS, EVENTS_V1
from tests.directory.importing.files import read, read_one

HEAD = [
    "ID",
    "イベント名",
    "開始日",
    "終了日",
    "開始時間",
    "終了時間",
    "開始日時特記事項",
    "場所名称",
    "定員",
    "参加申込終了日",
    "参加申込方法",
    "主催者",
]


def event(**cells):
    return read_one(
        HEAD,
        ["ひろば" if h == "イベント名" else cells.get(h, "") for h in HEAD],
        kind="events",
        dataset=EVENTS_V1,
    )


@pytest.mark.parametrize("dataset", [EVENTS, EVENTS_V1])
def test_both_official_heads_are_known(dataset):
    found = detect(dataset.headers, "events")
    assert found is not None
    assert found.dataset is dataset


def test_a_day_in_the_japanese_calendar_and_its_times_are_read():
    row = event(
        開始日="令和4年1月24日(月)",
        開始時間="午後1時30分",
        終了時間="15：00",
        定員="２０名",
        場所名称="ＮＰＯセンター",
    )
    assert row.values == {
        "name": "ひろば", "start_date": "2022-01-24", "start_time": "13:30", "end_time": "15:00", "capacity": 20,
        "place_name": "NPOセンター",
    }  # fmt: skip
    assert {repair.column for repair in row.repairs} == {"開始日", "終了時間", "場所名称"}


@pytest.mark.parametrize(
    "cells", [{}, {"開始日": "未定"}, {"開始日": "2022-02-30"}, {"開始日": "1/24"}]
)
def test_an_event_without_a_certain_day_is_refused(cells):
    assert event(**cells).refusals


def test_an_end_before_its_start_is_left_out():
    row = event(開始日="2022-01-24", 終了日="2022-01-20", 開始時間="15:00", 終了時間="9:00")
    assert not {"end_date", "end_time"} & row.values.keys()
    assert len(row.left_out) == 2


def test_a_time_that_cannot_be_is_left_out():
    row = event(開始日="2022-01-24", 開始時間="99:99", 終了時間="17:00")
    assert not {"start_time", "end_time"} & row.values.keys()


@pytest.mark.parametrize(
    ("cells", "application"),
    [
        ({"参加申込方法": "申込不要"}, "none"),
        ({"参加申込方法": "要予約（電話）"}, "required"),
        ({"参加申込方法": "電話", "参加申込終了日": "2022/1/20"}, "required"),
        ({"参加申込方法": "当日お集まり下さい。事前申し込みは不要です。"}, "none"),
        ({"参加申込方法": "見学は予約不要、体験は要予約"}, None),
        ({"参加申込方法": "申込不要", "参加申込終了日": "2022/1/20"}, None),
        ({"参加申込方法": "電話"}, None),
        ({}, None),
    ],
)
def test_whether_to_apply_is_said_only_where_it_is_sure(cells, application):
    assert event(開始日="2022-01-24", **cells).values.get("application") == application


def test_an_event_that_is_called_off_is_refused():
    row = read_one(
        ["名称", "開始日", "状態"], ["ひろば", "2022-01-24", "中止"], kind="events", dataset=EVENTS
    )
    assert "中止" in row.refusals[0]


def test_several_days_of_one_event_are_one_row():
    rows = read(
        ["ID", "イベント名", "開始日", "開始時間"],
        ["1", "句会", "2022-05-19", "13:00"],
        ["1", "句会", "2022-04-21", "13:00"],
        ["2", "句会", "2022-04-21", "13:00"],
        ["1", "句会", "2022-06-16", "13:00"],
        ["1", "句会", "2022-07-21", "10:00"],
        kind="events",
        dataset=EVENTS_V1,
    ).rows
    assert [row.number for row in rows] == [2, 4, 6]
    assert rows[0].values["start_date"] == "2022-04-21"
    assert rows[0].values["more_dates"] == ["2022-05-19", "2022-06-16"]
    assert "3、5行目" in rows[0].repairs[0].why


def test_an_address_in_parts_and_a_mail_in_the_way_to_apply_are_read():
    row = read_one(
        ["名称", "開始日", "住所都道府県", "住所市区町村", "住所町名", "住所丁目以下", "申込方法", "連絡先電話番号"],
        ["ひろば", "2022-01-24", "神奈川県", "茅ヶ崎市", "新栄町", "12-12", "a@example.jp へ", "(090)5778-4357"],
        kind="events", dataset=EVENTS,
    )  # fmt: skip
    assert row.values["address"] == "神奈川県茅ヶ崎市新栄町12-12"
    assert row.values["application_note"] == "〔非公開〕 へ"
    assert row.values["private"] == ["申込方法：a@example.jp", "連絡先電話番号：(090)5778-4357"]
    assert "phone" not in row.values


@pytest.mark.parametrize(
    ("organizer", "group"),
    [
        ("介護者の会 さざなみ", "介護者の会 さざなみ"),
        ("市民講師の会", "市民講師の会"),
        ("山田花子さん（市民講師）", None),
        ("鈴木 太郎 先生", None),
    ],
)
def test_a_person_is_no_group(organizer, group):
    row = event(開始日="2027-01-24", 主催者=organizer)
    assert row.values.get("organizer") == group
    assert [left.why for left in row.left_out if left.was == organizer] == (
        [] if group else ["人の名前のようなので、団体にはしませんでした。"]
    )
