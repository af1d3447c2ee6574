"""The record: items, events, verbs, history, jobs."""

from django.apps import AppConfig
from django.db.models.signals import post_migrate


class RecordConfig(AppConfig):
    name = "tandem.record"
    label = "record"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from tandem.record.numbering import make_sequences

        # The one signal in the house: migrations end here, and nothing but the database is told.
        post_migrate.connect(make_sequences, sender=self)
