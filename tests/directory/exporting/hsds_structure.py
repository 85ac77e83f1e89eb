"""The structure of HSDS 3.0: its tables, their properties, types, formats and what is required.

Facts of the published schema (openreferral/specification, branch 3.0, `schema/*.json`), with one
rule more: no property outside it. A property is written `name`, `name:format` or `name=type`;
`!` behind it: required. `name>table` holds one object, `name>>table` a list of them.
"""

from __future__ import annotations

import re
from datetime import datetime
from functools import cache
from typing import Any
from urllib.parse import urlsplit
from uuid import UUID

from jsonschema import Draft202012Validator, FormatChecker

TABLES = {
    "service": """
        id:uuid! organization_id:uuid program_id:uuid name! alternate_name description url:uri
        email:email status! interpretation_services application_process fees_description wait_time
        fees accreditations eligibility_description minimum_age=number maximum_age=number
        assured_date assurer_email:email licenses alert last_modified:date-time phones>>phone
        schedules>>schedule service_areas>>service_area service_at_locations>>service_at_location
        languages>>language organization>organization funding>>funding
        cost_options>>cost_option program>program required_documents>>required_document
        contacts>>contact attributes>>attribute metadata>>metadata
    """,
    "organization": """
        id:uuid! name! alternate_name description! email:email website:uri tax_status tax_id
        year_incorporated=number legal_status logo uri:uri parent_organization_id:uuid
        funding>>funding contacts>>contact phones>>phone locations>>location programs>>program
        organization_identifiers>>organization_identifier attributes>>attribute metadata>>metadata
    """,
    "program": """
        id:uuid! organization_id:uuid name! alternate_name description! attributes>>attribute
        metadata>>metadata
    """,
    "service_at_location": """
        id:uuid! service_id:uuid location_id:uuid description contacts>>contact phones>>phone
        schedules>>schedule location>location attributes>>attribute metadata>>metadata
    """,
    "location": """
        id:uuid! location_type! url:uri organization_id:uuid name alternate_name description
        transportation latitude=number longitude=number external_identifier
        external_identifier_type languages>>language addresses>>address contacts>>contact
        accessibility>>accessibility phones>>phone schedules>>schedule attributes>>attribute
        metadata>>metadata
    """,
    "phone": """
        id:uuid! location_id:uuid service_id:uuid organization_id:uuid contact_id:uuid
        service_at_location_id:uuid number! extension=number type description languages>>language
        attributes>>attribute metadata>>metadata
    """,
    "contact": """
        id:uuid! organization_id:uuid service_id:uuid service_at_location_id:uuid location_id:uuid
        name title department email:email phones>>phone attributes>>attribute metadata>>metadata
    """,
    "address": """
        id:uuid! location_id:uuid attention address_1! address_2 city! region state_province!
        postal_code! country! address_type! attributes>>attribute metadata>>metadata
    """,
    "schedule": """
        id:uuid! service_id:uuid location_id:uuid service_at_location_id:uuid valid_from valid_to
        dtstart timezone=number until count=number wkst freq interval=number byday byweekno
        bymonthday byyearday description opens_at closes_at schedule_link:uri attending_type notes
        attributes>>attribute metadata>>metadata
    """,
    "funding": """
        id:uuid! organization_id:uuid service_id:uuid source attributes>>attribute
        metadata>>metadata
    """,
    "service_area": """
        id:uuid! service_id:uuid name description extent extent_type uri attributes>>attribute
        metadata>>metadata
    """,
    "required_document": """
        id:uuid! service_id:uuid document uri:uri attributes>>attribute metadata>>metadata
    """,
    "language": """
        id:uuid! service_id:uuid location_id:uuid phone_id:uuid name code note
        attributes>>attribute metadata>>metadata
    """,
    "accessibility": """
        id:uuid! location_id:uuid description details url:uri attributes>>attribute
        metadata>>metadata
    """,
    "attribute": """
        id:uuid! link_id:uuid taxonomy_term_id:uuid link_type link_entity value
        taxonomy_term>taxonomy_term metadata>>metadata
    """,
    "taxonomy_term": """
        id:uuid! code name! description! parent_id:uuid taxonomy taxonomy_detail>taxonomy language
        taxonomy_id:uuid term_uri:uri metadata>>metadata
    """,
    "taxonomy": "id:uuid! name! description! uri:uri version metadata>>metadata",
    "metadata": """
        id:uuid! resource_id:uuid resource_type last_action_date! last_action_type! field_name!
        previous_value! replacement_value! updated_by!
    """,
    "cost_option": """
        id:uuid! service_id:uuid valid_from valid_to option currency amount=number
        amount_description attributes>>attribute metadata>>metadata
    """,
    "organization_identifier": """
        id:uuid! organization_id:uuid identifier_scheme identifier_type! identifier!
        attributes>>attribute metadata>>metadata
    """,
}
PLACES = ["physical", "postal", "virtual"]
CHOICES = {
    ("service", "status"): ["active", "inactive", "defunct", "temporarily closed"],
    ("location", "location_type"): PLACES,
    ("address", "address_type"): PLACES,
    ("schedule", "wkst"): ["MO", "TU", "WE", "TH", "FR", "SA", "SU"],
    ("schedule", "freq"): ["WEEKLY", "MONTHLY"],
}
IN_LISTS = {"service": {"organization", "program"}, "organization": set(), "program": set()}
"""The objects that items of lists keep: what a record has once, and no list of anything."""
PAGE = {
    "total_items": "integer", "total_pages": "integer", "page_number": "integer",
    "size": "integer", "first_page": "boolean", "last_page": "boolean", "empty": "boolean",
}  # fmt: skip
PROPERTY = re.compile(r"(?P<name>\w+)(?P<kind>>>|>|:|=)?(?P<what>[\w-]+)?(?P<required>!)?")
URI = re.compile(
    r"[A-Za-z][A-Za-z0-9+.-]*:(?:[A-Za-z0-9._~:/?#\[\]@!$&'()*+,;=-]|%[0-9A-Fa-f]{2})+"
)

formats = FormatChecker(["email"])


@formats.checks("uri")
def is_uri(value: object) -> bool:
    return isinstance(value, str) and bool(URI.fullmatch(value)) and bool(urlsplit(value).scheme)


@formats.checks("uuid", raises=ValueError)
def is_uuid(value: object) -> bool:
    return str(UUID(str(value))) == value


@formats.checks("date-time", raises=ValueError)
def is_moment(value: object) -> bool:
    return datetime.fromisoformat(str(value)).utcoffset() is not None and "T" in str(value)


def property_schema(table: str, kind: str | None, what: str | None, name: str) -> dict[str, Any]:
    if kind in (">", ">>"):
        reference = {"$ref": f"#/$defs/{what}"}
        return reference if kind == ">" else {"type": "array", "items": reference}
    schema: dict[str, Any] = {"type": what if kind == "=" else "string"}
    if kind == ":":
        schema["format"] = what
    if choices := CHOICES.get((table, name)):
        schema["enum"] = choices
    return schema


def table_schema(table: str, kept: set[str] | None = None) -> dict[str, Any]:
    """`kept`: the nested properties that stay, all unless it is given."""
    found = [PROPERTY.fullmatch(word) for word in TABLES[table].split()]
    shown = [
        one
        for one in found
        if one and (kept is None or one["kind"] not in (">", ">>") or one["name"] in kept)
    ]
    return {
        "type": "object",
        "properties": {
            one["name"]: property_schema(table, one["kind"], one["what"], one["name"])
            for one in shown
        },
        "required": [one["name"] for one in shown if one["required"]],
        "additionalProperties": False,
    }


@cache
def validator(table: str, *, listed: bool = False) -> Draft202012Validator:
    """Checks one entity; `listed`: as an item of a list, where nothing holds lists."""
    tables = {name: table_schema(name, IN_LISTS.get(name) if listed else None) for name in TABLES}
    return Draft202012Validator(tables[table] | {"$defs": tables}, format_checker=formats)


def page_validator(table: str, *, listed: bool) -> Draft202012Validator:
    """Checks a page of a list."""
    item = validator(table, listed=listed).schema
    properties = {name: {"type": kind} for name, kind in PAGE.items()}
    schema = {
        "type": "object",
        "properties": properties | {"contents": {"type": "array", "items": item}},
        "required": [*PAGE, "contents"],
        "additionalProperties": False,
        "$defs": item["$defs"],
    }
    return Draft202012Validator(schema, format_checker=formats)


def faults(check: Draft202012Validator, data: Any) -> list[str]:
    """What is wrong, one line for each; empty for valid data."""
    return [f"{error.json_path}: {error.message[:200]}" for error in check.iter_errors(data)]
