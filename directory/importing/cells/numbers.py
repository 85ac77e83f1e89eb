"""Numbers of a cell: counts of people, fees, ages, and yes or no."""

from __future__ import annotations

import re
from typing import Any, Final

from directory.importing.cells.reading import NotUnderstood, Reading
from directory.importing.cells.words import plain_form, was_wide

_SURE_COUNT: Final = re.compile(r"(?:定員)?\s*([0-9][0-9,]{0,10})(?:\.0+)?\s*(?:人|名)?")
_YEN: Final = re.compile(
    r"(?:[¥\\]\s*)?([0-9][0-9,]{0,10})(?:\.0+)?\s*(?:円|-)?(?:\s*\(税込み?\))?"
)
_FREE: Final = re.compile(r"(?:無料|無し|なし|ただ|フリー)(?:です)?")
_WHO: Final = r"(?P<who>[^:、,;。※*\n]{1,20}?)"
_FEE: Final = re.compile(
    rf"{_WHO}\s*[:は]?\s*(?P<amount>無料|(?:1人)?\s*[0-9][0-9,]{{0,10}}\s*円(?:\s*\(税込み?\))?)"
)
_FEE_HEADING: Final = re.compile(r"^(?:料金|参加費|利用料|入場料)\s*[:]\s*")
_FEE_ENDS: Final = re.compile(r"[、,;。\n/]+|(?<=[円料)])\s+")
_NO_PAYER: Final = re.compile(r"[0-9]円|割引|以外|一部|日により|応相談|~|から|程度|約|ごと|毎|/")
_HIGHEST_FEE: Final = 1_000_000
_MOST_PEOPLE: Final = 32_767
_YES: Final = frozenset(
    {
        "有",
        "あり",
        "有り",
        "有る",
        "ある",
        "1",
        "○",
        "〇",
        "◯",
        "●",
        "◎",
        "可",
        "可能",
        "true",
        "yes",
        "y",
        "はい",
        "対応",
        "対応可",
        "実施",
        "設置",
        "利用可",
        "同伴可",
    }
)
_NO: Final = frozenset(
    {
        "無",
        "なし",
        "無し",
        "無い",
        "ない",
        "0",
        "×",
        "✕",
        "x",
        "否",
        "不可",
        "不可能",
        "false",
        "no",
        "n",
        "いいえ",
        "非対応",
        "未対応",
        "未実施",
        "該当なし",
    }
)


def read_count(text: str) -> Reading[int]:
    """「30」「３０名」 → 30. Words that say more than the number raise NotUnderstood."""
    found = _SURE_COUNT.fullmatch(plain_form(text))
    number = int(found[1].replace(",", "")) if found else 0
    if not 0 < number <= _MOST_PEOPLE:
        raise NotUnderstood("人数として読めません。")
    return Reading(number, "全角の数字を半角にしました。" if was_wide(text) else "")


def read_yen(text: str) -> Reading[int]:
    """「300」「300円」「無料」 → yen. Words that say more than the amount raise NotUnderstood."""
    plain = plain_form(text)
    if _FREE.fullmatch(plain):
        return Reading(0)
    found = _YEN.fullmatch(plain)
    if found is None:
        raise NotUnderstood("金額として読めません。")
    yen = int(found[1].replace(",", ""))
    if yen > _HIGHEST_FEE:
        raise NotUnderstood("金額が大きすぎます。")
    return Reading(yen, "全角の数字を半角にしました。" if was_wide(text) else "")


def read_fee_words(text: str) -> Reading[list[dict[str, Any]]]:
    """「大人300円、子ども無料」 → one fee for each. Raises NotUnderstood unless every word is read."""
    plain = _FEE_HEADING.sub("", plain_form(text))
    fees = [_fee(part.strip()) for part in _FEE_ENDS.split(plain) if part.strip()]
    payers = [fee["who"] for fee in fees]
    if not fees or len(set(payers)) != len(payers):
        raise NotUnderstood("料金のことばを読み取れません。")
    return Reading(fees)


def _fee(part: str) -> dict[str, Any]:
    found = _FEE.fullmatch(part)
    if found is None or _NO_PAYER.search(found["who"]):
        raise NotUnderstood("料金のことばを読み取れません。")
    digits = re.sub(r"\D", "", found["amount"].removeprefix("1人"))
    yen = int(digits or 0)
    if yen > _HIGHEST_FEE:
        raise NotUnderstood("金額が大きすぎます。")
    return {"who": found["who"].strip(), "yen": yen}


def read_flag(text: str) -> Reading[bool]:
    """有・○・可・1 → True, 無・×・不可・0 → False; 「有（故障中）」 raises NotUnderstood."""
    plain = plain_form(text).lower()
    if plain in _YES:
        return Reading(True)
    if plain in _NO:
        return Reading(False)
    raise NotUnderstood("有るか無いかを読み取れません。")


_AGE_RANGE: Final = re.compile(
    r"(?:満)?([0-9]{1,3})歳?\s*(?:~|-|から)\s*(?:満)?([0-9]{1,3})歳?(?:まで)?"
)
_AGE_FROM: Final = re.compile(r"(?:満)?([0-9]{1,3})歳(?:以上|から|~)")
_AGE_UNTIL: Final = re.compile(r"(?:満)?([0-9]{1,3})歳(?:以下|まで)")
_AGE_BELOW: Final = re.compile(r"(?:満)?([0-9]{1,3})歳未満")
_OLDEST: Final = 120


def read_ages(text: str) -> Reading[tuple[int | None, int | None]]:
    """「0歳〜5歳」「3歳以上」「18歳未満」 → (first, last) year of age, both included.

    School years, months and 就学前 raise NotUnderstood: they name no year of age for certain.
    """
    plain = plain_form(text).replace(" ", "")
    first, last = _ages(plain)
    if any(age is not None and age > _OLDEST for age in (first, last)):
        raise NotUnderstood("年齢として読めません。")
    if first is not None and last is not None and first > last:
        raise NotUnderstood("年齢の上と下が逆です。")
    return Reading((first, last))


def _ages(plain: str) -> tuple[int | None, int | None]:
    if found := _AGE_RANGE.fullmatch(plain):
        return int(found[1]), int(found[2])
    if found := _AGE_FROM.fullmatch(plain):
        return int(found[1]), None
    if found := _AGE_UNTIL.fullmatch(plain):
        return None, int(found[1])
    if found := _AGE_BELOW.fullmatch(plain):
        return None, int(found[1]) - 1
    raise NotUnderstood("年齢として読めません。")
