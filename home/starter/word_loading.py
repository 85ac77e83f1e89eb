"""Writes and publishes translations: words only, below the Japanese rows that hold the facts."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from wagtail.models import Locale, Page

from directory.models import Place
from events.models import EventSeries
from home.models import CampaignPage, HomePage
from home.starter.bodies import stored
from home.starter.words.events import EVENT_WORDS
from home.starter.words.home import HOME_WORDS
from home.starter.words.places import PLACE_WORDS
from home.starter.words.young import YOUNG_WORDS

if TYPE_CHECKING:
    from collections.abc import Iterable

    from cms.base.records import Record
    from home.starter.known import Known
    from home.starter.rows import WordsRow


def load_words(known: Known) -> int:
    """Makes the translations that are not there yet; how many. Home first: it is the root."""
    locales = {locale.language_code: locale for locale in Locale.objects.all()}
    pages = _load_pages(HomePage, HOME_WORDS, locales, known)
    pages += _load_pages(CampaignPage, YOUNG_WORDS, locales, known)
    records = _load_records(Place, PLACE_WORDS, locales, known)
    return pages + records + _load_records(EventSeries, EVENT_WORDS, locales, known)


def _load_pages(
    model: type[Any], rows: Iterable[WordsRow], locales: dict[str, Locale], known: Known
) -> int:
    made = 0
    for row in rows:
        source = model.objects.get(slug=row.record, locale=known.japanese)
        locale = locales[row.language]
        if source.has_translation(locale):
            continue
        page = source.copy_for_translation(locale)
        _say(page, row, known)
        page.save_revision().publish()
        made += 1
    return made


def _load_records(
    model: type[Record], rows: Iterable[WordsRow], locales: dict[str, Locale], known: Known
) -> int:
    made = 0
    for row in rows:
        source = known.get(model, row.record)
        locale = locales[row.language]
        if source.has_translation(locale):
            continue
        record = source.copy_for_translation(locale)
        record.live = False
        _say(record, row, known)
        record.full_clean()
        record.save()
        record.save_revision().publish()
        made += 1
    return made


def _say(row_of_model: Page | Record, row: WordsRow, known: Known) -> None:
    for name, words in row.words.items():
        value = json.dumps(stored(words, known)) if name == "body" else words
        setattr(row_of_model, name, value)
