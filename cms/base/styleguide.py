"""`/styleguide/`: each component in every state, the fixture for accessibility checks and pictures.

The clock stands at Wednesday 25 November 2026, 16:20.
"""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

from django import forms
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from cms.base import styleguide_examples as examples
from cms.base.icons import ICONS

NOW = datetime(2026, 11, 25, 7, 20, tzinfo=UTC)


class ExampleForm(forms.Form):
    """A form in error, with a kept value."""

    when = forms.CharField(label="集まる日と時間", help_text="例：毎月第1日曜 10時〜12時")
    words = forms.CharField(
        label="長い文", required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
    going = forms.ChoiceField(
        label="手帳を持っていますか",
        choices=[("yes", "はい"), ("no", "いいえ"), ("unknown", "分からない")],
        widget=forms.RadioSelect,
        initial="yes",
    )

    def clean_when(self) -> str:
        raise forms.ValidationError(
            "「月初め」が何曜日か分かりません。「第1日曜」のように書いてください。"
        )


def example_month() -> list[list[dict[str, Any]]]:
    """December 2026, Sunday first, with meetups on two days."""
    meetups = {6: [{"title": "みんなの食堂", "url": "#m4"}], 12: [
        {"title": "ケアラーズカフェ", "url": "#m1", "cancelled": True},
        {"title": "きょうだいの夜", "url": "#m2"},
    ]}  # fmt: skip
    first = date(2026, 11, 29)
    days = [first + timedelta(days=offset) for offset in range(35)]
    cells = [
        {"date": day, "items": meetups.get(day.day, []) if day.month == 12 else []} for day in days
    ]
    return [cells[start : start + 7] for start in range(0, 35, 7)]


def styleguide(request: HttpRequest) -> HttpResponse:
    """The page itself. It reads nothing but its examples and the folder of pictures."""
    form = ExampleForm({"when": "月初めの10時から", "going": "yes"})
    form.is_valid()
    pictures = (Path(settings.BASE_DIR) / "templates" / "pictures").glob("*.svg")
    return render(
        request,
        "styleguide/index.html",
        {
            "now": NOW,
            "example": examples,
            "weeks": example_month(),
            "month": date(2026, 12, 1),
            "form": form,
            "icons": sorted(ICONS),
            "pictures": sorted(path.stem for path in pictures),
        },
    )
