from django.apps import AppConfig


class EventsConfig(AppConfig):
    name = "events"
    verbose_name = "集まり"

    def ready(self) -> None:
        from directory.exporting.formats import register_format
        from directory.importing.kinds import register_kind
        from events import datasets, receivers  # listens
        from events.exporting import EVENTS_CSV
        from events.importing import events_kind

        datasets.register_all()
        register_kind(events_kind())
        register_format(EVENTS_CSV)
        del receivers
