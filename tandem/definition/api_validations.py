"""Validations over the API: planned, with whom, how each task went, the verdict."""

from __future__ import annotations

from datetime import date
from typing import Any

from ninja import Field, Router, Schema

from tandem.definition.api_features import feature_of, features
from tandem.definition.api_shared import NounOut, example, listed, visible
from tandem.definition.models import Validation
from tandem.definition.succeeding import success_of
from tandem.evidence.models import Company, Contact
from tandem.team.request import Request

validations = Router(tags=["Validations"])
ID = "/{int:number}"
FORM, VERDICT = "^(prototype_test|usability_test|trial|release_candidate)$", "^(works|mixed|fails)$"


class ValidationIn(Schema):
    """A test with named customers."""

    model_config = example(
        form="usability_test", companies=[12, 15], happened="Both found it in a minute.", verdict="works"
    )  # type: ignore[assignment]
    title: str = Field("", max_length=300)
    form: str = Field(pattern=FORM)
    companies: list[int] = Field(max_length=60, description="Numbers of the companies that tried it.")
    tasks: str = Field("", max_length=30_000, description="What they were asked to do, one a line.")
    happened: str
    verdict: str = Field(pattern=VERDICT)
    held_on: date | None = None


class TestPlanIn(Schema):
    """A test that is still to be held."""

    model_config = example(form="usability_test", companies=[12], tasks="Find the feed that stands still")  # type: ignore[assignment]
    title: str = Field("", max_length=300)
    form: str = Field(pattern=FORM)
    companies: list[int] = Field([], max_length=60)
    tasks: str = Field("", max_length=30_000)
    held_on: date | None = Field(None, description="The day it is planned for; today when left out.")


class TestParticipantIn(Schema):
    """Somebody who takes part: the number of a company, or the key of a contact."""

    model_config = example(company=12)  # type: ignore[assignment]
    company: int | None = None
    contact: int | None = None


class TestTaskIn(Schema):
    """One thing people are asked to do."""

    model_config = example(text="Find the feed that stands still")  # type: ignore[assignment]
    text: str = Field(max_length=1000)


class TaskResultIn(Schema):
    """How one task went for one person; an empty outcome was not tried."""

    model_config = example(task=1, participant=1, outcome="done")  # type: ignore[assignment]
    task: int
    participant: int
    outcome: str = Field(pattern="^(done|helped|failed|)$")


class TaskResultsIn(Schema):
    """How tasks went; what is left out stays."""

    model_config = example(results=[])  # type: ignore[assignment]
    results: list[TaskResultIn] = Field(max_length=2000)


class TestVerdictIn(Schema):
    """How the test went as a whole."""

    model_config = example(verdict="works", happened="Four of five found it alone.")  # type: ignore[assignment]
    verdict: str = Field(pattern=VERDICT)
    happened: str = Field(min_length=1, max_length=20_000)
    held_on: date | None = None


class ValidationChange(Schema):
    """What may be changed of a test; its day only while it is planned."""

    model_config = example(version=1, happened="Four of five found it alone.")  # type: ignore[assignment]
    version: int = Field(description="The version last seen.")
    title: str | None = Field(None, min_length=1, max_length=300)
    held_on: date | None = None
    happened: str | None = Field(None, max_length=20_000)


class ValidationOut(NounOut):
    """A test with customers."""

    feature: str = Field(alias="feature.mark")
    form: str
    tasks: str
    happened: str
    verdict: str = Field(description="works, mixed or fails; empty while it is under way.")
    is_accepted: bool = Field(description="Only an accepted verdict counts.")
    held_on: date


class TestTaskOut(Schema):
    """A task with how it went."""

    id: int
    text: str
    done: int
    helped: int
    failed: int
    says: str = Field(description="The share that managed it alone, with its interval.")


class TestParticipantOut(Schema):
    """Somebody who took part."""

    id: int
    who: str
    contact: int | None = Field(alias="contact_id")
    company: int | None

    @staticmethod
    def resolve_company(one: Any) -> int | None:
        return one.company.number if one.company else None


class ValidationWhole(ValidationOut):
    """A test with everybody who took part and how each task went."""

    participants: list[TestParticipantOut] = Field(alias="standing_participants")
    asked: list[TestTaskOut]
    success: str

    @staticmethod
    def resolve_asked(held: Validation) -> list[dict[str, Any]]:
        results = held.results
        told = [(task, success_of(results, task.pk)) for task in held.standing_tasks]
        counts = ("says", "done", "helped", "failed")
        return [
            {"id": task.pk, "text": task.text, **{name: getattr(went, name) for name in counts}} for task, went in told
        ]

    @staticmethod
    def resolve_success(held: Validation) -> str:
        return success_of(held.results).says


class Validations(Schema):
    """One page of validations."""

    items: list[ValidationOut]
    next: str | None


def validation_of(request: Request, number: int) -> Validation:
    found: Validation = visible(request, Validation.objects.whole(), number)
    return found


@features.post(
    ID + "/validations",
    response={201: ValidationOut},
    operation_id="features_hold_validation",
    summary="Record a validation",
)
def hold(request: Request, number: int, given: ValidationIn) -> Any:
    """Record a test with real customers; without a named company it is none."""
    companies = [visible(request, Company.objects, one) for one in given.companies]
    said = given.dict(exclude={"title", "companies"})
    return 201, Validation.hold(feature_of(request, number), given.title, companies=companies, by=request.user, **said)


@features.post(
    ID + "/validations/plan", response={201: ValidationOut}, operation_id="features_plan_validation",
    summary="Plan a validation",
)  # fmt: skip
def plan(request: Request, number: int, given: TestPlanIn) -> Any:
    """Prepare a test; how it went is said afterwards."""
    companies = [visible(request, Company.objects, one) for one in given.companies]
    said = given.dict(exclude={"title", "companies"})
    return 201, Validation.plan(feature_of(request, number), given.title, companies=companies, by=request.user, **said)


@validations.get("", response=Validations, operation_id="validations_list", summary="List validations")
def list_validations(request: Request, product: str | None = None, after: str | None = None, limit: int = 50) -> Any:
    """Tests with customers, newest first."""
    return listed(
        request, Validation.objects.select_related("feature__item", "item__acceptance"), product, after, limit
    )


@validations.get(ID, response=ValidationWhole, operation_id="validations_read", summary="Read a validation")
def read_validation(request: Request, number: int) -> Any:
    """One test with customers: who took part, and how each task went."""
    return validation_of(request, number)


@validations.patch(ID, response=ValidationWhole, operation_id="validations_revise", summary="Revise a validation")
def revise_validation(request: Request, number: int, given: ValidationChange) -> Any:
    """Change its title, what happened, or the day of one that is still planned."""
    said = {name: value for name, value in given.dict(exclude={"version"}).items() if value is not None}
    validation_of(request, number).revise(by=request.user, version=given.version, **said)
    return validation_of(request, number)


@validations.post(
    ID + "/participants", response=ValidationWhole, operation_id="validations_take_in", summary="Take in a participant"
)
def take_in(request: Request, number: int, given: TestParticipantIn) -> Any:
    """A contact, or a company whose person nobody names."""
    company = visible(request, Company.objects, given.company) if given.company else None
    contact = Contact.objects.visible_to(request.user).filter(pk=given.contact or 0).first()
    validation_of(request, number).take_in(company=company, contact=contact, by=request.user)
    return validation_of(request, number)


@validations.delete(
    ID + "/participants/{int:participant}", response=ValidationWhole, operation_id="validations_let_go",
    summary="Let a participant go",
)  # fmt: skip
def let_go(request: Request, number: int, participant: int) -> Any:
    """They did not take part after all."""
    validation_of(request, number).let_go(participant, by=request.user)
    return validation_of(request, number)


@validations.post(ID + "/tasks", response=ValidationWhole, operation_id="validations_ask", summary="Add a task")
def ask(request: Request, number: int, given: TestTaskIn) -> Any:
    """One more thing people are asked to do."""
    validation_of(request, number).ask(given.text, by=request.user)
    return validation_of(request, number)


@validations.delete(
    ID + "/tasks/{int:task}",
    response=ValidationWhole,
    operation_id="validations_no_longer_ask",
    summary="Take out a task",
)
def no_longer_ask(request: Request, number: int, task: int) -> Any:
    """A task that was not part of it."""
    validation_of(request, number).no_longer_ask(task, by=request.user)
    return validation_of(request, number)


@validations.post(
    ID + "/results", response=ValidationWhole, operation_id="validations_note_results", summary="Note how tasks went"
)
def note_results(request: Request, number: int, given: TaskResultsIn) -> Any:
    """Done alone, with help, or not, for each task and person."""
    results = {(one.task, one.participant): one.outcome for one in given.results}
    validation_of(request, number).note_results(results, by=request.user)
    return validation_of(request, number)


@validations.post(
    ID + "/verdict", response=ValidationWhole, operation_id="validations_conclude", summary="Say how it went"
)
def conclude(request: Request, number: int, given: TestVerdictIn) -> Any:
    """The verdict counts once the product manager has accepted it."""
    said = given.dict(exclude={"verdict"})
    validation_of(request, number).conclude(given.verdict, by=request.user, **said)
    return validation_of(request, number)


@validations.post(
    ID + "/acceptance", response=ValidationWhole, operation_id="validations_accept", summary="Accept a verdict"
)
def accept(request: Request, number: int) -> Any:
    """Make the verdict count. Only the product manager or a delegate may."""
    validation_of(request, number).accept(by=request.user)
    return validation_of(request, number)
