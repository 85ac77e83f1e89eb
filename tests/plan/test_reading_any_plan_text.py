"""Traps of layout and content, each in a made-up text."""

import pytest

from plan.reading import Assignment, DepartmentReading, MeasureReading, PlanError, read_plan
from tests.plan.texts import (
    HEAD,
    LUNCH,
    MEETING,
    POSTER,
    SENTENCE,
    VISIT,
    line_number,
    plan_text,
)

PLAIN = read_plan(plan_text())


def measure(number: str, text: str) -> MeasureReading:
    return next(m for m in read_plan(text).measures if m.number == number)


def problems(text: str) -> list[tuple[int, str]]:
    with pytest.raises(PlanError) as error:
        read_plan(text)
    return [(problem.line, problem.message) for problem in error.value.problems]


def test_a_plain_text_gives_its_edition_measures_and_departments() -> None:
    assert PLAIN.edition.plan == "ひばり市地域福祉計画"
    assert (PLAIN.edition.goal, PLAIN.edition.goal_name) == (6, "支え合い")
    assert (PLAIN.edition.label, PLAIN.edition.published.isoformat()) == (
        "令和7年(2025年)3月",
        "2025-03-01",
    )
    assert [m.number for m in PLAIN.measures] == ["6-1-1-1", "6-1-2-1", "6-2-1-1", "6-2-1-2"]
    assert PLAIN.measures[3] == MeasureReading(
        number="6-2-1-2",
        title="昼ごはんの会",
        detail="月に一度いっしょに食べます。",
        assignments=(Assignment("総務課", "広場"), Assignment("商店課", "食材")),
        original_number="3-1-2-14",
    )
    assert PLAIN.departments == (
        DepartmentReading("総務課", "くらし部"),
        DepartmentReading("保健課", "くらし部"),
        DepartmentReading("研究センター", "まなび部"),
        DepartmentReading("商店課"),
    )
    assert PLAIN.measures[1].notes == ("※見守り会議関係課", SENTENCE)


@pytest.mark.parametrize(
    ("line", "broken"),
    [
        (POSTER, "6-1-1-1\tちらし\nを配る\t駅前で毎月ちら\nしを配ります。\t総務\n課 保健課"),
        (POSTER, "6-1-1-1\nちらしを配る\n駅前で毎月ちらしを配ります。\n総務課\n保健課"),
        (POSTER, "6-1-1-1\n\tちらしを配る\n\t駅前で毎月ちらしを配ります。\n\t総務課 保健課"),
        (POSTER, "6-1-1-1\tちらし\t駅前で毎月\t総務課\n\tを配る\tちらしを配ります。\t保健課"),
        (POSTER, "6-1-1-1\tちらし\t駅前で毎月\t総務課\nを配る\tちらしを配ります。\t保健課"),
        (POSTER, "6-1-1-1  ちらしを配る  駅前で毎月ちらしを配ります。  総務課\n          保健課"),
        (POSTER, "6-1-1-1 ちらしを\n配る 駅前で毎月ちらしを\n配ります。 総務課 保健課"),
        (POSTER, "6-1-1-1\tちらしを配る\t駅前で毎月ちらしを配ります。\t総務課\n" + HEAD + "\n保健課"),
        (POSTER, "６－１－１－１　ちらしを配る　駅前で毎月ちらしを配ります。　総務課　保健課"),
        (LUNCH, "6-2-1-2\t【再掲\n3-1-2-\n14】昼ごはんの会\t月に一度いっしょに食べます。\t"
                "総務課 (広\n場) 商店課 (食材)"),
        (LUNCH, "6-2-1-2【再掲：３－１－２－１４】　昼ごはんの会\t月に一度いっしょに食べます。\t"
                "総務課（広場）商店課（食材）"),
        (MEETING, "6-1-2-1\t話し合いの会\t年に二度の集まりを開きます。\n\t総務課\n※見守り会議\n関係課"),
        (SENTENCE, SENTENCE.replace("まなび部", "まなび\n\n目標6 支え合い\n\n部")),
        ("② 集まる", "②\u3000集\nまる"),
        ("(2) 支える\t① 会いに行く ② 預かる", "⑵ 支え\nる\n① 会いに行く\n② 預\nかる"),
        (VISIT, "\f目標6 支え合い\n- 3 -\n" + VISIT),
        (VISIT, VISIT + "\n\n12\n"),
    ],
)  # fmt: skip
def test_a_broken_layout_reads_like_the_plain_one(line: str, broken: str) -> None:
    assert read_plan(plan_text({line: broken})) == PLAIN


def test_prose_after_the_tables_is_left_aside() -> None:
    text = plan_text() + "\n\n8 これからの目安\n\n数はまだ決めていません。"
    assert read_plan(text) == PLAIN


@pytest.mark.parametrize(
    ("line", "bad", "offset", "words"),
    [
        (POSTER, POSTER.replace("\t総務課 保健課", ""), 0, "4つの欄のうち、3つ"),
        (POSTER, POSTER.replace("ちらしを配る\t", ""), 0, "4つの欄のうち、3つ"),
        (POSTER, POSTER.replace("駅前で毎月ちらしを配ります。", ""), 0, "詳細が空"),
        (POSTER, POSTER.replace("配る\t", "配る。"), 0, "4つの欄のうち、3つ"),
        (POSTER, POSTER.replace("配る", "配る。"), 0, "境目が分かりません"),
        (POSTER, POSTER.replace("6-1-1-1", "6-1-1-い"), 0, "番号を読み取れません"),
        (VISIT, VISIT.replace("6-2-1-1", "い"), 0, "取組の表の外"),
        (LUNCH, LUNCH.replace("6-2-1-2\t", ""), 0, "番号を読み取れません"),
        (LUNCH, LUNCH.replace("6-2-1-2", ""), 0, "番号を読み取れません"),
        (LUNCH, LUNCH.replace("6-2-1-2", "い"), 0, "番号を読み取れません"),
        (LUNCH, LUNCH.replace("3-1-2-14", "3-1"), 0, "再掲の番号"),
        (LUNCH, LUNCH.replace("6-2-1-2", "6-2-1-1"), 0, "行目にもあります"),
        (LUNCH, LUNCH.replace("6-2-1-2", "6-1-2-2"), 0, "(2)①の表にあります"),
        (LUNCH, LUNCH.replace("6-2-1-2", "5-2-1-2"), 0, "目標6の番号ではありません"),
        (LUNCH, LUNCH.replace("商店課", "みんなの係"), 0, "「みんなの係(食材)」"),
        (LUNCH, LUNCH.replace("商店課", "総務課"), 0, "2回書かれています"),
        (LUNCH, LUNCH.replace("食べ", "食\ufffd"), 0, "文字化け"),
        (LUNCH, LUNCH + "\n……", 1, "「……」"),
        (VISIT, VISIT + "\n続きのような\t何か", 1, "番号を読み取れません"),
        ("① 配る", "① 配る\nここに文があります。", 1, "取組の表の外"),
        ("1 はじめに", VISIT, 0, "節の外"),
        ("令和7年(2025年)3月", "令和8年(2025年)3月", 0, "正しくありません"),
        ("(1) 知らせる\t① 配る ② 集まる", "知らせる\t① 配る", 0, "施策体系の表"),
        ("(1) 知らせる\t① 配る ② 集まる", "(1) 知らせる\t① ② 集まる", 0, "①の名前"),
    ],
)
def test_a_line_that_cannot_be_read_is_named(line: str, bad: str, offset: int, words: str) -> None:
    found = problems(plan_text({line: bad}))
    expected = line_number(line) + offset
    assert any(number == expected and words in message for number, message in found), found


def test_every_unreadable_line_is_named_at_once() -> None:
    bad = {POSTER: "6-1-1-1\tちらしを配る", LUNCH: LUNCH.replace("商店課", "？")}
    found = problems(plan_text(bad))
    assert [number for number, _ in found] == [line_number(POSTER), line_number(LUNCH)]


@pytest.mark.parametrize("text", ["", "\n\n", "買い物の覚え書き\nたまご\n"])
def test_another_text_is_refused_with_what_is_missing(text: str) -> None:
    messages = " ".join(message for _, message in problems(text))
    assert "計画の名前" in messages
    assert "具体的な取組" in messages


def test_line_numbers_are_those_of_an_editor_with_crlf_and_blank_lines() -> None:
    text = plan_text({LUNCH: LUNCH.replace("6-2-1-2", "6-2-1-x")}).replace("\n", "\r\n\r\n")
    assert [number for number, _ in problems(text)] == [2 * line_number(LUNCH) - 1]


def test_a_group_without_numbers_is_reported_by_name() -> None:
    assert any("4つの区分" in f and "3つです" in f and "(2)② 預かる" in f for f in PLAIN.findings)


def test_a_department_without_a_division_is_reported() -> None:
    assert any("商店課" in finding and "部の名前" in finding for finding in PLAIN.findings)


def test_a_skipped_number_is_reported() -> None:
    plan = read_plan(plan_text({LUNCH: LUNCH.replace("6-2-1-2", "6-2-1-4")}))
    skipped = [finding for finding in plan.findings if "飛んでいます" in finding]
    assert ["6-2-1-2が" in finding for finding in skipped] == [True, False]
    assert ["6-2-1-3が" in finding for finding in skipped] == [False, True]


def test_one_original_number_under_two_measures_is_reported() -> None:
    twice = VISIT.replace("家をたずねる", "【再掲 3-1-2-14】家をたずねる")
    assert any("再掲3-1-2-14が2つ" in f for f in read_plan(plan_text({VISIT: twice})).findings)


def test_a_heading_that_differs_from_the_scheme_is_reported() -> None:
    findings = read_plan(plan_text({"② 集まる": "② つどう"})).findings
    assert any("「つどう」" in finding and "「集まる」" in finding for finding in findings)


def test_a_count_that_does_not_fit_the_departments_is_reported() -> None:
    findings = read_plan(plan_text({SENTENCE: SENTENCE.replace("3課", "5課")})).findings
    assert any("2部5課" in finding and "2部3課" in finding for finding in findings)


def test_a_department_name_that_contains_another_ending_is_kept_whole() -> None:
    text = plan_text({SENTENCE: SENTENCE.replace("保健課", "相談室企画課")})
    text = text.replace("総務課 保健課", "総務課 相談室企画課").replace(
        "\t保健課", "\t相談室企画課"
    )
    assert measure("6-1-1-1", text).assignments[1] == Assignment("相談室企画課")
