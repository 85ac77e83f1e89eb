"""One cell as people typed it becomes one value, or is left out with a reason."""

import pytest

from directory.importing.cells.codes import (
    check_digit,
    read_corporate_number,
    read_municipality_code,
    read_postal_code,
    read_source_id,
)
from directory.importing.cells.contacts import read_phones, read_website
from directory.importing.cells.days import clock_text, read_clock, read_date, read_weekdays
from directory.importing.cells.numbers import (
    read_ages,
    read_count,
    read_fee_words,
    read_flag,
    read_yen,
)
from directory.importing.cells.points import read_point
from directory.importing.cells.private import PUT_IN_PLACE, without_private
from directory.importing.cells.reading import NotUnderstood
from directory.importing.cells.words import read_kana, read_name, read_paragraphs


@pytest.mark.parametrize(
    ("typed", "day", "repaired"),
    [
        ("2022-01-24", "2022-01-24", False),
        ("2022/1/24", "2022-01-24", False),
        ("2022年1月24日", "2022-01-24", False),
        ("2022.1.24", "2022-01-24", False),
        ("20220124", "2022-01-24", False),
        ("2022-01-24T10:00:00+09:00", "2022-01-24", False),
        ("2022年1月24日（月・祝）", "2022-01-24", False),
        ("2022年1月24日月曜日", "2022-01-24", False),
        ("２０２２／１／２４", "2022-01-24", True),
        ("令和4年1月24日", "2022-01-24", True),
        ("R4.1.24", "2022-01-24", True),
        ("r4/1/24", "2022-01-24", True),
        ("平成31年4月30日", "2019-04-30", True),
        ("令和元年5月1日", "2019-05-01", True),
        ("44585", "2022-01-24", True),
    ],
)
def test_a_date_is_read_in_every_form_of_the_calendar(typed, day, repaired):
    reading = read_date(typed)
    assert (reading.value, bool(reading.why)) == (day, repaired)


@pytest.mark.parametrize(
    "typed",
    [
        "2022-02-30",
        "令和元年4月30日",
        "平成32年1月1日",
        "令和4年1月24日(火)",
        "1/24",
        "22/1/24",
        "99999999",
        "明治5年1月1日",
        "未定",
    ],
)
def test_a_day_that_does_not_exist_or_is_not_certain_is_left_out(typed):
    with pytest.raises(NotUnderstood):
        read_date(typed)


@pytest.mark.parametrize(
    ("typed", "clock"),
    [
        ("9:00", "09:00"),
        ("9：30", "09:30"),
        ("9時30分", "09:30"),
        ("9時半", "09:30"),
        ("午前9時", "09:00"),
        ("午後5時半", "17:30"),
        ("PM5:00", "17:00"),
        ("17:00〜", "17:00"),
        ("17時まで", "17:00"),
        ("10:00:00", "10:00"),
        ("正午", "12:00"),
        ("1700", "17:00"),
        ("0.375", "09:00"),
        ("24:00", "24:00"),
        ("25:30", "25:30"),
    ],
)
def test_a_time_is_read_as_people_and_spreadsheets_write_it(typed, clock):
    assert clock_text(read_clock(typed).value) == clock


@pytest.mark.parametrize(
    "typed", ["99:99", "9:75", "31:00", "午後12時", "日没", "9", "9.30", "午前15時"]
)
def test_a_time_that_cannot_be_is_left_out(typed):
    with pytest.raises(NotUnderstood):
        read_clock(typed)


@pytest.mark.parametrize(
    ("typed", "days", "holidays"),
    [
        ("月火水木金土日", "MO TU WE TH FR SA SU", ""),
        ("月～金", "MO TU WE TH FR", ""),
        ("月・水・金", "MO WE FR", ""),
        ("月曜日から金曜日", "MO TU WE TH FR", ""),
        ("土～月", "MO SA SU", ""),
        ("平日", "MO TU WE TH FR", "closed"),
        ("毎日", "MO TU WE TH FR SA SU", ""),
        ("土日祝", "SA SU", "open"),
        ("月～金（祝日を除く）", "MO TU WE TH FR", "closed"),
        ("月・火・水・木・金・土・日曜日、祝日", "MO TU WE TH FR SA SU", "open"),
        ("日曜日", "SU", ""),
    ],
)
def test_days_of_the_week_are_read_in_lists_and_ranges(typed, days, holidays):
    weekdays = read_weekdays(typed).value
    assert (" ".join(weekdays.codes), weekdays.holidays) == (days, holidays)


@pytest.mark.parametrize("typed", ["不定期", "第2土", "水曜日以外", "月火※", "利用休止中", "祝日"])
def test_days_with_conditions_are_left_out(typed):
    with pytest.raises(NotUnderstood):
        read_weekdays(typed)


@pytest.mark.parametrize(
    ("typed", "prefecture", "code"),
    [
        ("142042", "", "142042"),
        ("１４２０４２", "", "142042"),
        ("142042.0", "", "142042"),
        ("14204", "", "142042"),
        ("11002", "", "011002"),
        ("92011", "", "092011"),
        ("1100", "", "011002"),
        ("12106", "北海道", "012106"),
        ("12106", "千葉県", "121061"),
    ],
)
def test_a_municipality_code_gets_its_zero_and_its_check_digit_back(typed, prefecture, code):
    assert read_municipality_code(typed, prefecture).value == code


@pytest.mark.parametrize("typed", ["131017", "42042", "999999", "48100", "12", "鎌倉市"])
def test_a_number_that_is_no_municipality_code_is_left_out(typed):
    with pytest.raises(NotUnderstood):
        read_municipality_code(typed)


def test_the_check_digit_is_that_of_kamakura():
    assert check_digit("14204") == "2"


def test_a_corporate_number_that_excel_rounded_is_left_out():
    assert read_corporate_number("7010605000627").value == "7010605000627"
    for typed in ("2.00002E+12", "7010605000628", "123"):
        with pytest.raises(NotUnderstood):
            read_corporate_number(typed)


def test_postal_codes_and_row_numbers_come_in_one_spelling():
    assert read_postal_code("〒２４８００１２").value == "248-0012"
    assert read_postal_code("600001").value == "060-0001"
    assert read_source_id("ＡＢ－１").value == "AB-1"
    assert read_source_id("12.0").value == "12"
    assert read_source_id("0000000001").value == "0000000001"
    with pytest.raises(NotUnderstood):
        read_source_id("2.00E+12")


@pytest.mark.parametrize(
    ("typed", "numbers", "private", "note"),
    [
        ("(0467)57-1414", ["0467-57-1414"], [], ""),
        ("0467ー23－3000", ["0467-23-3000"], [], ""),
        ("0820‐45‐2126", ["0820-45-2126"], [], ""),
        ("467-23-3000", ["0467-23-3000"], [], ""),
        ("467233000", ["0467233000"], [], ""),
        ("+81-467-23-3000", ["0467-23-3000"], [], ""),
        ("0467-23-3000、0467-23-3001", ["0467-23-3000", "0467-23-3001"], [], ""),
        ("0467-23-3000（内線2501）", ["0467-23-3000"], [], "内線 2501"),
        ("0467-23-3000(代表)", ["0467-23-3000"], [], "代表"),
        ("ＴＥＬ：0120-123-456", ["0120-123-456"], [], ""),
        ("#7119", ["#7119"], [], ""),
        ("189", ["189"], [], ""),
        ("050-8884-2030", ["050-8884-2030"], [], ""),
        ("0800-123-4567", ["0800-123-4567"], [], ""),
        ("(090)5778-4357", [], ["(090)5778-4357"], ""),
        ("9012345678", [], ["09012345678"], ""),
        ("03-5912-6401 080-1234-5678", ["03-5912-6401"], ["080-1234-5678"], ""),
    ],
)
def test_telephone_numbers_are_told_apart_from_mobiles(typed, numbers, private, note):
    phones = read_phones(typed).value
    assert (list(phones.numbers), list(phones.private), phones.note) == (numbers, private, note)


@pytest.mark.parametrize(
    "typed", ["(000)0000-0000", "0467-61-XXXX", "＊＊＊-＊＊＊＊", "57-1414", "なし"]
)
def test_a_masked_or_partial_number_is_left_out(typed):
    with pytest.raises(NotUnderstood):
        read_phones(typed)


@pytest.mark.parametrize(
    ("typed", "address"),
    [
        ("https://www.city.kamakura.kanagawa.jp/", "https://www.city.kamakura.kanagawa.jp/"),
        ("www.example.jp/a", "http://www.example.jp/a"),
        ("ｈｔｔｐ：／／ｗｗｗ．ｅｘａｍｐｌｅ．ｊｐ", "http://www.example.jp"),
        ("http：//example.jp", "http://example.jp"),
        ("https://example.jp/x\n/y", "https://example.jp/x/y"),
        ("https://example.jp\nhttps://other.jp", "https://example.jp"),
        ("https://www.facebook.com/まちの駅/", "https://www.facebook.com/まちの駅/"),
    ],
)
def test_a_page_keeps_its_address(typed, address):
    assert read_website(typed).value == address


@pytest.mark.parametrize(
    "typed",
    [
        "mailto:a@example.jp",
        "javascript:alert(1)",
        "data:text/html,x",
        "file:///etc/passwd",
        "https://city.example.jp@evil.example/",
        "なし",
        "http://",
        f"https://example.jp/{'a' * 200}",
    ],
)
def test_what_is_no_page_is_left_out(typed):
    with pytest.raises(NotUnderstood):
        read_website(typed)


@pytest.mark.parametrize(
    ("lat", "lng", "repaired"),
    [
        ("35.3192", "139.5504", False),
        ("139.5504", "35.3192", True),
        ("３５．３１９２", "１３９．５５０４", True),
        ("35,3192", "139,5504", True),
        ("N35.3192", "E139.5504", True),
        ("北緯35.3192度", "東経139.5504度", True),
    ],
)
def test_a_position_is_found_whichever_way_it_is_written(lat, lng, repaired):
    reading = read_point(lat, lng)
    assert (reading.value, bool(reading.why)) == ((35.3192, 139.5504), repaired)


def test_degrees_minutes_and_seconds_become_degrees():
    assert read_point("35度19分9秒", "139°33'1\"").value == (35.3191667, 139.5502778)


@pytest.mark.parametrize(
    ("lat", "lng"),
    [
        ("0", "0"),
        ("", "139.5"),
        ("35.3", ""),
        ("51.5", "0.1"),
        ("369.5", "139.8"),
        ("x", "139"),
        ("35度61分1秒", "139"),
    ],
)
def test_a_position_outside_japan_or_half_said_is_left_out(lat, lng):
    with pytest.raises(NotUnderstood):
        read_point(lat, lng)


@pytest.mark.parametrize(
    ("typed", "fees"),
    [
        ("大人300円、子ども無料", [("大人", 300), ("子ども", 0)]),
        ("料金：16歳未満：無料 16歳以上：200円", [("16歳未満", 0), ("16歳以上", 200)]),
        ("子ども・保護者：無料、その他：３００円", [("子ども・保護者", 0), ("その他", 300)]),
    ],
)
def test_fees_in_words_are_read_where_every_word_is(typed, fees):
    assert [(fee["who"], fee["yen"]) for fee in read_fee_words(typed).value] == fees


@pytest.mark.parametrize(
    "typed",
    ["子ども：無料 大人：カンパ制", "大人200円。15名以上で団体割有", "無料", "1回100円から", ""],
)
def test_fees_with_conditions_stay_words(typed):
    with pytest.raises(NotUnderstood):
        read_fee_words(typed)


def test_amounts_counts_flags_and_ages_are_taken_only_when_plain():
    assert read_yen("１，０００円").value == 1000
    assert read_yen("無料").value == 0
    assert read_count("３０名").value == 30
    assert [read_flag(typed).value for typed in ("有", "○", "1", "可")] == [True] * 4
    assert [read_flag(typed).value for typed in ("無", "×", "0", "不可")] == [False] * 4
    assert read_ages("0歳～5歳").value == (0, 5)
    assert read_ages("18歳未満").value == (None, 17)
    assert read_ages("3歳以上").value == (3, None)
    for reader, typed in (
        (read_yen, "200円/食"),
        (read_yen, "カンパ"),
        (read_count, "約20"),
        (read_count, "先着40"),
        (read_flag, "有（故障中）"),
        (read_ages, "生後57日～就学前"),
        (read_ages, "小学生"),
        (read_ages, "5歳～3歳"),
    ):
        with pytest.raises(NotUnderstood):
            reader(typed)


def test_names_get_plain_letters_and_keep_their_signs():
    assert read_name("ＳＯＭＰＯケア").value == "SOMPOケア"
    assert read_name("ｶﾏｸﾗ食堂").value == "カマクラ食堂"
    assert read_name(" ①㈱髙橋\n！ ").value == "①㈱髙橋 ！"
    assert read_kana("ｺﾄﾞﾓ・ショクドウ").value == "こども・しょくどう"
    with pytest.raises(NotUnderstood):
        read_kana("子供しょくどう")


def test_text_keeps_its_tags_and_gets_plain_newlines():
    assert read_paragraphs("<b>a</b>\r\n　b \r\r\r\n\nc_x000D_\nd").value == "<b>a</b>\nb\n\nc\nd"


@pytest.mark.parametrize(
    ("typed", "public"),
    [
        ("問合せ a.b@example.jp まで", f"問合せ {PUT_IN_PLACE} まで"),
        ("foo＠example．co．jp", PUT_IN_PLACE),
        ("foo(at)example.jp", PUT_IN_PLACE),
        ("mailto:x@example.jp", PUT_IN_PLACE),
        ("０９０－１２３４－５６７８（山田）", f"{PUT_IN_PLACE}（山田）"),
        ("090 1234 5678", PUT_IN_PLACE),
        ("(080)1234-5678", PUT_IN_PLACE),
        ("tel:07012345678", f"tel:{PUT_IN_PLACE}"),
        ("+81-90-1234-5678", PUT_IN_PLACE),
        ("090ー1234ー5678・060-1111-2222", f"{PUT_IN_PLACE}・{PUT_IN_PLACE}"),
    ],
)
def test_mail_addresses_and_mobiles_are_taken_out_of_a_text(typed, public):
    text, taken = without_private(typed)
    assert text == public
    assert taken


@pytest.mark.parametrize(
    "typed",
    [
        "0467-23-3000",
        "0800-123-4567",
        "050-1234-5678",
        "法人番号7010605000627",
        "https://www.google.com/maps/@35.3,139.5",
        "インスタ @kodomo_shokudo",
        "2022-01-24 10:00",
    ],
)
def test_other_numbers_and_signs_stay_in_a_text(typed):
    assert without_private(typed) == (typed, [])
