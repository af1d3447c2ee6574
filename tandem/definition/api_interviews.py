"""Interviews over the API: plans, the people to speak with, and what was learned."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.shortcuts import get_object_or_404
from ninja import Field, Router, Schema

from tandem.definition.api_problems import ProblemWhole, problems, whole
from tandem.definition.api_shared import NounOut, example, listed, visible
from tandem.definition.models import Interview, Problem
from tandem.evidence.models import Contact, Note
from tandem.team.request import Request

interviews = Router(tags=["Interviews"])
ID = "/{int:number}"


class InterviewIn(Schema):
    """A plan of conversations about a problem."""

    model_config = example(title="Why the feed stops", goal="How do they notice, and what do they do then?")  # type: ignore[assignment]
    title: str = Field("", max_length=300)
    goal: str = Field("", max_length=4000)
    script: str | None = Field(None, max_length=20_000, description="Questions, one a line; left out, the house's own.")


class InterviewChange(Schema):
    """New words for a plan; what is left out stays."""

    model_config = example(version=2, goal="How do they notice?")  # type: ignore[assignment]
    version: int
    title: str | None = Field(None, min_length=1, max_length=300)
    goal: str | None = Field(None, max_length=4000)
    script: str | None = Field(None, max_length=20_000)


class IntervieweeIn(Schema):
    """Somebody to speak with, by the key of the contact."""

    model_config = example(contact=5)  # type: ignore[assignment]
    contact: int


class IntervieweeStateIn(Schema):
    """How an invitation stands."""

    model_config = example(state="invited")  # type: ignore[assignment]
    state: str = Field(pattern="^(chosen|invited|agreed|declined)$")
    on: date | None = None
    because: str = Field("", max_length=1000)


class TalkIn(Schema):
    """A conversation that took place: what was said, or the key of the note that holds it."""

    model_config = example(transcript="Ana: it stops on Fridays.", with_pm=True, learned="They look only on Mondays.")  # type: ignore[assignment]
    transcript: str = Field("", max_length=200_000)
    note: int | None = Field(None, description="A note that was imported or written before.")
    held_on: date | None = None
    with_pm: bool = Field(True, description="Whether the product manager took part.")
    learned: str = Field("", max_length=8000)


class LessonIn(Schema):
    """What a conversation taught."""

    model_config = example(learned="They look only on Mondays.")  # type: ignore[assignment]
    learned: str = Field(max_length=8000)


class ContraryIn(Schema):
    """A note that speaks against a problem."""

    model_config = example(note=812, because="They import by hand and like it.")  # type: ignore[assignment]
    note: int
    because: str = Field("", max_length=1000)


class IntervieweeOut(Schema):
    """Somebody to speak with, and how far it came."""

    id: int
    contact: int = Field(alias="contact_id")
    name: str
    state: str
    since: date
    note: int | None = Field(alias="note_id")
    learned: str

    @staticmethod
    def resolve_name(one: Any) -> str:
        return str(one.contact)


class InterviewOut(NounOut):
    """A plan of conversations."""

    problem: str = Field(alias="problem.mark")
    goal: str
    questions: list[str]


class InterviewWhole(InterviewOut):
    """A plan with the people to speak with."""

    people: list[IntervieweeOut]

    @staticmethod
    def resolve_people(plan: Interview) -> list[Any]:
        return list(plan.people.filter(dropped_at=None).select_related("contact"))


class Interviews(Schema):
    """One page of plans."""

    items: list[InterviewOut]
    next: str | None


def interview_of(request: Request, number: int) -> Interview:
    found: Interview = visible(request, Interview.objects.select_related("problem__item"), number)
    return found


@problems.post(
    ID + "/interviews",
    response={201: InterviewWhole},
    operation_id="problems_plan_interview",
    summary="Plan interviews",
)
def plan(request: Request, number: int, given: InterviewIn) -> Any:
    """Plan conversations about a problem."""
    problem = visible(request, Problem.objects, number)
    return 201, Interview.plan(problem, given.title, goal=given.goal, script=given.script, by=request.user)


@problems.post(
    ID + "/contraries", response=ProblemWhole, operation_id="problems_count_against", summary="Count a note against"
)
def count_against(request: Request, number: int, given: ContraryIn) -> Any:
    """A note speaks against the problem; it counts no more among those that speak of it."""
    problem = visible(request, Problem.objects, number)
    note = get_object_or_404(Note.objects.visible_to(request.user), pk=given.note)
    problem.count_against(note, because=given.because, by=request.user)
    return whole(problem)


@problems.delete(
    ID + "/contraries/{int:note}", response=ProblemWhole, operation_id="problems_no_longer_against",
    summary="No longer count a note against",
)  # fmt: skip
def no_longer_against(request: Request, number: int, note: int) -> Any:
    """The note does not speak against it after all."""
    problem = visible(request, Problem.objects, number)
    problem.no_longer_against(note, by=request.user)
    return whole(problem)


@interviews.get("", response=Interviews, operation_id="interviews_list", summary="List interviews")
def list_interviews(request: Request, product: str | None = None, after: str | None = None, limit: int = 50) -> Any:
    """Plans of conversations, newest first."""
    return listed(request, Interview.objects.select_related("problem__item"), product, after, limit)


@interviews.get(ID, response=InterviewWhole, operation_id="interviews_read", summary="Read an interview")
def read_interview(request: Request, number: int) -> Any:
    """One plan with the people to speak with."""
    return interview_of(request, number)


@interviews.patch(ID, response=InterviewWhole, operation_id="interviews_revise", summary="Revise an interview")
def revise_interview(request: Request, number: int, given: InterviewChange) -> Any:
    """Change its goal or its questions."""
    said = given.dict(exclude={"version"}, exclude_none=True)
    interview_of(request, number).revise(by=request.user, version=given.version, **said)
    return interview_of(request, number)


@interviews.post(
    ID + "/people", response={201: IntervieweeOut}, operation_id="interviews_choose", summary="Choose whom to ask"
)
def choose(request: Request, number: int, given: IntervieweeIn) -> Any:
    """Name somebody to speak with."""
    contact = Contact.objects.visible_to(request.user).filter(pk=given.contact).first()
    return 201, interview_of(request, number).choose(contact, by=request.user)


@interviews.delete(
    ID + "/people/{int:person}", response=InterviewWhole, operation_id="interviews_drop", summary="Take somebody off"
)
def drop(request: Request, number: int, person: int) -> Any:
    """Take somebody off the list who was not spoken with."""
    interview_of(request, number).drop(person, by=request.user)
    return interview_of(request, number)


@interviews.post(
    ID + "/people/{int:person}/state", response=IntervieweeOut, operation_id="interviews_say_state",
    summary="Say how an invitation stands",
)  # fmt: skip
def say_state(request: Request, number: int, person: int, given: IntervieweeStateIn) -> Any:
    """Invited, agreed or declined, on a day."""
    return interview_of(request, number).say_state(person, by=request.user, **given.dict())


@interviews.post(
    ID + "/people/{int:person}/conversation", response=IntervieweeOut, operation_id="interviews_hold",
    summary="Hold an interview",
)  # fmt: skip
def hold(request: Request, number: int, person: int, given: TalkIn) -> Any:
    """What was said becomes a note about the problem."""
    note = get_object_or_404(Note.objects.visible_to(request.user), pk=given.note) if given.note else None
    return interview_of(request, number).hold(person, note=note, by=request.user, **given.dict(exclude={"note"}))


@interviews.post(
    ID + "/people/{int:person}/learned", response=IntervieweeOut, operation_id="interviews_learn",
    summary="Write down what was learned",
)  # fmt: skip
def learn(request: Request, number: int, person: int, given: LessonIn) -> Any:
    """In a few sentences, what the conversation taught."""
    return interview_of(request, number).learn(person, given.learned, by=request.user)
