"""The preview shows a draft as its public page would be, and nothing of it gets out."""

import pytest

from directory.models import Organization, OrganizationLink
from tests.admin.conftest import place_form
from tests.factories import BenefitFactory, EventSeriesFactory, OrganizationFactory, PlaceFactory


def test_the_preview_of_a_change_shows_the_public_page_with_the_change(editor, locales):
    place = PlaceFactory(name="食堂", public_id="shokudo")
    address = f"/admin/snippets/directory/place/preview/{place.pk}/"
    sent = editor.post(address, place_form(name="あたらしい食堂"))
    assert sent.json()["is_valid"]
    shown = editor.get(address, {"mode": ""})
    assert shown.status_code == 200
    assert "あたらしい食堂" in shown.content.decode()
    assert "あたらしい食堂" not in editor.get("/places/shokudo/").content.decode()


@pytest.mark.parametrize(
    ("factory", "path"),
    [
        (PlaceFactory, "directory/place"),
        (OrganizationFactory, "directory/organization"),
        (EventSeriesFactory, "events/eventseries"),
        (BenefitFactory, "navigator/benefit"),
    ],
)
def test_a_stored_draft_of_every_kind_has_a_preview(editor, locales, factory, path):
    record = factory(name="まだの記録", live=False)
    revision = record.save_revision()
    shown = editor.get(f"/admin/snippets/{path}/history/{record.pk}/revisions/{revision.pk}/view/")
    assert shown.status_code == 200
    assert "まだの記録" in shown.content.decode()


def test_a_copied_group_brings_its_links_along(editor, locales):
    group = OrganizationFactory(name="なみのおと")
    other = OrganizationFactory(name="べつの会")
    OrganizationLink.objects.create(organization=group, to=other)
    shown = editor.get(f"/admin/snippets/directory/organization/copy/{group.pk}/")
    formset = shown.context["form"].formsets["links"]
    form = {
        "name": "なみのおと（写し）", "kind": "peer",
        "links-TOTAL_FORMS": "1", "links-INITIAL_FORMS": str(formset.initial_form_count()),
        "links-MIN_NUM_FORMS": "0", "links-MAX_NUM_FORMS": "1000",
        "links-0-id": formset.forms[0]["id"].value() or "",
        "links-0-to": str(other.pk), "links-0-note": "", "links-0-ORDER": "1",
    }  # fmt: skip
    editor.post("/admin/snippets/directory/organization/add/", form)
    copy = Organization.objects.get(name="なみのおと（写し）")
    assert [link.to for link in copy.get_latest_revision_as_object().links.all()] == [other]
    assert group.links.count() == 1
