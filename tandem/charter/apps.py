"""Charter: proof before general availability."""

from django.apps import AppConfig


class CharterConfig(AppConfig):
    name = "tandem.charter"
    label = "charter"
    default_auto_field = "django.db.models.BigAutoField"
