"""What staff see first: the forms they may open and what waits to be checked."""

from datetime import timedelta

from django.utils import timezone

from tests.factories import CheckFactory, PlaceFactory


def test_an_editor_finds_the_forms_for_records_on_the_first_page(editor):
    page = editor.get("/admin/").content.decode()

    for label in ("居場所・相談先をのせる", "集まりをのせる", "団体をのせる", "制度をのせる"):
        assert label in page
    assert "/admin/snippets/directory/place/add/" in page


def test_a_record_past_its_day_of_checking_is_named_and_one_in_time_is_not(editor):
    today = timezone.localdate()
    late, in_time = PlaceFactory(name="たそがれの家"), PlaceFactory(name="あさの家")
    for place, due in ((late, today - timedelta(days=1)), (in_time, today)):
        CheckFactory(
            record_id=place.public_id, checked_on=today - timedelta(days=200), next_due=due
        )

    page = editor.get("/admin/").content.decode()

    assert "確かめる日をすぎた情報（1件）" in page
    assert "たそがれの家" in page
    assert "あさの家" not in page
