from django.apps import AppConfig


class NavigatorConfig(AppConfig):
    name = "navigator"
    verbose_name = "制度"

    def ready(self) -> None:
        from navigator import receivers  # listens
        from navigator.lists import benefit_kinds
        from search.suggest.sources import register_kinds

        register_kinds("benefit", benefit_kinds)
        del receivers
