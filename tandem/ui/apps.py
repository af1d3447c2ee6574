"""The visual foundation as a Django app."""

from django.apps import AppConfig


class UiConfig(AppConfig):
    name = "tandem.ui"
    label = "ui"
    verbose_name = "Pages"
