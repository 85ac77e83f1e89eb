"""What editors keep for the search: synonym lines, what must be found, what was not found."""
