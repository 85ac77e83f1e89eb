from django.apps import AppConfig


class BaseConfig(AppConfig):
    name = "cms.base"
    label = "base"
    verbose_name = "土台"

    def ready(self) -> None:
        from cms.base import checks, signals  # registers both

        del checks, signals
