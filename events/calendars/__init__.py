"""Calendars: given to subscribers, and taken from a group's own address."""
