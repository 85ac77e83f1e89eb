from django.apps import AppConfig


class SearchConfig(AppConfig):
    name = "search"
    verbose_name = "検索"

    def ready(self) -> None:
        from search import checks, signals, vocabulary  # registers what they hear

        del checks, signals, vocabulary
