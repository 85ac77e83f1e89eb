"""Opening hours as people write them → facts: 月〜金 9時〜17時 祝日休み（12/29〜1/3休み）.

The words are cut by `japanese.schedule`. A phrase is read only where every word of it is
understood, or is known to say nothing about days and times (`notes`); everything else is refused.
"""

import re

from directory.hours_phrases.assemble import assemble
from directory.hours_phrases.model import HoursPhrase
from directory.hours_phrases.parser import Parser
from directory.hours_phrases.words import BY_APPOINTMENT, NEXT_DAY, WORDS
from japanese.schedule.refusal import Unreadable, refuse_whole
from japanese.schedule.tokens import plain, tokenise

__all__ = ["HoursPhrase", "Unreadable", "read_hours_phrase"]

_LONGEST_PHRASE = 400


def read_hours_phrase(text: str) -> HoursPhrase:
    """The facts that a phrase says; raises Unreadable with the reason (a Japanese sentence)."""
    if len(text) > _LONGEST_PHRASE:
        raise Unreadable(f"{_LONGEST_PHRASE}字までで書いてください。")
    normal = plain(re.sub(r"\s*\n\s*", "、", text.strip()))
    if BY_APPOINTMENT.fullmatch(normal):
        return HoursPhrase({"appointment_only": True})
    refuse_whole(NEXT_DAY.sub("", normal))
    return assemble(Parser(list(tokenise(normal, WORDS))).parse())
