"""Schedule phrases as people write them → days and times: 毎月第3土曜 10時〜12時 祝日除く.

A phrase is read only where a careful person could name the dates: every word of it is understood,
or harmless and kept beside the dates (`caveat`). Everything else is refused with its reason.
"""

from datetime import date

from japanese.schedule.assemble import assemble
from japanese.schedule.model import Facts, Schedule, Session
from japanese.schedule.parser import Parser
from japanese.schedule.refusal import Unreadable, refuse_whole
from japanese.schedule.tokens import plain, tokenise

__all__ = ["Facts", "Schedule", "Session", "explain_refusal", "read_phrase"]

_LONGEST_PHRASE = 400


def read_phrase(text: str, today: date, first_date: date | None = None) -> Schedule | None:
    """The schedule that a phrase says, None where the dates are not certain.

    `today` is the day in Japan as of which dates without a year are read. `first_date` is the day
    from which 隔週 and 隔月 are counted, unless the phrase names one; other phrases leave it aside.
    """
    try:
        return _read(text, today, first_date)
    except Unreadable:
        return None


def explain_refusal(text: str, today: date, first_date: date | None = None) -> str | None:
    """Why `read_phrase` gives None: 「読み取れません。…」 for the editor; None where it reads."""
    try:
        _read(text, today, first_date)
    except Unreadable as reason:
        return f"読み取れません。{reason}"
    return None


def _read(text: str, today: date, first_date: date | None) -> Schedule:
    if len(text) > _LONGEST_PHRASE:
        raise Unreadable(f"{_LONGEST_PHRASE}字までで書いてください。")
    normal = plain(text)
    refuse_whole(normal)
    said = Parser(list(tokenise(normal)), today).parse()
    return assemble(said, today, first_date)
