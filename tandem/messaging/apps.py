"""Messaging: what we tell the world, and what sales is armed with."""

from django.apps import AppConfig


class MessagingConfig(AppConfig):
    name = "tandem.messaging"
    label = "messaging"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from tandem.messaging import (  # noqa: F401  (registered by being imported)
            edges,
            flags,
            gates,
            imports,
            merging,
            panels,
            standing,
        )
        from tandem.ui.navigation import NavItem, navigation

        count = standing.claims_counted
        navigation.add(
            NavItem(
                "messaging",
                "Messaging",
                icon="megaphone",
                url_name="messaging:messaging",
                place=5,
                count=count,
                stays=True,
            )
        )
