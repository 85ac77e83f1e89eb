"""Normal forms and tokens of Japanese as people write it."""

import threading

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from japanese import tokens
from japanese.text import (
    fold_reading,
    is_token_char,
    katakana_to_hiragana,
    normalise,
    romaji_to_hiragana,
)
from japanese.tokens import analyse, bigrams, reading_shingles, units, words

ANY_TEXT = st.text(st.characters(exclude_categories=()))


def words_of(text: str) -> list[str]:
    return words(analyse(normalise(text).text))


def readings_of(text: str) -> list[str]:
    return reading_shingles(analyse(normalise(text).text))


@pytest.mark.parametrize(
    ("written", "normal"),
    [
        ("ｹｱﾗｰ", "ケアラー"),
        ("ｶﾞｲﾄﾞ", "ガイド"),
        ("ＬＧＢＴ", "lgbt"),
        ("０４６７−６１‐３９７２", "0467-61-3972"),
        ("0467ー61ｰ3972", "0467-61-3972"),
        ("ヤングケアラ−", "ヤングケアラー"),
        ("ケア-1", "ケア-1"),
        ("七里ガ浜", "七里ヶ浜"),
        ("か\u3099", "が"),
        ("葛\U000e0100城", "葛城"),
        ("a\0b\ud800c\u200bd", "abcd"),
        ("㍿", "株式会社"),
    ],
)
def test_one_spelling_stands_for_all_widths_and_dashes(written: str, normal: str) -> None:
    assert normalise(written).text == normal


def test_the_offsets_lead_back_to_the_original_characters() -> None:
    original = "★ｶﾞｲﾄﾞの\0㍿です"
    normal = normalise(original)
    start = normal.text.index("ガイド")
    assert original[normal.offsets[start] : normal.offsets[start + 3]] == "ｶﾞｲﾄﾞ"
    start = normal.text.index("です")
    assert original[normal.offsets[start] : normal.offsets[start + 2]] == "です"


@given(ANY_TEXT)
@settings(deadline=None)
def test_any_text_is_normalised_with_one_offset_for_each_character(text: str) -> None:
    normal = normalise(text)
    assert len(normal.offsets) == len(normal.text) + 1
    assert list(normal.offsets) == sorted(normal.offsets)
    normal.text.encode()


@pytest.mark.parametrize(
    ("romaji", "kana"),
    [
        ("kamakura", "かまくら"),
        ("shokudou", "しょくどう"),
        ("syokudô", "しょくどう"),
        ("Ōfuna", "おうふな"),
        ("gakkou", "がっこう"),
        ("matcha", "まっちゃ"),
        ("shimbun", "しんぶん"),
        ("sinbun", "しんぶん"),
        ("minna", "みんな"),
        ("kin'en", "きんえん"),
        ("jinja", "じんじゃ"),
        ("zyosei", "じょせい"),
    ],
)
def test_hepburn_and_kunrei_become_kana(romaji: str, kana: str) -> None:
    assert romaji_to_hiragana(romaji) == kana


@pytest.mark.parametrize("word", ["english", "support", "", "x", "か"])
def test_letters_that_are_no_japanese_are_not_read(word: str) -> None:
    assert romaji_to_hiragana(word) is None


@pytest.mark.parametrize(
    "spellings",
    [
        ("しょくどう", "しょくど", "ショクドー"),
        ("おおふな", "おうふな", "おふな"),
        ("つづき", "つずき"),
        ("サーバー", "サーバ"),
    ],
)
def test_long_vowels_and_like_sounds_fold_together(spellings: tuple[str, ...]) -> None:
    assert len({fold_reading(spelling) for spelling in spellings}) == 1


def test_katakana_becomes_hiragana_character_by_character() -> None:
    assert katakana_to_hiragana("ヤングケアラー支援") == "やんぐけあらー支援"


@pytest.mark.parametrize(
    "spellings",
    [
        ("子供", "子ども", "こども"),
        ("障害", "障がい", "しょうがい", "障碍"),
        ("車いす", "車椅子"),
        ("貸出", "貸し出し"),
        ("サーバ", "サーバー"),
        ("ヤングケアラ", "ヤングケアラー", "ﾔﾝｸﾞｹｱﾗｰ"),
    ],
)
def test_spellings_of_one_word_meet_in_one_token(spellings: tuple[str, ...]) -> None:
    assert len({tuple(words_of(spelling)) for spelling in spellings}) == 1


@pytest.mark.parametrize(
    "sayings",
    [
        ("学校に行けない", "学校行けない", "学校へ行かない", "学校に行きません"),
        ("夜も眠れない", "夜眠れず"),
    ],
)
def test_particles_and_politeness_do_not_part_one_saying(sayings: tuple[str, ...]) -> None:
    assert len({tuple(words_of(saying)) for saying in sayings}) == 1


def test_a_compound_is_stored_whole_and_in_its_units() -> None:
    assert words_of("障がい者手当") == ["障害", "者", "手当", "障害者"]


def test_a_word_of_one_unit_is_split_into_itself() -> None:
    # SudachiPy panics here when asked to add single units by itself.
    assert [word.parts for word in analyse("食堂")] == [units("食堂")]


def test_units_say_where_they_stand_also_in_a_long_text() -> None:
    text = "みんなの食堂です。" * 60 + "大船の居場所。"
    assert all(text[unit.begin : unit.end] == unit.surface for unit in units(text))
    assert units(text)[-1].end == len(text)


@pytest.mark.parametrize("text", ["介護" * 15_000, "あ" * 60_000, "😀" * 20_000, "a" * 60_000])
def test_texts_longer_than_sudachi_takes_are_analysed_to_the_end(text: str) -> None:
    assert units(text)[-1].end == len(text)


@given(ANY_TEXT)
@settings(deadline=None, max_examples=200)
def test_any_text_gives_tokens_of_letters_digits_and_kana_only(text: str) -> None:
    plain = normalise(text).text
    found = analyse(plain)
    for token in [*words(found), *reading_shingles(found), *bigrams(plain)]:
        assert token
        assert all(map(is_token_char, token))


def test_readings_join_up_to_four_units_from_each_word_on() -> None:
    assert readings_of("みんなの食堂") == ["みんな", "みんなのしょくど", "しょくど"]


def test_no_reading_runs_across_punctuation() -> None:
    assert "しょくどかいご" not in readings_of("食堂・介護")
    assert "しょくどかいご" in readings_of("食堂介護")


def test_names_of_the_city_are_read_as_in_the_city() -> None:
    assert "おふなちく" in readings_of("大船地区")


def test_bigrams_fold_kana_and_end_each_run_with_its_last_character() -> None:
    assert bigrams(normalise("ケアラーの会 ７").text) == ["けあ", "あら", "らの", "の会", "会", "7"]


def test_every_thread_has_a_tokenizer_that_answers_alike() -> None:
    expected = words_of("子ども食堂のお知らせ" * 30)
    answers: list[list[str]] = []
    threads = [
        threading.Thread(target=lambda: answers.append(words_of("子ども食堂のお知らせ" * 30)))
        for _ in range(4)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert answers == [expected] * 4


def test_choosing_the_dictionary_in_use_again_changes_nothing() -> None:
    before = words_of("介護保険")
    tokens.configure(dictionary="core")
    assert words_of("介護保険") == before
