"""Signals of the directory, for rooms above it to listen to."""

from django.dispatch import Signal

venue_changed = Signal()
"""A Location was saved; sent in its transaction with `location`."""

facts_changed = Signal()
"""A fact that acts at once changed; sent in its transaction with `record_type` and `record_id`."""

records_written = Signal()
"""Rows were written at once, as an import does, without a signal for each; sent in the transaction
with `rows` (source rows and Locations) and `done` (search keys whose documents are written)."""
