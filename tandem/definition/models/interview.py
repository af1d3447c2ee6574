"""Interviews: what is to be learned about a problem, whom to ask, what they said, and what was learned."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from typing import Any, ClassVar, Self

from django.db import models
from django.db.models import Count, Q

from tandem.core import clock
from tandem.core.errors import Refused
from tandem.definition.models.problem import Problem
from tandem.definition.scripts import SCRIPT
from tandem.evidence.models import Contact, Note
from tandem.record.history import kept
from tandem.record.models import Named, NamedQuerySet
from tandem.record.verbs import recorded
from tandem.team.models import Member, Workspace

STATES = [
    ("chosen", "To invite"),
    ("invited", "Invited"),
    ("agreed", "Agreed"),
    ("held", "Held"),
    ("declined", "Declined"),
]
TONES = {"chosen": "", "invited": "warn", "agreed": "warn", "held": "ok", "declined": ""}
DATED = ("invited", "agreed", "declined")
MOST = 60


class InterviewQuerySet(NamedQuerySet):
    """Plans of interviews."""

    def about(self, problem: Any) -> Self:
        return self.filter(problem=problem)

    def counted(self) -> Self:
        """With how many were named, and how many conversations were held."""
        named = Q(people__dropped_at=None)
        return self.annotate(
            named=Count("people", filter=named), held=Count("people", filter=named & Q(people__state="held"))
        )


@kept()
class Interview(Named):
    """A plan of conversations about one problem: what is to be learned, and what is asked."""

    kind: ClassVar[str] = "interview"
    searched: ClassVar[tuple[str, ...]] = ("goal", "script")
    revisable: ClassVar[tuple[str, ...]] = ("goal", "script")

    problem = models.ForeignKey(Problem, models.PROTECT, related_name="interviews")
    goal = models.TextField(default="", blank=True)
    script = models.TextField(default="", blank=True)

    objects = InterviewQuerySet.as_manager()

    @property
    def questions(self) -> list[str]:
        return [line.strip() for line in self.script.splitlines() if line.strip()]

    @classmethod
    @recorded("planned an interview", act="draft definition")
    def plan(cls, problem: Problem, title: str, *, by: Any, goal: str = "", script: str | None = None) -> Interview:
        """Plan conversations about a problem. Without a script it begins with the house's questions."""
        named = title.strip() or f"Conversations about: {problem.title}"
        said = {"goal": goal.strip(), "script": SCRIPT if script is None else script.strip()}
        return cls._make(named[:300], product=problem.item.product, problem=problem, **said)

    @recorded("chose somebody to speak with", act="draft definition", facts=("contact",))
    def choose(self, contact: Contact | None, *, by: Any) -> Interviewee:
        """Name somebody to speak with. Nobody who was erased, and none of our own."""
        if contact is None:
            raise Refused("There is no such person among the contacts.")
        if contact.is_erased or contact.ours:
            raise Refused("That is nobody to interview: one of us, or somebody who was erased.")
        if self.people.filter(dropped_at=None).count() >= MOST:
            raise Refused(f"At most {MOST} people in one plan; make another one.")
        found = self.people.filter(contact=contact).first()
        if found is None:
            return Interviewee.objects.create(interview=self, contact=contact, by=by, chosen_on=_today())
        found.dropped_at = None
        found.save(update_fields=["dropped_at"])
        return found

    @recorded("no longer wanted to speak with somebody", act="draft definition", facts=("person",))
    def drop(self, person: int, *, by: Any) -> None:
        """Take somebody off the list who was not spoken with; naming them again brings them back."""
        one = self.person(person)
        if one.state == "held":
            raise Refused("That conversation was held; it stays.")
        one.dropped_at = clock.now()
        one.save(update_fields=["dropped_at"])

    @recorded("said how an invitation stands", act="draft definition", facts=("person", "state"))
    def say_state(self, person: int, state: str, *, by: Any, on: date | None = None, because: str = "") -> Interviewee:
        """Invited, agreed or declined, on a day; back to the beginning undoes it. Who asked not to be written to is not
        invited.
        """
        one = self.person(person)
        _refuse_move(one, state, on)
        one.state = state
        if state in DATED:
            setattr(one, f"{state}_on", on or _today())
        if state == "declined":
            one.because = because.strip()[:1000]
        one.save()
        return one

    @recorded("held an interview", act="draft definition", facts=("person",))
    def hold(
        self,
        person: int,
        *,
        by: Any,
        transcript: str = "",
        note: Note | None = None,
        held_on: date | None = None,
        with_pm: bool = True,
        learned: str = "",
    ) -> Interviewee:
        """A conversation took place. What was said - pasted, or imported before - becomes a note about the problem,
        and counts as a conversation with the product manager where one took part.
        """
        one, day = self.person(person), held_on or _today()
        if day > _today():
            raise Refused("A conversation counts once it was held; give the day it took place.")
        if one.contact.is_erased:
            raise Refused("This person was erased.")
        if note and transcript.strip():
            raise Refused("Give what was said or the number of a note, not both: one would be lost.")
        said = self._taken(note, with_pm, by) if note else self._written(one, transcript, day, with_pm, by)
        one.state, one.held_on, one.note, one.learned = "held", day, said, learned.strip() or one.learned
        one.save()
        return one

    @recorded("wrote down what was learned", act="draft definition", facts=("person",))
    def learn(self, person: int, learned: str, *, by: Any) -> Interviewee:
        """In a few sentences, what this conversation taught."""
        one = self.person(person)
        one.learned = learned.strip()[:8000]
        one.save(update_fields=["learned"])
        return one

    def person(self, pk: int) -> Interviewee:
        """One of those to speak with; refused where there is none."""
        found: Interviewee | None = (
            self.people.filter(pk=pk, dropped_at=None).select_related("contact__company").first()
        )
        if found is None:
            raise Refused("There is nobody of that number in this plan.")
        return found

    def _written(self, one: Interviewee, transcript: str, day: date, with_pm: bool, by: Any) -> Note:
        """Pasted words as a note of the one who said them. The same words pasted once more are the same note."""
        if one.note and (not transcript.strip() or one.note.body == transcript):
            return self._taken(one.note, with_pm, by)
        contact = one.contact
        made = Note.add(
            self.item.product, transcript, form="interview", author_name=contact.name, author_email=contact.email,
            company=contact.company, said_at=datetime.combine(day, time(12), UTC), title=self.title, with_pm=with_pm,
            about=self.problem.item, by=by,
        )  # fmt: skip
        made.contact = contact
        made.save(update_fields=["contact"])
        return made

    def _taken(self, note: Note, with_pm: bool, by: Any) -> Note:
        if not Note.objects.visible_to(by).filter(pk=note.pk).exists():
            raise Refused("There is no note of that number that you may see.")
        note.link(self.problem.item, by=by)
        if note.with_pm != with_pm:
            note.say_with_pm(with_pm, by=by)
        return note


@kept(personal=["learned", "because"])
class Interviewee(models.Model):
    """Somebody to speak with about a problem, and how far it came; each step has its day."""

    interview = models.ForeignKey(Interview, models.PROTECT, related_name="people")
    contact = models.ForeignKey(Contact, models.PROTECT, related_name="+")
    state = models.CharField(max_length=8, default="chosen", choices=STATES)
    chosen_on = models.DateField()
    invited_on = models.DateField(null=True)
    agreed_on = models.DateField(null=True)
    declined_on = models.DateField(null=True)
    held_on = models.DateField(null=True)
    because = models.TextField(default="", blank=True)
    note = models.ForeignKey(Note, models.PROTECT, null=True, related_name="+")
    learned = models.TextField(default="", blank=True)
    by = models.ForeignKey(Member, models.PROTECT, related_name="+")
    dropped_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("pk",)
        constraints = [models.UniqueConstraint(fields=["interview", "contact"], name="interviewee_once")]

    def __str__(self) -> str:
        return str(self.contact)

    @property
    def tone(self) -> str:
        return TONES[self.state]

    @property
    def since(self) -> date:
        """The day on which it came to stand as it does."""
        day: date | None = getattr(self, f"{self.state}_on")
        return day or self.chosen_on


def _refuse_move(one: Interviewee, state: str, on: date | None) -> None:
    if state not in ("chosen", *DATED):
        raise Refused("Somebody is to be invited, invited, has agreed, or has declined.")
    if one.state == "held":
        raise Refused("That conversation was held.")
    if state == "invited" and one.contact.do_not_write:
        raise Refused(f"{one.contact} asked not to be written to.")
    if on and on > _today():
        raise Refused("That day is still to come.")


def _today() -> date:
    return Workspace.current().today
