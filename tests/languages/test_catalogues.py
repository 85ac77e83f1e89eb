"""The words of the frame in the site's other languages."""

import re
from collections import Counter

import polib
import pytest
from django.utils import translation
from django.utils.translation import gettext

from cms import catalogues
from cms.base.templatetags.text import JAPANESE

PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%%|</?\w+[^>]*>")
LANGUAGES = sorted(catalogues.HEADERS)


def words_of(language: str) -> polib.POFile:
    return polib.pofile(str(catalogues.catalogue(language)))


def placeholders(text: str) -> Counter[str]:
    return Counter(PLACEHOLDER.findall(text))


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_catalogue_holds_exactly_the_words_that_the_site_says(language: str) -> None:
    said = {word.text for word in catalogues.words_of_site()}
    kept = {entry.msgid for entry in words_of(language)}
    assert kept == said, "run: manage.py collect_words"
    assert not words_of(language).obsolete_entries()


def test_every_word_is_said_in_english_and_nothing_in_japanese() -> None:
    english = words_of("en")
    assert [entry.msgid for entry in english.untranslated_entries()] == []
    assert [entry.msgstr for entry in english if JAPANESE.search(entry.msgstr)] == []


def test_easy_japanese_says_something_else_than_the_source() -> None:
    same = [entry.msgid for entry in words_of("ja-x-easy") if entry.msgid == entry.msgstr]
    assert same == []
    assert len(words_of("ja-x-easy").translated_entries()) > len(words_of("ja-x-easy")) / 2


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_filled_in_stays_the_same_in_every_language(language: str) -> None:
    for entry in words_of(language).translated_entries():
        assert placeholders(entry.msgstr) == placeholders(entry.msgid), entry.msgid


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_compiled_catalogue_is_up_to_date(language: str) -> None:
    compiled = polib.mofile(str(catalogues.catalogue(language).with_suffix(".mo")))
    written = {entry.msgid: entry.msgstr for entry in words_of(language).translated_entries()}
    assert {entry.msgid: entry.msgstr for entry in compiled} == written


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_language_of_an_address_reads_its_own_catalogue(language: str) -> None:
    with translation.override(language):
        for entry in words_of(language).translated_entries():
            assert gettext(entry.msgid) == entry.msgstr


def test_what_easy_japanese_leaves_out_is_said_in_japanese() -> None:
    left = words_of("ja-x-easy").untranslated_entries()
    with translation.override("ja-x-easy"):
        assert left
        assert all(gettext(entry.msgid) == entry.msgid for entry in left)


def test_words_are_read_from_tags_blocks_and_arguments() -> None:
    source = """
        {% translate "一" %}{% head title=_("二") %}{{ words|default:_("三") }}
        {% blocktranslate with count=total %}{{ count }}件{% endblocktranslate %}{# 見えない #}
    """
    found = {word.text for word in catalogues.words_of_template(source)}
    assert found == {"一", "二", "三", "%(count)s件"}


def test_words_are_read_from_calls_and_choices() -> None:
    source = """
MODES = [("visit", "行って話す")]
OTHER = [("x", "言わない")]
class Kind(models.TextChoices):
    DESK = "desk", "窓口"
label = _("名前"); other = gettext_lazy("ことば"); unknown = say("言わない")
"""
    found = {word.text for word in catalogues.words_of_python(source)}
    assert found == {"行って話す", "窓口", "名前", "ことば"}
