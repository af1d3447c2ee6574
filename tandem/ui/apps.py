"""The visual foundation as a Django app."""

from django.apps import AppConfig
from django.forms import Field


class UiConfig(AppConfig):
    name = "tandem.ui"
    label = "ui"
    verbose_name = "Pages"

    def ready(self) -> None:
        Field.default_error_messages["required"] = "Fill this in."
