"""The shipped synonym lines: what they are made of, and what they do to a query."""

import json
import time
from collections import Counter
from pathlib import Path

import pytest

from japanese.text import normalise
from search.concepts import compile_concepts
from search.leaves import Group
from search.query import plan
from search.vocabulary import shipped_lines

QUERIES = Path(__file__).resolve().parents[2] / "../shared/search/queries-dev.json"
PARTED = "、"


def spelled(text: str) -> str:
    return normalise(text).text.replace(" ", "")


def looked_for(query: str, lines: tuple[str, ...] = ()) -> set[str]:
    """What concepts add to a query, as words with no space between their units."""
    groups = plan(query, lines or shipped_lines()).groups
    return {"".join(tokens) for group in groups for tokens in concepts_of(group)}


def words_of(query: str) -> set[str]:
    """What a query looks for among words, as they are or added."""
    leaves = [leaf for group in plan(query, shipped_lines()).groups for leaf in group.leaves]
    return {"".join(leaf.tokens) for leaf in leaves if leaf.field.endswith("words")}


def concepts_of(group: Group) -> set[tuple[str, ...]]:
    return {leaf.tokens for leaf in group.leaves if leaf.origin == "concept"}


def test_there_are_enough_lines() -> None:
    assert len(shipped_lines()) >= 250


def test_no_phrase_is_lost_when_it_is_analysed() -> None:
    lines = shipped_lines()
    for line, phrases in zip(lines, compile_concepts(lines).lines, strict=True):
        assert [phrase.text for phrase in phrases] == line.split(PARTED)
        assert all(phrase.tokens for phrase in phrases), line


def test_every_line_says_one_thing_in_different_words_and_no_word_has_four_lines() -> None:
    """Three: what a service is called, and the needs that it answers."""
    lines = compile_concepts(shipped_lines()).lines
    assert all(len({phrase.tokens for phrase in line}) >= 2 for line in lines)
    counted = Counter(phrase.tokens for line in lines for phrase in line)
    assert [tokens for tokens, times in counted.items() if times > 3] == []


def test_no_phrase_is_a_light_word_that_every_text_has() -> None:
    light = {"無い", "支援", "介護", "行く", "人", "家", "金", "子", "児", "者", "型", "会", "時間"}
    light |= {"聞く", "教える", "探す", "始める", "手伝う", "食べる", "来る", "事", "障害"}
    phrases = (phrase for line in compile_concepts(shipped_lines()).lines for phrase in line)
    alone = (phrase for phrase in phrases if len(phrase.tokens) == 1)
    assert [phrase.text for phrase in alone if phrase.tokens[0] in light] == []


@pytest.mark.skipif(not QUERIES.exists(), reason="the judged queries are not here")
def test_no_phrase_is_a_whole_development_query() -> None:
    asked = {spelled(row["query"]) for row in json.loads(QUERIES.read_text())["queries"]}
    phrases = {spelled(phrase) for line in shipped_lines() for phrase in line.split(PARTED)}
    assert phrases & asked == set()


@pytest.mark.parametrize(
    ("query", "word"),
    [
        ("学校に行けない", "不登校"),
        ("ずっと学校に行きたくないと言う", "不登校"),
        ("妹の世話", "ヤングケアラ"),
        ("仕事をやめたくない", "介護離職"),
        ("ぼけ", "認知症"),
        ("痴呆", "認知症"),
        ("dementia", "認知症"),
        ("ninchishou", "認知症"),
        ("おばあちゃんの物忘れ", "認知症"),
        ("包括", "地域包括支援センター"),
        ("社協", "社会福祉協議会"),
        ("しゃきょう", "社会福祉協議会"),
        ("就B", "就労継続支援型"),
        ("保健婦", "保健師"),
        ("kodomo shokudo", "子供食堂"),
        ("allowance", "手当"),
        ("single mother", "一人親"),
        ("city hall", "市役所"),
        ("soudan", "相談"),
        ("愚痴", "傾聴"),
        ("休みたい", "息抜き"),
        ("ゆいがはま", "由比ヶ浜"),
        ("じゅうにそ", "12所"),
    ],
)
def test_everyday_words_lead_to_the_words_of_the_texts(query: str, word: str) -> None:
    assert word in words_of(query)


@pytest.mark.parametrize(
    ("query", "word"),
    [
        ("老人ホーム", "高齢者"),
        ("ママ友", "母さん"),
        ("離れて暮らす母", "ママ"),
        ("障害年金", "国民年金"),
        ("高齢者虐待", "児童相談所"),
        ("夏休みの宿題", "レスパイトケア"),
        ("仕事を休む", "ショートステー"),
    ],
)
def test_what_carers_would_not_treat_alike_stays_apart(query: str, word: str) -> None:
    assert word not in looked_for(query)


def test_a_phrase_inside_a_longer_phrase_says_nothing_of_its_own() -> None:
    lines = ("老人、シニア", "老人ホーム、特養")
    assert looked_for("老人", lines) == {"シニア"}
    assert looked_for("老人ホーム", lines) == {"特養"}
    assert looked_for("老人 老人ホーム", lines) == {"シニア", "特養"}


def test_a_plan_with_all_lines_costs_a_few_plans_without() -> None:
    lines = shipped_lines()
    query = "働きながら認知症の母の介護 お金がない 相談したい 大船"

    def cost(concepts: tuple[str, ...]) -> float:
        plan(query, concepts)
        times = []
        for _ in range(20):
            begin = time.perf_counter()
            plan(query, concepts)
            times.append(time.perf_counter() - begin)
        return min(times)

    assert cost(lines) < 3 * cost(())
