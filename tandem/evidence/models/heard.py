"""What a product heard: the quality of all its notes, counted by the worker and read by pages about many products."""

from __future__ import annotations

from django.db import models

from tandem.evidence.quality import Counted, Quality, weigh
from tandem.record.models import Item


class Heard(models.Model):
    """What was counted of one product's notes. It is no change of the record and leaves no event."""

    product = models.OneToOneField(Item, models.CASCADE, primary_key=True, related_name="+")
    weighed = models.JSONField(default=dict)
    languages = models.JSONField(default=dict)  # how many notes in each, by its code
    newest = models.BigIntegerField(default=0)  # the key of the newest note then

    def __str__(self) -> str:
        return f"Heard by {self.product_id}"

    @property
    def quality(self) -> Quality:
        return weigh(Counted.from_kept(self.weighed))
