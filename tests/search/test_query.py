"""What a query looks for, seen through the documents that it finds."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from japanese.text import is_token_char
from search.analysis import FIELDS, analyse_document
from search.query import ALL_BONUS, PRESENT_BONUS, Match, plan
from search.scoring import explain, ranked

ANY_TEXT = st.text(st.characters(exclude_categories=()))
SYNTAX = st.text(st.sampled_from('"*^():-+{}[]<>|&\\/%_~?!.,;=#@\0\ud800\ufe0f ANDOR介護カフェ12'))


def finds(query: str, text: str, **options: object) -> bool:
    """Whether a query's groups find a document with this title."""
    return explain(plan(query, **options), dict(analyse_document(text).items())) is not None


def best(query: str, *titles: str, **options: object) -> str:
    """The title that a query puts first."""
    documents = [
        (str(number), title, dict(analyse_document(title).items()))
        for number, title in enumerate(titles)
    ]
    return titles[int(ranked(plan(query, **options), documents)[0])]


@pytest.mark.parametrize(
    "word",
    [
        "食堂",
        "みんな",
        "ピアサポート",
        "ケアラー",
        "ヤングケアラー",
        "介護",
        "認知症",
        "鎌倉市",
        "高齢者",
        "サーバ",
        "カタカナ",
    ],
)
@pytest.mark.parametrize("frame", ["{}", "ここは{}の案内です。", "新{}会", "「{}」", "地域{}支援"])
def test_an_ordinary_word_is_found_inside_any_text(word: str, frame: str) -> None:
    assert finds(word, frame.format(word))


@pytest.mark.parametrize(
    ("query", "text"),
    [
        ("子供", "子ども食堂"),
        ("こども", "子供の日"),
        ("子ども", "こどもの広場"),
        ("しょうがい", "障害のある方へ"),
        ("にんちしょう", "認知症カフェ"),
        ("くるまいす", "車椅子を貸します"),
        ("みんなのしょくどう", "みんなの食堂おなり"),
        ("おとうとのせわ", "弟や妹の世話"),
        ("みまもる", "見守りネットワーク"),
        ("ｹｱﾗｰ", "ケアラーの会"),
        ("ケアラー", "ビジネスケアラー相談"),
        ("サーバ", "サーバーの停止"),
        ("ヤングケアラ", "ヤングケアラーの居場所"),
        ("認知賞", "認知症の相談"),
        ("kamakura", "鎌倉市役所"),
        ("shokudo", "みんなの食堂"),
        ("syokudou", "みんなの食堂"),
        ("ohfuna", "大船駅"),
        ("七里ヶ浜", "七里ガ浜サロン"),
        ("由比ガ浜", "由比が浜の海"),
        ("扇が谷", "扇ガ谷の家"),
        ("らいん", "LINEで相談"),
        ("otoutonosewa", "弟の世話"),
        ("ＬＧＢＴ", "LGBTの相談"),
        ("にんちs", "認知症カフェ"),
        ("介", "要介護認定"),
        ("会", "家族会"),
    ],
)
def test_what_people_type_finds_what_is_written(query: str, text: str) -> None:
    assert finds(query, text)


def test_kana_romaji_and_kanji_of_two_words_find_both() -> None:
    for query in ("鎌倉 食堂", "かまくら しょくどう", "kamakura shokudo"):
        assert best(query, "鎌倉の海", "大船の食堂", "鎌倉の食堂") == "鎌倉の食堂"


@pytest.mark.parametrize(
    "query",
    [
        "0467-61-3972",
        "0467613972",
        "０４６７（６１）３９７２",
        "0467 61 3972",
        "0467ー61ー3972",
        "+81-467-61-3972",
        "61-3972",
        "3972",
        "046761",
        "電話は0467-61-3972",
    ],
)
def test_a_phone_number_is_found_in_any_notation(query: str) -> None:
    ours = dict(analyse_document("窓口", phone="0467-61-3972").items())
    other = dict(analyse_document("別の所", phone="0466-22-1188").items())
    assert explain(plan(query), ours) is not None
    assert explain(plan(query), other) is None


def test_a_phone_number_inside_the_text_is_found_too() -> None:
    streams = dict(analyse_document("窓口", "お電話は0467(23)3000まで").items())
    assert explain(plan("23-3000"), streams) is not None


def test_particles_and_light_words_form_no_group() -> None:
    assert [group.text for group in plan("障害者のための手当がある").groups] == ["障害者", "手当"]
    assert [group.text for group in plan("カフェ の").groups] == ["カフェ"]


def test_a_query_of_light_words_only_still_looks_for_them() -> None:
    assert finds("どこ", "どこに相談すればよいか")


def test_a_document_with_every_word_comes_before_one_with_a_better_single_word() -> None:
    titles = ("介護介護介護", "カフェ", "介護のことを話すカフェを開いています")
    assert best("介護 カフェ", *titles) == titles[2]


def test_a_title_counts_more_than_a_body() -> None:
    documents = [
        ("a", "あ", dict(analyse_document("あ", "介護").items())),
        (
            "b",
            "介護の案内を長く書いた題",
            dict(analyse_document("介護の案内を長く書いた題").items()),
        ),
    ]
    assert ranked(plan("介護"), documents) == ["b", "a"]


def test_ties_are_broken_by_the_shorter_title_and_then_the_id() -> None:
    documents = [
        (key, title, dict(analyse_document("同じ", "介護").items()))
        for key, title in (("c", "長い題"), ("b", "題"), ("a", "長い題"))
    ]
    assert ranked(plan("介護"), documents) == ["b", "a", "c"]


def test_the_score_is_the_best_leaf_an_eighth_of_the_rest_and_the_bonuses() -> None:
    found = explain(plan("介護"), {"title_words": "介護", "body_bigrams": "介護"})
    assert found is not None
    (_, leaves), *_ = found.found
    weights = sorted((leaf.weight for leaf in leaves), reverse=True)
    assert weights == [128, 64, 40]
    assert found.score == 128 + (64 + 40) / 8 + PRESENT_BONUS + ALL_BONUS


LINES = ("不登校、学校に行けない、登校しぶり", "祖母, おばあちゃん, ばあば")


@pytest.mark.parametrize(
    ("query", "text"),
    [
        ("学校行けない", "不登校の親の会"),
        ("学校に行きません", "不登校の親の会"),
        ("不登校", "学校に行けないとき"),
        ("ふとうこう", "学校に行けないとき"),
        ("futoukou", "学校に行けないとき"),
        ("おばあちゃんの介護", "祖母と暮らす"),
    ],
)
def test_a_synonym_line_joins_different_words_for_one_need(query: str, text: str) -> None:
    assert finds(query, text, concepts=LINES)
    assert not finds(query, text)


def test_the_words_themselves_come_before_their_synonyms() -> None:
    assert best("不登校", "登校しぶりの相談", "不登校の相談会です", concepts=LINES).startswith(
        "不登校"
    )


def test_an_area_is_offered_in_kanji_kana_and_romaji() -> None:
    for query in ("大船 サロン", "おおふな サロン", "ofuna サロン"):
        assert plan(query, areas=("大船", "腰越")).areas == ("大船",)


def test_an_area_in_a_title_is_no_reason_to_come_first() -> None:
    titled = dict(analyse_document("大船の集い", "").items())
    there = dict(analyse_document("集い", "大船").items())
    found = plan("集い 大船", areas=("大船",))
    weights = [
        max(leaf.weight for text, leaves in explained.found if text == "大船" for leaf in leaves)
        for streams in (titled, there)
        if (explained := explain(found, streams))
    ]
    assert weights[0] == weights[1]


def test_without_any_find_the_last_resort_is_shared_characters() -> None:
    documents = [
        ("a", "花火大会", dict(analyse_document("花火大会").items())),
        ("b", "成年後見", dict(analyse_document("成年後見").items())),
    ]
    assert ranked(plan("盛年後見人形"), documents) == ["b"]
    assert ranked(plan("無関係"), documents) == []


def test_english_pages_use_plain_words_with_accents_folded() -> None:
    streams = dict(analyse_document("Café for Carers", locale="en").items())
    assert explain(plan("cafe", locale="en"), streams) is not None
    assert explain(plan("CARER", locale="en"), streams) is not None
    assert all(not leaf.field.endswith("readings") for leaf in _leaves("kamakura", locale="en"))


def test_plain_japanese_pages_are_analysed_as_japanese() -> None:
    streams = dict(analyse_document("子供の食堂", locale="ja-x-easy").items())
    assert explain(plan("しょくどう", locale="ja-x-easy"), streams) is not None


def _leaves(query: str, **options: object) -> list:
    found = plan(query, **options)
    return [leaf for group in found.groups for leaf in group.leaves] + list(found.fallback)


@pytest.mark.parametrize(
    "query",
    [
        "介護 " * 100,
        "あいうえお" * 60,
        "kodomo " * 80,
        "介護保険制度" * 50,
        "1 " * 300,
        "学校行けない" * 40,
    ],
)
def test_a_long_query_stays_within_what_an_engine_takes(query: str) -> None:
    found = plan(query, concepts=LINES)
    assert len(found.query) <= 200
    assert len(found.groups) <= 12
    assert sum(len(group.leaves) for group in found.groups) <= 400
    assert len(found.fallback) <= 60


@given(ANY_TEXT | SYNTAX, st.sampled_from(["ja", "en", "ja-x-easy"]))
@settings(deadline=None, max_examples=300)
def test_any_query_gives_a_plan_that_every_engine_understands(query: str, locale: str) -> None:
    for leaf in _leaves(query, locale=locale, concepts=LINES, areas=("大船",)):
        assert leaf.field in FIELDS
        assert leaf.weight > 0
        assert leaf.tokens
        assert len(leaf.tokens) == 1 or leaf.match is Match.PHRASE
        assert all(token and all(map(is_token_char, token)) for token in leaf.tokens)


@given(ANY_TEXT, ANY_TEXT, ANY_TEXT)
@settings(deadline=None, max_examples=150)
def test_any_document_gives_streams_of_plain_tokens(title: str, body: str, phone: str) -> None:
    for name, stream in analyse_document(title, body, phone=phone).items():
        assert name in FIELDS
        assert stream == " ".join(stream.split(" "))
        assert all(char == " " or is_token_char(char) for char in stream)


def test_synonym_lines_may_hold_any_text() -> None:
    assert plan("介護", concepts=("", ",、", '"*, 介護, \0', "介護")).groups


@pytest.mark.parametrize("query", ["", " ", "\0", "★！？", '"', "😀"])
def test_a_query_without_letters_is_empty(query: str) -> None:
    assert plan(query).is_empty
