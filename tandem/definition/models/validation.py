"""Validations: what happened when real customers tried it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, ClassVar, Self

from django.db import models

from tandem.core import clock
from tandem.core.errors import Refused
from tandem.core.places import place_after
from tandem.definition.models.feature import Feature
from tandem.definition.models.trial import Participant, Task, TaskResult
from tandem.definition.succeeding import OUTCOMES
from tandem.evidence.models import Company, Contact
from tandem.record.history import kept
from tandem.record.models import NamedQuerySet
from tandem.record.verbs import recorded
from tandem.team.models import Workspace
from tandem.team.models.acceptance import Accepted

FORMS = [
    ("prototype_test", "Prototype test"),
    ("usability_test", "Usability test"),
    ("trial", "Trial of a build"),
    ("release_candidate", "Release-candidate test"),
]
VERDICTS = [("works", "It works"), ("mixed", "Mixed"), ("fails", "It fails")]
TONES = {"works": "ok", "mixed": "warn", "fails": "risk", "": ""}
MOST_TASKS, MOST_PARTICIPANTS = 30, 60
Cell = tuple[int, int]


class ValidationQuerySet(NamedQuerySet):
    """Tests with customers."""

    def whole(self) -> Self:
        """With everybody who took part and what they were asked to do, in a fixed number of statements."""
        family = self.select_related("item__acceptance__by__item", "feature__item")
        return family.prefetch_related("participants__company__item", "participants__contact", "asked", "companies")


@kept()
class Validation(Accepted):
    """One test of a feature with named companies: tasks, what happened, the verdict. Without a verdict it is under way;
    the verdict counts once the product manager has accepted it.
    """

    kind: ClassVar[str] = "validation"
    searched: ClassVar[tuple[str, ...]] = ("tasks", "happened")
    revisable: ClassVar[tuple[str, ...]] = ("happened", "held_on")

    feature = models.ForeignKey(Feature, models.PROTECT, related_name="validations")
    form = models.CharField(max_length=20, choices=FORMS)
    companies = models.ManyToManyField(Company, related_name="validations", blank=True)
    tasks = models.TextField(default="", blank=True)
    happened = models.TextField(default="", blank=True)
    verdict = models.CharField(max_length=6, default="", blank=True, choices=VERDICTS)
    held_on = models.DateField()

    objects = ValidationQuerySet.as_manager()

    @property
    def tone(self) -> str:
        return TONES[self.verdict]

    @property
    def is_open(self) -> bool:
        """Whether nobody has said yet how it went."""
        return not self.verdict

    @property
    def says(self) -> str:
        """Its verdict and whether it counts."""
        if self.is_open:
            return "Under way"
        return self.get_verdict_display() if self.is_accepted else f"{self.get_verdict_display()}, not accepted yet"

    @property
    def standing_tasks(self) -> list[Task]:
        return [task for task in self.asked.all() if task.taken_out_at is None]

    @property
    def standing_participants(self) -> list[Participant]:
        return [one for one in self.participants.all() if one.left_at is None]

    @property
    def results(self) -> dict[Cell, str]:
        """How each task went for each person, by their keys."""
        rows = TaskResult.objects.filter(
            task__validation=self.pk, task__taken_out_at=None, participant__left_at=None
        ).values_list("task", "participant", "outcome")
        return {(task, participant): outcome for task, participant, outcome in rows}

    @classmethod
    @recorded("planned a test", act="draft definition", facts=("form",))
    def plan(
        cls,
        feature: Feature,
        title: str,
        *,
        form: str,
        by: Any,
        companies: Sequence[Company] = (),
        contacts: Sequence[Contact] = (),
        tasks: str = "",
        held_on: date | None = None,
    ) -> Validation:
        """Prepare a test: what kind, with whom, what they will be asked to do. How it went is said afterwards."""
        return cls._open(feature, title, form, companies, contacts, tasks=tasks, held_on=held_on)

    @classmethod
    @recorded("held", act="draft definition", facts=("verdict",))
    def hold(
        cls,
        feature: Feature,
        title: str,
        *,
        form: str,
        companies: Sequence[Company],
        verdict: str,
        by: Any,
        tasks: str = "",
        happened: str = "",
        held_on: date | None = None,
        contacts: Sequence[Contact] = (),
    ) -> Validation:
        """Record a test with real customers. A test without a named company, or of a day to come, is none."""
        if not companies and not any(one.company_id for one in contacts):
            raise Refused("Name at least one company that tried it.")
        _refuse_to_come(held_on, happened, verdict)
        said = {"tasks": tasks, "happened": happened, "held_on": held_on, "verdict": verdict}
        made = cls._open(feature, title, form, companies, contacts, **said)
        made._accept_if_owner(by)
        return made

    @recorded("took in a participant", act="draft definition")
    def take_in(self, *, by: Any, company: Company | None = None, contact: Contact | None = None) -> Participant:
        """Somebody takes part: a contact, or a company whose person nobody names."""
        if company is None and contact is None:
            raise Refused("Name a company or a contact.")
        _refuse_too_many(people=len(self.standing_participants) + 1)
        if contact and contact.is_erased:
            raise Refused("This person was erased.")
        return self._take_in(company or (contact.company if contact else None), contact)

    @recorded("let a participant go", act="draft definition", facts=("participant",))
    def let_go(self, participant: int, *, by: Any) -> None:
        """Somebody did not take part after all; how their tasks went counts no more."""
        one = _named(self.standing_participants, participant, "participant")
        one.left_at = clock.now()
        one.save(update_fields=["left_at"])
        if not any(other.company_id == one.company_id for other in self.standing_participants if other.pk != one.pk):
            self.companies.remove(*[one.company] if one.company else [])

    @recorded("added a task", act="draft definition")
    def ask(self, text: str, *, by: Any) -> Task:
        """One more thing people are asked to do."""
        if not text.strip():
            raise Refused("Write what they are asked to do.")
        _refuse_too_many(tasks=len(self.standing_tasks) + 1)
        made = Task.objects.create(validation=self, position=place_after(self.asked), text=text.strip()[:1000])
        self._say_tasks()
        return made

    @recorded("took out a task", act="draft definition", facts=("task",))
    def no_longer_ask(self, task: int, *, by: Any) -> None:
        """A task that was not part of it; how it went counts no more."""
        one = _named(self.standing_tasks, task, "task")
        one.taken_out_at = clock.now()
        one.save(update_fields=["taken_out_at"])
        self._say_tasks()

    @recorded("noted how tasks went", act="draft definition")
    def note_results(self, results: Mapping[Cell, str], *, by: Any) -> None:
        """How tasks went, by (task, participant): done, helped, failed; an empty one was not tried. Others stay."""
        tasks, people = {one.pk for one in self.standing_tasks}, {one.pk for one in self.standing_participants}
        for (task, person), outcome in results.items():
            if task not in tasks or person not in people:
                raise Refused("That task or person is no part of this test any more.")
            if outcome and outcome not in dict(OUTCOMES):
                raise Refused("A task is done, done with help, or not.")
            if outcome:
                said = {"outcome": outcome}
                TaskResult.objects.update_or_create(task_id=task, participant_id=person, defaults=said)
            else:
                TaskResult.objects.filter(task=task, participant=person).delete()

    @recorded("concluded", act="draft definition", facts=("verdict",))
    def conclude(self, verdict: str, *, happened: str, by: Any, held_on: date | None = None) -> None:
        """Say how it went, once it was held; it counts when the product manager accepts it. An accepted verdict stays:
        whoever knows better holds another test.
        """
        if self.verdict and self.is_accepted:
            raise Refused("The verdict was accepted. When something has changed, hold another test.")
        if not self.companies.exists():
            raise Refused("Name at least one company that tried it.")
        _refuse_to_come(held_on or self.held_on, happened, verdict)
        self.verdict, self.happened, self.held_on = verdict, happened.strip(), held_on or self.held_on
        self.save(update_fields=["verdict", "happened", "held_on"])
        self._accept_if_owner(by)

    def _put(self, name: str, value: Any) -> None:
        """The day of a test is moved while it is planned; how it went belongs to the day it took place."""
        if name == "held_on" and not self.is_open:
            raise Refused("It was held; the day it took place stays.")
        super()._put(name, value)

    def _accept_by(self, by: Any) -> None:
        if self.is_open:
            raise Refused("There is no verdict to accept yet.")
        super()._accept_by(by)

    @classmethod
    def _open(
        cls,
        feature: Feature,
        title: str,
        form: str,
        companies: Sequence[Company],
        contacts: Sequence[Contact],
        **said: Any,
    ) -> Validation:
        if form not in dict(FORMS):
            raise Refused("A test is of a prototype, of usability, of a build or of a release candidate.")
        lines = [line.strip() for line in said["tasks"].splitlines() if line.strip()]
        theirs = {one.company_id for one in contacts}
        alone = [company for company in companies if company.pk not in theirs]
        _refuse_too_many(len(contacts) + len(alone), len(lines))
        named = title.strip() or f"{dict(FORMS)[form]} of {feature.title}"
        said["held_on"] = said.get("held_on") or Workspace.current().today
        made = cls._make(named, product=feature.item.product, feature=feature, form=form, **said)
        for contact in contacts:
            made._take_in(contact.company, contact)
        for company in alone:
            made._take_in(company, None)
        for place, text in enumerate(lines, start=1):
            Task.objects.create(validation=made, position=place, text=text[:1000])
        return made

    def _take_in(self, company: Company | None, contact: Contact | None) -> Participant:
        here = [one for one in self.standing_participants if contact and one.contact_id == contact.pk]
        if here:
            return here[0]
        if company:
            self.companies.add(company)
        return Participant.objects.create(
            validation=self, position=place_after(self.participants), company=company, contact=contact
        )

    def _say_tasks(self) -> None:
        """The words of its tasks, as search and programs read them."""
        self.tasks = "\n".join(self.asked.filter(taken_out_at=None).values_list("text", flat=True))
        self.save(update_fields=["tasks"])


def _named(rows: Sequence[Any], pk: int, what: str) -> Any:
    found = next((row for row in rows if row.pk == pk), None)
    if found is None:
        raise Refused(f"There is no such {what} here.")
    return found


def _refuse_too_many(people: int = 0, tasks: int = 0) -> None:
    if people > MOST_PARTICIPANTS:
        raise Refused(f"A test has at most {MOST_PARTICIPANTS} people; hold another one.")
    if tasks > MOST_TASKS:
        raise Refused(f"A test has at most {MOST_TASKS} tasks.")


def _refuse_to_come(held_on: date | None, happened: str, verdict: str) -> None:
    if held_on and held_on > Workspace.current().today:
        raise Refused("A test counts once it was held; give the day it took place.")
    if not happened.strip():
        raise Refused("Write down what happened; the verdict alone convinces nobody.")
    if verdict not in dict(VERDICTS):
        raise Refused("Say whether it works, is mixed, or fails.")
