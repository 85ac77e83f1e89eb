"""Addresses of benefits."""

from __future__ import annotations

from django.urls import path

from navigator import views

app_name = "navigator"
urlpatterns = [
    path("support/", views.benefit_list, name="benefits"),
    path("support/<slug:public_id>/", views.benefit_detail, name="benefit"),
]
