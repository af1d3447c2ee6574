"""Requirements over the API, and what a feature needs of others."""

from __future__ import annotations

from typing import Any

from ninja import Field, Router, Schema

from tandem.definition.api_features import FeatureOut, feature_of, features
from tandem.definition.api_shared import NounOut, ReasonIn, example, listed, visible
from tandem.definition.following import blocked_by, needs_of
from tandem.definition.models import Feature, Requirement
from tandem.team.request import Request

requirements = Router(tags=["Requirements"])
ID = "/{int:number}"
PRIORITY = "^(must|should|could|wont)$"


class RequirementIn(Schema):
    """What must be true, and how one would see it."""

    model_config = example(
        text="A mail within the hour", criteria="Given a still feed\nWhen an hour has passed\nThen a mail arrives",
        priority="must",
    )  # type: ignore[assignment]  # fmt: skip
    text: str = Field("", max_length=2000)
    criteria: str = Field("", max_length=8000, description="One criterion a line; Given, When and Then are recognized.")
    priority: str = Field("must", pattern=PRIORITY)


class RequirementsPastedIn(Schema):
    """Several requirements as lines."""

    model_config = example(text="- A mail within the hour\n- The mail names the bank", priority="should")  # type: ignore[assignment]
    text: str = Field(
        max_length=100_000, description="Each line one; lines set in, and of Given, When, Then, below it."
    )
    priority: str = Field("must", pattern=PRIORITY)


class RequirementChange(Schema):
    """New words; what is left out stays."""

    model_config = example(version=2, title="A mail within the hour")  # type: ignore[assignment]
    version: int
    title: str | None = Field(None, min_length=1, max_length=2000)
    criteria: str | None = Field(None, max_length=8000)
    priority: str | None = Field(None, pattern=PRIORITY)


class RequirementStatusIn(Schema):
    """How a requirement stands."""

    model_config = example(status="agreed")  # type: ignore[assignment]
    status: str = Field(pattern="^(open|agreed|met)$")


class RequirementPlaceIn(Schema):
    """A place among the requirements of the feature, counted from 1."""

    model_config = example(place=1)  # type: ignore[assignment]
    place: int = Field(ge=1, le=10_000)


class FeatureNeedIn(Schema):
    """Another feature that has to come first."""

    model_config = example(number=3, because="The mail is sent by it.")  # type: ignore[assignment]
    number: int
    because: str = Field("", max_length=1000)


class CriterionOut(Schema):
    """One acceptance criterion, as lines: a sentence, or the steps of a scenario."""

    lines: list[str]
    is_scenario: bool


class RequirementOut(NounOut):
    """What must be true when a feature is built."""

    feature: str = Field(alias="feature.mark")
    text: str
    criteria: str
    criteria_list: list[CriterionOut]
    priority: str
    status: str
    position: int


class Requirements(Schema):
    """One page of requirements."""

    items: list[RequirementOut]
    next: str | None


class FeatureNeedsOut(Schema):
    """What a feature needs, and what waits for it."""

    needs: list[str]
    blocks: list[str]


def requirement_of(request: Request, number: int) -> Requirement:
    found: Requirement = visible(request, Requirement.objects.select_related("feature__item"), number)
    return found


@requirements.get("", response=Requirements, operation_id="requirements_list", summary="List requirements")
def list_requirements(request: Request, product: str | None = None, after: str | None = None, limit: int = 50) -> Any:
    """Requirements in use, newest first."""
    return listed(request, Requirement.objects.select_related("feature__item"), product, after, limit)


@requirements.get(ID, response=RequirementOut, operation_id="requirements_read", summary="Read a requirement")
def read_requirement(request: Request, number: int) -> Any:
    """One requirement with its criteria, one by one."""
    return requirement_of(request, number)


@requirements.patch(ID, response=RequirementOut, operation_id="requirements_revise", summary="Revise a requirement")
def revise_requirement(request: Request, number: int, given: RequirementChange) -> Any:
    """Change its words, criteria or priority. A version other than the present one is refused."""
    said = given.dict(exclude={"version"}, exclude_none=True)
    requirement_of(request, number).revise(by=request.user, version=given.version, **said)
    return requirement_of(request, number)


@requirements.post(
    ID + "/status", response=RequirementOut, operation_id="requirements_say_status", summary="Say how it stands"
)
def say_status(request: Request, number: int, given: RequirementStatusIn) -> Any:
    """Open, agreed with those who build it, or met."""
    requirement_of(request, number).say_status(given.status, by=request.user)
    return requirement_of(request, number)


@requirements.post(
    ID + "/place", response=RequirementOut, operation_id="requirements_arrange", summary="Put it elsewhere"
)
def arrange(request: Request, number: int, given: RequirementPlaceIn) -> Any:
    """Put it at another place among the requirements of its feature."""
    found = requirement_of(request, number)
    found.feature.arrange(found, given.place, by=request.user)
    return requirement_of(request, number)


@requirements.post(
    ID + "/retirement", response=RequirementOut, operation_id="requirements_retire", summary="Retire a requirement"
)
def retire(request: Request, number: int, given: ReasonIn) -> Any:
    """Take it out of use; its number and history stay."""
    requirement_of(request, number).retire(by=request.user, because=given.because)
    return requirement_of(request, number)


@requirements.post(
    ID + "/restoration", response=RequirementOut, operation_id="requirements_restore", summary="Restore a requirement"
)
def restore(request: Request, number: int, given: ReasonIn) -> Any:
    """Bring it back into use."""
    requirement_of(request, number).restore(by=request.user, because=given.because)
    return requirement_of(request, number)


@features.get(
    ID + "/requirements", response=list[RequirementOut], operation_id="features_requirements",
    summary="The requirements of a feature",
)  # fmt: skip
def requirements_of(request: Request, number: int) -> Any:
    """In the order the feature gives them."""
    return list(feature_of(request, number).requirements.standing().select_related("feature__item"))


@features.post(
    ID + "/requirements", response={201: RequirementOut}, operation_id="features_require", summary="Add a requirement"
)
def require(request: Request, number: int, given: RequirementIn) -> Any:
    """Add what must be true when it is built."""
    said = given.dict(exclude={"text"})
    return 201, Requirement.state(feature_of(request, number), given.text, by=request.user, **said)


@features.post(
    ID + "/requirements/paste", response={201: list[RequirementOut]}, operation_id="features_paste_requirements",
    summary="Paste requirements",
)  # fmt: skip
def paste(request: Request, number: int, given: RequirementsPastedIn) -> Any:
    """Each line becomes a requirement, all of them or none."""
    return 201, Requirement.paste(feature_of(request, number), given.text, priority=given.priority, by=request.user)


@features.get(ID + "/needs", response=FeatureNeedsOut, operation_id="features_needs", summary="What a feature needs")
def needs(request: Request, number: int) -> Any:
    """The features that have to come first, and those that wait for this one."""
    found = feature_of(request, number)
    first, after = needs_of(found, request.user), blocked_by(found, request.user)
    return {"needs": [one.feature.mark for one in first], "blocks": [one.feature.mark for one in after]}


@features.post(ID + "/needs", response=FeatureOut, operation_id="features_need", summary="Need another feature")
def need(request: Request, number: int, given: FeatureNeedIn) -> Any:
    """Say that another feature has to come first. A circle is refused."""
    on = visible(request, Feature.objects, given.number)
    feature_of(request, number).need(on, because=given.because, by=request.user)
    return feature_of(request, number)


@features.delete(
    ID + "/needs/{int:feature}", response=FeatureOut, operation_id="features_no_longer_need",
    summary="No longer need a feature",
)  # fmt: skip
def no_longer_need(request: Request, number: int, feature: int) -> Any:
    """It can be built without it after all."""
    feature_of(request, number).no_longer_need(visible(request, Feature.objects, feature), by=request.user)
    return feature_of(request, number)
