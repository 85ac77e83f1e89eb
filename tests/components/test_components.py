"""Each component tag renders, says what it should and lets no text become markup."""

import json
import re
from typing import Any

import pytest
from django import forms
from django.utils import translation

from cms.base.icons import ICONS
from tests.components.fragments import rendered

EVIL = "<script>alert(1)</script>"
TAGS = {
    "{% sample_mark %}": "見本",
    '{% state level="open" text=x note=x %}': "state-open",
    "{% traits words=xs %}": "traits",
    '{% checked date="2026-11-01" by=x report_url="/report/" %}': "情報がちがうとき",
    '{% checked date="2025-01-01" due="2025-06-01" advice=x %}': "checked-late",
    '{% sure level="maybe" %}': "sure-maybe",
    '{% leaf date="2026-11-28" %}': 'datetime="2026-11-28"',
    "{% note title=x %}{{ x }}{% endnote %}": 'class="note"',
    '{% note level="bad" role="alert" %}{{ x }}{% endnote %}': 'class="note note-bad" role="alert"',
    "{% aside_box title=x %}{{ x }}{% endaside_box %}": 'class="aside"',
    '{% cover title=x lead=x kind=x tone="young" picture="lane-young" %}{{ x }}{% endcover %}': (
        "cover-young"
    ),
    '{% head title=x url="/events/" label=x count=0 %}': "0件",
    '{% more url="/events/" label=x %}': 'class="more"',
    '{% button_link url="/a/" label=x kind="plain" icon="cal" small=True %}': "button-small",
    '{% call phone="0467-00-0000" name=x hours=x text_url="/contact/" %}': 'href="tel:0467000000"',
    '{% share url="https://example.org/" %}': "QRコード",
    '{% download url="/documents/1/" title=x kind=x size=x %}': "download",
    "{% busy done=408 total=1200 ending=x %}": "1200件のうち 408件",
    "{% ways number=2 total=3 %}": "3つのうち 2つ目",
    "{% crumbs items=links %}": "現在の位置",
    "{% doors items=links %}": "doors",
    '{% lane title=x text=x url="/young/" picture="lane-young" %}': 'class="lane"',
    "{% words items=links label=x %}": "（3件）",
    "{% counts items=links label=x %}": "counts",
    "{% chips items=links clear_url='?' label=x %}": "ぜんぶはずす",
    "{% found count=12 words=x %}": "<b>12</b>件",
    '{% find action="/search/" label=x value=x hint=x heading=True hidden=pairs %}': 'name="ruby"',
    "{% facets chosen=2 %}{{ x }}{% endfacets %}": "いま2つ",
    "{% facet legend=x name='trait' options=links %}": 'type="checkbox"',
    "{% suggest_field name='near' label=x value=x hint=x options=xs %}": "<datalist",
    '{% pager total=12 first=1 last=4 per_page=8 next_url="?page=2" %}': "次の8件を見る",
    "{% empty_state title=x text=x ways=links near=links %}": "近いことば",
    "{% steps items=links %}": "steps",
    "{% voices items=xs %}": "voice",
    "{% news_list items=links %}": "11月24日（火）",
    "{% facts rows=links %}": "facts",
    "{% hours_table rows=hours columns=xs caption=x %}": "（今日）",
    "{% dates_list rows=links %}": "dates",
    "{% lines_table rows=links columns=xs caption=x %}": "lines",
    "{% month_table weeks=weeks month='2026-12-01' %}": "2026年12月の集まり",
    "{% json_ld data=hours.0 %}": "application/ld+json",
    "{% crumbs_data items=links %}": "BreadcrumbList",
    '{% language_notice words_lang="ja" %}': "note",
    "{% exit_pill %}": 'rel="nofollow noreferrer"',
}
LINK = {
    "label": EVIL, "title": EVIL, "text": EVIL, "url": "/a/", "count": 3, "value": EVIL,
    "date": "2026-11-24", "words": EVIL, "term": EVIL, "note": EVIL, "icon": "house",
    "cells": [EVIL], "number": EVIL, "reason": EVIL, "warning": EVIL, "time": EVIL, "lang": EVIL,
}  # fmt: skip
WORDS: dict[str, Any] = {
    "x": EVIL,
    "xs": [EVIL, EVIL],
    "links": [LINK, LINK],
    "pairs": [("ruby", EVIL)],
    "hours": [{"days": EVIL, "cells": [EVIL], "today": True}, {"days": EVIL, "closed": EVIL}],
    "weeks": [[{"date": "2026-12-06", "items": [LINK], "holiday": EVIL, "today": True}]],
}


@pytest.mark.parametrize("source", TAGS)
def test_a_component_renders_and_escapes_what_it_is_given(source: str) -> None:
    html = rendered(source, **WORDS)
    assert TAGS[source] in html
    assert "<script>alert" not in html


class Enquiry(forms.Form):
    name = forms.CharField(label=EVIL, help_text=EVIL)
    lane = forms.ChoiceField(label="だれのこと", choices=[("a", EVIL)], widget=forms.RadioSelect)

    def clean(self) -> None:
        raise forms.ValidationError(EVIL)


def test_a_form_in_error_links_its_summary_to_fields_that_keep_what_was_typed() -> None:
    html = rendered(
        "{% error_summary form=form %}{% field bound=form.name %}{% choices bound=form.lane %}",
        form=Enquiry({"name": "", "lane": EVIL}),
    )
    assert "3つ、なおしてください" in html
    assert 'href="#id_name"' in html
    assert 'aria-invalid="true"' in html
    assert "<legend><strong>だれのこと</strong></legend>" in html
    assert "<script" not in html


def test_the_ids_a_field_is_described_by_stand_on_the_page() -> None:
    html = rendered("{% field bound=form.name %}", form=Enquiry({}))
    named = re.search(r'aria-describedby="([^"]+)"', html)
    assert named
    for target in named.group(1).split():
        assert f'id="{target}"' in html


def test_a_valid_form_has_no_summary() -> None:
    class Name(forms.Form):
        name = forms.CharField()

    assert rendered("{% error_summary form=form %}", form=Name({"name": "佐藤"})).strip() == ""


def test_structured_data_stays_inside_its_script_and_reads_back() -> None:
    data = {"name": "</script><script>alert(1)</script> & 会"}
    html = rendered("{% json_ld data=data %}", data=data, csp_nonce="abc")
    assert html.count("</script>") == 1
    assert ' nonce="abc"' in html
    inner = html.partition(">")[2].removesuffix("</script>")
    assert json.loads(inner) == data


def test_the_month_dims_other_months_and_counts_what_a_day_has() -> None:
    weeks = [[{"date": "2026-11-30"}, {"date": "2026-12-01", "items": [LINK, LINK]}]]
    html = rendered("{% month_table weeks=weeks month='2026-12-01' %}", weeks=weeks)
    assert '<td class="out"><span>30</span></td>' in html
    assert 'href="#d2026-12-01"' in html
    assert "2件" in html


def test_the_last_page_offers_no_more() -> None:
    html = rendered("{% pager total=12 first=9 last=12 previous_url='?page=1' %}")
    assert 'rel="prev"' in html
    assert 'rel="next"' not in html
    assert rendered("{% pager total=0 first=0 last=0 %}").strip() == ""


@pytest.mark.parametrize("name", ICONS)
def test_every_icon_is_hidden_from_screen_readers(name: str) -> None:
    assert 'aria-hidden="true"' in rendered("{% icon name=name %}", name=name)


def test_a_picture_is_decoration_unless_it_has_words() -> None:
    assert 'aria-hidden="true"' in rendered('{% picture name="tea" %}')
    html = rendered('{% picture name="tea" label=words css="hero__art" %}', words='お茶"><b>')
    assert 'class="hero__art" role="img" aria-label="お茶&quot;&gt;&lt;b&gt;"' in html


def test_a_qr_code_differs_by_address() -> None:
    codes = {rendered("{% qr url=url %}", url=f"https://example.org/{page}/") for page in "ab"}
    assert len(codes) == 2


def test_the_language_notice_speaks_the_language_of_the_page() -> None:
    with translation.override("en"):
        html = rendered('{% language_notice words_lang="ja" %}')
    assert 'lang="en"' in html
