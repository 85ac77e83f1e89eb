"""A made-up plan of a made-up city, laid out like the city's text."""

from pathlib import Path

REAL_TEXT = Path(__file__).resolve().parents[2].parent / "shared/plan/kamakura-goal6-2025-03.txt"

HEAD = "番号\t取組内容\t取組内容の詳細\t担当課"
POSTER = "6-1-1-1\tちらしを配る\t駅前で毎月ちらしを配ります。\t総務課 保健課"
MEETING = "6-1-2-1\t話し合いの会\t年に二度の集まりを開きます。\t総務課 ※見守り会議 関係課"
SENTENCE = "※会議に出る課は、くらし部(総務課、保健課)、まなび部(研究センター)の計2部3課です。"
VISIT = "6-2-1-1\t家をたずねる\t困りごとを聞きに行きます。\t保健課"
LUNCH = "6-2-1-2\t【再掲 3-1-2-14】昼ごはんの会\t月に一度いっしょに食べます。\t総務課 (広場) 商店課 (食材)"

LINES = (
    "ひばり市地域福祉計画",
    "(別添)",
    "目標 6 支え合い",
    "令和7年(2025年)3月",
    "1 はじめに",
    "ここには、番号のない文が続きます。",
    "6 施策体系",
    "取り組むべき施策の方向性\t具体的な取組",
    "(1) 知らせる\t① 配る ② 集まる",
    "(2) 支える\t① 会いに行く ② 預かる",
    "7 具体的な取組",
    "(1) 知らせる",
    "① 配る",
    HEAD,
    POSTER,
    "② 集まる",
    HEAD,
    MEETING,
    SENTENCE,
    "(2) 支える",
    "① 会いに行く",
    HEAD,
    VISIT,
    LUNCH,
)


def plan_text(replacements: dict[str, str] | None = None) -> str:
    """The made-up plan with some of its lines replaced; "\\n" in a replacement breaks the line."""
    changed = replacements or {}
    unknown = changed.keys() - set(LINES)
    assert not unknown, f"not in the made-up plan: {unknown}"
    return "\n".join(changed.get(line, line) for line in LINES)


def line_number(line: str) -> int:
    """Where a line stands in the unchanged text, from 1."""
    return LINES.index(line) + 1
