from django.apps import AppConfig


class PortalConfig(AppConfig):
    name = "portal"
    verbose_name = "団体のページ"

    def ready(self) -> None:
        from portal import history  # registers its actions
        from portal.proposing import meetups, profile  # register their kinds

        del history, meetups, profile
