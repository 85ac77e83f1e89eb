"""What happens to a source happens to its translations, in the same transaction."""

from __future__ import annotations

from typing import Any

from django.db.models import Model
from django.db.models.signals import post_delete
from django.dispatch import receiver
from wagtail.models import Page
from wagtail.signals import page_unpublished

from cms.base.pages import BasePage
from cms.base.records import Record


@receiver(post_delete)
def delete_translations(sender: type[Model], instance: Model, **kwargs: Any) -> None:
    if isinstance(instance, Record | BasePage) and instance.is_source:
        for translation in instance.get_translations():
            translation.delete()


@receiver(page_unpublished)
def unpublish_translations(sender: type[Page], instance: Page, **kwargs: Any) -> None:
    if isinstance(instance, BasePage) and instance.is_source:
        for translation in instance.get_translations().filter(live=True):
            translation.specific.unpublish(set_expired=instance.expired)
