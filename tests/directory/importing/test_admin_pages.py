"""The pages on which staff import a list: who may, what they show, and that nothing is done twice."""

from __future__ import annotations

import io
import re
import zipfile
from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from directory.importing import queue, runs
from directory.importing.keeping import KEPT, forget_old_runs
from directory.models import ImportMapping, ImportRun, Place
from directory.models.imports import SILENT
from directory.tasks import work_on_imports
from home.roles import EDITORS, MODERATORS, ensure_roles
from tests.admin.conftest import member_of, screen_of
from tests.directory.importing.files import table

pytestmark = pytest.mark.django_db

HEAD = ["ID", "名称", "所在地_連結表記", "電話番号", "説明"]
DESK = "/admin/imports/"
State = ImportRun.State


@pytest.fixture
def editor(locales: Any) -> Client:
    ensure_roles()
    return screen_of(member_of(EDITORS))


@pytest.fixture
def moderator(locales: Any) -> Client:
    ensure_roles()
    return screen_of(member_of(MODERATORS, "mori"))


def row(number: int, **facts: str) -> list[str]:
    said = {
        "id": f"K-{number}",
        "name": f"見本食堂{number}",
        "address": f"鎌倉市大船{number}-1",
        "phone": "0467-11-2222",
        "text": "だれでも来られます。",
    } | facts
    return list(said.values())


def sent(screen: Client, *rows: list[str], head: list[str] = HEAD, **form: Any) -> Any:
    """What the upload page answers to this list."""
    content = form.pop("content", table(head, *rows).encode())
    file = SimpleUploadedFile(form.pop("file_name", "list.csv"), content)
    said = {"kind": "places", "source": "見本", "publish": "public"} | form
    return screen.post(f"{DESK}new/", said | {"file": file})


def uploaded(screen: Client, *rows: list[str], **form: Any) -> ImportRun:
    response = sent(screen, *rows, **form)
    assert response.status_code == 302, response.content.decode()
    return ImportRun.objects.latest("pk")


def page_of(screen: Client, run: ImportRun, query: str = "") -> str:
    return screen.get(f"{DESK}{run.pk}/{query}").content.decode()


def pressed(screen: Client, run: ImportRun, action: str, **form: str) -> ImportRun:
    screen.post(f"{DESK}{run.pk}/{action}/", form)
    run.refresh_from_db()
    return run


def columns_form(run: ImportRun, **chosen: str) -> dict[str, str]:
    """The selects of the page, with other targets for some headers."""
    selects = {
        f"column-{number}": chosen.get(column["header"], column["target"])
        for number, column in enumerate(run.columns)
    }
    return {"source": run.source, "publish": "public", "do": "compare"} | selects


def test_a_file_is_compared_and_nothing_is_written(moderator: Client) -> None:
    run = uploaded(moderator, row(1), row(2, name=""))
    page = page_of(moderator, run)
    assert not Place.objects.exists()
    assert "居場所・相談先を1件、作り、すぐに公開します" in page
    assert "UTF-8" in page
    assert "見本食堂1" in page
    refused = page_of(moderator, run, "?show=refused")
    assert "3行目" in refused
    assert "名前" in refused


def test_one_press_writes_and_a_second_one_does_nothing(moderator: Client) -> None:
    run = uploaded(moderator, row(1))
    pressed(moderator, run, "apply")
    assert run.state == State.APPLIED
    assert Place.objects.get().live
    again = moderator.post(f"{DESK}{run.pk}/apply/", follow=True).content.decode()
    assert "もう始まっているか、終わっています" in again
    assert Place.objects.count() == 1
    page = page_of(moderator, run)
    assert f"/admin/snippets/directory/place/edit/{Place.objects.get().pk}/" in page
    assert f"/places/{Place.objects.get().public_id}/" in page


def test_taken_back_once_and_told_the_second_time(moderator: Client) -> None:
    run = uploaded(moderator, row(1), row(2))
    pressed(moderator, run, "apply")
    Place.objects.filter(name="見本食堂2").update(phone="0467-99-9999")
    asks = moderator.get(f"{DESK}{run.pk}/undo/").content.decode()
    assert "2件" in asks
    assert Place.objects.count() == 2
    pressed(moderator, run, "undo")
    assert [place.name for place in Place.objects.all()] == ["見本食堂2"]
    page = page_of(moderator, run)
    assert "2件を消し" in page  # the place and its venue
    assert "見本食堂2" in page
    again = moderator.post(f"{DESK}{run.pk}/undo/", follow=True).content.decode()
    assert "もう元に戻してあります" in again


def test_a_column_read_otherwise_and_saved_for_the_next_file(moderator: Client) -> None:
    head = ["ID", "名称", "所在地_連結表記", "電話番号", "なぞの列"]
    run = uploaded(moderator, row(1, text="月曜は休みです"), head=head)
    assert "月曜は休みです" not in page_of(moderator, run).split("</details>")[1]
    pressed(moderator, run, "compare", **columns_form(run, なぞの列="hours_note"))
    assert run.report["created"][0]["changes"]["時間のひとこと"] == ["", "月曜は休みです"]
    form = columns_form(run, 電話番号="") | {"do": "save", "mapping_name": "うちの一覧"}
    pressed(moderator, run, "compare", **form)
    assert "電話（公開）" not in run.report["created"][0]["changes"]
    saved = ImportMapping.objects.get(name="うちの一覧")
    other = uploaded(moderator, row(5, text="火曜も休み"), head=head, mapping=saved.pk)
    changes = other.report["created"][0]["changes"]
    assert changes["時間のひとこと"] == ["", "火曜も休み"]
    assert "電話（公開）" not in changes


def test_a_list_without_a_name_can_be_told_which_column_it_is(moderator: Client) -> None:
    run = uploaded(moderator, row(1), head=["ID", "お店のよび名", *HEAD[2:]])
    assert run.state == State.FAILED
    assert "名前の列" in page_of(moderator, run)
    pressed(moderator, run, "compare", **columns_form(run, お店のよび名="name"))
    assert run.state == State.READY
    assert run.report["counts"]["created"] == 1


def test_a_name_for_columns_that_is_taken_loses_nothing_that_was_chosen(moderator: Client) -> None:
    ImportMapping.objects.create(name="うちの一覧", kind="places")
    run = uploaded(moderator, row(1))
    form = columns_form(run, 説明="remarks") | {"do": "save", "mapping_name": "うちの一覧"}
    page = moderator.post(f"{DESK}{run.pk}/compare/", form).content.decode()
    assert "もうあります" in page
    assert '<option value="remarks" selected>' in page


@pytest.mark.parametrize(
    ("name", "content", "why"),
    [
        ("a.pdf", b"%PDF-1.7 x", "PDF"),
        ("a.csv", b"", "空"),
        ("a.csv", "なまえ\nあ\n".encode(), "見出しの行が見つかりません"),
        ("a.xlsx", b"PK\x03\x04broken", "こわれている"),
    ],
)
def test_a_bad_file_gets_one_sentence_and_what_was_typed_stays(
    moderator: Client, name: str, content: bytes, why: str
) -> None:
    response = sent(moderator, content=content, file_name=name, source="県の一覧")
    page = response.content.decode()
    assert response.status_code == 200
    assert why in page
    assert 'value="県の一覧"' in page
    assert not ImportRun.objects.exists()


def test_a_workbook_that_unpacks_too_large_is_refused(moderator: Client) -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        archive.writestr("xl/workbook.xml", "<workbook/>")
        with archive.open("xl/worksheets/sheet1.xml", "w", force_zip64=True) as sheet:
            for _ in range(310):
                sheet.write(b" " * 1024 * 1024)
    page = sent(moderator, content=packed.getvalue(), file_name="a.xlsx").content.decode()
    assert "広げると大きすぎます" in page
    assert not ImportRun.objects.exists()


def test_a_file_that_is_too_large_is_refused(moderator: Client, monkeypatch: Any) -> None:
    monkeypatch.setattr("directory.import_admin.forms.MAX_BYTES", 10)
    assert "大きすぎます" in sent(moderator, row(1)).content.decode()


def test_a_mapping_of_another_kind_is_not_taken(moderator: Client) -> None:
    saved = ImportMapping.objects.create(name="団体の一覧", kind="organizations")
    assert "ほかの種類" in sent(moderator, row(1), mapping=saved.pk).content.decode()


def test_an_editor_makes_drafts_and_changes_nothing_that_is_public(
    editor: Client, moderator: Client
) -> None:
    pressed(moderator, uploaded(moderator, row(1)), "apply")
    run = uploaded(editor, row(1, phone="0467-33-3333"), row(2))
    assert run.draft
    pressed(editor, run, "apply")
    assert run.state == State.APPLIED
    assert not Place.objects.get(name="見本食堂2").live
    assert Place.objects.get(name="見本食堂1").phone == "0467-11-2222"
    assert "公開できる人だけ" in page_of(editor, run, "?show=pending")


def test_an_editor_cannot_publish_what_a_moderator_prepared(
    editor: Client, moderator: Client
) -> None:
    run = uploaded(moderator, row(1))
    assert "承認の人が押してください" in page_of(editor, run)
    pressed(editor, run, "apply")
    assert run.state == State.READY
    assert not Place.objects.exists()


def test_only_who_may_delete_takes_an_import_back(editor: Client, moderator: Client) -> None:
    run = pressed(moderator, uploaded(moderator, row(1)), "apply")
    assert editor.post(f"{DESK}{run.pk}/undo/").url == "/admin/"
    assert Place.objects.exists()
    assert "元に戻す" not in page_of(editor, run)


@pytest.mark.parametrize(
    "path", ["", "new/", "{pk}/", "{pk}/undo/", "{pk}/report.csv", "{pk}/report.json", "mappings/"]
)
def test_people_without_the_right_see_no_page_of_imports(
    moderator: Client, path: str, django_user_model: Any
) -> None:
    run = uploaded(moderator, row(1))
    outsider = django_user_model.objects.create_user("guest", "g@example.jp", "pw")
    from django.contrib.auth.models import Permission

    outsider.user_permissions.add(Permission.objects.get(codename="access_admin"))
    assert screen_of(outsider).get(DESK + path.format(pk=run.pk)).url == "/admin/"
    assert "/login/" in Client().get(DESK + path.format(pk=run.pk)).url


@pytest.mark.parametrize("action", ["compare", "apply", "resume"])
def test_a_get_does_nothing(moderator: Client, action: str) -> None:
    run = uploaded(moderator, row(1))
    assert moderator.get(f"{DESK}{run.pk}/{action}/").status_code == 405


def test_every_step_asks_for_the_token_of_the_form(moderator: Client) -> None:
    run = uploaded(moderator, row(1))
    strict = Client(enforce_csrf_checks=True)
    strict.cookies = moderator.cookies
    assert strict.post(f"{DESK}{run.pk}/apply/").status_code == 403
    assert not Place.objects.exists()


def test_a_long_list_waits_for_the_periodic_job(moderator: Client, monkeypatch: Any) -> None:
    monkeypatch.setattr(queue, "SMALL_BYTES", 10)
    monkeypatch.setattr(queue, "SMALL_ROWS", 0)
    run = uploaded(moderator, row(1))
    assert run.state == State.UPLOADED
    page = page_of(moderator, run)
    assert "順番を待っています" in page
    assert '<meta http-equiv="refresh"' in page
    work_on_imports()
    pressed(moderator, run, "apply")
    assert run.job == "apply"
    assert not Place.objects.exists()
    work_on_imports()
    work_on_imports()
    run.refresh_from_db()
    assert (run.state, run.job) == (State.APPLIED, "")
    assert Place.objects.count() == 1


def test_a_run_whose_process_died_says_so_and_is_begun_anew(moderator: Client) -> None:
    run = uploaded(moderator, row(1))
    long_ago = timezone.now() - SILENT - timedelta(seconds=1)
    died = {"job": "apply", "state": State.APPLYING, "taken_at": long_ago, "heard_at": long_ago}
    ImportRun.objects.filter(pk=run.pk).update(**died)
    work_on_imports()
    assert not Place.objects.exists()
    assert "途中で止まりました" in page_of(moderator, run)
    assert "途中で止まりました" in moderator.get(DESK).content.decode()
    ImportRun.objects.filter(pk=run.pk).update(job_by=run.created_by)
    pressed(moderator, run, "resume")
    assert run.state == State.APPLIED
    assert Place.objects.count() == 1


def test_a_run_at_work_is_not_begun_a_second_time(moderator: Client) -> None:
    run = uploaded(moderator, row(1))
    now = timezone.now()
    at_work = {"job": "apply", "state": State.APPLYING, "taken_at": now, "heard_at": now}
    ImportRun.objects.filter(pk=run.pk).update(**at_work, done=3, total=10)
    page = page_of(moderator, run)
    assert '<progress value="3" max="10"' in page
    assert "3 / 10 行" in page
    for action in ("apply", "resume"):
        pressed(moderator, run, action)
    work_on_imports()
    run.refresh_from_db()
    assert run.state == State.APPLYING
    assert not Place.objects.exists()


def test_what_breaks_unforeseen_is_said_and_can_be_tried_again(
    moderator: Client, monkeypatch: Any
) -> None:
    run = uploaded(moderator, row(1))

    def burst(*args: object, **more: object) -> None:
        raise RuntimeError("broken on purpose")

    with monkeypatch.context() as broken:
        broken.setattr(runs, "apply", burst)
        pressed(moderator, run, "apply")
    assert (run.state, run.job) == (State.FAILED, "")
    assert "思わぬ理由" in page_of(moderator, run)
    pressed(moderator, run, "compare", **columns_form(run))
    pressed(moderator, run, "apply")
    assert run.state == State.APPLIED


def test_lists_are_shown_page_by_page(moderator: Client) -> None:
    run = uploaded(moderator, *[row(number) for number in range(1, 61)])
    first = page_of(moderator, run, "?show=created")
    second = page_of(moderator, run, "?show=created&page=2")
    assert "60件のうち 1〜50件目" in first
    assert "見本食堂60<" in second
    assert "見本食堂60<" not in first


def test_the_list_of_imports_reads_no_file_and_no_report(
    moderator: Client, django_assert_max_num_queries: Any
) -> None:
    for number in range(3):
        uploaded(moderator, row(number), file_name=f"list-{number}.csv")
    with django_assert_max_num_queries(40) as asked:
        page = moderator.get(DESK).content.decode()
    assert "新しい <strong>1</strong>" in page
    assert page.index("list-2.csv") < page.index("list-0.csv")
    for query in asked.captured_queries:
        assert '"directory_importfile"."content"' not in query["sql"]
        assert not re.search(r', "directory_importrun"."report"', query["sql"])


def test_the_report_is_a_file_that_no_spreadsheet_runs(moderator: Client) -> None:
    run = uploaded(moderator, row(1, text="=HYPERLINK(1)"), row(2, name=""))
    response = moderator.get(f"{DESK}{run.pk}/report.csv")
    text = response.content.decode("utf-8-sig")
    assert text.startswith("行,名前,どうなるか,項目,前,後,わけ\r\n")
    assert "'=HYPERLINK(1)" in text
    assert "取り込めない" in text
    assert moderator.get(f"{DESK}{run.pk}/report.json").json() == run.report


def test_words_of_a_file_stay_words_on_the_page(moderator: Client) -> None:
    run = uploaded(moderator, row(1, name="<script>alert(1)</script>", text="<b>x</b>"))
    page = page_of(moderator, run)
    assert "<script>alert(1)" not in page
    assert "&lt;b&gt;x&lt;/b&gt;" in page


def test_the_menu_of_places_leads_to_imports_for_those_who_may(editor: Client) -> None:
    assert re.search(r'"url": "/admin/imports/"', editor.get("/admin/").content.decode())


def test_a_saved_mapping_is_changed_and_deleted(moderator: Client, editor: Client) -> None:
    columns = {"店": "name", "でんわ": "phone"}
    saved = ImportMapping.objects.create(name="県の一覧", kind="places", columns=columns)
    form = {"name": "県の一覧", "source": "県", "column-0": "name", "column-1": "fax"}
    editor.post(f"{DESK}mappings/{saved.pk}/", form)
    saved.refresh_from_db()
    assert saved.columns == {"店": "name", "でんわ": "fax"}
    refused = editor.post(f"{DESK}mappings/{saved.pk}/", form | {"column-0": ""})
    assert "「名前」の列" in refused.content.decode()
    editor.post(f"{DESK}mappings/{saved.pk}/delete/")
    assert "消しますか" in moderator.get(f"{DESK}mappings/{saved.pk}/delete/").content.decode()
    assert ImportMapping.objects.exists()
    moderator.post(f"{DESK}mappings/{saved.pk}/delete/")
    assert not ImportMapping.objects.exists()


def test_after_ninety_days_the_file_and_its_rows_are_gone(moderator: Client) -> None:
    run = pressed(moderator, uploaded(moderator, row(1)), "apply")
    now = timezone.now()
    assert forget_old_runs(now) == 0
    assert forget_old_runs(now + KEPT + timedelta(minutes=1)) == 1
    run = ImportRun.objects.get(pk=run.pk)
    assert bytes(run.file.content) == b""
    assert not run.changes.exists()
    assert "created" not in run.report
    page = page_of(moderator, run)
    assert "90日をすぎた" in page
    assert "この取り込みを元に戻す" not in page
    pressed(moderator, run, "undo")
    assert Place.objects.exists()
    assert forget_old_runs(now + KEPT + timedelta(days=2)) == 0
