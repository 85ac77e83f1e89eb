"""Addresses as people type them: one spelling to show, one key to compare."""

from __future__ import annotations

import json
from itertools import product
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from japanese.addresses import Address, normalise_address, same_address_key

HOME = ("神奈川県", "鎌倉市")

TOWNS = (
    "稲村ガ崎一丁目",
    "岩瀬",
    "岩瀬一丁目",
    "御成町",
    "坂ノ下",
    "七里ガ浜一丁目",
    "七里ガ浜東三丁目",
    "十二所",
    "関谷",
    "台",
    "津",
    "津西一丁目",
    "二階堂",
    "西御門一丁目",
    "長谷一丁目",
    "長谷二丁目",
    "由比ガ浜二丁目",
    "雪ノ下",
    "雪ノ下一丁目",
)
SHARED = Path(__file__).resolve().parents[2] / "../shared/data"


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("鎌倉市御成町１８－１０", "鎌倉市御成町18-10"),
        ("〒248-8686 神奈川県鎌倉市御成町18番10号", "神奈川県鎌倉市御成町18-10"),
        ("2480012鎌倉市御成町18-10", "鎌倉市御成町18-10"),
        ("鎌倉市稲村ヶ崎1丁目2番3号", "鎌倉市稲村ガ崎一丁目2-3"),
        ("鎌倉市稲村が崎一丁目２の３", "鎌倉市稲村ガ崎一丁目2-3"),
        ("鎌倉市稲村ｹ崎壱丁目二番三号", "鎌倉市稲村ガ崎一丁目2-3"),
        ("鎌倉市長谷1-2-3", "鎌倉市長谷一丁目2-3"),
        ("長谷 1ー2ー3", "長谷一丁目2-3"),
        ("鎌倉市長谷1", "鎌倉市長谷一丁目"),
        ("鎌倉市長谷9-2-3", "鎌倉市長谷9-2-3"),
        ("鎌倉市長谷1番地2", "鎌倉市長谷1番地2"),
        ("鎌倉市長谷1番地", "鎌倉市長谷1番地"),
        ("鎌倉市岩瀬1275番地", "鎌倉市岩瀬1275"),
        ("鎌倉市岩瀬1-2", "鎌倉市岩瀬一丁目2"),
        ("鎌倉市大字関谷1000番地の2", "鎌倉市関谷1000-2"),
        ("鎌倉市関谷千番地", "鎌倉市関谷1000"),
        ("鎌倉市十二所12", "鎌倉市十二所12"),
        ("鎌倉市二階堂88", "鎌倉市二階堂88"),
        ("鎌倉市西御門1丁目4−5", "鎌倉市西御門一丁目4-5"),
        ("鎌倉市七里ケ浜東3-1-2", "鎌倉市七里ガ浜東三丁目1-2"),
        ("鎌倉市坂の下5-6", "鎌倉市坂ノ下5-6"),
        ("鎌倉市津西1-2-3", "鎌倉市津西一丁目2-3"),
        ("鎌倉市津村10", "鎌倉市津村10"),
        ("鎌倉市長谷マイシアター2F", "鎌倉市長谷 マイシアター2F"),
        ("鎌倉市御成町1-2-3F", "鎌倉市御成町1-2 3F"),
        ("鎌倉市御成町1-2-101号室", "鎌倉市御成町1-2 101号室"),
        ("鎌倉市御成町1-2　マイシアター３階", "鎌倉市御成町1-2 マイシアター3階"),
        ("鎌倉市御成町1-2（旧市民センター）", "鎌倉市御成町1-2 (旧市民センター)"),
        ("大船駅東口", "大船駅東口"),
        ("", ""),
    ],
)
def test_a_typed_address_is_shown_in_one_spelling(typed: str, shown: str) -> None:
    assert normalise_address(typed, TOWNS).text == shown


@pytest.mark.parametrize(
    ("typed", "city", "town"),
    [
        ("三重県四日市市諏訪町1-5", "四日市市", "諏訪町"),
        ("千葉県市川市八幡1-1-1", "市川市", "八幡"),
        ("市原市国分寺台中央1-1-1", "市原市", "国分寺台中央"),
        ("広島県廿日市市下平良1-11-1", "廿日市市", "下平良"),
        ("北海道余市郡余市町朝日町26", "余市郡余市町", "朝日町"),
        ("奈良県大和郡山市北郡山町248-4", "大和郡山市", "北郡山町"),
        ("福島県郡山市朝日1-23-7", "郡山市", "朝日"),
        ("東京都東村山市本町1-2-3", "東村山市", "本町"),
        ("武蔵村山市本町1-1-1", "武蔵村山市", "本町"),
        ("神奈川県横浜市港北区大豆戸町26-1", "横浜市港北区", "大豆戸町"),
        ("板橋区前野2-43-15", "板橋区", "前野"),
        ("東京都千代田区三番町6", "千代田区", "三番町"),
        ("神奈川県三浦郡葉山町堀内2135", "三浦郡葉山町", "堀内"),
        ("神奈川県葉山町堀内2135", "葉山町", "堀内"),
        ("高知県高岡郡檮原町1444-1", "高岡郡檮原町", ""),
        ("北海道北見市三ツ橋町12丁目3", "北見市", "三ツ橋町十二丁目"),
        ("御成町18-10", "", "御成町"),
    ],
)
def test_the_municipality_ends_where_it_ends(typed: str, city: str, town: str) -> None:
    address = normalise_address(typed)
    assert (address.city, address.town) == (city, town)


def test_without_a_list_of_towns_a_number_stays_a_number() -> None:
    assert normalise_address("鎌倉市長谷1-2-3") == Address("", "鎌倉市", "長谷", "1-2-3", "")
    assert normalise_address("鎌倉市長谷1丁目2-3") == Address("", "鎌倉市", "長谷一丁目", "2-3", "")


def spellings() -> list[str]:
    """神奈川県鎌倉市稲村ガ崎一丁目2-3 ホールA as people write it."""
    heads = ("", "鎌倉市", "神奈川県鎌倉市", "〒248-0024 神奈川県 鎌倉市", "鎌倉市大字")
    names = ("稲村ガ崎", "稲村ヶ崎", "稲村ケ崎", "稲村が崎", "稲村ｹ崎", "稲村ガ﨑")
    dashes = "-‐‑‒–—―−ー－ｰ~～〜"
    numbers = (
        *(f"1{dash}2{dash}3" for dash in dashes),
        "１丁目２番３号",
        "一丁目2番地3",
        "壱丁目２の３",
        "1丁目 2番 3",
        "1の2の3",
        "一丁目二番三号",
    )
    ends = (" ホールA", "　ホールＡ", "ホールＡ", " ﾎｰﾙA")
    return ["".join(parts) for parts in product(heads, names, numbers, ends)]


def test_every_spelling_of_one_address_has_one_key() -> None:
    assert len({same_address_key(spelling, HOME) for spelling in spellings()}) == 1


def test_every_spelling_of_one_address_is_shown_alike_but_for_its_head_and_old_kanji() -> None:
    shown = {normalise_address(spelling, TOWNS) for spelling in spellings()}
    assert {(a.town, a.rest, a.building) for a in shown} == {("稲村ガ崎一丁目", "2-3", "ホールA")}


def test_different_addresses_have_different_keys() -> None:
    addresses = [
        "鎌倉市稲村ガ崎一丁目2-3",
        "鎌倉市稲村ガ崎二丁目2-3",
        "鎌倉市稲村ガ崎一丁目2-30",
        "鎌倉市稲村ガ崎一丁目23",
        "鎌倉市稲村ガ崎十一丁目2-3",
        "鎌倉市稲村ガ崎一丁目",
        "逗子市稲村ガ崎一丁目2-3",
        "東京都府中市本町1-2",
        "広島県府中市本町1-2",
        "横浜市中区本町1-2",
        "横浜市西区本町1-2",
        "鎌倉市津西1-2",
        "鎌倉市津1-2",
        "鎌倉市長谷1-2 A棟",
        "鎌倉市長谷1-2 B棟",
        "鎌倉市長谷1-2",
        "鎌倉市七里ガ浜1-2",
        "鎌倉市七里ガ浜東1-2",
        "鎌倉市十文字町1",
        "鎌倉市十文町1",
    ]
    assert len({same_address_key(address, HOME) for address in addresses}) == len(addresses)


TEXTS = st.text() | st.text(
    "鎌倉市神奈川県長谷大字雪ノ下一二十千丁目番地号の階室 　ー-~〒0123F棟AマA(（、"
)


PIECES = (
    *("神奈川県", "鎌倉市", "四日市市", "長谷", "岩瀬", "津", "雪ノ下", "大字", "字", "丁目"),
    *("1", "一", "12", "千", "番", "番地", "号", "の", "-", "ー", "〜", " "),
    *("2F", "3号室", "ビル", "マイシアター", "〒248-0012", "〒", "(", "、"),
)
TEXTS |= st.lists(st.sampled_from(PIECES), max_size=12).map("".join)


@given(TEXTS)
def test_normalising_again_changes_nothing(typed: str) -> None:
    for towns in ((), TOWNS):
        once = normalise_address(typed, towns)
        assert normalise_address(once.text, towns).text == once.text


@given(TEXTS)
def test_a_key_is_that_of_the_normalised_address(typed: str) -> None:
    assert same_address_key(typed, HOME) == same_address_key(normalise_address(typed).text, HOME)


def test_every_town_of_the_file_is_found_in_its_own_name() -> None:
    file = SHARED / "kamakura_towns.json"
    if not file.exists():
        pytest.skip("the list of towns is not here")
    towns = [row["town"] for row in json.loads(file.read_text(encoding="utf-8"))]
    for town in towns:
        assert normalise_address(f"神奈川県鎌倉市{town}12番34号", towns).town == town
        assert normalise_address(f"鎌倉市{town}", towns).town == town
