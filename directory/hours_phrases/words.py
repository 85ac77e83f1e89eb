"""Words of opening hours that schedules do not have, as regular expressions over normal form."""

import re

from japanese.schedule.day_patterns import NUMBER, RUN, compiled
from japanese.schedule.kinds import Kind

_CLOCK = rf"(?:午[前後])?\s?(?:{NUMBER}時(?:半|{NUMBER}分)?|{NUMBER}:[0-9]{{2}}|正午)"
_AUDIENCE = (
    r"(?:乳幼児|未就学児|幼児|小[・、]?中[・、]?高校?生|小[・、]?中学?生|中[・、]?高校?生|"
    r"小学生|中学生|高校生|大学生)(?!以)"
)
_WHAT = (
    r"(?:開館|開所|開室|開園|開店|開設|開放|営業|利用可能|利用|相談受付|電話受付|電話相談|相談|受付|"
    r"窓口|対応|業務|オープン)"
)
_CLOSED = r"(?:休館|休所|休室|休園|休業|休診|閉館|閉所|閉室|閉園|閉庁|定休|お?休み?)"
_DAY_AHEAD = r"(?=[月火水木金土日祝第]|年末|夏|お?盆|[0-9]+[月/])"

NEXT_DAY = re.compile(rf"翌日?の?(?={_CLOCK})")
BY_APPOINTMENT = re.compile(
    r"(?:完全|事前|要|ご)*予約(?:制|のみ|が?必要|した(?:人|方)(?:だけ|のみ))?(?:です)?[。.]?"
)

WORDS = (
    *compiled(
        (Kind.WEEKDAYS, rf"(?P<items>{RUN})(?=[はの]\s?{_CLOCK})"),
        (Kind.ALL_DAY, r"24時間(?:営業|対応|受付|開館|利用可能?|オープン)?(?![前以]|[0-9]+分)"),
        (Kind.EVERY, r"(?P<day>(?<![0-9])365日)"),
        (Kind.NOTE, rf"(?:最終)?(?:入館|入場|入室|来館|受付)(?:時間)?は?、?{_CLOCK}まで"),
        (Kind.NOTE, rf"(?:最終(?:入館|入場|入室|受付)|ラストオーダー|l\.?o\.?)(?:時間)?は?、?{_CLOCK}"),
        (Kind.AUDIENCE, rf"(?P<names>{_AUDIENCE}(?:(?:[・、と]|及び|および){_AUDIENCE})*)は?、?\s?"),
        (
            Kind.NOT_SERVED,
            r"(?:の(?:み|方)?)?(?:ご?利用(?:でき(?:ません|ない)|不可|はできません)|対象外)(?:です)?",
        ),
        (Kind.OFF_LABEL, rf"(?<![月火水木金土日曜祝始])\s?{_CLOSED}日[はが:]?\s?(?:毎週|毎月の?)?\s?{_DAY_AHEAD}"),
        (Kind.HOLIDAYS_TOO, r"祝(?:祭)?日?も(?:開所|開室|開園|開放|対応)(?:します|しています)?"),
        (Kind.SEPARATOR, r"/"),
        (Kind.NEUTRAL, rf"{_WHAT}(?:可能)?(?:日時|時間|曜日|日)[は:]?\s?"),
        (Kind.OFF, r"[はをが]?\s?(?:休所|休室|休園|休診|閉館|閉所|閉室|閉園|閉庁)日?(?:です|になります)?"),
    ),
    (Kind.NEXT_DAY, NEXT_DAY),
)  # fmt: skip

_SCHOOLS = {"小": "小学生", "中": "中学生", "高": "高校生"}


def audiences(names: str) -> list[str]:
    """小・中学生、大学生 → 小学生, 中学生, 大学生."""
    found: list[str] = []
    for name in re.findall(_AUDIENCE, names):
        schools = [_SCHOOLS[letter] for letter in name if letter in _SCHOOLS]
        found += schools if len(schools) > 1 or name in schools else [name]
    return list(dict.fromkeys(found))
