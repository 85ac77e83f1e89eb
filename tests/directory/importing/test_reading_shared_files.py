"""Real lists as municipalities published them: nothing lost, nothing made up."""

from pathlib import Path

import pytest

from directory.importing.cells.private import find_private
from directory.importing.reading import read_file
from directory.importing.rows import ReadFile, ReadRow

DATA = Path(__file__).resolve().parents[3] / "../shared/data"

FILES = {
    "takamatsu_kosodate_kyoten.xlsx": ("places", "generic", "Excel（.xlsx）", 15),
    "kodomoshokudo_131199_itabashi.csv": ("places", "cafeterias", "UTF-8", 53),
    "kodomoshokudo_131202_nerima_doublebom.csv": ("places", "cafeterias", "UTF-8", 40),
    "yanai_tourism_sjis.csv": ("places", "common", "Shift_JIS（cp932）", 18),
    "event_142077_chigasaki.csv": ("events", "events", "UTF-8", 33),
}


def read(name: str) -> ReadFile:
    path = DATA / name
    if not path.exists():
        pytest.skip(f"{name} is not here")
    return read_file(name, path.read_bytes(), FILES[name][0])


def row(result: ReadFile, number: int) -> ReadRow:
    return next(row for row in result.rows if row.number == number)


@pytest.mark.parametrize("name", FILES)
def test_every_row_is_read_and_none_is_refused(name):
    result = read(name)
    _kind, dataset, encoding, rows = FILES[name]
    assert (result.dataset, result.encoding, len(result.rows)) == (dataset, encoding, rows)
    assert [read.number for read in result.rows if read.refusals] == []


@pytest.mark.parametrize("name", FILES)
def test_no_mobile_and_no_mail_address_is_public(name):
    for read_row in read(name).rows:
        public = {target: value for target, value in read_row.values.items() if target != "private"}
        assert find_private(str(public)) == []


def test_the_days_of_the_events_of_chigasaki_are_all_there():
    result = read("event_142077_chigasaki.csv")
    days = [
        day
        for read in result.rows
        for day in (read.values["start_date"], *read.values.get("more_dates", []))
    ]
    assert len(days) == 62
    first = row(result, 2).values
    assert first["municipality_code"] == "142077"
    assert (first["start_date"], first["start_time"], first["end_time"]) == (
        "2022-01-24",
        "10:00",
        "12:00",
    )
    assert first["phone"] == "0467-57-1414"
    assert first["address"] == "神奈川県茅ヶ崎市新栄町12-12"
    assert first["apply_until"] == "2022-01-17"
    exhibition = row(result, 3).values
    assert (exhibition["start_date"], exhibition["end_date"]) == ("2022-01-24", "2022-01-28")
    assert "start_time" not in exhibition
    assert exhibition["schedule_note"].startswith("9時~17時")
    assert row(result, 40).values["more_dates"][-1] == "2023-03-16"


def test_no_monthly_cafeteria_of_nerima_is_open_every_week():
    result = read("kodomoshokudo_131202_nerima_doublebom.csv")
    weekly = {
        read.values["source_id"]: read.values["hours"]
        for read in result.rows
        if "hours" in read.values
    }
    assert weekly == {
        "35": {"hours": [{"days": ["TU"], "opens": "17:00", "closes": "21:00"}]},
        "37": {
            "hours": [
                {
                    "days": ["MO", "TU", "WE", "TH", "FR", "SA", "SU"],
                    "opens": "16:00",
                    "closes": "19:00",
                }
            ]
        },
    }
    assert row(result, 4).values["hours_note"] == "月1回 土 12:00〜14:00"
    assert (
        row(result, 8).values["hours_note"]
        == "2週間に1回 木日。夏季（4月～10月）18:00　冬季（11月～3月）17:00"
    )


def test_a_page_of_nerima_that_was_broken_over_two_lines_is_whole():
    result = read("kodomoshokudo_131202_nerima_doublebom.csv")
    assert row(result, 9).values["website"] == "https://www.facebook.com/dongurinoie.doshida/"
    assert all("\n" not in read.values.get("website", "") for read in result.rows)


def test_masked_numbers_of_nerima_are_left_out():
    result = read("kodomoshokudo_131202_nerima_doublebom.csv")
    assert "phone" not in row(result, 3).values
    assert row(result, 2).values["phone"] == "03-3978-0207"
    assert row(result, 12).values["phone_note"] == "第1拠点"


def test_the_fees_of_nerima_are_those_of_its_columns():
    result = read("kodomoshokudo_131202_nerima_doublebom.csv")
    assert row(result, 12).values["fees"] == [
        {"who": "幼児", "yen": 0}, {"who": "小学生", "yen": 100}, {"who": "中学生", "yen": 100},
        {"who": "高校生", "yen": 200}, {"who": "大人", "yen": 300},
    ]  # fmt: skip
    assert "fees" not in row(result, 8).values


def test_the_places_of_itabashi_have_names_addresses_and_nothing_else():
    result = read("kodomoshokudo_131199_itabashi.csv")
    targets = {target for read in result.rows for target in read.values}
    assert targets == {
        "kind",
        "municipality_code",
        "prefecture",
        "city",
        "name",
        "kana",
        "address",
        "town",
        "building",
    }
    assert row(result, 2).values["address"] == "板橋区前野2-43-15"
    assert row(result, 2).values["building"] == "前野ホール"


def test_the_centers_of_takamatsu_have_their_hours_with_lunch_closed():
    result = read("takamatsu_kosodate_kyoten.xlsx")
    days = ["TU", "WE", "TH", "FR", "SA"]
    assert row(result, 2).values["hours"]["hours"] == [
        {"days": days, "opens": "10:00", "closes": "12:00"},
        {"days": days, "opens": "13:00", "closes": "16:00"},
    ]
    assert row(result, 8).values["hours"]["closed_nth"] == ["3TU"]
    assert "hours" not in row(result, 9).values
    mobiles = [read.number for read in result.rows if "private" in read.values]
    assert mobiles == [5, 10, 11, 12, 14, 15]
    assert (row(result, 2).values["lat"], row(result, 2).values["lng"]) == (34.32106, 134.04933)


def test_the_title_of_another_city_above_the_list_of_yanai_is_only_said():
    result = read("yanai_tourism_sjis.csv")
    assert any("桜井市" in note for note in result.notes)
    assert result.unknown_columns == ["説明_英語"]
    assert {read.values["city"] for read in result.rows} == {"柳井市"}
    museum = row(result, 4).values
    assert museum["hours"] == {
        "hours": [
            {"days": ["TU", "WE", "TH", "FR", "SA", "SU"], "opens": "09:00", "closes": "17:00"}
        ]
    }
    assert museum["hours_note"] == "年末年始休館"
    assert museum["fees"] == [{"who": "高校生以上", "yen": 200}, {"who": "中学生以下", "yen": 100}]
    assert "hours" not in row(result, 6).values
    assert row(result, 17).values["phone"] == "0820-45-2126"
    assert len(row(result, 6).values["website"]) <= 200
