"""The one form in which a group writes a meetup: what is checked across its fields."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from directory.hours_entry import EntryError
from events.models import EventSeries
from events.recurrence import Recurrence, RecurrenceError
from portal.meetup_dates import TypedDates, read_dates
from portal.meetup_fields import APPLICATIONS, MeetupFields
from portal.meetup_places import NOT_LISTED, chosen
from portal.pictures import own_picture

if TYPE_CHECKING:
    from datetime import date, datetime

    from directory.models import Organization


class MeetupForm(MeetupFields):
    """A meetup of `group`; `series` is the one that is changed. Times are those of Asia/Tokyo."""

    def __init__(
        self,
        data: Any = None,
        files: Any = None,
        *,
        group: Organization,
        now: datetime,
        today: date,
        series: EventSeries | None = None,
        **options: Any,
    ) -> None:
        super().__init__(data, files, **options)
        self.group, self.now, self.today, self.series = group, now, today, series
        self.beside = ""
        if series is not None:
            del self.fields["first_theme"]
        if series is not None and series.application == EventSeries.Application.ASK:
            asked = (EventSeries.Application.ASK.value, _("わかりません（聞いてもらう）"))
            self.fields["application"].choices = [*APPLICATIONS, asked]

    def clean_rule(self) -> dict[str, Any]:
        """The rule that stood there, which no browser may have made unreadable."""
        rule = self.cleaned_data["rule"] or {}
        try:
            Recurrence.from_facts(rule)
        except RecurrenceError as error:
            raise ValidationError(self.fields["rule"].error_messages["invalid"]) from error
        return rule

    def clean_image(self) -> int | None:
        """A picture that this group brought, or the one that the series has."""
        pk = self.cleaned_data["image"]
        if pk is None or (self.series and self.series.image_id == pk):
            return pk
        if own_picture(self.group, pk) is None:
            raise ValidationError(_("その写真は使えません。もういちどえらんでください。"))
        return pk

    def clean(self) -> dict[str, Any]:
        self._read_dates()
        self._read_place()
        self._read_application()
        self._read_picture()
        return self.cleaned_data

    def _read_dates(self) -> None:
        if "rule" not in self.cleaned_data:
            self.add_error("phrase", self.errors.pop("rule"))
            self._forget("rule")
            return
        try:
            reading = read_dates(self.typed_dates(), self.today)
        except EntryError as error:
            picked = self.typed_dates().is_picked and not self.cleaned_data.get("phrase")
            self.add_error("days" if picked else "phrase", error.messages)
            return
        self.cleaned_data["rule"] = reading.facts
        self.beside = reading.beside
        if not self.cleaned_data.get("schedule_note"):
            self.cleaned_data["schedule_note"] = reading.beside[:200]

    def typed_dates(self) -> TypedDates:
        """What was typed about the dates."""
        found = self.cleaned_data
        return TypedDates(
            phrase=found.get("phrase", ""),
            days=tuple(found.get("days", ())),
            numbers=tuple(found.get("numbers", ())),
            single_days=tuple(found.get("single_days") or ()),
            first_day=found.get("first_day", ""),
            start=found.get("start", ""),
            end=found.get("end", ""),
            holidays=found.get("holidays", ""),
            rule=found.get("rule") or None,
        )

    def _read_place(self) -> None:
        choice = self.cleaned_data.get("place") or ""
        name, address = (self.cleaned_data.get(key, "") for key in ("place_name", "place_address"))
        if choice not in {"", NOT_LISTED}:
            if name or address:
                self.add_error(
                    "place_name",
                    _("えらんだ場所と、書いた場所があります。どちらか1つにしてください。"),
                )
            elif chosen(choice, self.group, self.now, self.series) is None:
                self.add_error("place", _("その場所はえらべません。もういちどさがしてください。"))
            return
        self.cleaned_data["place"] = NOT_LISTED
        if name and not address:
            self.add_error(
                "place_address",
                _("新しい場所の住所を書いてください。町の名前まででもかまいません。"),
            )
        elif address and not name:
            self.add_error("place_name", _("新しい場所の名前を書いてください。"))
        elif not (name or self.cleaned_data.get("online")) and "place_name" not in self.errors:
            self.add_error(
                "place", _("場所をえらんでください。一覧になければ、名前と住所を書いてください。")
            )

    def _read_application(self) -> None:
        found = self.cleaned_data
        ways = (found.get(name) for name in ("application_note", "phone", "email", "website"))
        typed_badly = {"application_note", "phone", "email", "website"} & self.errors.keys()
        if found.get("application") in {"wanted", "required"} and not any(ways) and not typed_badly:
            self.add_error(
                "application_note", _("申込みのしかたか、電話かメールを書いてください。")
            )

    def _read_picture(self) -> None:
        found = self.cleaned_data
        if "image" in self.errors:
            self.add_error("picture", self.errors.pop("image"))
            self._forget("image")
        if found.get("without_picture"):
            found |= {"picture": None, "image": None, "image_alt": ""}
        has_picture = bool(found.get("picture") or found.get("image"))
        if has_picture and not found.get("image_alt") and "image_alt" not in self.errors:
            self.add_error(
                "image_alt", _("写真の説明を書いてください。見えない人に読みあげられます。")
            )

    def take_picture(self, pk: int) -> None:
        """The upload was kept as this picture: shown from now on, sent no more."""
        self.data = self.data.copy()
        self.data["image"] = str(pk)
        self.cleaned_data |= {"image": pk, "picture": None}

    def _forget(self, name: str) -> None:
        """A hidden value that cannot be taken is not sent a second time."""
        self.data = self.data.copy()
        self.data[name] = ""
