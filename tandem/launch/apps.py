"""Launch: how and when the world hears of it."""

from django.apps import AppConfig


class LaunchConfig(AppConfig):
    name = "tandem.launch"
    label = "launch"
    default_auto_field = "django.db.models.BigAutoField"
