"""集まり in the admin: series, and what is different on one date."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar
from urllib.parse import urlencode

from django.urls import URLPattern, path, reverse
from wagtail import hooks
from wagtail.admin.panels import ObjectList
from wagtail.admin.ui.menus import MenuItem
from wagtail.admin.ui.tables import Column
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import CreateView, SnippetViewSetGroup

from cms.base.admin import (
    PlainViewSet,
    RecordForm,
    fields,
    state_columns,
    ticks,
    ticks_or_names,
    words_and_facts,
)
from directory.admin import CheckedRecordViewSet, checked_column
from events.form_checks import check_rule
from events.models import EventSeries, OccurrenceChange, OccurrenceNote, OrganizerAbsence
from events.recurrence import Recurrence
from events.series_facts import sittings_of_rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.contrib.auth.models import AbstractBaseUser
    from django.db.models import Model


def rule_in_words(series: EventSeries) -> str:
    return Recurrence.from_facts(series.rule).describe() if series.rule else ""


class SeriesForm(RecordForm):
    """A picture needs words for those who do not see it; who keeps a meetup is one that holds it."""

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if cleaned.get("image") and not cleaned.get("image_alt", "").strip():
            self.add_error(
                "image_alt",
                "写真をえらんだときは、写真の説明も書いてください。目で見ない人に読み上げられます。",
            )
        keeper = cleaned.get("keeper")
        if keeper and keeper not in cleaned.get("organizers", ()):
            self.add_error(
                "keeper",
                f"「{keeper}」は、ひらく団体に入っていません。ひらく団体の中からえらんでください。",
            )
        return cleaned


class EventSeriesViewSet(CheckedRecordViewSet):
    model = EventSeries
    icon = "calendar-alt"
    menu_label = "集まり"
    list_filter: ClassVar = ["kind", "application", "live", "department", "sample"]
    list_display: ClassVar = [
        "name",
        "kind",
        Column("rule", label="開く日", accessor=rule_in_words),
        checked_column(),
        *state_columns(),
    ]
    list_export: ClassVar = [
        "public_id", "name", "kana", "kind", "summary", "application", "live", "checked_on",
        "updated_at",
    ]  # fmt: skip
    edit_handler = words_and_facts(
        words=[
            fields("名前", "name", "kana", "theme"),
            fields("紹介", "summary", "description"),
            fields("ひとこと", "place_note", "schedule_note", "application_note"),
            fields(
                "写真", "image", "image_alt",
                help_text="写真をえらんだら、何が写っているかを「写真の説明」に書きます。",
            ),
        ],
        facts=[
            fields("種類とひらく人", "kind", ticks_or_names("organizers"), "keeper", "department"),
            fields("開く日", "rule", help_text="その日だけの中止や変更は「その日だけの変更」に入れます。"),
            fields("場所", "place", "location", "online"),
            fields(
                "参加", "fees", "capacity", "application", "application_days", "childcare",
            ),
            fields("連絡先（公開）", "phone", "email", "website"),
            fields("だれに・なにを", ticks("audiences"), ticks("topics")),
            fields(
                "市の取組", ticks("measures"),
                help_text="計画のページに「いま使えるもの」として出ます。",
            ),
        ],
        form=SeriesForm,
    )  # fmt: skip


class SittingForm(RecordForm):
    """What is said of one date: 「回」 is empty or names a sitting of the series."""

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        series, sitting = cleaned.get("series"), cleaned.get("sitting")
        starts = sittings_of_rule(series.rule) if series else []
        if series and sitting and sitting not in starts:
            self.add_error("sitting", _no_such_sitting(starts))
        return cleaned


def _no_such_sitting(starts: list[str]) -> str:
    if not starts:
        return "この集まりは1日に1回です。「回」は空けておいてください。"
    return f"「回」は、{'、'.join(starts)}のどれかを書いてください。空けると、その日のどの回も変わります。"


class ChangeForm(SittingForm):
    """The change of one date, and by whom it was recorded."""

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        series, times = cleaned.get("series"), cleaned.get("start") or cleaned.get("end")
        if series and times and not cleaned.get("sitting") and sittings_of_rule(series.rule):
            self.add_error("sitting", "時刻を変えるときは、どの回かを「回」に書いてください。")
        return cleaned

    def save(self, commit: bool = True) -> OccurrenceChange:
        if self.instance.recorded_by_id is None:
            self.instance.recorded_by = self.for_user
        return super().save(commit)


class OfSeriesCreateView(CreateView):
    """Opens with the series of `?series=<pk>` chosen."""

    def get_initial(self) -> dict[str, Any]:
        return {"series": self.request.GET.get("series")}


class OccurrenceChangeViewSet(PlainViewSet):
    model = OccurrenceChange
    icon = "date"
    menu_label = "その日だけの変更"
    add_view_class = OfSeriesCreateView
    list_filter: ClassVar = ["kind", "original_date"]
    list_display: ClassVar = [
        "series", "original_date", "sitting", "kind", "date", "reason", "recorded_by",
    ]  # fmt: skip
    list_export: ClassVar = [
        "series", "original_date", "sitting", "kind", "date", "place", "theme", "reason",
    ]  # fmt: skip
    edit_handler = ObjectList(
        [
            fields(
                "どの集まりのいつ", "series", "original_date", "sitting", "kind",
                help_text="保存すると、承認を待たずにすぐ公開ページとカレンダーが変わります。「回」は、1日に2回あるときの、はじまりの時刻（14:00）です。空けると、どの回も変わります。",
            ),
            fields("どう変わるか", "date", "start", "end", "place", "theme", "reason"),
        ],
        base_form_class=ChangeForm,
    )  # fmt: skip


class AbsenceForm(RecordForm):
    """Only who holds the meetup can be missing from it."""

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        series, group = cleaned.get("series"), cleaned.get("organization")
        if series and group and group not in series.organizers.all():
            self.add_error("organization", "この集まりをひらく団体から、えらんでください。")
        return cleaned


class OccurrenceNoteViewSet(PlainViewSet):
    model = OccurrenceNote
    icon = "comment"
    menu_label = "その日のひとこと"
    add_view_class = OfSeriesCreateView
    list_filter: ClassVar = ["is_full", "original_date"]
    list_display: ClassVar = ["series", "original_date", "audience", "note", "capacity", "is_full"]
    list_export: ClassVar = ["series", "original_date", "audience", "note", "capacity", "is_full"]
    edit_handler = ObjectList(
        [
            fields(
                "どの集まりのいつ", "series", "original_date", "sitting",
                help_text="保存すると、承認を待たずにすぐ出ます。「回」は、1日に2回あるときの、はじまりの時刻（14:00）です。",
            ),
            fields(
                "その日だけのこと", "audience", "note", "capacity", "is_full",
                help_text="満員は、団体からのお知らせとして出ます。このサイトでは申込みを受けません。",
            ),
        ],
        base_form_class=SittingForm,
    )  # fmt: skip


class OrganizerAbsenceViewSet(PlainViewSet):
    model = OrganizerAbsence
    icon = "user"
    menu_label = "参加しない団体"
    add_view_class = OfSeriesCreateView
    list_filter: ClassVar = ["original_date"]
    list_display: ClassVar = ["series", "original_date", "organization", "reason"]
    list_export: ClassVar = ["series", "original_date", "organization", "reason"]
    edit_handler = ObjectList(
        [
            fields(
                "どの集まりのいつ", "series", "original_date", "organization", "reason",
                help_text="いっしょにひらく団体の1つが、その日だけ参加しないときに入れます。集まりはひらかれます。",
            ),
        ],
        base_form_class=AbsenceForm,
    )  # fmt: skip


class EventsGroup(SnippetViewSetGroup):
    menu_label = "集まり"
    menu_icon = "calendar-alt"
    menu_order = 120
    items = (
        EventSeriesViewSet, OccurrenceChangeViewSet, OccurrenceNoteViewSet,
        OrganizerAbsenceViewSet,
    )  # fmt: skip


register_snippet(EventsGroup)


@hooks.register("register_admin_urls")
def form_checks() -> list[URLPattern]:
    return [path("facts/rule/", check_rule, name="check_rule")]


@hooks.register("register_snippet_listing_buttons")
def change_one_date_button(
    snippet: Model, user: AbstractBaseUser, next_url: str | None = None
) -> Iterator[MenuItem]:
    """From the list of meetups: cancel or move one date at once."""
    if isinstance(snippet, EventSeries) and user.has_perm("events.add_occurrencechange"):
        url = reverse(OccurrenceChange.snippet_viewset.get_url_name("add"))
        query = urlencode({"series": snippet.source.pk})
        yield MenuItem("その日だけ中止・変更する", f"{url}?{query}", icon_name="date", priority=24)
