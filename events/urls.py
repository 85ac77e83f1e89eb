"""Addresses of meetups and their calendars; `key` is the original date (RECURRENCE-ID)."""

from __future__ import annotations

from django.urls import path

from events import embedding, ical, list_views, views

app_name = "events"
urlpatterns = [
    path("events/", list_views.event_list, name="events"),
    path("events/calendar.ics", ical.everything, name="calendar"),
    path("events/<slug:public_id>/", views.series_detail, name="series"),
    path("events/<slug:public_id>/calendar.ics", ical.of_series, name="series_calendar"),
    path("events/<slug:public_id>/<slug:key>.ics", ical.of_date, name="date_calendar"),
    path("events/<slug:public_id>/<slug:key>/", views.occurrence_detail, name="date"),
    path("groups/<slug:public_id>/embed/", embedding.of_group, name="group_embed"),
    path("groups/<slug:public_id>/calendar.ics", ical.of_group, name="group_calendar"),
]
