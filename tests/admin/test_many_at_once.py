"""Publishing and taking back several records at once."""

from wagtail.models import ModelLogEntry

from directory.models import Place
from tests.factories import PlaceFactory, translated

PUBLISH = "/admin/bulk/directory/place/publish/"
UNPUBLISH = "/admin/bulk/directory/place/unpublish/"


def chosen(address, *places):
    return f"{address}?{'&'.join(f'id={place.pk}' for place in places)}&next=/admin/"


def drafts(count):
    return [PlaceFactory(name=f"下書き{number}", live=False) for number in range(count)]


def test_a_moderator_publishes_several_after_confirming(moderator, locales):
    places = drafts(2)
    asked = moderator.get(chosen(PUBLISH, *places)).content.decode()
    assert "下書き0" in asked
    assert "下書き1" in asked
    assert not Place.objects.public().exists()
    moderator.post(chosen(PUBLISH, *places))
    assert Place.objects.public().count() == 2
    assert ModelLogEntry.objects.filter(action="wagtail.publish").count() == 2


def test_the_newest_draft_is_what_gets_published(moderator, locales):
    place = PlaceFactory(name="まえの名前")
    place.name = "あたらしい名前"
    place.save_revision()
    moderator.post(chosen(PUBLISH, place))
    assert Place.objects.public().get().name == "あたらしい名前"


def test_an_editor_cannot_publish_several(editor, locales):
    places = drafts(2)
    assert "権限がない" in editor.get(chosen(PUBLISH, *places)).content.decode()
    editor.post(chosen(PUBLISH, *places))
    assert not Place.objects.public().exists()


def test_taking_back_takes_translations_along_and_is_logged(moderator, locales):
    place = PlaceFactory(name="食堂")
    translated(place, "en", name="Canteen")
    moderator.post(chosen(UNPUBLISH, place))
    assert not Place.objects.filter(live=True).exists()
    assert ModelLogEntry.objects.filter(action="wagtail.unpublish", label="食堂").exists()


def test_what_somebody_else_locked_is_left_alone(moderator, administrator, locales):
    place = PlaceFactory(name="食堂")
    administrator.post(f"/admin/snippets/directory/place/lock/{place.pk}/")
    moderator.post(chosen(UNPUBLISH, place))
    assert Place.objects.public().exists()
