"""Statuses over the API: what a product calls the steps of its features and problems."""

from __future__ import annotations

from typing import Any

from ninja import Field, Router, Schema

from tandem.definition.api_features import FeatureOut, feature_of, features
from tandem.definition.api_problems import ProblemWhole, problems, whole
from tandem.definition.api_shared import NounOut, ReasonIn, example, listed, visible
from tandem.definition.models import Problem, Status
from tandem.definition.statuses import LONGEST
from tandem.team.request import Request, product_of_slug

statuses = Router(tags=["Statuses"])
ID = "/{int:number}"
TONE = "^(|ok|warn|risk|pm|pmm)$"


class StatusIn(Schema):
    """One more step, and the fixed state that it means."""

    model_config = example(product="ledgerly", name="In review", of="feature", state="building", tone="pm")  # type: ignore[assignment]
    product: str = Field(description="The product's slug.")
    name: str = Field(min_length=1, max_length=LONGEST)
    of: str = Field(pattern="^(feature|problem)$")
    state: str = Field(max_length=10, description="idea, defining, building, shipped, dropped; of problems: heard ...")
    tone: str = Field("", pattern=TONE, description="A color: ok, warn, risk, pm, pmm, or none.")


class StatusChange(Schema):
    """Another name or color; what it means does not change."""

    model_config = example(version=1, title="In code review")  # type: ignore[assignment]
    version: int
    title: str | None = Field(None, min_length=1, max_length=LONGEST)
    tone: str | None = Field(None, pattern=TONE)


class StatusPlaceIn(Schema):
    """A place among the statuses of its state, counted from 1."""

    model_config = example(place=1)  # type: ignore[assignment]
    place: int = Field(ge=1, le=1000)


class StatusRetirement(Schema):
    """Why, and which status takes its place."""

    model_config = example(because="Nobody could tell them apart.", instead=None)  # type: ignore[assignment]
    because: str = Field(min_length=1, max_length=2000)
    instead: int | None = Field(None, description="Number of another status of the same state; asked for when in use.")


class ToolWordIn(Schema):
    """A word of a delivery tool."""

    model_config = example(word="In QA", means=True)  # type: ignore[assignment]
    word: str = Field(min_length=1, max_length=LONGEST)
    means: bool = Field(True, description="False takes the word back.")


class StatusMoveIn(Schema):
    """The status that a thing moves to."""

    model_config = example(status=1, because="")  # type: ignore[assignment]
    status: int = Field(description="Number of a status of its product.")
    because: str = Field("", max_length=2000, description="Asked for where the act that leads there asks for it.")


class StatusOut(NounOut):
    """One step by its name, and what it means."""

    of: str
    state: str = Field(description="What rules, gates and figures go by.")
    means: str = Field(description="The fixed name of the state.")
    tone: str
    position: int
    words: list[str] = Field(description="Words of delivery tools that mean it.")

    @staticmethod
    def resolve_words(status: Status) -> list[str]:
        return status.words.splitlines()


class Statuses(Schema):
    """One page of statuses."""

    items: list[StatusOut]
    next: str | None


def status_of(request: Request, number: int) -> Status:
    found: Status = visible(request, Status.objects, number)
    return found


@statuses.get("", response=Statuses, operation_id="statuses_list", summary="List statuses")
def list_statuses(request: Request, product: str | None = None, after: str | None = None, limit: int = 50) -> Any:
    """Statuses in use, newest first; a state without one is called by its fixed name."""
    return listed(request, Status.objects, product, after, limit)


@statuses.post("", response={201: StatusOut}, operation_id="statuses_add", summary="Name a status")
def add_status(request: Request, given: StatusIn) -> Any:
    """Name one more step; the first of its state takes what is in it."""
    said = given.dict(exclude={"product"})
    return 201, Status.add(product_of_slug(request, given.product), said.pop("name"), by=request.user, **said)


@statuses.get(ID, response=StatusOut, operation_id="statuses_read", summary="Read a status")
def read_status(request: Request, number: int) -> Any:
    """One status."""
    return status_of(request, number)


@statuses.patch(ID, response=StatusOut, operation_id="statuses_revise", summary="Revise a status")
def revise_status(request: Request, number: int, given: StatusChange) -> Any:
    """Call it otherwise, or give it another color."""
    said = given.dict(exclude={"version"}, exclude_none=True)
    status_of(request, number).revise(by=request.user, version=given.version, **said)
    return status_of(request, number)


@statuses.post(ID + "/place", response=StatusOut, operation_id="statuses_arrange", summary="Put a status elsewhere")
def arrange_status(request: Request, number: int, given: StatusPlaceIn) -> Any:
    """Put it at another place among those of its state."""
    status_of(request, number).arrange(given.place, by=request.user)
    return status_of(request, number)


@statuses.post(ID + "/words", response=StatusOut, operation_id="statuses_hear", summary="Say which word means it")
def hear_word(request: Request, number: int, given: ToolWordIn) -> Any:
    """From the next import on a delivery tool's word means it, or no more."""
    found = status_of(request, number)
    (found.hear if given.means else found.unhear)(given.word, by=request.user)
    return status_of(request, number)


@statuses.post(ID + "/retirement", response=StatusOut, operation_id="statuses_retire", summary="Retire a status")
def retire_status(request: Request, number: int, given: StatusRetirement) -> Any:
    """Use it no more; what stands at it moves to the one that is named instead."""
    instead = status_of(request, given.instead) if given.instead is not None else None
    status_of(request, number).retire(because=given.because, instead=instead, by=request.user)
    return status_of(request, number)


@statuses.post(ID + "/restoration", response=StatusOut, operation_id="statuses_restore", summary="Restore a status")
def restore_status(request: Request, number: int, given: ReasonIn) -> Any:
    """Use it again; what was moved stays where it is."""
    status_of(request, number).restore(because=given.because, by=request.user)
    return status_of(request, number)


@features.post(ID + "/status", response=FeatureOut, operation_id="features_move_to", summary="Move it to a status")
def move_feature(request: Request, number: int, given: StatusMoveIn) -> Any:
    """Within its state a plain move; into another state the same act, with the same refusals, as its own route."""
    feature_of(request, number).move_to(status_of(request, given.status), because=given.because, by=request.user)
    return feature_of(request, number)


@problems.post(ID + "/status", response=ProblemWhole, operation_id="problems_move_to", summary="Move it to a status")
def move_problem(request: Request, number: int, given: StatusMoveIn) -> Any:
    """Within its state a plain move; into another state by the verdict that leads there."""
    problem = visible(request, Problem.objects, number)
    problem.move_to(status_of(request, given.status), because=given.because, by=request.user)
    return whole(visible(request, Problem.objects, number))
