"""Places for parents with small children."""

from home.starter.rows import Checked, PlaceRow
from home.starter.weeks import SAMPLE_PHONE, on_days, on_nth

FREE = ({"who": "", "yen": 0},)


def _support_center(
    code: str, name: str, kana: str, venue: str, days: list[str], summary: str
) -> PlaceRow:
    """A child-raising support centre."""
    return PlaceRow(
        public_id=f"childcare-center-{code}",
        name=f"子育て支援センター {name}",
        kana=f"こそだてしえんせんたー {kana}",
        kind="center",
        summary=summary,
        description="0歳から小学校に入る前の子と、家の人が来られます。保育の先生に相談できます。",
        access_note="おむつがえと授乳の場所があります。お弁当を食べられます。",
        department="こども家庭相談課",
        locations=(venue,),
        hours=on_days(days, "09:30", "16:00", public_holidays="closed"),
        phone=SAMPLE_PHONE,
        modes=("visit", "phone"),
        fees=FREE,
        no_booking=True,
        audiences=("parent",),
        topics=("childcare",),
        measures=("6-3-4-5",),
        checked=Checked(days_ago=38, due_in=142, by_department="こども家庭相談課"),
    )


def _open_nursery(code: str, name: str, kana: str, venue: str, nth: list[str]) -> PlaceRow:
    """A public nursery that opens its yard to the neighbourhood."""
    return PlaceRow(
        public_id=f"wakuwaku-{code}",
        name=f"わくわく広場 {name}",
        kana=f"わくわくひろば {kana}",
        kind="hiroba",
        summary="保育園の庭で遊べる日です。園の先生に、育児のことを聞けます。",
        description="雨の日は部屋で遊びます。上の子の世話で来られない日は、途中からでもどうぞ。",
        department="保育課",
        locations=(venue,),
        hours=on_nth(nth, "10:00", "11:30", public_holidays="closed", closed_months=[8]),
        hours_note="8月は休みです。",
        phone=SAMPLE_PHONE,
        fees=FREE,
        no_booking=True,
        audiences=("parent",),
        topics=("childcare",),
        measures=("6-3-4-4",),
        checked=Checked(days_ago=55, due_in=125, by_department="保育課"),
    )


FAMILY_PLACES = (
    _support_center(
        "kamakura",
        "鎌倉",
        "かまくら",
        "welfare-center",
        ["TU", "WE", "TH", "FR", "SA"],
        "つみきと絵本の部屋です。抱っこを代わってくれる人がいます。",
    ),
    _support_center(
        "fukasawa",
        "深沢",
        "ふかさわ",
        "fukasawa-center",
        ["TU", "WE", "TH", "FR", "SA"],
        "広い部屋で、はいはいの子ものびのびできます。双子の日もあります。",
    ),
    _support_center(
        "ofuna",
        "大船",
        "おおふな",
        "ofuna-center",
        ["MO", "TU", "WE", "TH", "FR"],
        "駅から歩いて来られます。親の介護もしている方の話も聞きます。",
    ),
    _support_center(
        "tamanawa",
        "玉縄",
        "たまなわ",
        "tamanawa-center",
        ["TU", "WE", "TH", "FR", "SA"],
        "庭で水遊びや砂遊びができます。着がえを持ってきてください。",
    ),
    _open_nursery("zaimokuza", "材木座", "ざいもくざ", "zaimokuza-nursery", ["1TH", "3TH"]),
    _open_nursery("iwase", "岩瀬", "いわせ", "iwase-nursery", ["2WE", "4WE"]),
)
