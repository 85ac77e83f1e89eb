"""Words that found nothing fitting: counted without their text, kept from the fifth time on.

Nothing is known about who asked. Until words are asked `ENOUGH` times, the shared cache holds a
keyed hash of them and a number. Then the words wait in one of a few places of that cache until
the periodic command takes them to `UnansweredTerm`, and numbers with them. A number that is taken
is first subtracted, so that a break loses some and counts nothing twice.
"""

from __future__ import annotations

import logging
import re
from datetime import timedelta
from typing import TYPE_CHECKING, Final

from django.core.cache import caches
from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.crypto import salted_hmac

from cms.base.throttle import allowed
from japanese.text import normalise
from search.editing.models import LONGEST_TERM, UnansweredTerm

if TYPE_CHECKING:
    from datetime import date, datetime

type Said = tuple[str, str]
"""(term, language)."""

logger = logging.getLogger(__name__)

ENOUGH: Final = 5
PLACES: Final = 64
"""So many words at most become known from one run of the periodic command to the next."""
TRIED_PLACES: Final = 4
MOST_NEW: Final = 300
"""So many hashes at most begin to be counted in an hour, whoever types whatever."""
MOST_KEPT: Final = 1000
"""So many terms at most stand in the table; those asked least often go first."""
FORGOTTEN: Final = timedelta(days=365)

MOST_DIGITS: Final = 5
STORED_EVERY: Final = 50
"""Seconds; two runs of the job at once, or too soon, store once."""

_KANJI_DIGITS: Final = frozenset("〇零一二三四五六七八九")
_ADDRESS: Final = re.compile(r"@|://|\bwww\.|[(\[]at[)\]]")


def count(query: str, language: str) -> None:
    """Count words that found nothing fitting in a language; writes nothing to the database.

    What looks like a telephone number, an address or another long number is never counted.
    """
    term = term_of(query)
    if not term:
        return
    try:
        _count(term, language)
    except OSError:
        logger.exception("Words that found nothing could not be counted.")


def term_of(query: str) -> str:
    """The normalised words with single spaces; "" for what is never kept."""
    if len(query) > 2 * LONGEST_TERM:
        return ""
    term = " ".join(normalise(query).text.split())
    digits = sum(char.isdecimal() or char in _KANJI_DIGITS for char in term)
    if len(term) > LONGEST_TERM or digits > MOST_DIGITS or _ADDRESS.search(term):
        return ""
    return term


def _count(term: str, language: str) -> None:
    shared = caches["shared"]
    key = _key(term, language)
    if shared.get(key) is None:
        if not allowed("unanswered", "new", MOST_NEW, timezone.now()):
            return
        shared.add(key, 0)
    try:
        times = shared.incr(key)
    except ValueError:  # it ended in this very moment
        return
    if times >= ENOUGH:
        _leave_word((term, language), int(key.rpartition("-")[2], 16))


def _leave_word(said: Said, hashed: int) -> None:
    """Puts words where the job finds them; where all places tried are taken, the next asking does."""
    shared = caches["shared"]
    for step in range(TRIED_PLACES):
        place = _place((hashed + step) % PLACES)
        if shared.add(place, said) or shared.get(place) == said:
            return


def _key(term: str, language: str) -> str:
    hashed = salted_hmac("search.unanswered", f"{language}\n{term}", algorithm="sha256")
    return f"unanswered-{hashed.hexdigest()}"


def _place(number: int) -> str:
    return f"unanswered-place-{number}"


def store_unanswered() -> None:
    """The periodic job: brings terms and numbers from the cache to the table."""
    if caches["shared"].add("unanswered-storing", 1, STORED_EVERY):
        store(timezone.localdate())


def store(today: date) -> None:
    """What was counted until now goes to the table; `today` is the day in Tokyo."""
    taken = _take()
    with transaction.atomic():
        for (term, language), times in taken.items():
            days = {"first_day": today, "last_day": today}
            row, _made = UnansweredTerm.objects.get_or_create(
                term=term, language=language, defaults=days
            )
            UnansweredTerm.objects.filter(pk=row.pk).update(
                count=F("count") + times, last_day=today
            )
        _forget_least_asked()


def _take() -> dict[Said, int]:
    """How often each term that is known, or became known, was asked since it was last taken."""
    shared = caches["shared"]
    waiting = shared.get_many([_place(number) for number in range(PLACES)])
    shared.delete_many(waiting)
    known = UnansweredTerm.objects.values_list("term", "language")
    by_key = {_key(*said): said for said in (*known, *waiting.values())}
    taken = {}
    for key, times in shared.get_many(by_key).items():
        if times > 0:
            shared.decr(key, times)
            taken[by_key[key]] = times
    return taken


def _forget_least_asked() -> None:
    least = UnansweredTerm.objects.order_by("-count", "-last_day", "pk")[MOST_KEPT:]
    UnansweredTerm.objects.filter(pk__in=[row.pk for row in least]).delete()


def forget_unanswered() -> None:
    """The periodic job: what nobody asked for a year is forgotten."""
    forget(timezone.now())


def forget(now: datetime) -> None:
    """Deletes terms that nobody asked for a year before `now` (aware)."""
    day = timezone.localdate(now) - FORGOTTEN
    UnansweredTerm.objects.filter(last_day__lt=day).delete()
