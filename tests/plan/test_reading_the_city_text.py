"""The real text, where it is at hand."""

import pytest

from plan.reading import Assignment, PlanReading, read_plan
from plan.register import register, summaries
from tests.plan.texts import REAL_TEXT

pytestmark = pytest.mark.skipif(not REAL_TEXT.exists(), reason="the city's text is not here")


@pytest.fixture(scope="module")
def text() -> str:
    return REAL_TEXT.read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def plan(text: str) -> PlanReading:
    return read_plan(text)


def test_the_text_holds_31_measures_and_19_of_them_are_repeated(plan: PlanReading) -> None:
    repeated = [m.original_number for m in plan.measures if m.original_number]
    assert (len(plan.measures), len(repeated), len(set(repeated))) == (31, 19, 19)


def test_13_of_15_departments_have_their_division(plan: PlanReading) -> None:
    without = {department.name for department in plan.departments if not department.division}
    divisions = {department.division for department in plan.departments} - {""}
    assert (len(plan.departments), without, len(divisions)) == (15, {"商工課", "保育課"}, 5)


def test_a_department_behind_a_page_heading_belongs_to_the_row_before(plan: PlanReading) -> None:
    measure = next(m for m in plan.measures if m.number == "6-3-3-1")
    assert measure.assignments == (Assignment("こども家庭相談課"), Assignment("教育センター"))


def test_words_in_brackets_stay_with_their_department(plan: PlanReading) -> None:
    measure = next(m for m in plan.measures if m.number == "6-3-4-3")
    assert measure.assignments == (
        Assignment("市民健康課", "みんなの食堂"),
        Assignment("青少年課", "青少年会館・わかたま"),
    )


def test_the_remark_and_the_sentence_on_the_conference_are_kept(plan: PlanReading) -> None:
    notes = next(m.notes for m in plan.measures if m.number == "6-2-1-1")
    assert [note.endswith("関係課") for note in notes] == [True, False]
    assert "計5部13課" in notes[1]


def test_the_scheme_names_nine_groups_and_the_numbers_use_eight(plan: PlanReading) -> None:
    finding = next(f for f in plan.findings if "施策体系" in f)
    assert "9つの区分を挙げていますが、取組の番号で使われているのは8つです" in finding
    assert "(1)②" in finding


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("\n", "\r\n"),
        ("\n", "\n\n"),
        ("\t", "  "),
        ("\t", " "),
        ("\t", "\n"),
        (" こども家庭相談課", "\nこども家庭相談課"),
        ("こども家庭相談課", "こども家庭\n相談課"),
        ("\n目標6 ", "\n- 12 -\n\f目標６　"),
        ("なお、", "\n\n目標6 ケアラーへの支援\n\nなお、"),
    ],
)
def test_another_layout_of_the_text_reads_the_same(
    text: str, plan: PlanReading, old: str, new: str
) -> None:
    assert old in text
    assert read_plan(text.replace(old, new)) == plan


def test_full_width_digits_brackets_and_hyphens_read_the_same(text: str, plan: PlanReading) -> None:
    wide = {ord(character): ord(character) + 0xFEE0 for character in "0123456789()-"}
    assert read_plan(text.translate(wide)) == plan


def test_the_register_agrees_with_the_text_on_every_fact(plan: PlanReading) -> None:
    own = register()
    assert own.edition == plan.edition
    assert own.directions == plan.directions
    assert own.groups == plan.groups
    assert set(own.departments) == set(plan.departments)
    assert own.findings == plan.findings
    for mine, theirs in zip(own.measures, plan.measures, strict=True):
        facts = (mine.number, mine.title, mine.original_number, mine.assignments)
        assert facts == (theirs.number, theirs.title, theirs.original_number, theirs.assignments)
        assert mine.notes == theirs.notes[: len(mine.notes)]


def test_no_summary_copies_the_text(text: str) -> None:
    words = "".join(text.split())
    longest = 14
    for number, summary in summaries().items():
        runs = (summary[i : i + longest] for i in range(len(summary) - longest + 1))
        copied = [run for run in runs if run in words]
        assert not copied, f"{number}: {copied}"
        assert not [s for s in summary.split("。") if s and f"{s}。" in words]
