"""A translation is a draft until somebody publishes it, and holds words only."""

import pytest
from wagtail_localize.models import StringSegment, StringTranslation, Translation

from directory.models import Place
from tests.factories import PlaceFactory


@pytest.fixture
def place(locales):
    return PlaceFactory(name="食堂", public_id="shokudo", phone="0467-00-0000", summary="来てね")


@pytest.fixture
def submitted(editor, place, locales) -> Translation:
    """The editor has sent the place to be translated into English."""
    editor.post(
        f"/admin/localize/submit/snippet/directory/place/{place.pk}/",
        {"locales": [locales["en"].pk]},
    )
    return Translation.objects.get()


def english() -> Place:
    return Place.objects.get(locale__language_code="en")


def translate(translation: Translation, **words: str) -> None:
    for segment in StringSegment.objects.filter(source=translation.source):
        StringTranslation.objects.create(
            translation_of=segment.string,
            locale=translation.target_locale,
            context=segment.context,
            data=words[segment.context.path],
        )


def edit(place: Place) -> str:
    return f"/admin/snippets/directory/place/edit/{place.pk}/"


def test_a_submitted_translation_is_a_draft_with_the_same_public_id(submitted):
    assert not english().live
    assert english().public_id == "shokudo"
    assert Place.public_in("en", "shokudo").language == "ja"


def test_only_words_are_offered_for_translation(submitted):
    paths = set(StringSegment.objects.values_list("context__path", flat=True))
    assert paths == {"name", "summary"}


def test_an_editor_translates_but_does_not_publish(editor, submitted):
    translate(submitted, name="Canteen", summary="Come in")
    assert editor.get(edit(english())).status_code == 200
    editor.post(edit(english()), {"action": "publish"})
    assert not english().live


def test_a_moderator_publishes_the_words_and_facts_stay_those_of_the_source(
    moderator, submitted, place, django_capture_on_commit_callbacks
):
    translate(submitted, name="Canteen", summary="Come in")
    with django_capture_on_commit_callbacks(execute=True):
        moderator.post(edit(english()), {"action": "publish"})
    assert english().live
    place.phone = "0467-11-1111"
    place.save_revision().publish()
    shown = Place.public_in("en", "shokudo")
    assert (shown.name, shown.summary, shown.phone) == ("Canteen", "Come in", "0467-11-1111")


def test_publishing_the_source_again_publishes_no_translation(submitted, place):
    place.save_revision().publish()
    assert not english().live
