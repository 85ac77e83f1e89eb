"""Furigana: the right reading above each kanji, and nothing anywhere else."""

import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from japanese.ruby import annotate

LABELLED = Path(__file__).resolve().parents[2] / "../shared/furigana/dev.txt"
LEVEL = 0.99
RUN = re.compile("[一-鿿々]+")
LABEL = re.compile("([一-鿿々]+)《([^》]*)》")


def written(text: str) -> str:
    """Segments in one line, the readings of neighbouring kanji joined."""
    line = "".join(
        f"{surface}《{sound}》" if sound else surface for surface, sound in annotate(text)
    )
    while (
        joined := re.sub("([一-鿿々]+)《([^》]*)》([一-鿿々]+)《([^》]*)》", r"\1\3《\2\4》", line)
    ) != line:
        line = joined
    return line


def test_readings_agree_with_the_labelled_sentences() -> None:
    if not LABELLED.exists():
        pytest.skip("the shared folder is absent")
    right, wrong = 0, []
    for line in LABELLED.read_text(encoding="utf-8").splitlines():
        if line.startswith("#"):
            continue
        found = LABEL.findall(written(re.sub("《[^》]*》", "", line)))
        for (run, sound), (label_run, label) in zip(found, LABEL.findall(line), strict=True):
            assert run == label_run
            if sound in label.split("|"):
                right += 1
            else:
                wrong.append((run, sound, label))
    assert right / (right + len(wrong)) >= LEVEL, wrong


@pytest.mark.parametrize(
    "sentence",
    [
        "午前《ごぜん》10時《じ》30分《ぷん》から45分《ふん》まで、3階《がい》へどうぞ。",
        "参加費《さんかひ》は1人《ひとり》300円《えん》、3人《にん》で800円《えん》です。",
        "12月《がつ》1日《ついたち》、3日《か》、14日《か》、20日《か》、21日《にち》に集《あつ》まります。",
        "1日《にち》に3回《かい》、1回《かい》15分《ふん》ほど体操《たいそう》をします。",
        "6本《ぽん》、3本《ぼん》、2本《ほん》、1杯《ぱい》、3匹《びき》、4分《ぷん》です。",
        "2か月《げつ》に1回《かい》、3ヶ月前《げつまえ》から受《う》け付《つ》けます。",
        "三《さん》か月《げつ》に一回《いっかい》、八百円《はっぴゃくえん》を払《はら》います。",
        "十三時半《じゅうさんじはん》から二時間《にじかん》、四十分《よんじゅっぷん》の話《はなし》です。",
        "三百円《さんびゃくえん》と六百円《ろっぴゃくえん》、千五百円《せんごひゃくえん》です。",
        "三百回《さんびゃっかい》、二十歳《はたち》、八歳《はっさい》、三千人《さんぜんにん》。",
        "二《に》、三日《さんにち》かかります。数人《すうにん》で数日《すうじつ》、手伝《てつだ》いました。",
        "四月七日《しがつなのか》の九時《くじ》に一軒家《いっけんや》へ行《い》きます。",
        "2分《ぶん》の1を市《し》が払《はら》います。21時頃《じごろ》に閉《し》まります。",
        "何曜日《なんようび》に何人《なんにん》で、何《なに》をしますか。何《なん》でもどうぞ。",
        "火《か》・木《もく》の午後《ごご》と、土《ど》・日《にち》・祝日《しゅくじつ》は休《やす》みです。",
        "12月《がつ》19日《にち》（水《すい》）は、水《みず》を使《つか》えません。",
        "月《げつ》〜金《きん》と土曜日《どようび》に開《あ》いています。窓《まど》を開《ひら》いてください。",
        "困《こま》っている方《かた》は、早《はや》く話《はな》した方《ほう》がいいです。",
        "十分《じゅうぶん》に休《やす》む。徒歩十分《とほじゅっぷん》です。",
        "七里《しちり》ガ浜《はま》と稲村《いなむら》ガ崎《さき》、山《やま》ノ内《うち》を歩《ある》きます。",
        "大塔宮《おおとうのみや》から十二所神社《じゅうにそじんじゃ》まで歩《ある》きます。",
        "私《わたし》は相談会《そうだんかい》を行《おこな》って、家《いえ》に帰《かえ》りました。",
        "語《かた》り合《あ》い、分《わ》かち合《あ》い、生《い》き生《い》きと話《はな》します。",
        "髙橋《たかはし》さんのお母《かあ》さんが上手《じょうず》に歌《うた》います。",
        "今日《きょう》は大人《おとな》も来《こ》られます。一昨日《おととい》は休《やす》みでした。",
    ],
)
def test_sentences_of_a_carers_site_are_read_as_people_say_them(sentence: str) -> None:
    assert written(re.sub("《[^》]*》", "", sentence)) == sentence


def test_okurigana_digits_and_letters_stand_in_segments_without_a_reading() -> None:
    assert annotate("見守り30分とLINE") == [
        ("見守", "みまも"),
        ("り30", None),
        ("分", "ぷん"),
        ("とLINE", None),
    ]


def test_a_kanji_whose_reading_nobody_knows_has_none() -> None:
    assert annotate("𪚥") == [("𪚥", None)]


def test_text_without_kanji_is_one_segment() -> None:
    assert annotate("ひらがなとカタカナ") == [("ひらがなとカタカナ", None)]
    assert annotate("") == []


PIECES = st.sampled_from(
    ["介護", "1日", "３０分", "何", "十分", "ガ谷", "々", "・", "月", "（水）", "\x00", "\ud800", "㍻",
     "ﾃﾞｲ", "か\u3099", "\n", "𠮷", "﨑", "食べ", "る", "分", "数", "第", "三", "、", "A", "ー", "ヶ"]
)  # fmt: skip


@settings(max_examples=300, deadline=None)
@given(text=st.text(max_size=12) | st.lists(PIECES, max_size=9).map("".join))
def test_segments_join_to_any_text_and_only_kanji_are_read(text: str) -> None:
    segments = annotate(text)
    assert "".join(surface for surface, _ in segments) == text
    for surface, sound in segments:
        if sound is not None:
            assert re.fullmatch("[ぁ-ゖー]+", sound)
            assert re.fullmatch("[一-鿿㐀-䶿豈-﫿𠀀-𱍊々]+", surface)
