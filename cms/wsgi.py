import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cms.settings")

application = get_wsgi_application()


def _warm_the_search() -> None:
    """A server's first reader shall not wait for the dictionary; commands and tests need none."""
    from search.warming import warm_beside

    warm_beside()


_warm_the_search()
