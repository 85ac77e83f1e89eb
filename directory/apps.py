from django.apps import AppConfig


class DirectoryConfig(AppConfig):
    name = "directory"
    verbose_name = "居場所・団体"

    def ready(self) -> None:
        from directory import landmarks, receivers, terms
        from directory.contact import desks_to_call
        from directory.exporting.csv_formats import CSV_FORMATS
        from directory.exporting.formats import register_format
        from directory.exporting.geojson import GEOJSON
        from directory.exporting.hsds import HSDS
        from directory.importing.kinds import register_kind
        from directory.importing.shaping import organizations_kind, places_kind
        from directory.lists import group_kinds, place_kinds
        from search.desks import register_desks
        from search.suggest.sources import register_kinds

        terms.register_all()
        landmarks.register_all()
        for known in (HSDS, GEOJSON, *CSV_FORMATS):
            register_format(known)
        register_kind(places_kind())
        register_kind(organizations_kind())
        register_desks(desks_to_call)
        register_kinds("place", place_kinds)
        register_kinds("group", group_kinds)
        del receivers  # it listens from its import on
