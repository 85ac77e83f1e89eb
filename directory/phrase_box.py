"""A phrase typed above the rows of a form: read into them, and saved only once it is confirmed.

An entry carries `phrase` (as typed), `read` (the phrase that filled the rows), `confirmed`, and
after reading either `refusal` or what the phrase said beside its facts.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError

from cms.base.looking_first import LOOK_FIRST

if TYPE_CHECKING:
    from django.utils.datastructures import MultiValueDict

_NOT_READ = "ことばで書いた「{phrase}」は、まだ読み取られていません。「読み取る」を押すか、欄を空にしてください。"
_NOT_CONFIRMED = "読み取った内容を見て、「この内容で合っています」にチェックを入れてください。"


def typed_phrase(data: MultiValueDict, name: str) -> dict[str, Any]:
    return {
        "phrase": data.get(f"{name}-phrase", "").strip(),
        "read": data.get(f"{name}-read", "").strip(),
        "confirmed": bool(data.get(f"{name}-confirmed")),
    }


def is_asked_to(action: str, data: MultiValueDict, name: str) -> bool:
    """Whether the button `action` of the field was pressed."""
    return data.get(LOOK_FIRST) == f"{name}:{action}"


def require_confirmed(entry: dict[str, Any]) -> None:
    """Raises ValidationError where a phrase was left unread or what it said unconfirmed."""
    phrase = entry.get("phrase", "")
    if phrase and phrase != entry.get("read"):
        raise ValidationError(_NOT_READ.format(phrase=phrase[:40]), code="not_read")
    if entry.get("read") and not entry.get("confirmed"):
        raise ValidationError(_NOT_CONFIRMED, code="not_confirmed")


def refused(entry: dict[str, Any], refusal: str) -> dict[str, Any]:
    """The entry as typed, with the sentences that say why its phrase is not read."""
    return entry | {"read": "", "confirmed": False, "refusal": refusal}


def filled(entry: dict[str, Any], by_phrase: dict[str, Any], dropped: list[str]) -> dict[str, Any]:
    """The rows as the phrase says them; `dropped` names what stood there and is no longer said."""
    box = {"phrase": entry["phrase"], "read": entry["phrase"], "confirmed": False}
    return by_phrase | box | {"dropped": dropped}
