"""What the API is, for machines: its root and its own OpenAPI document."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from django.conf import settings

from directory.api.answers import answer, open_api
from directory.api.asking import MOST_PER_PAGE, PER_PAGE
from directory.exporting.hsds import VERSION

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

PROFILE: Final = "https://docs.openreferral.org/en/3.0/hsds/schema_reference.html"
SCHEMAS: Final = "https://raw.githubusercontent.com/openreferral/specification/3.0/schema"
ROOT: Final = "/api/hsds"

WORDS: Final = {"type": "string"}
FLAG: Final = {"type": "boolean", "default": False}
IDENTIFIER: Final = {"type": "string", "format": "uuid"}
PAGING: Final[dict[str, Any]] = {
    "page": {"type": "integer", "minimum": 1, "default": 1},
    "per_page": {"type": "integer", "minimum": 1, "maximum": MOST_PER_PAGE, "default": PER_PAGE},
    "search": WORDS,
    "format": {"type": "string", "enum": ["json"]},
}
LISTS: Final[dict[str, tuple[str, str, dict[str, Any]]]] = {
    "services": (
        "compiled/service_list.json",
        "居場所・相談先",
        {
            "full": FLAG,
            "minimal": FLAG,
            "modified_after": {"type": "string", "format": "date-time"},
            "organization_id": IDENTIFIER,
            "taxonomy_id": IDENTIFIER,
            "taxonomy_term_id": IDENTIFIER,
        },
    ),
    "organizations": ("compiled/organization_list.json", "団体・市の課", {"full": FLAG}),
    "taxonomies": ("taxonomy.json", "分類", {}),
    "taxonomy_terms": (
        "taxonomy_term.json",
        "分類のことば",
        {"taxonomy_id": IDENTIFIER, "parent_id": IDENTIFIER},
    ),
}
"""By path: the schema of an item, what it is, and the parameters besides the pages'."""
SINGLE: Final = {
    "services": "compiled/service.json",
    "organizations": "compiled/organization.json",
    "taxonomies": "taxonomy.json",
    "taxonomy_terms": "taxonomy_term.json",
}


@open_api
def root(request: HttpRequest) -> HttpResponse:
    return answer(
        {
            "version": VERSION,
            "profile": PROFILE,
            "openapi_url": f"{settings.BASE_URL}{ROOT}/openapi.json",
        }
    )


@open_api
def openapi(request: HttpRequest) -> HttpResponse:
    return answer(document())


def document() -> dict[str, Any]:
    """The OpenAPI document of this site."""
    paths: dict[str, Any] = {"/": {"get": operation("このAPIの版", {"type": "object"})}}
    for name, (schema, title, parameters) in LISTS.items():
        whole = page_of({"$ref": f"{SCHEMAS}/{schema}"})
        paths[f"/{name}"] = {"get": operation(f"{title}の一覧", whole, PAGING | parameters)}
        one = {"$ref": f"{SCHEMAS}/{SINGLE[name]}"}
        path = {"name": "id", "in": "path", "required": True, "schema": IDENTIFIER}
        paths[f"/{name}/{{id}}"] = {"parameters": [path], "get": operation(f"{title}を1つ", one)}
    return {
        "openapi": "3.1.0",
        "info": {
            "title": f"{settings.SITE_NAME} HSDS API",
            "version": VERSION,
            "license": {"name": settings.DATA_LICENCE, "url": settings.DATA_LICENCE_URL},
        },
        "jsonSchemaDialect": "https://json-schema.org/draft/2020-12/schema",
        "servers": [{"url": settings.BASE_URL + ROOT}],
        "paths": paths,
    }


def operation(
    summary: str, schema: dict[str, Any], parameters: dict[str, Any] | None = None
) -> dict[str, Any]:
    """A GET that answers with JSON of a schema; `parameters` of its query by name."""
    content = {"application/json": {"schema": schema}}
    return {
        "summary": summary,
        "parameters": [
            {"name": name, "in": "query", "required": False, "schema": kind}
            for name, kind in (parameters or {}).items()
        ],
        "responses": {
            "200": {"description": summary, "content": content},
            "400": {"description": "読み取れない条件があります。"},
            "404": {"description": "ありません。"},
        },
    }


def page_of(item: dict[str, Any]) -> dict[str, Any]:
    """The schema of a page of a list."""
    number, truth = {"type": "integer"}, {"type": "boolean"}
    return {
        "type": "object",
        "properties": {
            **dict.fromkeys(("total_items", "total_pages", "page_number", "size"), number),
            **dict.fromkeys(("first_page", "last_page", "empty"), truth),
            "contents": {"type": "array", "items": item},
        },
    }
