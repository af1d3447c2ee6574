"""Launch: how and when the world hears of it."""

from typing import Any

from django.apps import AppConfig


class LaunchConfig(AppConfig):
    name = "tandem.launch"
    label = "launch"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from tandem.definition.availability import overruling
        from tandem.launch import counting_on, edges, flags, gate_rules, handing, leaving, panels, standing  # noqa: F401  (registered by being imported)
        from tandem.launch.gates import overruled_of
        from tandem.ui.navigation import NavItem, navigation

        overruling(overruled_of)
        navigation.add(
            NavItem("launch", "Launch", icon="rocket", url_name="launch:launches", place=4, count=_days, stays=True)
        )


def _days(product: Any, member: Any) -> str | None:
    from tandem.launch.standing import launch
    from tandem.team.models import Workspace

    return launch(product, Workspace.current().today).badge or None
