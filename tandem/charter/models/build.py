"""Builds sent to the members, and who deployed them when."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from tandem.charter.models.charter_member import CharterMember
from tandem.charter.models.program import Program
from tandem.record.history import kept
from tandem.record.models import Named


@kept()
class Build(Named):
    """A build given to the program; its title is its version."""

    kind: ClassVar[str] = "build"
    draft_act: ClassVar[str] = "run the charter"

    program = models.ForeignKey(Program, models.PROTECT, related_name="builds")
    sent_on = models.DateField()


@kept()
class Deployment(models.Model):
    """A member runs a build: set by a usage file or the API, never typed by hope."""

    build = models.ForeignKey(Build, models.PROTECT, related_name="deployments")
    member = models.ForeignKey(CharterMember, models.PROTECT, related_name="deployments")
    deployed_on = models.DateField()
    last_active_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["build", "member"], name="deployment_once")]

    def __str__(self) -> str:
        return f"{self.member} runs {self.build}"
