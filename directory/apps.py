from django.apps import AppConfig


class DirectoryConfig(AppConfig):
    name = "directory"
    verbose_name = "居場所・団体"

    def ready(self) -> None:
        from directory import receivers, terms

        terms.register_all()
        del receivers  # it listens from its import on
