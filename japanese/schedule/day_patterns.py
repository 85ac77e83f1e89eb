"""How days and times are written, as regular expressions over text in normal form."""

import re

from japanese.schedule.kinds import Kind

Patterns = tuple[tuple[Kind, re.Pattern[str]], ...]


def compiled(*patterns: tuple[Kind, str]) -> Patterns:
    """Patterns in the order in which they are tried."""
    return tuple((kind, re.compile(pattern)) for kind, pattern in patterns)


CIRCLED = "\ue001-\ue014"
"""① to ⑳ as they are kept apart from plain numbers."""

NUMBER = r"(?:(?<![0-9])[0-9]{1,2}(?![0-9])|[一二三四五六七八九十]{1,3})"
_AND = r"(?:[・、,&~〜]|-|と|から|及び|および)"
_DAY = r"[月火水木金土日]"
_DAY_OF_WEEK = rf"{_DAY}(?:曜日|曜|よう日|ようび)"
RUN = rf"{_DAY}(?:{_AND}?{_DAY})*"
_CLOCK_AHEAD = r"[0-9]{1,2}[:時]|午[前後]|正午"
_AHEAD = (
    rf"[\s・、,。()\[\]【】~〜\-:※]|$|第|祝|以外|を?除|に(?:あた|当た|重な)|休|定休|{_CLOCK_AHEAD}|"
    r"開催|実施|毎[週月]|週[0-9]"
)
# Weekdays without 曜 end before these; after 第2 or 毎週 also before a particle.
_RUN_END = rf"(?={_AHEAD})"
PLAIN_WEEKDAYS = re.compile(rf"(?P<items>{RUN})(?={_AHEAD}|[はのにをがもで]|から|と[^一-龥])")

# 毎月最終日 is the last day of the month, 最終日曜 and 最終日・月曜 begin with a weekday.
_LAST = rf"最終(?!日(?!曜|・?[月火水木金土]))|(?<![今来先同当昨])毎?月末(?:の(?=\(?{_DAY})|(?=\(?{_DAY}曜))"
_NTH = rf"(?:第(?:{NUMBER}|[{CIRCLED}])|{_LAST}|最後の?|ラスト|最初の)"
_NTH_AHEAD = rf"{_AND}|のみ|だけ|[.)]|\s|第|最終|の?\(?{_DAY}"
_NTH_AGAIN = rf"(?:{NUMBER}|[{CIRCLED}])(?={_NTH_AHEAD})(?![~〜・、,.-]?[0-9]*[時:])"

_ERA = rf"(?P<era>令和|平成|r|h)(?P<era_year>元|{NUMBER})(?:年|[./])"
_YEAR = rf"(?:{_ERA}|(?P<year>(?<![0-9])[0-9]{{4}})(?:年|[./-]))"
_IN_BRACKETS = (
    rf"\s?\((?:(?P<weekday>{_DAY})(?:曜日?)?(?:[・、,/]?(?:祝日?|休))?|(?P<holiday>祝日?))\)"
)
_CONFIRMED = rf"(?:{_IN_BRACKETS}|(?P<weekday2>{_DAY})曜日?)?"
_MONTH = rf"(?P<month>{NUMBER})"

DATES = compiled(
    (Kind.DATE, rf"{_YEAR}?{_MONTH}月(?P<day>{NUMBER})日(?!間|前|以|後|曜){_CONFIRMED}"),
    (Kind.DATE, rf"{_YEAR}?{_MONTH}/(?P<day>{NUMBER})(?![0-9./:時日]){_CONFIRMED}"),
    (Kind.DATE, rf"{_YEAR}{_MONTH}[./-](?P<day>{NUMBER})(?![0-9]){_CONFIRMED}"),
    (Kind.YEAR_MONTH, rf"{_YEAR}{_MONTH}月(?!曜)"),
    (Kind.YEAR, rf"{_YEAR}(?!度)"),
)

_MINUTES = rf"時(?!間)(?:(?P<half>半)|(?P<minute>{NUMBER})分)?|:(?P<minute2>[0-9]{{2}})(?![0-9:])"
_HOUR = rf"(?P<hour>{NUMBER})"
TIMES = compiled(
    (
        Kind.TIME,
        rf"(?:(?:お(?=昼))?(?P<half_day>午前|午後|am|pm|朝|夜|夕方|昼))?\s?の?{_HOUR}(?:{_MINUTES})"
        r"(?:\s?(?P<half_day2>am|pm))?",
    ),
    (
        Kind.TIME,
        rf"(?P<half_day>午前|午後)?\s?{_HOUR}(?=(?:[~〜]|-|から)(?:午前|午後)?{NUMBER}(?:時|:))",
    ),
    (Kind.TIME, r"(?P<noon>正午)"),
)

DAYS = compiled(
    (Kind.DIGIT_DAYS, r"(?P<digits>[0-9](?:[・、,と][0-9])*)[のが](?:つ|付)く日"),
    (Kind.INTERVAL, r"(?P<two>隔週|隔月)の?(?:で|に)?(?:1回)?\s?"),
    (
        Kind.INTERVAL,
        rf"(?P<number>{NUMBER})(?:(?P<months>[ヶかカヵケ箇個]月)|週間?)(?:に|ごとに?|毎に?)の?"
        rf"(?:(?P<times>{NUMBER})[回度])?",
    ),
    (
        Kind.COUNT,
        rf"(?<![今来先同当昨])(?P<unit>[月年週])(?:間|に)?(?P<number>{NUMBER})[回度](?!目|分)",
    ),
    (Kind.COUNT, rf"(?P<unit>週)(?P<number>{NUMBER})日"),
    (Kind.COUNT, rf"(?:全|計)?(?P<number>{NUMBER})[回度](?!目|分)"),
    (
        Kind.NTH,
        rf"(?P<items>{_NTH}(?:\s?(?:{_AND}|[./])?\s?(?:{_NTH}|{_NTH_AGAIN}))*)(?:の(?!み))?\s?",
    ),
    (Kind.EVERY, rf"(?P<week>毎週|各週|毎(?={_DAY}曜))の?\s?"),
    (Kind.EVERY, r"(?P<day>毎日(?!曜)|年中無休|無休)"),
    (Kind.EVERY, r"(?P<month>(?:毎月|各月)(?!曜)の?|(?<![今来先同当昨])月の?(?=第|最終))\s?"),
    (Kind.WORKDAYS, r"平日(?:の(?!み))?"),
    (
        Kind.WEEKDAYS,
        rf"(?P<items>{RUN}{_DAY_OF_WEEK.removeprefix(_DAY)}"
        rf"(?:\s?{_AND}?\s?(?:{_DAY_OF_WEEK}|{_DAY}(?=(?:{_AND}?{_DAY})*曜)|{_DAY}{_RUN_END}))*)(?:まで)?",
    ),
    (Kind.PARITY, r"(?P<odd>奇数月)|(?P<even>偶数月)"),
    (
        Kind.MONTHS,
        rf"(?P<items>{NUMBER}月?(?:{_AND}{NUMBER}月?)*)(?<=月)(?!曜|{NUMBER}日(?!曜))(?:まで)?",
    ),
    (Kind.DAY, rf"(?P<day>{NUMBER})(?=(?:[・、,]{NUMBER})+日(?!間|目|前|後|以|曜))"),
    (Kind.DAY, rf"(?P<day>{NUMBER}日|末日|最終日(?!は))(?!間|目|前|後|以|曜){_CONFIRMED}"),
)

LATE_DAYS = compiled(
    (
        Kind.FOLLOWING,
        rf"[と・、]その(?:(?:直後|次)の(?P<weekday>{_DAY})(?:曜日?)?|翌日)",
    ),
    (
        Kind.NAMED_DAYS,
        r"[^\s()・、0-9第毎のと]{1,10}の日(?:[・、と][^\s()・、0-9第毎のと]{1,10}の日)*(?=\()",
    ),
)
LATE_WEEKDAYS = compiled((Kind.WEEKDAYS, rf"(?P<items>{RUN}){_RUN_END}"))
