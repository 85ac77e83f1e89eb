"""Cells that a spreadsheet must not run, and text that cp932 cannot hold."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from directory.datasets.formulas import defuse, undo
from directory.exporting.shift_jis import ENCODING, MISSING, Change, fit

STARTERS = ["=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠", "−"]
nasty = st.text(st.one_of(st.sampled_from([*STARTERS, "'", "1", "."]), st.characters()))


@pytest.mark.parametrize("start", STARTERS)
@pytest.mark.parametrize("before", ["", "'", "''"])
def test_a_formula_gets_one_apostrophe_more(start: str, before: str):
    text = f"{before}{start}HYPERLINK(1)"
    assert defuse(text) == "'" + text


@pytest.mark.parametrize("text", ["-5", "-35.3", "35.3", "'", "'quote'", "1-2", "会=1", "", " "])
def test_numbers_and_ordinary_text_stay_as_they_are(text: str):
    assert defuse(text) == text


def test_a_telephone_number_with_its_country_is_no_number():
    assert defuse("+81-467-23-3000") == "'+81-467-23-3000"


@given(nasty)
def test_what_is_written_is_what_is_read(text: str):
    assert undo(defuse(text)) == text


@given(nasty)
def test_nothing_that_is_written_is_a_formula(text: str):
    first = unicodedata.normalize("NFKC", defuse(text)[:1])[:1]
    assert first not in {"=", "+", "@", "\t", "\r", "\n"}


@given(st.text())
def test_cp932_holds_what_is_left(text: str):
    written, _changes = fit(text)
    assert written.encode(ENCODING).decode(ENCODING) == written


@given(st.text())
def test_every_change_is_told(text: str):
    written, changes = fit(text)
    assert changes or written in (text, unicodedata.normalize("NFC", text))


@pytest.mark.parametrize(
    ("text", "written", "changes"),
    [
        ("①髙﨑", "①髙﨑", []),
        ("9時〜17時", "9時～17時", [Change("〜", "～")]),
        ("−5", "－5", [Change("−", "－")]),
        ("𠮷野", f"{MISSING}野", [Change("𠮷", MISSING)]),
        ("葛\U000e0100城", "葛城", [Change("\U000e0100", "")]),
        ("café", "cafe", [Change("é", "e")]),
        ("¥100", "￥100", [Change("¥", "￥")]),
    ],
)
def test_a_character_is_written_as_its_twin_or_as_missing(
    text: str, written: str, changes: list[Change]
):
    assert fit(text) == (written, changes)
