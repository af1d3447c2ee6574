"""Builds sent to the members, and who deployed them when."""

from __future__ import annotations

from datetime import date
from typing import Any, ClassVar, Self

from django.db import models

from tandem.charter import rules
from tandem.charter.models.charter_member import CharterMember
from tandem.charter.models.program import Program
from tandem.core.errors import Refused
from tandem.record.history import kept
from tandem.record.models import Named, NamedQuerySet
from tandem.record.verbs import recorded
from tandem.team.models import Workspace


class BuildQuerySet(NamedQuerySet):
    """Builds, the newest first."""

    def newest_first(self) -> Self:
        return self.order_by("-sent_on", "-item__number")


@kept()
class Build(Named):
    """A build given to the program; its title is its version."""

    kind: ClassVar[str] = "build"
    draft_act: ClassVar[str] = "run the charter"
    searched: ClassVar[tuple[str, ...]] = ("says",)
    revisable: ClassVar[tuple[str, ...]] = ("says",)

    program = models.ForeignKey(Program, models.PROTECT, related_name="builds")
    says = models.TextField(default="", blank=True)
    sent_on = models.DateField()

    objects: ClassVar[Any] = BuildQuerySet.as_manager()

    @classmethod
    @recorded("sent", act="run the charter")
    def send(cls, program: Program, version: str, *, by: Any, says: str = "") -> Build:
        """Send a build to the members. Its version names it, so no two builds of a program share one."""
        program._refuse_closed()
        if not version.strip():
            raise Refused("Name the build by its version, such as 0.8.")
        if cls.objects.in_use().filter(program=program, item__title__iexact=version.strip()).exists():
            raise Refused(f"Build {version.strip()} was sent already.")
        return cls._make(
            version.strip(),
            product=program.item.product,
            program=program,
            says=says.strip(),
            sent_on=Workspace.current().today,
        )

    @recorded("deployed", act="run the charter", facts=("member", "on", "last_active_on"))
    def deploy(
        self, member: CharterMember, *, by: Any, on: date | None = None, last_active_on: date | None = None
    ) -> Deployment:
        """A member runs this build. Said again it updates the last day of use; the first starts their trial."""
        today = Workspace.current().today
        self._refuse_stranger(member)
        _refuse_future(today, on, last_active_on)
        day = on or max(min(last_active_on or today, today), self.sent_on)
        if day < self.sent_on:
            raise Refused(
                f"Build {self.title} was sent on {self.sent_on:%d %b %Y}; nobody can have deployed it before."
            )
        made, _ = Deployment.objects.get_or_create(build=self, member=member, defaults={"deployed_on": day})
        made.see_active(last_active_on)
        if member.stage == "joined":
            member.start_trial(by=by, because=f"Build {self.title} deployed.")
        return made

    @recorded("took back a deployment", act="run the charter", facts=("member",))
    def undeploy(self, member: CharterMember, *, by: Any, because: str = "") -> None:
        """They do not run it after all. The inverse of deploying; the member's stage is left to a person."""
        self.deployments.filter(member=member).delete()

    def _refuse_stranger(self, member: CharterMember) -> None:
        if member.program_id != self.program_id:
            raise Refused(f"{member.title} is in another program.")
        member.refresh_from_db(fields=["stage"])
        if member.stage not in rules.TAKING_A_PLACE:
            raise Refused(f"{member.title} is {member.get_stage_display().lower()}; builds are for those who joined.")


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

    def see_active(self, on: date | None) -> None:
        """Keep the newest day of use; an older file does not turn it back."""
        if on is not None and (self.last_active_on is None or on > self.last_active_on):
            self.last_active_on = on
            self.save(update_fields=["last_active_on"])


def _refuse_future(today: date, *days: date | None) -> None:
    if any(day is not None and day > today for day in days):
        raise Refused("A deployment or a day of use cannot be in the future.")
