"""Definition: what we will build, in detail."""

from django.apps import AppConfig


class DefinitionConfig(AppConfig):
    name = "tandem.definition"
    label = "definition"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from tandem.definition import (  # noqa: F401  (registered by being imported)
            counting_on,
            edges,
            flags,
            forgetting,
            jobs,
            merging,
            opening,
            panels,
            signs,
            standing,
            unanswered,
        )
        from tandem.ui.navigation import NavItem, navigation

        count = standing.features_counted
        navigation.add(
            NavItem(
                "definition",
                "Definition",
                icon="list-checks",
                url_name="definition:problems",
                place=2,
                count=count,
                stays=True,
            )
        )
