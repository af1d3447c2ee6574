"""Overview: what holds the product back, and every thread through it."""

from django.apps import AppConfig


class OverviewConfig(AppConfig):
    name = "tandem.overview"
    label = "overview"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from tandem.overview import jobs, noticing  # noqa: F401  (registered by being imported)
        from tandem.ui.navigation import NavItem, navigation

        navigation.add(
            NavItem("overview", "Overview", icon="git-commit-horizontal", url_name="overview:overview", place=0)
        )
        navigation.add(NavItem("portfolio", "Portfolio", "briefcase", "overview:portfolio", place=2, scope="workspace"))
