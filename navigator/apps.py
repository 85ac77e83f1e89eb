from django.apps import AppConfig


class NavigatorConfig(AppConfig):
    name = "navigator"
    verbose_name = "制度"

    def ready(self) -> None:
        from navigator import receivers  # listens

        del receivers
