"""What an editor sees and gets from `manage.py load_plan`."""

from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from plan.models import Department, Measure, PlanEdition
from plan.reading import read_plan
from tests.plan.texts import LUNCH, MEETING, POSTER, REAL_TEXT, VISIT, line_number, plan_text

pytestmark = pytest.mark.django_db


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "plan.txt"
    path.write_text(plan_text(), encoding="utf-8")
    return path


def load(file: Path | None, *options: str) -> str:
    out = StringIO()
    call_command("load_plan", *([str(file)] if file else []), *options, stdout=out)
    return out.getvalue()


def rewrite(file: Path, replacements: dict[str, str]) -> None:
    file.write_text(plan_text(replacements), encoding="utf-8")


def snapshot() -> list[list[tuple[object, ...]]]:
    models = (PlanEdition, Department, Measure)
    rows = [list(model.objects.order_by("pk").values_list()) for model in models]
    charges = Measure.objects.order_by("number", "measure_departments__sort_order").values_list(
        "number", "measure_departments__department__name", "measure_departments__note"
    )
    return [*rows, list(charges)]


def test_the_first_text_is_written_at_once(file: Path) -> None:
    printed = load(file)
    edition = PlanEdition.objects.get()
    assert (edition.slug, edition.current) == ("goal6-2025-03", True)
    assert edition.title == "ひばり市地域福祉計画 目標6 支え合い"
    lunch = Measure.objects.get(number="6-2-1-2")
    assert (lunch.original_number, lunch.direction, lunch.group) == (
        "3-1-2-14",
        "支える",
        "会いに行く",
    )
    assert [str(charge) for charge in lunch.measure_departments.all()] == [
        "総務課（広場）",
        "商店課（食材）",
    ]
    assert [m.number for m in edition.measures.all()] == [
        m.number for m in read_plan(plan_text()).measures
    ]
    assert Department.objects.get(name="研究センター").division == "まなび部"
    assert "番号のない区分" in printed
    assert "書き込みました" in printed


def test_loading_twice_changes_nothing(file: Path) -> None:
    load(file)
    before = snapshot()
    revisions = Measure.objects.get(number="6-2-1-2").revisions.count()
    with CaptureQueriesContext(connection) as queries:
        printed = load(file, "--apply")
    assert "変わるところはありません" in printed
    writes = [q["sql"] for q in queries if not q["sql"].lstrip("( ").startswith("SELECT")]
    assert writes == []
    assert snapshot() == before
    assert Measure.objects.get(number="6-2-1-2").revisions.count() == revisions


def test_a_changed_text_shows_the_differences_and_waits(file: Path) -> None:
    load(file)
    before = snapshot()
    new = "6-2-1-3\t電話をかける\t週に一度かけます。\t保健課"
    rewrite(
        file,
        {
            POSTER: POSTER.replace("毎月", "毎週").replace(" 保健課", ""),
            LUNCH: LUNCH.replace("3-1-2-14", "3-1-2-15") + "\n" + new,
            MEETING: MEETING.replace("6-1-2-1", "6-1-2-2"),
        },
    )
    printed = load(file)
    for expected in (
        "変更 取組 6-1-1-1 取組内容の詳細\n  前：駅前で毎月ちらしを配ります。\n  後：駅前で毎週",
        "変更 取組 6-1-1-1 担当課\n  前：総務課、保健課\n  後：総務課\n",
        "変更 取組 6-2-1-2 再掲のもとの番号\n  前：3-1-2-14\n  後：3-1-2-15",
        "追加 取組 6-2-1-3 電話をかける",
        "追加 取組 6-1-2-2 話し合いの会",
        "削除 取組 6-1-2-1 話し合いの会",
        "まだ書き込んでいません。--apply",
    ):
        assert expected in printed
    assert snapshot() == before


def test_apply_writes_the_differences_and_keeps_the_order_of_the_text(file: Path) -> None:
    load(file)
    kept = Measure.objects.get(number="6-2-1-1").pk
    rewrite(file, {VISIT: "6-2-1-3\t先の取組\t先に始めます。\t保健課\n" + VISIT})
    assert "書き込みました" in load(file, "--apply")
    numbers = list(Measure.objects.values_list("number", flat=True))
    assert numbers == ["6-1-1-1", "6-1-2-1", "6-2-1-3", "6-2-1-1", "6-2-1-2"]
    assert Measure.objects.get(number="6-2-1-1").pk == kept
    assert "変わるところはありません" in load(file)


def test_what_editors_wrote_is_kept(file: Path) -> None:
    load(file)
    Measure.objects.filter(number="6-2-1-1").update(summary="会いに来てくれます。")
    Department.objects.filter(name="保健課").update(phone="0467-00-0001", hours="平日", kana="ほ")
    Department.objects.filter(name="商店課").update(division="まちなか部")
    rewrite(file, {VISIT: VISIT.replace("聞きに", "うかがいに")})
    load(file, "--apply")
    measure = Measure.objects.get(number="6-2-1-1")
    assert (measure.summary, measure.detail) == (
        "会いに来てくれます。",
        "困りごとをうかがいに行きます。",
    )
    department = Department.objects.get(name="保健課")
    assert (department.phone, department.hours, department.kana) == ("0467-00-0001", "平日", "ほ")
    assert Department.objects.get(name="商店課").division == "まちなか部"


def test_a_change_leaves_a_revision_behind(file: Path) -> None:
    load(file)
    rewrite(file, {VISIT: VISIT.replace("家を", "おうちを")})
    load(file, "--apply")
    titles = [
        revision.content["title"]
        for revision in Measure.objects.get(number="6-2-1-1").revisions.order_by("pk")
    ]
    assert titles == ["家をたずねる", "おうちをたずねる"]


def test_an_unreadable_text_is_refused_with_its_lines_and_saves_nothing(file: Path) -> None:
    rewrite(file, {POSTER: "6-1-1-い", LUNCH: LUNCH.replace("商店課", "？")})
    with pytest.raises(CommandError) as error:
        load(file)
    assert error.value.returncode == 1
    for line in (POSTER, LUNCH):
        assert f"{line_number(line)}行目：" in str(error.value)
    assert snapshot() == [[], [], [], []]


def test_another_encoding_is_refused_with_the_line(file: Path) -> None:
    file.write_bytes("ok\n\n計画".encode("cp932"))
    with pytest.raises(CommandError, match="3行目：UTF-8"):
        load(file)


def test_a_missing_file_is_one_clear_sentence(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="を開けません"):
        load(tmp_path / "absent.txt")


def test_a_value_too_long_for_the_register_saves_nothing(file: Path) -> None:
    rewrite(file, {LUNCH: LUNCH.replace("昼ごはんの会", "昼" * 121)})
    with pytest.raises(CommandError, match="何も保存していません"):
        load(file)
    assert snapshot() == [[], [], [], []]


def test_the_next_edition_becomes_the_current_one_and_an_older_text_does_not(file: Path) -> None:
    load(file)
    for year, label in ((2028, "令和10年(2028年)3月"), (2024, "令和6年(2024年)3月")):
        rewrite(file, {"令和7年(2025年)3月": label})
        load(file)
        assert PlanEdition.objects.filter(slug=f"goal6-{year}-03").exists()
    assert PlanEdition.objects.get(current=True).slug == "goal6-2028-03"
    assert Measure.objects.filter(number="6-2-1-1").count() == 3
    assert Department.objects.filter(name="保健課").count() == 1


def test_without_a_file_the_own_register_is_loaded_with_its_summaries() -> None:
    load(None)
    assert (Measure.objects.count(), Department.objects.count()) == (31, 15)
    assert not Measure.objects.filter(summary="").exists()
    assert not Department.objects.filter(kana="").exists()
    assert "変わるところはありません" in load(None)


@pytest.mark.skipif(not REAL_TEXT.exists(), reason="the city's text is not here")
def test_the_city_text_fills_in_what_the_register_left_open() -> None:
    load(None)
    Measure.objects.filter(number="6-3-4-3").update(summary="編集した文です。")
    assert "書き込みました" in load(REAL_TEXT)
    assert not Measure.objects.filter(detail="").exists()
    assert Measure.objects.get(number="6-3-4-3").summary == "編集した文です。"
    assert "計5部13課" in Measure.objects.get(number="6-2-1-1").notes
    assert "変わるところはありません" in load(REAL_TEXT)
    assert "変わるところはありません" in load(None)


def test_comparing_takes_the_same_number_of_queries_for_a_small_and_a_large_plan(
    file: Path,
) -> None:
    counts = []
    for source in (file, None):
        load(source, "--apply")
        with CaptureQueriesContext(connection) as queries:
            load(source)
        counts.append(len(queries))
    assert counts[0] == counts[1]
