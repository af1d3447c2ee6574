"""References: consent to be named, with its scope, its limits and its end."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models

from tandem.charter.models.charter_member import CharterMember
from tandem.record.history import kept
from tandem.record.models import Item, Named
from tandem.team.models import Member

SCOPES = [("name", "Name"), ("logo", "Logo"), ("quote", "Quote"), ("call", "Call"), ("press", "Press")]


@kept()
class Reference(Named):
    """A member's consent. It is never edited: a new consent is a new row, a withdrawal ends this one at once."""

    kind: ClassVar[str] = "reference"
    draft_act: ClassVar[str] = "run the charter"
    searched: ClassVar[tuple[str, ...]] = ("statement",)

    member = models.ForeignKey(CharterMember, models.PROTECT, related_name="references")
    scopes = ArrayField(models.CharField(max_length=5, choices=SCOPES))
    wording = models.TextField()
    statement = models.TextField(default="", blank=True)
    address = models.TextField(default="", blank=True)
    granted_by = models.CharField(max_length=200)
    granted_on = models.DateField()
    expires_on = models.DateField()
    uses_a_quarter = models.IntegerField(default=2)
    withdrawn_on = models.DateField(null=True, blank=True)


@kept()
class ReferenceUse(models.Model):
    """One use of a reference: for what, by whom, when."""

    reference = models.ForeignKey(Reference, models.PROTECT, related_name="uses")
    scope = models.CharField(max_length=5, choices=SCOPES)
    about = models.ForeignKey(Item, models.PROTECT, null=True, related_name="+")
    purpose = models.TextField(default="", blank=True)
    used_on = models.DateField()
    by = models.ForeignKey(Member, models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return f"{self.reference}, {self.scope}"
