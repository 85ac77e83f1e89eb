"""Brings the catalogues in step with the words of templates and code."""

from django.core.management.base import BaseCommand

from cms import catalogues


class Command(BaseCommand):
    help = "テンプレートとコードのことばを locale/ に集め、.mo も作ります。訳のない数を言います。"
    requires_system_checks: tuple[str, ...] = ()

    def handle(self, **options: object) -> None:
        words = catalogues.words_of_site()
        for language in catalogues.HEADERS:
            messages = catalogues.merged(language, words)
            catalogues.save(language, messages)
            missing = len(messages.untranslated_entries())
            self.stdout.write(f"{language}: {len(messages)} のうち、訳がないもの {missing}")
