"""Addresses of places, groups and the consultation desks."""

from __future__ import annotations

from django.urls import path

from directory import confirm, contact, views

app_name = "directory"
urlpatterns = [
    path("places/", views.place_list, name="places"),
    path("places/<slug:public_id>/", views.place_detail, name="place"),
    path("confirm/<str:token>/", confirm.confirm, name="confirm"),
    path("confirm/<str:token>/correct/", confirm.correct, name="confirm_correct"),
    path("confirm/<str:token>/thanks/", confirm.thanks, name="confirm_thanks"),
    path("contact/", contact.contact, name="contact"),
    path("groups/", views.group_list, name="groups"),
    path("groups/<slug:public_id>/", views.group_detail, name="group"),
]
