"""Erased people: that somebody was erased, by whom and what it came to; never who."""

from __future__ import annotations

from typing import Any, Self

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models

from tandem.team.models import Member


class ErasureQuerySet(models.QuerySet["Erasure"]):
    """The ledger of erasures, for administrators."""

    def visible_to(self, member: Any) -> Self:
        return self if member.may("erase a person") else self.none()


class Erasure(models.Model):
    """One person's data is gone. `keys` are keyed hashes of their address and name: by them they are known again when a
    file brings them back or an older backup is restored, and cannot be read. `notes` are those of others that named
    them.
    """

    keys = ArrayField(models.CharField(max_length=64))
    notes = ArrayField(models.BigIntegerField(), default=list)
    came_to = models.JSONField(default=dict)
    by = models.ForeignKey(Member, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()

    objects = ErasureQuerySet.as_manager()

    class Meta:
        indexes = [GinIndex(fields=["keys"], name="erasure_keys")]

    def __str__(self) -> str:
        return f"Erasure {self.pk}"
