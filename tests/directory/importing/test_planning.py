"""What an import says it would do: to new records, changed ones, and those an editor has in hand."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.models import Locale

from directory.importing.kinds import UnknownKind
from directory.importing.plan import Action
from directory.importing.report import report_of
from directory.models import ImportRun, Location, Organization, Place
from tests.directory.importing.lists import cafeteria, imported, listed, planned, row_of
from tests.factories import (
    DepartmentFactory,
    LocationFactory,
    OrganizationFactory,
    PlaceFactory,
    translated,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("locales")]


def test_a_new_row_is_shown_in_the_words_of_an_editor() -> None:
    row = row_of(planned(cafeteria(fees=[{"who": "こども", "yen": 0}])))
    assert row.action is Action.CREATED
    assert row.changes["種類"] == ("", "食堂")
    assert row.changes["料金"] == ("", "こども 無料")
    assert row.changes["会場"] == ("", "見本会館")
    assert row.changes["運営する団体"] == ("", "見本のなかま")


def test_planning_writes_nothing(no_writes: None) -> None:
    planned(cafeteria(), cafeteria(source_id="0002", name="もうひとつの食堂"))


def test_the_same_list_again_changes_nothing() -> None:
    imported(cafeteria(), cafeteria(source_id="0002", name="ほかの食堂"))
    again = planned(cafeteria(), cafeteria(source_id="0002", name="ほかの食堂"))
    assert {row.action for row in again.rows} == {Action.UNCHANGED}
    assert not [change for change in again.changes if change.writes]


def test_a_value_that_the_list_changes_is_updated() -> None:
    imported(cafeteria())
    row = row_of(planned(cafeteria(phone="0467-99-9999")))
    assert row.action is Action.UPDATED
    assert row.changes == {"電話（公開）": ("0467-11-2222", "0467-99-9999")}


def test_what_the_list_no_longer_says_stays() -> None:
    imported(cafeteria())
    shorter = cafeteria()
    del shorter["phone"]
    assert row_of(planned(shorter)).action is Action.UNCHANGED


def test_a_value_that_an_editor_changed_is_kept_and_listed() -> None:
    imported(cafeteria())
    place = Place.objects.get()
    place.phone = "0467-55-5555"
    place.save_revision().publish()
    row = row_of(planned(cafeteria(phone="0467-99-9999", description="新しい説明です。")))
    assert row.kept == {"電話（公開）": ("0467-55-5555", "0467-99-9999")}
    assert set(row.changes) == {"くわしく"}


def test_a_value_that_an_editor_changed_is_kept_at_every_import_after() -> None:
    imported(cafeteria())
    place = Place.objects.get()
    place.phone = "0467-55-5555"
    place.save_revision().publish()
    imported(cafeteria(phone="0467-99-9999"))
    assert row_of(planned(cafeteria(phone="0467-88-8888"))).kept
    assert Place.objects.get().phone == "0467-55-5555"


def test_a_venue_that_an_editor_moved_is_kept() -> None:
    imported(cafeteria(lat=35.35, lng=139.53))
    venue = Location.objects.get()
    venue.access = "駅から5分です。"
    venue.lat = 35.36
    venue.save()
    row = row_of(planned(cafeteria(lat=35.37, lng=139.53, access="歩いて10分")))
    assert row.kept == {"緯度": ("35.36", "35.37"), "行き方": ("駅から5分です。", "歩いて10分")}


def test_a_record_written_by_hand_is_found_by_name_and_address_and_only_filled_in() -> None:
    hall = LocationFactory(
        name="見本会館", address="神奈川県鎌倉市大船１丁目２番３号", building="見本会館"
    )
    PlaceFactory(name="見本 こども食堂", description="手で書いた説明", phone="", locations=[hall])
    row = row_of(planned(cafeteria()))
    assert row.action is Action.UPDATED
    assert row.changes["電話（公開）"] == ("", "0467-11-2222")
    assert row.kept["くわしく"] == ("手で書いた説明", "だれでも来られます。")
    assert "会場" not in row.changes


@pytest.mark.parametrize(
    ("state", "why"),
    [
        ({"locked": True}, "鍵"),
        ({"has_unpublished_changes": True}, "下書き"),
        ({"live": False}, "公開をやめた"),
    ],
)
def test_a_record_that_an_editor_has_in_hand_is_listed_and_left_alone(
    state: dict[str, bool], why: str
) -> None:
    imported(cafeteria())
    Place.objects.update(**state)
    row = row_of(planned(cafeteria(phone="0467-99-9999")))
    assert row.action is Action.PENDING
    assert why in row.why[0]
    assert row.change is None


def test_a_draft_that_the_import_made_itself_waits_for_nobody() -> None:
    imported(cafeteria(), draft=True)
    assert not Place.objects.get().live
    assert row_of(planned(cafeteria(phone="0467-99-9999"), draft=True)).action is Action.UPDATED


def test_two_rows_of_one_building_share_a_venue() -> None:
    plan = planned(cafeteria(), cafeteria(source_id="0002", name="学習の会"))
    assert len([change for change in plan.changes if change.model is Location]) == 1


def test_two_records_at_one_address_without_a_building_are_no_venue_of_the_other() -> None:
    plan = planned(
        cafeteria(building=""), cafeteria(source_id="0002", name="学習の会", building="")
    )
    names = [c.record.name for c in plan.changes if c.model is Location]
    assert names == ["見本こども食堂", "学習の会"]


def test_a_department_is_found_by_its_exact_name_and_a_group_in_any_spelling() -> None:
    office = DepartmentFactory(name="こども相談課")
    group = OrganizationFactory(name="NPO法人 見本")
    plan = planned(
        cafeteria(organization="こども相談課"),
        cafeteria(source_id="0002", name="二つめ", organization="ＮＰＯ法人見本"),
    )
    first, second = (row.change.record for row in plan.rows)
    assert first.department == office
    assert second.organization == group
    assert not [change for change in plan.changes if change.model is Organization]


def test_repeated_rows_are_one_and_different_rows_of_one_id_are_told_apart() -> None:
    plan = planned(
        cafeteria(),
        cafeteria(),
        cafeteria(name="ほかの食堂", address="鎌倉市台5-6"),
        cafeteria(phone="0467-33-3333"),
    )
    actions = [row.action for row in plan.rows]
    assert actions == [Action.CREATED, Action.UNCHANGED, Action.CREATED, Action.REFUSED]
    assert "1つにまとめました" in plan.rows[1].repairs[0].why
    assert "2行目にもあります" in plan.rows[2].repairs[0].why
    assert "どちらが正しいか" in plan.rows[3].why[0]


def test_a_row_without_a_name_is_refused() -> None:
    row = row_of(planned({"source_id": "9", "address": "鎌倉市台1-1"}))
    assert (row.action, row.why[0]) == (Action.REFUSED, "名前がありません。")


def test_a_value_that_no_field_can_hold_is_left_out_and_the_row_goes_on() -> None:
    row = row_of(planned(cafeteria(website="これはアドレスではありません")))
    assert row.action is Action.CREATED
    assert [item.column for item in row.left_out] == ["ホームページ"]


def test_an_id_of_our_own_export_finds_its_record_or_gives_a_new_one_its_address() -> None:
    place = PlaceFactory(name="前からの場所", public_id="x7k2m9qr")
    plan = planned(
        cafeteria(source_id="x7k2m9qr", name="名前を直した場所"),
        cafeteria(source_id="hiroba-ofuna", name="移した場所"),
        cafeteria(source_id="0000000012", name="よその場所"),
    )
    assert plan.rows[0].change.record == place
    assert plan.rows[1].public_id == "hiroba-ofuna"
    assert plan.rows[2].public_id != "0000000012"


def test_facts_go_to_the_source_row_and_no_translation_is_made() -> None:
    imported(cafeteria())
    translated(Place.objects.get(), "en", name="Sample cafeteria")
    imported(cafeteria(phone="0467-99-9999", name_en="Another name"))
    assert Place.objects.sources().get().phone == "0467-99-9999"
    english = Place.objects.get(locale=Locale.objects.get(language_code="en"))
    assert english.name == "Sample cafeteria"


def test_an_imported_record_is_no_sample_and_is_not_called_checked() -> None:
    from directory.models import Check

    imported(cafeteria())
    assert not Place.objects.get().sample
    assert not Check.objects.exists()


def test_comparing_asks_the_same_number_of_queries_for_ten_rows_as_for_sixty() -> None:
    def queries(count: int) -> int:
        rows = [cafeteria(source_id=str(n), name=f"食堂{n}") for n in range(count)]
        imported(*rows, source=f"s{count}")
        with CaptureQueriesContext(
            connection,
        ) as asked:
            planned(*rows, source=f"s{count}")
        return len(asked)

    queries(3)
    assert queries(60) <= queries(10) + 2


def test_an_unknown_kind_is_told_with_the_known_ones() -> None:
    with pytest.raises(UnknownKind, match="places"):
        planned(kind="unknown")


def test_the_report_counts_every_row_once_and_is_japanese() -> None:
    plan = planned(cafeteria(), {"source_id": "7"})
    report = report_of(plan, applied=False)
    assert report["counts"]["created"] == 1
    assert report["counts"]["refused"] == 1
    assert report["created"][0]["id"] == ""
    assert report["created"][0]["changes"]["名前"] == ("", "見本こども食堂")


def test_a_read_row_that_is_refused_stays_refused() -> None:
    from dataclasses import replace

    from django.utils import timezone

    from directory.importing.planning import plan_import

    file = listed(cafeteria())
    file.rows[0] = replace(file.rows[0], refusals=("読み取れません。",))
    plan = plan_import(file, source="s", now=timezone.now())
    assert plan.rows[0].why == ["読み取れません。"]
    assert not ImportRun.objects.exists()
