"""Charter: proof before general availability."""

from django.apps import AppConfig


class CharterConfig(AppConfig):
    name = "tandem.charter"
    label = "charter"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from tandem.charter import counting_on, edges, flags, forgetting, merging, naming, panels, signs, standing  # noqa: F401  (registered by being imported)
        from tandem.ui.navigation import NavItem, navigation

        navigation.add(
            NavItem("charter", "Charter", "star", "charter:board", place=3, count=standing.badge, stays=True)
        )
