"""The addresses of the HSDS API, below /api/hsds/."""

from __future__ import annotations

from django.urls import path

from directory.api import answers, openapi, others, services

app_name = "hsds"
urlpatterns = [
    path("", openapi.root, name="root"),
    path("openapi.json", openapi.openapi, name="openapi"),
    path("services", services.service_list, name="services"),
    path("services/<str:entity_id>", services.service_detail, name="service"),
    path("organizations", others.organization_list, name="organizations"),
    path("organizations/<str:entity_id>", others.organization_detail, name="organization"),
    path("taxonomies", others.taxonomy_list, name="taxonomies"),
    path("taxonomies/<str:entity_id>", others.taxonomy_detail, name="taxonomy"),
    path("taxonomy_terms", others.term_list, name="terms"),
    path("taxonomy_terms/<str:entity_id>", others.term_detail, name="term"),
    path("<path:rest>", answers.no_such_address, name="nothing"),
]
