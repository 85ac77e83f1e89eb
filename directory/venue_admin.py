"""The form of a venue: after saving it says where the venue stands on the map."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wagtail.snippets.views.snippets import CreateView, EditView

if TYPE_CHECKING:
    from directory.models import Location


def standing_words(location: Location) -> str:
    """Where it was placed, and how exactly readers are told, as one sentence or two."""
    if location.precision == location.Precision.HIDDEN:
        return "場所は、どこにも出ません。"
    if location.placed_at:
        return f"「{location.placed_at.name}」のあたりに置きました。"
    if location.position is None:
        return "住所から町が分からないので、地図の位置はまだありません。"
    if location.precision == location.Precision.TOWN:
        return "地図には、町のあたりとして出ます。"
    return "地図には、入力した位置が出ます。"


class VenueCreateView(CreateView):
    def get_success_message(self, instance: Location) -> str:
        return f"{super().get_success_message(instance)}{standing_words(instance)}"


class VenueEditView(EditView):
    def get_success_message(self) -> str:
        return f"{super().get_success_message()}{standing_words(self.object)}"
