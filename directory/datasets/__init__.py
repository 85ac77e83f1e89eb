"""The forms in which municipalities publish lists: one object for each, read by the import and
written by the export, so that the two never disagree."""
