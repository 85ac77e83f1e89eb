"""The directory: places, groups, venues, terms, and what was last checked."""

from directory.models.checked import Checked
from directory.models.confirmation import ConfirmationRequest, Correction
from directory.models.facts_at_once import Check, TemporaryStatus
from directory.models.imports import (
    ImportChange,
    ImportedRecord,
    ImportFile,
    ImportMapping,
    ImportRun,
)
from directory.models.organization import Organization, OrganizationLink
from directory.models.place import Place
from directory.models.terms import Area, Audience, Topic
from directory.models.venue import Location

__all__ = [
    "Area",
    "Audience",
    "Check",
    "Checked",
    "ConfirmationRequest",
    "Correction",
    "ImportChange",
    "ImportFile",
    "ImportMapping",
    "ImportRun",
    "ImportedRecord",
    "Location",
    "Organization",
    "OrganizationLink",
    "Place",
    "TemporaryStatus",
    "Topic",
]
