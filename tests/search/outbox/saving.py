"""Five hundred saves in a process of their own: `python -m tests.search.outbox.saving`.

Prints the number of each save when it is done. The site is that of the environment variables.
"""

import os
import sys

import django

SAVES = 500


def save_all() -> None:
    """New, changed, withdrawn and deleted records, one save after another."""
    from directory.models import Place
    from tests.factories import PlaceFactory, locale_of

    locale_of("ja")
    places: list[Place] = []
    for number in range(1, SAVES + 1):
        if number % 5 == 3:
            places[-1].name = f"かわった場所{number}"
            places[-1].save()
        elif number % 5 == 0:
            places.pop(number % len(places)).delete()
        elif number % 5 == 4 and number % 3 == 0:
            places[-1].unpublish()
        else:
            places.append(PlaceFactory(name=f"場所{number}"))
        sys.stdout.write(f"{number}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cms.settings")
    django.setup()
    save_all()
