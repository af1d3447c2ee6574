"""Definition: what we will build, in detail."""

from django.apps import AppConfig


class DefinitionConfig(AppConfig):
    name = "tandem.definition"
    label = "definition"
    default_auto_field = "django.db.models.BigAutoField"
