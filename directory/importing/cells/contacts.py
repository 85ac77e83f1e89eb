"""Telephone numbers and addresses of web pages."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final
from urllib.parse import unquote, urlsplit

from directory.importing.cells.private import find_private
from directory.importing.cells.reading import NotUnderstood, Reading
from directory.importing.cells.words import plain_form

_LONG_MARK: Final = re.compile(r"(?<=[0-9)])\s*[ーｰ]\s*(?=[0-9(])")
_NUMBER: Final = re.compile(
    r"(?<![0-9])(?:\+81[-\s]?)?\(?[0-9]{1,5}\)?[-\s]?\(?[0-9]{1,4}\)?[-\s]?[0-9]{3,4}(?![0-9])"
    r"|(?<![0-9])(?:#[0-9]{4}|11[089]|171|18[89])(?![0-9])"
)
_EXTENSION: Final = re.compile(r"\(?\s*(?:内線|内)\s*[:]?\s*([0-9][0-9、,・~-]*)\s*\)?")
_AROUND: Final = re.compile(r"^[\s,、;/()・:]+|[\s,、;/(・:]+$")
_HEADING: Final = re.compile(r"(?:TEL|ＴＥＬ|Tel|tel|電話(?:番号)?|℡|☎)\s*[:.]?\s*")
_MASK: Final = re.compile(r"[xX*＊×○●]{2,}")


@dataclass(frozen=True, slots=True)
class Phones:
    """`numbers` are public landlines in order, `private` mobile numbers, `note` the words around."""

    numbers: tuple[str, ...]
    private: tuple[str, ...]
    note: str


def read_phones(text: str) -> Reading[Phones]:
    """(0467)57-1414, 0467ー23－3000, two numbers, 内線 → numbers as 0467-23-3000 and the words.

    A zero that a spreadsheet lost is put back; numbers of zeros only are masks. Raises
    NotUnderstood where no number is left.
    """
    plain = _HEADING.sub("", _LONG_MARK.sub("-", plain_form(text)))
    if _MASK.search(plain):
        raise NotUnderstood("電話番号が伏せられています。")
    extension = _EXTENSION.search(plain)
    rest = _EXTENSION.sub(" ", plain)
    private = [rest[start:end] for start, end in find_private(rest)]
    for number in private:
        rest = rest.replace(number, " ")
    numbers, why = _numbers(rest)
    if not numbers and not private:
        raise NotUnderstood(_why_none(plain))
    mobiles = [number for number in numbers if _is_mobile(number)]
    note = _balanced(_AROUND.sub("", " ".join(_NUMBER.sub(" ", rest).split())))
    words = [f"内線 {extension[1]}"] if extension else []
    return Reading(
        Phones(
            tuple(number for number in numbers if number not in mobiles),
            (*private, *mobiles),
            " ".join([*words, note] if note else words),
        ),
        why,
    )


def _balanced(note: str) -> str:
    """Without the bracket that stood before or behind a number."""
    missing = note.count("(") - note.count(")")
    return note.rstrip(")") if missing < 0 else note + ")" * missing


def _why_none(plain: str) -> str:
    if re.search("0{4}", plain):
        return "電話番号が 0 ばかりで、伏せられています。"
    return "電話番号として読めません。"


def _numbers(rest: str) -> tuple[list[str], str]:
    numbers: list[str] = []
    why = ""
    for found in _NUMBER.finditer(rest):
        number = _one_number(found[0])
        if number and number not in numbers:
            numbers.append(number)
            if _digits(number) == f"0{_digits(found[0])}":
                why = "先頭の 0 をもどしました。"
    return numbers, why


def _one_number(typed: str) -> str:
    """One spelling of a number, "" where it is none or a mask."""
    digits = _digits(typed)
    if typed.startswith("#") or len(digits) == 3:
        return typed
    parts = [part for part in re.split(r"[^0-9]+", typed.replace("+81", "")) if part]
    if typed.startswith("+81") or (not digits.startswith("0") and len(digits) in (9, 10)):
        parts[0] = f"0{parts[0].removeprefix('0')}"
        digits = "".join(parts)
    if not digits.startswith("0") or len(digits) not in (10, 11) or set(digits[-8:]) == {"0"}:
        return ""
    return "-".join(parts)


def _digits(text: str) -> str:
    return re.sub(r"[^0-9]", "", text)


def _is_mobile(number: str) -> bool:
    digits = _digits(number)
    return len(digits) == 11 and digits[:3] in {"060", "070", "080", "090"} and digits[3] != "0"


_SCHEME: Final = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:(?!\d)")
_HTTP: Final = re.compile(r"https?[:：]/{1,3}|ｈｔｔｐｓ?：／／", re.IGNORECASE)
_SCHEME_TYPED: Final = re.compile(r"^(https?)\s*[:：]\s*[/／]{1,3}", re.IGNORECASE)
_HOST: Final = re.compile(r"(?:[\w](?:[\w-]*[\w])?\.)+[A-Za-z][A-Za-z0-9-]{1,}(?::[0-9]{2,5})?")
_LONGEST: Final = 200


def read_website(text: str) -> Reading[str]:
    """An address of a web page with its scheme; a page broken over two lines is put together.

    Raises NotUnderstood for anything that is no page: mailto:, javascript:, a file, plain words.
    """
    joined, why = _joined(text)
    if not _HTTP.match(joined):
        if _SCHEME.match(joined):
            raise NotUnderstood("http:// か https:// で始まるアドレスだけが使えます。")
        joined, why = f"http://{joined}", "「http://」をおぎないました。"
    return Reading(_checked(joined), why)


def _joined(text: str) -> tuple[str, str]:
    narrow = plain_form(text) if re.match(r"\s*[ｈＨｗＷ]", text) else text.strip()
    narrow = _SCHEME_TYPED.sub(r"\1://", narrow)
    starts = [found.start() for found in _HTTP.finditer(narrow)]
    first = narrow[: starts[1]] if len(starts) > 1 and narrow[starts[1] - 1].isspace() else narrow
    if len(starts) > 1 and first != narrow:
        return "".join(first.split()), "はじめのアドレスだけを使いました。"
    joined = "".join(first.split())
    if joined != first.strip():
        return joined, "とちゅうの改行と空白をとりました。"
    return joined, "アドレスの書き方をなおしました。" if narrow != text.strip() else ""


def _checked(address: str) -> str:
    try:
        parts = urlsplit(address)
    except ValueError:
        raise NotUnderstood("ホームページのアドレスとして読めません。") from None
    if (
        parts.scheme not in ("http", "https")
        or "@" in parts.netloc
        or not _HOST.fullmatch(parts.netloc)
    ):
        raise NotUnderstood("ホームページのアドレスとして読めません。")
    if len(address) > _LONGEST:
        address = unquote(address)
    if len(address) > _LONGEST:
        raise NotUnderstood(f"ホームページのアドレスが{_LONGEST}字より長いので、使えません。")
    return address
