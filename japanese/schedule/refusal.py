"""Why a phrase is not read: the error, and words that make any phrase unreadable."""

import re


class Unreadable(ValueError):
    """The message is a Japanese sentence for the editor who typed the phrase."""


_DAY_END = r"(?:曜日?|第[1-5一二三四五]|最終|週|[0-9一二三四五六七八九十]日)"

# Searched in the whole phrase, in this order: what they say concerns every date in it.
_WHOLE_PHRASE = tuple(
    (re.compile(pattern), reason)
    for pattern, reason in (
        (
            r"休止中|休業中|休会中|休館中|中止中|中断|停止|当面|当分|しばらく|現在|コロナ|一時[休中停]|"
            r"再開|廃止|解散|見合わ|実施していません|開催していません|行っていません|無期限",
            "休止中などの知らせがあり、日にちを言い切れません。",
        ),
        (
            r"不定期|不定|未定|随時|都度|適宜|できるとき|応相談|要相談|いつでも|決まり次第|決定次第|"
            r"相談のうえ|相談の上|時々|ときどき|たまに|調整中|検討中|予定です|予定$",
            "日にちが決まっていません。",
        ),
        (
            r"(?:日程|(?<!曜)日時|開催日|日にち)[はをもの]?[^()。、]{0,6}(?:問い?合わ?せ|確認|ホームページ|hp)",
            "日にちを言い切れません。",
        ),
        (r"友引|大安|仏滅|先勝|先負|赤口|新月|満月|旧暦", "六曜や月の満ち欠けは扱えません。"),
        (
            r"(?:夏休み|冬休み|春休み|盆|正月|gw)(?:休み|休暇|期間)?+(?!\s*\(\s*[0-9])|長期休|学期|授業|元旦|連休|"
            r"クリスマス|学校の休|学校が休|登校日|給食",
            "時期の日にちを「8/13〜8/16」のように書いてください。",
        ),
        (
            r"(?:夏季|冬季|夏期|冬期)(?:休み|休暇|休業|期間)?+(?!\s*\(\s*[0-9])|春季|秋季|夏場|冬場|春と秋|夏と冬",
            "時期の月を書き、時期ごとに分けてください。",
        ),
        (
            rf"{_DAY_END}\s*(?:または|又は|もしくは|若しくは|あるいは|or|か(?!ら|月))|"
            r"どちらか|いずれか|交互",
            "「どちらか」では日にちが決まりません。",
        ),
        (r"(?:[年週]|(?<![0-9])月)に?[0-9]+\s*[~〜・,-]\s*[0-9]+\s*[回日度]|(?<!時間)(?<!分間)(?:程度|くらい|ぐらい)|目安|ほぼ",
         "回数だけでは日にちが決まりません。"),
        (r"[0-9時分半]\s*(?:頃|ごろ|ころ|前後)|約\s*[0-9]+時(?!間)", "時刻が「頃」では決まりません。"),
        (r"(?<!その)翌|振替(?!休日)|振り替|順延|ずら|繰り[上下]|前倒し|後ろ倒し|変更(?:し|に(?!な)|と(?!な)|後)",
         "動かす日があり、その日にちを言い切れません。"),
        (r"第[0-9一二三四五]+(?:[・、,と]第?[0-9一二三四五]+)*週|最終週|週目", "「第2週」は「第2土曜」のように曜日で書いてください。"),
        (r"おき", "「おき」は「隔週」「隔月」のように書いてください。"),
    )
)  # fmt: skip

# Searched in words that are nothing else: they may change the dates or the times.
_DANGEROUS = re.compile(
    r"[?？]|[計企]画中|次第|仮|臨時|追加|終わ|ない|なく|できず|決め|異な|あたり|だいたい|大体|中心|やめ|月(?!謝)|"
    r"日(?=[もにはがあ]|$)|"
    r"(?:[曜日月週中]|期間)(?:のみ|だけ)|"
    r"[0-9曜週毎隔祝祭除閉翌春夏秋冬限他]|以外|[のが]ない|なし|無し|せん|休(?!憩[所室場スコ])|中止|終了|延期|変更|"
    r"予定|開場|集合|受付|受け付け|準備|片付|調理|締切|締め切|ラストオーダー|l\.?o|"
    r"または|又は|もしくは|あるいは|どちら|いずれ|など|等(?!学)|ほか|その後|以降|以後|以前|まで|から|前日|"
    r"今月|今年|来月|来年|本年|今後|今回|次回|年度|年末|年始|月[~〜]|期間|時期|頃|ごろ|希望|応じ|"
    r"隔|奇数|偶数|上旬|中旬|下旬|月初|月末|平日|休日|[一二三四五六七八九十](?=[日月時回週])|〇"
)


def refuse_whole(text: str) -> None:
    """Raises Unreadable where a word makes the dates uncertain wherever it stands."""
    for pattern, reason in _WHOLE_PHRASE:
        found = pattern.search(text)
        if found:
            raise Unreadable(f"「{found.group().strip()}」とあります。{reason}")


def refuse_dangerous(words: str) -> None:
    """Raises Unreadable where words that are not understood may change dates or times."""
    if _DANGEROUS.search(words):
        raise Unreadable(f"「{words[:20]}」の意味が分かりません。")
