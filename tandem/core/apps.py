"""The foundation without product words."""

from django.apps import AppConfig


class CoreConfig(AppConfig):
    name = "tandem.core"
    label = "core"
    default_auto_field = "django.db.models.BigAutoField"
