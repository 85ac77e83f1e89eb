"""Official numbers: 全国地方公共団体コード, 法人番号, postal codes, and the number of a row."""

from __future__ import annotations

import re
from typing import Final

from directory.importing.cells.reading import NotUnderstood, Reading
from directory.importing.cells.words import plain_form, was_wide

PREFECTURES: Final = (
    "北海道",
    "青森県",
    "岩手県",
    "宮城県",
    "秋田県",
    "山形県",
    "福島県",
    "茨城県",
    "栃木県",
    "群馬県",
    "埼玉県",
    "千葉県",
    "東京都",
    "神奈川県",
    "新潟県",
    "富山県",
    "石川県",
    "福井県",
    "山梨県",
    "長野県",
    "岐阜県",
    "静岡県",
    "愛知県",
    "三重県",
    "滋賀県",
    "京都府",
    "大阪府",
    "兵庫県",
    "奈良県",
    "和歌山県",
    "鳥取県",
    "島根県",
    "岡山県",
    "広島県",
    "山口県",
    "徳島県",
    "香川県",
    "愛媛県",
    "高知県",
    "福岡県",
    "佐賀県",
    "長崎県",
    "熊本県",
    "大分県",
    "宮崎県",
    "鹿児島県",
    "沖縄県",
)
"""In the order of JIS X 0401: 北海道 is 01."""

_NUMBER: Final = re.compile(r"([0-9]+)(?:\.0+)?")
_SCIENTIFIC: Final = re.compile(r"[0-9](?:\.[0-9]+)?E\+?[0-9]{1,2}", re.IGNORECASE)
_POSTAL: Final = re.compile(r"〒?\s*([0-9]{3})\s*-?\s*([0-9]{4})")
_POSTAL_WITHOUT_ZERO: Final = re.compile(r"([0-9]{2})-?([0-9]{4})")


def read_municipality_code(text: str, prefecture: str = "") -> Reading[str]:
    """A code of 6 digits, the last of them a check digit (JIS X 0402 with 総務省's digit).

    A zero that a spreadsheet lost is put back, the check digit of a 5-digit code is worked out;
    `prefecture` decides where both would do. Raises NotUnderstood for numbers that are no code.
    """
    found = _NUMBER.fullmatch(plain_form(text).replace(" ", ""))
    digits = found[1] if found else ""
    candidates = [code for code in _candidates(digits) if _exists(code)]
    if not candidates:
        raise NotUnderstood("全国地方公共団体コードとして正しくありません。")
    code = _of_prefecture(candidates, prefecture)
    if code == digits:
        return Reading(code, "全角の数字を半角にしました。" if was_wide(text) else "")
    return Reading(code, _how_completed(digits, code))


def _candidates(digits: str) -> list[str]:
    """The likeliest first."""
    match len(digits):
        case 6:
            return [digits]
        case 5:
            return [f"0{digits}", digits + check_digit(digits)]
        case 4:
            return [f"0{digits}{check_digit(f'0{digits}')}"]
        case _:
            return []


def check_digit(five: str) -> str:
    """The sixth digit of a municipality's code."""
    total = sum(int(digit) * weight for digit, weight in zip(five, (6, 5, 4, 3, 2), strict=True))
    return str((11 - total % 11) % 10)


def _exists(code: str) -> bool:
    prefecture, municipality = int(code[:2]), int(code[2:5])
    return (
        1 <= prefecture <= len(PREFECTURES)
        and (municipality == 0 or 100 <= municipality < 800)
        and code[5] == check_digit(code[:5])
    )


def _of_prefecture(candidates: list[str], prefecture: str) -> str:
    if prefecture in PREFECTURES:
        number = f"{PREFECTURES.index(prefecture) + 1:02}"
        return next((code for code in candidates if code.startswith(number)), candidates[0])
    return candidates[0]


def _how_completed(digits: str, code: str) -> str:
    if code.startswith("0") and code[1:].startswith(digits):
        lost = "先頭の 0 をもどしました。"
        return lost if len(digits) == 5 else f"{lost}検査数字をおぎないました。"
    return "検査数字をおぎないました。"


def read_corporate_number(text: str) -> Reading[str]:
    """13 digits, the first of them a check digit (国税庁). Numbers a spreadsheet rounded are out."""
    plain = plain_form(text).replace(" ", "").replace("-", "")
    if _SCIENTIFIC.fullmatch(plain):
        raise NotUnderstood("表計算ソフトで数が丸められていて、もとの法人番号が分かりません。")
    if not re.fullmatch("[0-9]{13}", plain) or plain[0] != _corporate_check(plain[1:]):
        raise NotUnderstood("法人番号として正しくありません。")
    return Reading(plain)


def _corporate_check(twelve: str) -> str:
    total = sum(int(digit) * (1 + place % 2) for place, digit in enumerate(reversed(twelve)))
    return str(9 - total % 9)


def read_postal_code(text: str) -> Reading[str]:
    """「〒2480012」 → "248-0012"; a zero that a spreadsheet lost is put back."""
    plain = plain_form(text)
    if found := _POSTAL.fullmatch(plain):
        code = f"{found[1]}-{found[2]}"
        return Reading(code, "全角の数字を半角にしました。" if was_wide(text) else "")
    if found := _POSTAL_WITHOUT_ZERO.fullmatch(plain):
        return Reading(f"0{found[1]}-{found[2]}", "先頭の 0 をもどしました。")
    raise NotUnderstood("郵便番号として読めません。")


def read_source_id(text: str) -> Reading[str]:
    """The number or name of a row in its own list, half-width; "12.0" is 12."""
    plain = plain_form(text)
    found = _NUMBER.fullmatch(plain)
    if _SCIENTIFIC.fullmatch(plain):
        raise NotUnderstood("表計算ソフトで数が丸められていて、もとの番号が分かりません。")
    return Reading(found[1] if found else " ".join(plain.split()))
