"""A row of a list of places becomes facts, each as the file says it and no other."""

import pytest

from directory.datasets.register import dataset_named
from directory.importing.cells.private import PUT_IN_PLACE
from directory.importing.matching import Mapping, detect
from directory.importing.problems import UnreadableFile
from tests.directory.importing.files import read, read_one

CAFETERIA = dataset_named("cafeterias").headers


def cafeteria(**cells):
    return read_one(
        CAFETERIA, ["あおぞら食堂" if h == "名称" else cells.get(h, "") for h in CAFETERIA]
    )


@pytest.mark.parametrize(
    "name",
    [
        "facilities",
        "facilities-1",
        "childcare",
        "childcare-1",
        "nursing-care",
        "cafeterias",
        "common",
        "generic",
    ],
)
def test_a_file_with_an_official_head_is_known_as_its_form(name):
    found = detect(dataset_named(name).headers, "places")
    assert found is not None
    assert (found.dataset.name, found.score > 0.99) == (name, True)


def test_a_whole_row_of_a_public_facility_is_read():
    row = read_one(
        ["全国地方公共団体コード", "ID", "地方公共団体名", "名称", "名称_カナ", "名称_通称", "所在地_連結表記", "建物名等(方書)",
         "緯度", "経度", "電話番号", "内線番号", "郵便番号", "団体名", "利用可能曜日", "開始時間", "終了時間",
         "利用可能日時特記事項", "説明", "車椅子可", "バリアフリートイレ", "授乳室", "おむつ替えコーナー", "URL", "備考"],
        ["14204", "12", "鎌倉市", "御成会館", "オナリカイカン", "おなり", "神奈川県鎌倉市御成町１８－１０", "２階",
         "139.5504", "35.3192", "0467ー23－3000", "2501", "2480012", "鎌倉市", "月～金", "9:00", "17:00",
         "年末年始（12/29～1/3）は休館", "会議室があります。", "可", "有", "有", "有", "https://example.jp/", "駐車場はありません。"],
    )  # fmt: skip
    assert row.values == {
        "source_id": "12",
        "municipality_code": "142042",
        "municipality": "鎌倉市",
        "name": "御成会館",
        "kana": "おなりかいかん",
        "alternate_name": "おなり",
        "prefecture": "神奈川県",
        "city": "鎌倉市",
        "town": "御成町",
        "address": "神奈川県鎌倉市御成町18-10",
        "building": "2階",
        "lat": 35.3192,
        "lng": 139.5504,
        "phone": "0467-23-3000",
        "phone_note": "内線 2501",
        "postal_code": "248-0012",
        "organization": "鎌倉市",
        "hours": {
            "hours": [
                {"days": ["MO", "TU", "WE", "TH", "FR"], "opens": "09:00", "closes": "17:00"}
            ],
            "closed_yearly": [["12-29", "01-03"]],
        },
        "hours_note": "年末年始（12/29～1/3）は休館",
        "accessibility": ["wheelchair", "toilet", "nursing"],
        "website": "https://example.jp/",
        "description": "会議室があります。\n\n駐車場はありません。",
    }
    repaired = {repair.column for repair in row.repairs}
    assert {"全国地方公共団体コード", "緯度", "所在地_連結表記"} <= repaired
    assert row.left_out == ()


def test_a_cafeteria_keeps_its_fees_and_what_has_no_field_of_its_own():
    values = cafeteria(
        参加費_幼児="0", 参加費_大人="３００", 参加費特記事項="回数券あり", 定員="30", 参加条件="どなたでも", 予約方法="電話",
        フードパントリー実施="1", テイクアウト実施="0", 設置目的="みんなの居場所",
    ).values  # fmt: skip
    assert values["kind"] == "food"
    assert values["fees"] == [{"who": "幼児", "yen": 0}, {"who": "大人", "yen": 300}]
    assert values["description"] == (
        "みんなの居場所\n\n参加条件：どなたでも\nフードパントリー実施：あり\n定員：30人\n参加費特記事項：回数券あり\n予約方法：電話"
    )


def test_booking_that_is_not_needed_is_a_fact():
    assert cafeteria(予約方法="予約不要").values["no_booking"] is True
    assert "no_booking" not in cafeteria(予約方法="予約なしでも可（要相談）").values


def test_a_monthly_cafeteria_gets_words_and_no_rule():
    row = cafeteria(開催頻度="5", 開催曜日="土", 開催開始時間="12:00", 開催終了時間="14:00")
    assert "hours" not in row.values
    assert row.values["hours_note"] == "月1回 土 12:00〜14:00"
    assert row.left_out[0].column == "開催開始時間"


def test_mobiles_and_mail_addresses_become_private_wherever_they_stand():
    row = cafeteria(
        電話番号1="090-1234-5678", 電話番号1_連絡先備考="（理事長 山田）", 電話番号2="(03)1234-5678", 電話番号2_連絡先備考="事務局",
        メールアドレス1="a@example.jp", 備考="問合せは b@example.jp か ０８０－１１１１－２２２２ へ", 参加条件="LINE か c@example.jp",
        URL="mailto:d@example.jp", 開催日時特記事項="休みの日は 070-1111-2222", 名称_カナ="アオゾラ", FAX番号="080-3333-4444",
    )  # fmt: skip
    values = row.values
    private = "\n".join(values.pop("private"))
    public = str(values)
    for secret in ("090-1234-5678", "a@example.jp", "b@example.jp", "０８０－１１１１－２２２２", "c@example.jp",
                   "d@example.jp", "070-1111-2222", "080-3333-4444", "理事長 山田"):  # fmt: skip
        assert secret in private
        assert secret not in public
    assert values["phone"] == "03-1234-5678"
    assert values["phone_note"] == "事務局"
    assert values["description"].endswith(f"問合せは {PUT_IN_PLACE} か {PUT_IN_PLACE} へ")
    assert "website" not in values


def test_a_cell_that_held_only_a_secret_leaves_no_line():
    values = cafeteria(予約方法="メール", 予約特記事項="a@example.jp").values
    assert values["description"] == "予約方法：メール"
    assert values["private"] == ["予約特記事項：a@example.jp"]


def test_a_name_beside_a_public_number_stays_with_the_staff():
    row = cafeteria(電話番号1="(03)5393-0810", 電話番号1_連絡先備考="担当 藤井")
    assert row.values["phone"] == "03-5393-0810"
    assert row.values["private"] == ["電話番号1_連絡先備考：担当 藤井"]
    assert "phone_note" not in row.values


def test_a_number_in_the_note_of_a_blank_cell_is_found():
    row = cafeteria(電話番号2_連絡先備考="（代表）03－3691－9707")
    assert (row.values["phone"], row.values["phone_note"]) == ("03-3691-9707", "代表")


def test_masked_numbers_are_left_out_and_further_ones_stand_in_the_note():
    row = cafeteria(
        電話番号1="(000)0000-0000",
        電話番号2="0467-23-3000、0467-23-3001",
        FAX番号="0467-23-3002",
        内線番号="12",
    )
    assert row.values["phone"] == "0467-23-3000"
    assert row.values["phone_note"] == "ほかに 0467-23-3001、内線 12、FAX 0467-23-3002"
    assert [left.was for left in row.left_out] == ["(000)0000-0000"]


@pytest.mark.parametrize(
    "cells", [{"住所": "非公開"}, {"備考": "住所は非公開", "住所": "台東区1-1"}]
)
def test_a_place_that_keeps_its_address_secret_gets_no_position(cells):
    values = cafeteria(緯度="35.7", 経度="139.7", **cells).values
    assert values["precision"] == "hidden"
    assert "lat" not in values
    assert values.get("address") != "非公開"


def test_a_room_that_is_kept_secret_leaves_the_town():
    values = cafeteria(
        住所="東京都台東区橋場１丁目", 方書="※以下未公開", 緯度="35.7", 経度="139.7"
    ).values
    assert (values["precision"], values["address"]) == ("town", "東京都台東区橋場一丁目")
    assert not {"building", "lat", "lng"} & values.keys()


def test_an_address_in_parts_is_put_together_and_a_date_made_of_its_number_is_not():
    head = ["名称", "所在地_都道府県", "所在地_市区町村", "所在地_町字", "所在地_番地以下"]
    assert (
        read_one(head, ["あ", "石川県", "金沢市", "広坂", "2-5"]).values["address"]
        == "石川県金沢市広坂2-5"
    )
    for damaged in ("2月5日", "Feb-05", "2022-02-05", "2003/3/1"):
        row = read_one(head, ["あ", "石川県", "金沢市", "広坂", damaged])
        assert row.values["address"] == "石川県金沢市広坂"
        assert "日付に変えた" in row.left_out[0].why
    only_city = read_one(head, ["あ", "石川県", "金沢市", "", ""]).values
    assert "address" not in only_city
    assert only_city["city"] == "金沢市"


@pytest.mark.parametrize("lat", ["0", "99.9", "x", ""])
def test_a_position_that_cannot_be_is_left_out_with_its_reason(lat):
    row = read_one(["名称", "緯度", "経度"], ["あ", lat, "139.5"])
    assert "lat" not in row.values
    assert "lng" not in row.values
    assert row.left_out


def test_accessibility_in_words_becomes_codes_and_the_rest_stays_words():
    values = read_one(
        ["名称", "バリアフリー情報"],
        ["あ", "多目的トイレ有り;スロープ有り;段差無し;手すり有り;エレベーター無し"],
    ).values
    assert values["accessibility"] == ["toilet", "slope", "step-free"]
    assert values["description"] == "バリアフリー情報：手すり有り"


def test_dogs_in_a_list_of_aids_are_one_item():
    head = ["名称", "住所", "バリアフリー情報", "スロープ、エレベータ、エスカレータ"]
    values = read_one(head, ["あ", "い", "盲導犬・介助犬・聴導犬同伴可", "無"]).values
    assert values["description"] == "バリアフリー情報：盲導犬・介助犬・聴導犬同伴可"


@pytest.mark.parametrize(
    ("typed", "address", "building"),
    [
        ("石川県輪島市三井町洲衛１０部１１番地１", "石川県輪島市三井町洲衛10部11番地1", None),
        ("石川県金沢市石引4-18-1(石川護国神社内)", "石川県金沢市石引4-18-1", "石川護国神社内"),
        ("高松市十川東町55-1 フジグラン十川店", "高松市十川東町55-1", "フジグラン十川店"),
    ],
)
def test_a_building_behind_the_numbers_is_told_apart(typed, address, building):
    values = read_one(["名称", "住所", "方書"], ["あ", typed, ""]).values
    assert (values["address"], values.get("building")) == (address, building)


def test_words_in_place_of_an_address_are_words():
    row = read_one(["名称", "住所"], ["ばぁばら", "（個別配送）"])
    assert "address" not in row.values
    assert row.values["description"] == "住所：（個別配送）"


@pytest.mark.parametrize(
    "words", ["現在休止中", "休止中（2023年12月12日時点）", "当面の間、活動休止中です。"]
)
def test_a_place_that_pauses_is_never_told_to_be_open(words):
    row = cafeteria(
        開催頻度="3", 開催曜日="火", 開催開始時間="17:00", 開催終了時間="19:00", 備考=words
    )
    assert "hours" not in row.values
    assert row.values["hours_note"] == "週1〜2回 火 17:00〜19:00"
    assert words in row.values["description"]


def test_a_flag_with_a_condition_stays_words():
    values = read_one(
        ["名称", "住所", "バリアフリートイレ", "授乳室"], ["あ", "い", "有（故障中）", "有"]
    ).values
    assert "accessibility" not in values
    assert values["description"] == "バリアフリートイレ：有（故障中）\n授乳室：あり"


@pytest.mark.parametrize(
    ("service", "kind"),
    [
        ("訪問介護", "help"),
        ("短期入所生活介護", "respite"),
        ("居宅介護支援", "desk"),
        ("通所介護", None),
    ],
)
def test_a_care_service_says_its_kind_where_it_is_sure(service, kind):
    values = read_one(["介護サービス事業所名称", "実施サービス"], ["あ事業所", service]).values
    assert values.get("kind") == kind
    assert values["description"] == f"実施サービス：{service}"


def test_ages_are_limits_only_where_years_are_said():
    head = ["名称", "種別", "受入年齢", "収容定員", "一時預かりの有無"]
    values = read_one(head, ["あ園", "認可私立保育所", "0歳～5歳", "90", "無"]).values
    assert (values["min_age"], values["max_age"]) == (0, 5)
    assert values["description"] == "種別：認可私立保育所\n一時預かり：なし\n収容定員：90人"
    words = read_one(head, ["あ園", "", "生後57日～就学前", "", ""]).values
    assert words["description"] == "受入年齢：生後57日～就学前"
    assert "min_age" not in words


def test_words_too_long_for_their_field_are_kept_in_the_description():
    note = "くわしい説明。" * 40
    row = read_one(["名称", "住所", "利用可能日時特記事項"], ["あ", "い", note])
    assert "hours_note" not in row.values
    assert note in row.values["description"]
    assert row.left_out
    assert read_one(["名称", "住所"], ["あ" * 101, "い"]).refusals


def test_cells_that_hold_an_error_or_a_dash_say_nothing():
    row = read_one(["名称", "住所", "URL", "電話番号", "備考"], ["あ", "#N/A", "－", "-", "―"])
    assert row.values == {"name": "あ"}
    assert [left.was for left in row.left_out] == ["#N/A"]


def test_a_mapping_wins_over_the_form_and_may_leave_a_column_out():
    mapping = Mapping(
        "市の一覧",
        "places",
        {"場所の名": "name", "住所": "address", "メモ": "line", "電話番号": ""},
        {"kind": "desk"},
    )
    row = read(
        ["場所の名", "住所", "メモ", "電話番号"],
        ["窓口", "鎌倉市御成町1", "3番", "0467-1-1"],
        mapping=mapping,
    ).rows[0]
    assert row.values["name"] == "窓口"
    assert row.values["kind"] == "desk"
    assert row.values["description"] == "メモ：3番"
    assert "phone" not in row.values


def test_a_mapping_of_headers_that_no_form_knows_finds_the_header():
    mapping = Mapping("x", "places", {"場所の名": "name", "どこ": "address"})
    assert read(["題"], ["場所の名", "どこ"], ["あ", "い"], mapping=mapping).rows[0].number == 3
    with pytest.raises(UnreadableFile):
        read(["題"], ["場所の名", "どこ"], ["あ", "い"])


def test_a_list_of_organizations_keeps_people_and_addresses_private():
    row = read_one(
        ["団体名", "団体名_カナ", "種別", "代表者", "住所", "電話番号", "メールアドレス", "会員数", "活動内容"],
        ["つくしの会", "ツクシノカイ", "家族会", "山田花子", "鎌倉市御成町1-1", "0467-23-3000", "a@example.jp", "20人", "月に一度集まります。"],
        kind="organizations",
    )  # fmt: skip
    assert row.values == {
        "name": "つくしの会",
        "kana": "つくしのかい",
        "kind": "family",
        "members": "20人",
        "phone": "0467-23-3000",
        "description": "月に一度集まります。\n\n種別：家族会",
        "private": ["メールアドレス：a@example.jp", "代表者：山田花子", "住所：鎌倉市御成町1-1"],
    }


def test_english_headers_are_read():
    values = read_one(
        [
            "#property",
            "latitude",
            "longitude",
            "name",
            "telephoneNumber",
            "availableDate",
            "startTime",
            "endTime",
        ],
        ["1", "34.32106", "134.04933", "もこもこ", "087-868-2251", "火水木", "10：00", "16：00"],
    ).values
    assert values["source_id"] == "1"
    assert (values["lat"], values["lng"]) == (34.32106, 134.04933)
    assert values["hours"]["hours"][0]["days"] == ["TU", "WE", "TH"]
