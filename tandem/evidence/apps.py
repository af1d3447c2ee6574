"""Evidence: what customers said."""

from django.apps import AppConfig


class EvidenceConfig(AppConfig):
    name = "tandem.evidence"
    label = "evidence"
    default_auto_field = "django.db.models.BigAutoField"
