"""What pages offer to search: the page and its published translations."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.html import strip_tags

from search.documents import Document

if TYPE_CHECKING:
    from cms.base.pages import BasePage

EXCERPT = 120


def page_documents(source: BasePage) -> list[Document]:
    """The documents of a page, one for each language it is published in."""
    if not source.live:
        return []
    translations = source.get_translations().filter(live=True)
    rows = [source, *(row.specific for row in translations)]
    return [page_document(row, source) for row in rows]


def page_document(page: BasePage, source: BasePage) -> Document:
    text = body_text(page)
    department = getattr(source, "department", None)
    date = getattr(source, "date", None) or (
        source.first_published_at.date() if source.first_published_at else None
    )
    return Document(
        locale=page.locale.language_code,
        title=page.title,
        path=source.site_path,
        body=f"{page.summary}\n{text}".strip(),
        extra=str(department or ""),
        card={
            "template": "page",
            "title": page.title,
            "excerpt": page.summary or text[:EXCERPT],
            "date": date.isoformat() if date else None,
            "department": str(department or ""),
            "sample": bool(getattr(source, "sample", False)),
        },
        tags={
            "kind": [source.document_kind],
            "measure": [measure.reference for measure in source.served_measures()],
            "audience": [audience.slug for audience in source.meant_for()],
        },
        public_from=source.go_live_at,
        public_until=source.expire_at,
        changed_at=source.last_published_at,
        dated_on=getattr(source, "date", None),
    )


def body_text(page: BasePage) -> str:
    """The words of a page's lead and body, without marks."""
    parts = [getattr(page, "lead", "")]
    body = getattr(page, "body", None)
    if body is not None:
        for block in body:
            parts += block.block.get_searchable_content(block.value)
    return "\n".join(strip_tags(str(part)) for part in parts if part)
