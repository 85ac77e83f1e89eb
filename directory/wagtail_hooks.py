"""居場所・団体 and 分類 in the admin."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar
from urllib.parse import urlencode

import django_filters
from django.urls import URLPattern, path, reverse
from wagtail import hooks
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.panels import FieldPanel, InlinePanel, ObjectList
from wagtail.admin.ui.menus import MenuItem
from wagtail.admin.ui.tables import Column
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSetGroup

from cms.base.admin import (
    PlainViewSet,
    TermViewSet,
    fields,
    state_columns,
    ticks,
    ticks_or_names,
    words_and_facts,
)
from cms.base.records import Record
from directory import check_admin, history
from directory.admin import CheckedRecordViewSet, checked_column
from directory.form_checks import check_hours
from directory.import_admin import menu as import_menu
from directory.importing import history as import_history
from directory.models import (
    Area,
    Audience,
    Check,
    Location,
    Organization,
    Place,
    TemporaryStatus,
    Topic,
)
from directory.record_choice import FactCreateView, FactForm
from directory.terms import districts
from directory.venue_admin import VenueCreateView, VenueEditView

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.contrib.auth.models import AbstractBaseUser
    from django.db.models import Model, QuerySet
    from django.http import HttpRequest

MEANT_FOR = fields("だれに・なにを", ticks("audiences"), ticks("topics"))
MEASURES = fields(
    "市の取組", ticks("measures"), help_text="計画のページに「いま使えるもの」として出ます。"
)
PRIVATE = fields("公開しない連絡先", "private_contact")


def areas_of(place: Place) -> str:
    names = [venue.area.name for venue in place.locations.all() if venue.area]
    return "・".join(dict.fromkeys(names))


class PlaceFilterSet(WagtailFilterSet):
    area = django_filters.ModelChoiceFilter(
        field_name="locations__area", queryset=districts(), distinct=True, label="地域"
    )

    class Meta:
        model = Place
        fields: ClassVar = ["kind", "live", "department", "sample"]


class PlaceViewSet(CheckedRecordViewSet):
    model = Place
    icon = "home"
    menu_label = "居場所・相談先"
    filterset_class = PlaceFilterSet
    list_display: ClassVar = [
        "name",
        "kind",
        Column("areas", label="地域", accessor=areas_of),
        checked_column(),
        *state_columns(),
    ]
    list_export: ClassVar = [
        "public_id", "name", "kana", "kind", "summary", "phone", "website", "live",
        "checked_on", "updated_at",
    ]  # fmt: skip
    edit_handler = words_and_facts(
        words=[
            fields("名前", "name", "kana", "alternate_name"),
            fields("紹介", "summary", "description"),
            fields("行くとき・時間のことば", "access_note", "hours_note"),
        ],
        facts=[
            fields("種類と運営", "kind", "organization", "department"),
            fields(
                "場所",
                ticks_or_names("locations"),
                help_text="電話やオンラインだけなら、えらびません。",
            ),
            fields("開いている時間", "hours"),
            fields("連絡先（公開）", "phone", "phone_note", "email", "website"),
            fields("使い方", "modes", "languages", "anonymous", "no_booking", "referral_needed"),
            fields("料金と年齢", "fees", "min_age", "max_age"),
            MEANT_FOR,
            MEASURES,
            PRIVATE,
        ],
    )

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        return super().get_queryset(request).prefetch_related("locations__area")


class OrganizationViewSet(CheckedRecordViewSet):
    model = Organization
    icon = "group"
    menu_label = "団体"
    list_filter: ClassVar = ["kind", "area", "live", "sample"]
    list_display: ClassVar = ["name", "kind", "area", checked_column(), *state_columns()]
    list_export: ClassVar = [
        "public_id", "name", "kana", "kind", "summary", "phone", "website", "live",
        "checked_on", "updated_at",
    ]  # fmt: skip
    edit_handler = words_and_facts(
        words=[
            fields("名前", "name", "kana", "alternate_name"),
            fields("紹介", "summary", "description", "first_visit", "members"),
        ],
        facts=[
            fields("種類と地域", "kind", "area"),
            fields("連絡先（公開）", "phone", "email", "website"),
            MEANT_FOR,
            InlinePanel("links", heading="つながりのある団体", label="団体"),
            MEASURES,
            fields("公開しない連絡先", "private_contact", "confirmation_email"),
        ],
    )

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        return super().get_queryset(request).select_related("area")


class LocationViewSet(PlainViewSet):
    model = Location
    icon = "globe"
    menu_label = "会場"
    add_view_class = VenueCreateView
    edit_view_class = VenueEditView
    list_filter: ClassVar = ["area", "precision"]
    list_display: ClassVar = ["name", "area", "town", "address", "precision"]
    list_export: ClassVar = [
        "public_id", "name", "kana", "postal_code", "town", "address", "building", "lat", "lng",
        "precision",
    ]  # fmt: skip
    edit_handler = ObjectList(
        [
            fields(
                "会場",
                "name",
                "kana",
                help_text="会場を直すと、そこにあるすべての記録にすぐ出ます。",
            ),
            fields("住所", "postal_code", "town", "address", "building", "area"),
            fields(
                "地図の位置",
                "precision",
                "address_shown",
                "lat",
                "lng",
                help_text="緯度・経度が空なら、住所の町のあたりに置きます。「町のあたり」では町の"
                "代表の点だけが、「場所を公開しない」では何も出ません。",
            ),
            fields("行き方・設備", "access", "parking", "accessibility"),
        ]
    )


class CheckViewSet(PlainViewSet):
    model = Check
    icon = "circle-check"
    menu_label = "確認の記録"
    add_view_class = FactCreateView
    list_filter: ClassVar = ["record_type", "checked_on", "next_due", "by_department"]
    search_fields: ClassVar = ["record_id", "note"]
    list_display: ClassVar = [
        "__str__", "checked_on", "next_due", "by_department", "by_organization",
    ]  # fmt: skip
    list_export: ClassVar = [
        "record_type", "record_id", "checked_on", "next_due", "by_department", "note",
    ]  # fmt: skip
    edit_handler = ObjectList(
        [
            fields(
                "確かめた記録",
                "record",
                help_text="保存すると、すぐに公開ページの確認日が変わります。",
            ),
            fields("いつ・だれが", "checked_on", "next_due", "by_department", "by_organization"),
            FieldPanel("note"),
        ],
        base_form_class=FactForm,
    )


class TemporaryStatusViewSet(PlainViewSet):
    model = TemporaryStatus
    icon = "warning"
    menu_label = "臨時のお知らせ"
    add_view_class = FactCreateView
    list_filter: ClassVar = ["record_type", "kind", "starts_on", "ends_on"]
    list_display: ClassVar = ["message", "kind", "starts_on", "ends_on", "recorded_by"]
    list_export: ClassVar = [
        "record_type", "record_id", "kind", "message", "starts_on", "ends_on",
    ]  # fmt: skip
    edit_handler = ObjectList(
        [
            fields(
                "どの記録の",
                "record",
                help_text="保存すると、承認を待たずにすぐ公開ページに出ます。",
            ),
            fields("お知らせ", "kind", "message", "starts_on", "ends_on"),
        ],
        base_form_class=FactForm,
    )


class DirectoryGroup(SnippetViewSetGroup):
    menu_label = "居場所・団体"
    menu_icon = "home"
    menu_order = 110
    submenu_hook = import_menu.HOOK
    items = (
        PlaceViewSet,
        OrganizationViewSet,
        LocationViewSet,
        CheckViewSet,
        TemporaryStatusViewSet,
    )


class AreaViewSet(TermViewSet):
    model = Area
    icon = "globe"
    menu_label = "地域"
    list_filter: ClassVar = ["kind", "parent"]
    list_display: ClassVar = ["name", "kind", "name_en", "name_easy", "slug", "sort_order"]
    edit_handler = ObjectList(
        [
            TermViewSet.name_panel,
            fields("どこか", "kind", "parent", "lat", "lng"),
            TermViewSet.place_in_list_panel,
        ]
    )


class AudienceViewSet(TermViewSet):
    model = Audience
    icon = "user"
    menu_label = "対象"
    edit_handler = ObjectList(
        [TermViewSet.name_panel, FieldPanel("synonyms"), TermViewSet.place_in_list_panel]
    )


class TopicViewSet(TermViewSet):
    model = Topic
    icon = "tag"
    menu_label = "テーマ"
    edit_handler = ObjectList(
        [TermViewSet.name_panel, FieldPanel("synonyms"), TermViewSet.place_in_list_panel]
    )


class TermsGroup(SnippetViewSetGroup):
    menu_label = "分類"
    menu_icon = "tag"
    menu_order = 150
    items = (AreaViewSet, AudienceViewSet, TopicViewSet)


register_snippet(DirectoryGroup)
register_snippet(TermsGroup)
hooks.register("register_admin_urls", check_admin.admin_urls)
hooks.register("register_admin_menu_item", check_admin.menu_item)
hooks.register("register_snippet_listing_buttons", check_admin.confirm_button)
hooks.register("register_log_actions", history.register_log_actions)
hooks.register("register_log_actions", import_history.register_log_actions)
hooks.register("register_admin_urls", import_menu.admin_urls)
hooks.register(import_menu.HOOK, import_menu.menu_item)


@hooks.register("register_admin_urls")
def form_checks() -> list[URLPattern]:
    return [path("facts/hours/", check_hours, name="check_hours")]


@hooks.register("register_snippet_listing_buttons")
def facts_at_once_buttons(
    snippet: Model, user: AbstractBaseUser, next_url: str | None = None
) -> Iterator[MenuItem]:
    """From the list of records: say that one was checked, or that something is different now."""
    if not isinstance(snippet, Record):
        return
    query = urlencode({"record": f"{snippet.record_type}:{snippet.public_id}"})
    for model, label in ((Check, "確認を記録する"), (TemporaryStatus, "臨時のお知らせを出す")):
        if user.has_perm(f"directory.add_{model._meta.model_name}"):
            url = reverse(model.snippet_viewset.get_url_name("add"))
            yield MenuItem(label, f"{url}?{query}", icon_name="plus", priority=25)
