from django.apps import AppConfig


class DirectoryConfig(AppConfig):
    name = "directory"
    verbose_name = "居場所・団体"

    def ready(self) -> None:
        from directory import landmarks, receivers, terms
        from directory.exporting.csv_formats import CSV_FORMATS
        from directory.exporting.formats import register_format
        from directory.exporting.geojson import GEOJSON
        from directory.exporting.hsds import HSDS
        from directory.importing.kinds import register_kind
        from directory.importing.shaping import organizations_kind, places_kind

        terms.register_all()
        landmarks.register_all()
        for known in (HSDS, GEOJSON, *CSV_FORMATS):
            register_format(known)
        register_kind(places_kind())
        register_kind(organizations_kind())
        del receivers  # it listens from its import on
