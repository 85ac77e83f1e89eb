"""How texts are read aloud."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from japanese.readings import kana_sort_key, reading


@pytest.mark.parametrize(
    ("text", "spoken"),
    [
        ("みんなの食堂", "みんなのしょくどう"),
        ("鎌倉市", "かまくらし"),
        ("大船", "おおふな"),
        ("七里ガ浜", "しちりがはま"),
        ("ケアラー", "けあらー"),
        ("「居場所」、あります。", "いばしょあります"),
        ("", ""),
    ],
)
def test_a_text_is_read_in_hiragana(text: str, spoken: str) -> None:
    assert reading(text) == spoken


def test_names_sort_by_sound_and_not_by_script() -> None:
    names = ["鎌倉", "いばしょ", "オレンジカフェ", "植木", "あおぞら"]
    assert sorted(names, key=kana_sort_key) == [
        "あおぞら",
        "いばしょ",
        "植木",
        "オレンジカフェ",
        "鎌倉",
    ]


@given(st.text(st.characters(exclude_categories=())))
@settings(deadline=None)
def test_any_text_can_be_read(text: str) -> None:
    assert " " not in reading(text)
