"""A group's own calendar: read from its address, never published without review."""
