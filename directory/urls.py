"""Addresses of places, groups and the consultation desks."""

from __future__ import annotations

from django.urls import path

from directory import contact, views

app_name = "directory"
urlpatterns = [
    path("places/", views.place_list, name="places"),
    path("places/<slug:public_id>/", views.place_detail, name="place"),
    path("contact/", contact.contact, name="contact"),
    path("groups/", views.group_list, name="groups"),
    path("groups/<slug:public_id>/", views.group_detail, name="group"),
]
