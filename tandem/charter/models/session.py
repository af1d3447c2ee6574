"""Sessions: the agreed rhythm of visits and group meetings."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any, ClassVar, Self

from django.contrib.postgres.fields import ArrayField
from django.db import models

from tandem.charter.models.charter_member import CharterMember
from tandem.charter.models.program import Program
from tandem.core import clock
from tandem.core.errors import Refused
from tandem.record.history import kept
from tandem.record.models import Named, NamedQuerySet
from tandem.record.verbs import recorded
from tandem.team.models import Workspace

FORMS = [("call", "Call"), ("visit", "Visit"), ("group", "Group session")]


class SessionQuerySet(NamedQuerySet):
    """Sessions, held and to come."""

    def held(self) -> Self:
        return self.in_use().exclude(held_on=None)

    def to_come(self, today: date) -> Self:
        return self.in_use().filter(held_on=None, starts_at__date__gte=today).order_by("starts_at", "item__number")


@kept()
class Session(Named):
    """A meeting with members: when, with whom, what came of it. Its title says what it is for."""

    kind: ClassVar[str] = "session"
    draft_act: ClassVar[str] = "run the charter"
    searched: ClassVar[tuple[str, ...]] = ("outcome",)
    revisable: ClassVar[tuple[str, ...]] = ("starts_at", "form", "questions")

    program = models.ForeignKey(Program, models.PROTECT, related_name="sessions")
    form = models.CharField(max_length=5, default="call", choices=FORMS)
    starts_at = models.DateTimeField()
    members = models.ManyToManyField(CharterMember, related_name="sessions", blank=True)
    questions = ArrayField(models.TextField(), default=list, blank=True)
    answered = models.ManyToManyField(CharterMember, related_name="+", blank=True)
    held_on = models.DateField(null=True, blank=True)
    outcome = models.TextField(default="", blank=True)

    objects: ClassVar[Any] = SessionQuerySet.as_manager()

    @property
    def is_held(self) -> bool:
        return self.held_on is not None

    def waiting(self) -> list[CharterMember]:
        """Who has not answered the questions yet; prefetched members are used as they are."""
        told = {member.pk for member in self.answered.all()}
        return [member for member in self.members.all() if member.pk not in told] if self.questions else []

    @classmethod
    @recorded("planned", act="run the charter", facts=("starts_at",))
    def plan(
        cls, program: Program, title: str, *, starts_at: datetime, by: Any, members: Iterable[CharterMember] = (),
        form: str = "call",
        questions: Sequence[str] = (),
    ) -> Session:  # fmt: skip
        """Plan a visit, a call or a group session with members of the program."""
        program._refuse_closed()
        if not title.strip():
            raise Refused("Say what the session is for.")
        if form not in dict(FORMS):
            raise Refused("A session is a call, a visit or a group session.")
        made = cls._make(
            title.strip(),
            product=program.item.product,
            program=program,
            starts_at=starts_at,
            form=form,
            questions=_asked(questions),
        )
        made._invite(members)
        return made

    @recorded("held", act="run the charter")
    def hold(self, outcome: str, *, by: Any, members: Iterable[CharterMember] | None = None) -> None:
        """Write down what came of it, once it has happened, and who was there."""
        if not outcome.strip():
            raise Refused("Write down what came of it: what they did and said.")
        if self.starts_at > clock.now():
            raise Refused("It has not happened yet.")
        if members is not None:
            self.members.clear()
            self._invite(members)
        self.outcome, self.held_on = outcome.strip(), clock_day(self.starts_at)
        self.save(update_fields=["outcome", "held_on"])

    @recorded("reopened", act="run the charter")
    def reopen(self, *, by: Any, because: str = "") -> None:
        """It did not happen after all. The inverse of holding; what was written stays."""
        self.held_on = None
        self.save(update_fields=["held_on"])

    @recorded("noted answers", act="run the charter", facts=("member",))
    def note_answers(self, member: CharterMember, *, by: Any) -> None:
        """A member has answered the questions of this session."""
        if not self.members.filter(pk=member.pk).exists():
            raise Refused(f"{member.title} is not part of this session.")
        self.answered.add(member)

    def _invite(self, members: Iterable[CharterMember]) -> None:
        chosen = list(members)
        if any(member.program_id != self.program_id for member in chosen):
            raise Refused("A session is for members of its own program.")
        self.members.add(*chosen)

    def _put(self, name: str, value: Any) -> None:
        super()._put(name, _asked(value) if name == "questions" else value)


def clock_day(moment: datetime) -> date:
    """The workspace's day of a moment."""
    from zoneinfo import ZoneInfo

    return moment.astimezone(ZoneInfo(Workspace.current().time_zone)).date()


def _asked(questions: Sequence[str]) -> list[str]:
    return [question.strip() for question in questions if question.strip()]
