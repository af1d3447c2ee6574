"""Team: who answers for what."""

from django.apps import AppConfig


class TeamConfig(AppConfig):
    name = "tandem.team"
    label = "team"
    default_auto_field = "django.db.models.BigAutoField"
