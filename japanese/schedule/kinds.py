"""What a token of a schedule phrase can be."""

from enum import Enum, auto


class Kind(Enum):
    """What a token says."""

    NOTE = auto()  # words known to change no date and no time
    NEUTRAL = auto()  # words that say nothing: 開催, に
    MARK = auto()  # 1回目, ①, 午前の部
    TIME = auto()
    DATE = auto()
    YEAR_MONTH = auto()
    YEAR = auto()
    DIGIT_DAYS = auto()  # 5のつく日
    NAMED_DAYS = auto()  # 肉の日, before a bracket
    INTERVAL = auto()  # 隔週, 2ヶ月に1回
    COUNT = auto()  # 月2回
    NTH = auto()  # 第1・3
    FOLLOWING = auto()  # とその直後の木曜
    EVERY = auto()  # 毎週, 毎月, 毎日
    WEEKDAYS = auto()
    MONTHS = auto()
    PARITY = auto()  # 奇数月
    DAY = auto()  # 15日
    WORKDAYS = auto()  # 平日
    HOLIDAYS = auto()
    HOLIDAYS_TOO = auto()  # 祝日も開催
    SEASON = auto()  # 年末年始; others only before their dates in brackets
    OFF = auto()  # を除く, は休み
    OFF_LABEL = auto()  # 定休日:
    FIRST = auto()  # 次回は
    ONLY = auto()  # のみ
    RANGE = auto()
    UNTIL = auto()
    SEPARATOR = auto()
    GAP = auto()
    OPEN = auto()
    CLOSE = auto()
    WORDS = auto()  # everything else

    # In phrases of opening hours only
    ALL_DAY = auto()  # 24時間
    NEXT_DAY = auto()  # 翌, before a time
    AUDIENCE = auto()  # 中学生は
    NOT_SERVED = auto()  # 利用できません, after those whom it concerns
