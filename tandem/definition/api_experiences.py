"""What shows a feature, over the API: flows with steps, mock-ups, prototypes."""

from __future__ import annotations

from typing import Any

from ninja import Field, File, Form, Schema
from ninja.files import UploadedFile

from tandem.definition.api_features import FeatureOut, feature_of, features
from tandem.definition.api_shared import example
from tandem.team.request import Request

ID = "/{int:number}"
FORM = "^(flow|mockup|prototype)$"


class ExperienceIn(Schema):
    """A flow, mock-up or prototype to look at."""

    model_config = example(form="prototype", title="The mail", url="https://prototype.example/mail")  # type: ignore[assignment]
    form: str = Field(pattern=FORM)
    title: str = Field("", max_length=200)
    url: str = Field("", max_length=2000, description="Where it is, beginning with https://.")
    steps: str = Field("", max_length=60_000, description="The steps of a flow, one a line.")


class FlowStepIn(Schema):
    """One step of a flow."""

    model_config = example(caption="The mail says since when the feed stands still")  # type: ignore[assignment]
    caption: str = Field(max_length=1000)


class FlowStepPlaceIn(Schema):
    """A place among the steps of the flow, counted from 1."""

    model_config = example(place=1)  # type: ignore[assignment]
    place: int = Field(ge=1, le=1000)


class FlowStepOut(Schema):
    """One step of a flow."""

    id: int
    caption: str
    has_picture: bool

    @staticmethod
    def resolve_has_picture(step: Any) -> bool:
        return step.picture_id is not None


class ExperienceOut(Schema):
    """A flow, mock-up or prototype."""

    position: int
    form: str
    title: str
    url: str
    file: str
    is_picture: bool
    is_runnable: bool = Field(description="Whether it is an uploaded prototype that can be tried in its closed frame.")
    steps: list[FlowStepOut] = Field(alias="standing_steps")

    @staticmethod
    def resolve_file(one: Any) -> str:
        return one.file.name if one.file else ""


@features.get(
    ID + "/experiences",
    response=list[ExperienceOut],
    operation_id="features_experiences",
    summary="What shows a feature",
)
def experiences_of(request: Request, number: int) -> Any:
    """Its flows, mock-ups and prototypes in the order they were added."""
    standing = feature_of(request, number).experiences.filter(taken_out_at=None).order_by("position")
    return list(standing.select_related("file").prefetch_related("steps", "pages"))


@features.post(
    ID + "/experiences", response=FeatureOut, operation_id="features_show", summary="Show a flow, mock-up or prototype"
)
def show(request: Request, number: int, given: ExperienceIn) -> Any:
    """Add something people can look at."""
    feature_of(request, number).show(given.form, given.title, url=given.url, steps=given.steps, by=request.user)
    return feature_of(request, number)


@features.post(
    ID + "/experiences/file", response=FeatureOut, operation_id="features_show_file", summary="Show a file of a feature"
)
def show_file(
    request: Request, number: int, file: File[UploadedFile], form: Form[str] = "mockup", title: Form[str] = ""
) -> Any:
    """Sent as multipart/form-data, up to 25 MB: a picture, a document, or a prototype as one page of HTML or a zip of
    such pages. What it is, its content says.
    """
    feature_of(request, number).show(form, title, file=file, by=request.user)
    return feature_of(request, number)


@features.delete(
    ID + "/experiences/{int:position}",
    response=FeatureOut,
    operation_id="features_take_out_experience",
    summary="Take out an experience",
)
def take_out_experience(request: Request, number: int, position: int) -> Any:
    """Take a flow, mock-up or prototype out."""
    feature_of(request, number).take_out_experience(position, by=request.user)
    return feature_of(request, number)


@features.post(
    ID + "/experiences/{int:position}/steps", response={201: FlowStepOut}, operation_id="features_add_step",
    summary="Add a step of a flow",
)  # fmt: skip
def add_step(request: Request, number: int, position: int, given: FlowStepIn) -> Any:
    """Add a step to the end of a flow."""
    return 201, feature_of(request, number).add_step(position, given.caption, by=request.user)


@features.post(
    ID + "/experiences/{int:position}/steps/{int:step}/place", response=FeatureOut,
    operation_id="features_arrange_step", summary="Put a step elsewhere",
)  # fmt: skip
def arrange_step(request: Request, number: int, position: int, step: int, given: FlowStepPlaceIn) -> Any:
    """Put a step at another place of its flow."""
    feature_of(request, number).arrange_step(position, step, given.place, by=request.user)
    return feature_of(request, number)


@features.delete(
    ID + "/experiences/{int:position}/steps/{int:step}", response=FeatureOut, operation_id="features_take_out_step",
    summary="Take out a step",
)  # fmt: skip
def take_out_step(request: Request, number: int, position: int, step: int) -> Any:
    """Take a step out of a flow."""
    feature_of(request, number).take_out_step(position, step, by=request.user)
    return feature_of(request, number)
