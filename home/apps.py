from django.apps import AppConfig


class HomeConfig(AppConfig):
    name = "home"
    verbose_name = "ホーム"

    def ready(self) -> None:
        from home.models import HomePage
        from home.ready_words import words_on_home
        from search.ready_words import register_ready_words

        register_ready_words("home", words_on_home, HomePage)
