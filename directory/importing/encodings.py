"""Bytes of a text file → text: which of the encodings that Japanese offices use it is."""

from __future__ import annotations

import codecs
import re
from typing import Final

from directory.importing.problems import UnreadableFile

_MARKS: Final = (
    (codecs.BOM_UTF8, "utf-8", "UTF-8"),
    (codecs.BOM_UTF32_LE, "utf-32", "UTF-32"),
    (codecs.BOM_UTF16_LE, "utf-16", "UTF-16"),
    (codecs.BOM_UTF16_BE, "utf-16", "UTF-16"),
)
_JIS: Final = b"\x1b$"
_HALF_KANA: Final = re.compile("[｡-ﾟ]")
_OUTSIDE: Final = re.compile("[\u0080-\u009f\ue000-\uf8ff]")


def decode(data: bytes) -> tuple[str, str]:
    """The text without byte order marks, and the name of its encoding.

    A mark decides; without one UTF-8, ISO-2022-JP, cp932 (Shift_JIS with ①㈱髙) and EUC-JP are
    tried strictly in this order. Raises UnreadableFile where none fits.
    """
    for mark, codec, name in _MARKS:
        if data.startswith(mark):
            return _strictly(data, codec, name), name
    if _JIS in data and data.isascii():
        return _strictly(data, "iso2022_jp_ext", "ISO-2022-JP"), "ISO-2022-JP"
    try:
        return data.decode("utf-8"), "UTF-8"
    except UnicodeDecodeError as error:
        _refuse_broken_utf8(data, error)
    return _shift_jis_or_euc(data)


def _strictly(data: bytes, codec: str, name: str) -> str:
    try:
        text = data.decode(codec)
    except UnicodeDecodeError as error:
        raise UnreadableFile(
            f"{name} のファイルですが、{_line(data, error.start)}行目あたりの文字がこわれています。"
        ) from error
    return text.lstrip("\ufeff")


def _refuse_broken_utf8(data: bytes, error: UnicodeDecodeError) -> None:
    """Text of another encoding hardly ever has characters of UTF-8; mostly UTF-8 is broken UTF-8."""
    text = data.decode("utf-8", "replace")
    bad = text.count("\ufffd")
    good = sum(char > "\x7f" for char in text) - bad
    if good > bad:
        raise UnreadableFile(
            f"UTF-8 のファイルですが、{_line(data, error.start)}行目あたりの文字がこわれています。"
            "もとのファイルから、もういちど書き出してください。"
        )


def _line(data: bytes, position: int) -> int:
    return data.count(b"\n", 0, position) + 1


def _shift_jis_or_euc(data: bytes) -> tuple[str, str]:
    shift_jis, euc = _attempt(data, "cp932"), _attempt(data, "euc_jp")
    if shift_jis is not None and not (euc is not None and _looks_wrong(shift_jis, euc)):
        return shift_jis, "Shift_JIS（cp932）"
    if euc is not None:
        return euc, "EUC-JP"
    raise UnreadableFile(
        "文字コードが分かりません。UTF-8 か Shift_JIS の CSV、または Excel（.xlsx）で保存しなおしてください。"
    )


def _attempt(data: bytes, codec: str) -> str | None:
    try:
        text = data.decode(codec)
    except UnicodeDecodeError:
        return None
    return None if _OUTSIDE.search(text) else text


def _looks_wrong(shift_jis: str, euc: str) -> bool:
    """EUC read as Shift_JIS is full of half-width kana; real files hold few."""
    return len(_HALF_KANA.findall(shift_jis)) > len(_HALF_KANA.findall(euc)) + len(shift_jis) // 4
