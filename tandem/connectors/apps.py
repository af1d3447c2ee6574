"""Connectors: presets for the exports of other systems, registered with evidence by being imported."""

from importlib import import_module

from django.apps import AppConfig

SYSTEMS = (
    "zendesk",
    "intercom",
    "jira",
    "github",
    "appstore",
    "playstore",
    "fider",
    "surveygizmo",
    "googleforms",
    "nps",
    "transcripts",
    "hubspot",
    "salesforce",
    "linear",
    "productboard",
    "aha",
)


class ConnectorsConfig(AppConfig):
    name = "tandem.connectors"
    label = "connectors"

    def ready(self) -> None:
        for system in SYSTEMS:
            import_module(f"tandem.connectors.{system}.presets")
