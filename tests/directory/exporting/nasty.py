"""Records with everything that a cell can trip over, as hypothesis makes them."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

from directory.models import Location, Organization, Place
from directory.models.place import LANGUAGES, MODES
from directory.models.venue import ACCESSIBILITY
from japanese.calendar_days import WEEKDAY_CODES

BITS = [
    "会", "ひだまり", "カフェ", "ｶﾌｪ", "１２", "Ａｂ", "髙﨑", "①", "𠮷", "👨‍👩‍👧", "葛\U000e0100", "か\u3099",
    " ", "　", "\n", "\r\n", "\t", '"', "'", ",", "，", ";", "、", "。", "：", "※", "・", "-", "−", "〜", "～",
    "=1+1", "+81", "@SUM(A1)", "-2", "＝", "＋", "－", "＠", "'=", "</script>", "<b>", "&", "\u200b", "\ufeff",
    "0467-23-3000", "090-1234-5678", "０８０−１２３４−５６７８", "a.b@example.jp", "ａ＠example.jp", "mailto:x@y.jp",
    "祝日", "休み", "月", "第2", "10:00", "9時", "非公開", "内線 12", "予約不要", "無料", "なし", "-", "N/A", "#N/A",
    "見本です。市が確かめるまでの例です。", "種別：つどいの広場", "料金：無料", "備考", "合計", "NO", "とても長い文です" * 20,
]  # fmt: skip


def text(longest: int = 2000, *, least: int = 0) -> st.SearchStrategy[str]:
    pieces = st.lists(
        st.one_of(
            st.sampled_from(BITS), st.text(st.characters(exclude_categories=["Cs"]), max_size=5)
        ),
        min_size=least,
        max_size=8,
    )
    return pieces.map(lambda parts: "".join(parts).replace("\x00", "")[:longest])


def names(longest: int = 100) -> st.SearchStrategy[str]:
    """A name with at least one letter in it."""
    return text(longest - 2).map(lambda rest: f"会{rest}名")


CLOCKS = ["09:00", "10:30", "12:00", "17:15", "21:00", "22:00"]


@st.composite
def opening_row(draw: st.DrawFn) -> dict[str, Any]:
    opens, closes = (
        draw(st.sampled_from(CLOCKS)),
        draw(st.sampled_from([*CLOCKS, "24:00", "02:00"])),
    )
    days = draw(st.lists(st.sampled_from(WEEKDAY_CODES), min_size=1, unique=True))
    number = draw(st.sampled_from(["1", "2", "3", "4", "5", "-1"]))
    row: dict[str, Any] = {"nth": [f"{number}{days[0]}"]} if draw(st.booleans()) else {"days": days}
    row |= {"opens": opens, "closes": closes}
    if closes <= opens:
        row["closes_next_day"] = True
    if draw(st.integers(0, 4)) == 0:
        row["season"] = draw(st.sampled_from([["04-01", "09-30"], ["12-01", "02-28"]]))
    if draw(st.integers(0, 6)) == 0:
        row["audiences"] = ["中学生"]
    return row


def hours() -> st.SearchStrategy[dict[str, Any]]:
    facts = st.fixed_dictionaries(
        {"hours": st.lists(opening_row(), min_size=1, max_size=3)},
        optional={
            "public_holidays": st.one_of(
                st.sampled_from(["closed", "as-usual"]), st.lists(opening_row(), max_size=2)
            ),
            "closed_yearly": st.sampled_from([[["12-29", "01-03"]], [["08-13", "08-16"], ["12-31", "12-31"]]]),
            "closed_months": st.sampled_from([[8], [1, 2]]),
            "closed_nth": st.sampled_from([["3WE"], ["-1FR"], ["1MO", "3MO"]]),
            "audience_until": st.just({"中学生": "20:00"}),
            "audiences_not_served": st.just(["小学生"]),
            "valid_until": st.just("2031-03-31"),
        },
    )  # fmt: skip
    simple = st.fixed_dictionaries(
        {"hours": st.just([{"days": ["MO", "TU"], "opens": "09:00", "closes": "17:00"}])},
        optional={"public_holidays": st.just("closed"), "closed_nth": st.just(["3MO"])},
    )
    return st.one_of(st.just({}), st.just({"appointment_only": True}), simple, facts)


def fees() -> st.SearchStrategy[list[dict[str, Any]]]:
    payer = st.one_of(st.sampled_from(["", "こども", "おとな", "小学生", "大人"]), text(20))
    fee = st.fixed_dictionaries({"who": payer, "yen": st.integers(0, 100_000)})
    return st.lists(fee, max_size=3)


def some_of(options: Any) -> st.SearchStrategy[list[str]]:
    codes = [code for code, _label in options]
    return st.lists(st.sampled_from(codes), unique=True).map(
        lambda chosen: [code for code in codes if code in chosen]
    )


def venues() -> st.SearchStrategy[Location]:
    addresses = st.one_of(
        st.sampled_from(
            ["", "鎌倉市御成町18-10", "神奈川県鎌倉市稲村ヶ崎１丁目２ー３", "大船1-2-3 大船ビル2階", "鎌倉市二階堂",
             "東京都新宿区西新宿2-8-1", "鎌倉市小町一丁目", "横浜市戸塚区戸塚町1"]
        ),
        text(100),
    )  # fmt: skip
    points = st.one_of(
        st.just((None, None)),
        st.tuples(st.floats(35.2, 35.4), st.floats(139.4, 139.7)),
    )
    return st.builds(
        lambda point, **facts: Location(lat=point[0], lng=point[1], **facts),
        points,
        name=names(),
        postal_code=st.sampled_from(["", "248-0012", "2480012"]),
        town=st.sampled_from(["", "二階堂", "御成町"]),
        address=addresses,
        building=st.one_of(st.just(""), text(100)),
        precision=st.sampled_from(Location.Precision.values),
        access=text(200),
        parking=text(100),
        accessibility=some_of(ACCESSIBILITY),
    )


def places() -> st.SearchStrategy[Place]:
    ages = st.one_of(st.none(), st.integers(0, 120))
    return st.builds(
        Place,
        name=names(),
        kana=st.one_of(st.sampled_from(["ひだまり", "カフェ ヴ"]), text(50)),
        alternate_name=text(50),
        summary=text(120),
        description=text(),
        access_note=text(300),
        kind=st.sampled_from(Place.Kind.values),
        organization=st.one_of(st.none(), st.builds(Organization, name=names())),
        hours=hours(),
        hours_note=text(200),
        phone=st.one_of(
            st.sampled_from(["", "0467-23-3000", "+81-467-23-3000", "090-1234-5678", "0120-279-338"]),
            text(30),
        ),
        phone_note=st.one_of(st.just("内線 2345"), text(100)),
        website=st.sampled_from(["", "https://example.jp/a?b=1&c=%E3%81%82", "https://例え.jp/"]),
        modes=some_of(MODES),
        languages=some_of(LANGUAGES),
        fees=fees(),
        min_age=ages,
        max_age=ages,
        anonymous=st.booleans(),
        no_booking=st.booleans(),
        referral_needed=st.booleans(),
        sample=st.booleans(),
    )  # fmt: skip
