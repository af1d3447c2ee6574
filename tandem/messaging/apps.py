"""Messaging: what we tell the world, and what sales is armed with."""

from django.apps import AppConfig


class MessagingConfig(AppConfig):
    name = "tandem.messaging"
    label = "messaging"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from tandem.messaging import imports  # noqa: F401
