from django.apps import AppConfig


class DirectoryConfig(AppConfig):
    name = "directory"
    verbose_name = "居場所・団体"

    def ready(self) -> None:
        from directory import receivers, terms
        from directory.exporting.formats import register_format
        from directory.exporting.geojson import GEOJSON
        from directory.exporting.hsds import HSDS

        terms.register_all()
        for known in (HSDS, GEOJSON):
            register_format(known)
        del receivers  # it listens from its import on
