"""Outcomes: what came of it."""

from django.apps import AppConfig


class OutcomesConfig(AppConfig):
    name = "tandem.outcomes"
    label = "outcomes"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from tandem.outcomes import flags, imports, standing
        from tandem.ui.navigation import NavItem, navigation

        assert flags, "importing them registers them"
        assert imports
        navigation.add(
            NavItem(
                "outcomes", "Outcomes", "target", "outcomes:outcomes", place=6, count=standing.hits_counted, stays=True
            )
        )
