"""A typed phrase as the rule of one series, or the sentence that says why it is none."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from japanese.schedule import explain_refusal, read_phrase

if TYPE_CHECKING:
    from datetime import date

TWO_SERIES = (
    "読み取れません。時間のちがう日が2組あります。集まりを2つに分けて、1つずつ入れてください。"
)


class PhraseRefused(ValueError):
    """Nobody could name the dates; the message is a Japanese sentence for whoever typed."""


def rule_of_phrase(phrase: str, today: date, first: date | None) -> tuple[dict[str, Any], bool]:
    """The facts of `phrase`, and whether it says more than they hold (its words stay beside them).

    `today` is the day in Japan; 隔週 and 隔月 are counted from `first`. Raises PhraseRefused.
    """
    schedule = read_phrase(phrase, today, first)
    if schedule is None:
        raise PhraseRefused(explain_refusal(phrase, today, first))
    facts, *others = schedule.facts()
    if others:
        raise PhraseRefused(TWO_SERIES)
    return facts, schedule.caveat
