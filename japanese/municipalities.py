"""Prefecture and municipality at the head of an address.

Names with 市, 町, 村, 区 or 郡 inside them (四日市市, 武蔵村山市, 郡山市) are listed, all others are
read by their endings.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

_PREFECTURES: Final = (
    "北海道|東京都|大阪府|京都府|青森県|岩手県|宮城県|秋田県|山形県|福島県|茨城県|栃木県|群馬県|"
    "埼玉県|千葉県|神奈川県|新潟県|富山県|石川県|福井県|山梨県|長野県|岐阜県|静岡県|愛知県|三重県|"
    "滋賀県|兵庫県|奈良県|和歌山県|鳥取県|島根県|岡山県|広島県|山口県|徳島県|香川県|愛媛県|高知県|"
    "福岡県|佐賀県|長崎県|熊本県|大分県|宮崎県|鹿児島県|沖縄県"
)
_WARDS_OF_TOKYO: Final = (
    "千代田|中央|港|新宿|文京|台東|墨田|江東|品川|目黒|大田|世田谷|渋谷|中野|杉並|豊島|北|荒川|"
    "板橋|練馬|足立|葛飾|江戸川"
)
_CITIES_WITH_WARDS: Final = (
    "札幌|仙台|さいたま|千葉|横浜|川崎|相模原|新潟|静岡|浜松|名古屋|京都|大阪|堺|神戸|岡山|広島|"
    "北九州|福岡|熊本"
)
_MISLEADING: Final = (
    "四日市市|廿日市市|野々市市|市川市|市原市|大和郡山市|郡山市|小郡市|郡上市|蒲郡市|東村山市|"
    "武蔵村山市|村山市|村上市|羽村市|田村市|大村市|町田市|十日町市|大町市|余市郡余市町|余市町|"
    "余市郡仁木町|余市郡赤井川村|芳賀郡市貝町|市貝町|西八代郡市川三郷町|市川三郷町|神崎郡市川町|"
    "柴田郡村田町|佐波郡玉村町|杵島郡大町町|高市郡高取町|高市郡明日香村"
)
_NAME: Final = r"[^0-9\s()]"

_PREFECTURE: Final = re.compile(_PREFECTURES)
_CITY: Final = re.compile(
    rf"{_MISLEADING}"
    rf"|(?:{_WARDS_OF_TOKYO})区"
    rf"|(?:{_CITIES_WITH_WARDS})市(?:{_NAME}{{1,5}}?区)?"
    rf"|{_NAME}{{1,5}}?郡{_NAME}{{1,6}}?[町村]"
    rf"|{_NAME}{{1,6}}?市"
)
_TOWN_OF_A_PREFECTURE: Final = re.compile(rf"{_NAME}{{1,5}}?[町村]")
"""A 町 or 村 without its 郡 is only known as one behind a prefecture: 御成町 is no municipality."""


@dataclass(frozen=True, slots=True)
class Municipality:
    """Both names as written, either may be empty, and the text behind them."""

    prefecture: str
    city: str
    rest: str


def split_municipality(text: str) -> Municipality:
    """An address without postal code → prefecture, municipality with its ward, and the rest."""
    prefecture = _at_start(_PREFECTURE, text)
    rest = text[len(prefecture) :].lstrip()
    city = _at_start(_CITY, rest) or (_at_start(_TOWN_OF_A_PREFECTURE, rest) if prefecture else "")
    return Municipality(prefecture, city, rest[len(city) :].lstrip())


def _at_start(pattern: re.Pattern[str], text: str) -> str:
    found = pattern.match(text)
    return found.group() if found else ""
