"""By whose words staff find a row in the lists and choosers of the admin."""

from wagtail.search.index import AutocompleteField, RelatedFields


def found_by(*names: str) -> list[AutocompleteField | RelatedFields]:
    """`search_fields` of a model; `series__name` is a field of a related row."""
    return [_field(*name.split("__")) for name in names]


def _field(name: str, *within: str) -> AutocompleteField | RelatedFields:
    return RelatedFields(name, [_field(*within)]) if within else AutocompleteField(name)
