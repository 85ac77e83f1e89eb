"""The frame of every page, the lost and broken pages, and the budgets of the design."""

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.http import Http404, HttpResponse
from django.template import engines
from django.test import RequestFactory
from django.utils import translation
from django.views.defaults import page_not_found, server_error

from cms.base import styleguide_examples as examples
from cms.base.ruby import RubyMiddleware
from cms.base.styleguide import styleguide

ROOT = Path(settings.BASE_DIR)
TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))
PAGE = (
    '{% extends "base.html" %}{% block title %}居場所{% endblock %}'
    "{% block main %}<h1>居場所</h1>{% endblock %}"
)


def page(path: str = "/places/", **context: object) -> str:
    request = RequestFactory().get(path)
    language = "en" if path.startswith("/en/") else "ja"
    with translation.override(language):
        return engines["django"].from_string(PAGE).render(dict(context), request)


def all_of_styleguide() -> str:
    return styleguide(RequestFactory().get("/styleguide/")).content.decode()


def test_the_frame_says_where_one_is_and_offers_the_other_languages() -> None:
    html = page("/places/?area=ofuna")
    assert "<title>居場所｜" in html
    assert re.search(r'<a href="/places/" aria-current="true">.*?居場所', html)
    assert html.count('aria-current="true"') == 1
    assert f'<link rel="canonical" href="{settings.BASE_URL}/places/">' in html
    for code, path in (("ja", ""), ("en", "/en"), ("ja-x-easy", "/ja-x-easy")):
        address = f"{settings.BASE_URL}{path}/places/"
        assert f'<link rel="alternate" hreflang="{code}" href="{address}">' in html


def test_furigana_is_a_link_that_keeps_the_rest_of_the_address() -> None:
    off, on = page("/places/?area=ofuna"), page("/places/?area=ofuna&ruby=1")
    assert 'data-ruby="off"' in off
    assert 'href="/places/?area=ofuna&amp;ruby=1"' in off
    assert 'data-ruby="on"' in on
    assert 'href="/places/?area=ofuna"' in on


def test_a_page_with_furigana_announces_its_own_length() -> None:
    """CommonMiddleware measures the page before the readings are written."""
    bare = HttpResponse("<p>鎌倉</p>")
    bare.headers["Content-Length"] = str(len(bare.content))
    read = RubyMiddleware(lambda _request: bare)(RequestFactory().get("/?ruby=1"))
    assert "<rt" in read.content.decode()
    assert read.headers["Content-Length"] == str(len(read.content))


def test_the_way_out_is_offered_only_where_a_page_asks_for_it() -> None:
    assert 'class="exit"' not in page()
    html = page(quick_exit=True)
    assert html.index("</nav>") < html.index('class="exit"') < html.index("<main")
    assert '<body class="has-exit">' in html
    assert "img/neutral.svg" in html


def test_a_page_still_in_japanese_says_so_and_marks_its_words() -> None:
    html = page("/en/places/", words_lang="ja")
    assert '<html lang="en"' in html
    assert '<a class="switch" href="/places/" lang="ja"' in html
    assert '<main id="main" tabindex="-1" lang="ja">' in html
    assert html.index('lang="en"><div class="note">') > html.index("<main")


def test_a_lost_reader_gets_ways_on() -> None:
    request = RequestFactory().get("/nothing/")
    html = page_not_found(request, Http404()).content.decode()
    assert "あなたのせいではありません" in html
    assert 'action="/search/"' in html
    assert "noindex" in html


def test_the_broken_page_needs_no_context() -> None:
    response = server_error(RequestFactory().get("/"))
    assert response.status_code == 500
    assert "最初のページへ" in response.content.decode()


def test_the_list_of_components_shows_each_kind_of_record_once_and_more() -> None:
    html = all_of_styleguide()
    shapes = ("house-food", "leaf-off", "ring__art", "ticket__get", "sheet", "stub", "checked-late")
    assert [shape for shape in shapes if shape not in html] == []
    assert html.count("<h1>") == 1


def test_no_page_carries_inline_styles_or_scripts_or_asks_a_third_party() -> None:
    html = all_of_styleguide() + page(quick_exit=True, structured_data={"@type": "WebSite"})
    assert not re.search(r"<[^>]+\sstyle=", html)
    assert not re.search(r"<[^>]+\son[a-z]+=", html)
    assert not re.findall(r'<(?:script|img|iframe)[^>]*\ssrc="(?:https?:)?//', html)
    assert not re.findall(r'<link rel="(?:stylesheet|icon)" href="(?:https?:)?//', html)


def test_ids_of_the_list_are_unique() -> None:
    ids = re.findall(r'\sid="([^"]+)"', all_of_styleguide())
    assert sorted(ids) == sorted(set(ids))


@pytest.mark.parametrize("name", [name for name, _title, _text in examples.LANES])
def test_every_lane_has_a_picture_that_follows_dark_mode(name: str) -> None:
    drawing = (ROOT / "templates" / "pictures" / f"lane-{name}.svg").read_text(encoding="utf-8")
    assert 'class="f-' in drawing
    assert not re.search(r'fill="#|style=', drawing)


def test_the_opening_picture_weighs_at_most_8_kilobytes() -> None:
    assert (ROOT / "templates" / "pictures" / "hero.svg").stat().st_size <= 8 * 1024


def test_the_style_sheets_weigh_at_most_60_kilobytes_and_ask_nobody() -> None:
    sheets = [ROOT / "static" / "css" / name for name in ("tokens.css", "site.css")]
    assert sum(sheet.stat().st_size for sheet in sheets) <= 60 * 1024
    for sheet in sheets:
        assert not re.search(r"@import|url\(", sheet.read_text(encoding="utf-8"))


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: path.name)
def test_a_template_is_short_and_includes_only_what_it_names(template: Path) -> None:
    source = template.read_text(encoding="utf-8")
    assert len(source.splitlines()) <= 100
    # Wagtail's own partials read the whole context of an admin page.
    for include in re.findall(r'{% include (?!"wagtailadmin/).*?%}', source):
        assert include.endswith(" only %}")
