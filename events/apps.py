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
        from events.lists import event_kinds
        from events.suggestions import series
        from search.suggest.sources import register_kinds, register_records

        datasets.register_all()
        register_kind(events_kind())
        register_format(EVENTS_CSV)
        register_kinds("event", event_kinds)
        register_records("event", series)
        del receivers
