"""Evidence: what customers said."""

from django.apps import AppConfig


class EvidenceConfig(AppConfig):
    name = "tandem.evidence"
    label = "evidence"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from tandem.evidence.importing import companies, notes  # noqa: F401
