"""Digests: one mail a day to each member with what happened, claimed before it is sent."""

from __future__ import annotations

from django.db import models

from tandem.team.models.member import Member


class Digest(models.Model):
    """What was put together for one member on one day of theirs. There is one a day, so none is sent twice.

    `told` is how many things it tells, and None from the claim until it was sent: what a killed worker claimed was not
    told, and comes with the next day's.
    """

    member = models.ForeignKey(Member, models.CASCADE, related_name="digests")
    day = models.DateField()
    made_at = models.DateTimeField()
    told = models.PositiveIntegerField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["member", "day"], name="one_digest_a_day")]

    def __str__(self) -> str:
        return f"{self.member}, {self.day}"
