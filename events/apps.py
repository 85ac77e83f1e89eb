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
        from events.notice_lists import Districts, Everything, Groups, Topics
        from events.notice_words import tell
        from events.suggestions import series
        from notify.announcement import ListKind
        from notify.telling import register_lists, register_teller
        from search.suggest.sources import register_kinds, register_records

        datasets.register_all()
        register_kind(events_kind())
        register_format(EVENTS_CSV)
        register_kinds("event", event_kinds)
        register_records("event", series)
        register_teller("event", tell)
        register_lists(ListKind.EVERYTHING, Everything())
        register_lists(ListKind.DISTRICT, Districts())
        register_lists(ListKind.TOPIC, Topics())
        register_lists(ListKind.GROUP, Groups())
        del receivers
