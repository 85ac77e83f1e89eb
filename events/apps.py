from django.apps import AppConfig


class EventsConfig(AppConfig):
    name = "events"
    verbose_name = "集まり"

    def ready(self) -> None:
        from events import receivers  # listens

        del receivers
