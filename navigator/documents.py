"""What benefits offer to search."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils import timezone
from django.utils.translation import gettext as _

from directory.documents import (
    checked_card,
    latest_check,
    names,
    public_span,
    spoken,
    taxonomy_tags,
)
from directory.notices import notices_of
from search.documents import Document

if TYPE_CHECKING:
    from navigator.models import Benefit


def benefit_documents(benefit: Benefit) -> list[Document]:
    """The documents of a benefit, one for each language it is published in."""
    check = latest_check("benefit", benefit.public_id)
    given = notices_of("benefit", benefit.public_id, timezone.localdate())
    tags = taxonomy_tags(benefit) | {"kind": [benefit.kind], "provider": [benefit.provider]}
    return [
        Document(
            locale=language,
            title=worded.name,
            kana=worded.kana,
            path=f"/support/{benefit.public_id}/",
            body=f"{worded.summary}\n{worded.description}\n{worded.who}".strip(),
            extra=" ".join(
                [
                    worded.gets,
                    worded.get_kind_display(),
                    worded.get_provider_display(),
                    str(benefit.department or ""),
                    *names(benefit.audiences.all(), language),
                    *names(benefit.topics.all(), language),
                ]
            ),
            phone=benefit.department.phone if benefit.department else "",
            card=benefit_card(worded) | {"checked": checked_card(check), "notices": given},
            tags=tags,
            assured_until=check.next_due if check else None,
            **public_span(benefit),
        )
        for language, worded in spoken(benefit)
    ]


def benefit_card(benefit: Benefit) -> dict[str, Any]:
    department = benefit.department
    desk = benefit.desk.name if benefit.desk else str(department or "")
    phone = (benefit.desk and benefit.desk.phone) or (department and department.phone) or ""
    return {
        "template": "benefit",
        "title": benefit.name,
        "kana": benefit.kana,
        "kind": _(benefit.get_kind_display()),
        "sample": benefit.sample,
        "summary": benefit.summary,
        "gets": {"what": benefit.gets or _(benefit.get_kind_display())},
        "deadline": benefit.deadline,
        "desk": {"name": desk, "phone": phone} if desk else None,
        "department": str(department or ""),
    }
