"""Features over the API."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django.shortcuts import get_object_or_404
from ninja import Field, Router, Schema

from tandem.definition.api_shared import LARGEST_NUMBER, NounOut, ReasonIn, example, listed, visible
from tandem.definition.grounds import evidence_for
from tandem.definition.models import Feature, Problem, Release
from tandem.definition.serving import served_for
from tandem.evidence.api_quality import QualityOut, quality_told
from tandem.evidence.models import Note
from tandem.team.request import Request, product_of_slug

features = Router(tags=["Features"])
ID = "/{int:number}"


class FeatureIn(Schema):
    """A new feature."""

    model_config = example(product="ledgerly", title="Say it when a feed stands still", problems=[7])  # type: ignore[assignment]
    product: str = Field(description="The product's slug.")
    title: str = Field(min_length=1, max_length=300)
    statement: str = ""
    problems: list[int] = Field([], max_length=50, description="Numbers of the problems it solves.")
    external_id: str = Field("", max_length=120, description="Its key in the delivery tool.")
    delivery_status: str = Field("", max_length=60)


class FeatureChange(Schema):
    """New words or numbers; what is left out stays."""

    model_config = example(version=4, impact="2", confidence="0.8", effort="4")  # type: ignore[assignment]
    version: int
    title: str | None = Field(None, min_length=1, max_length=300)
    statement: str | None = None
    reach: Decimal | None = Field(None, ge=0, max_digits=12, decimal_places=2)
    impact: Decimal | None = Field(None, ge=0, max_digits=4, decimal_places=2)
    confidence: Decimal | None = Field(None, ge=0, le=1, max_digits=4, decimal_places=2)
    effort: Decimal | None = Field(None, gt=0, max_digits=8, decimal_places=2)


class SupportIn(Schema):
    """A suggested note, and whether it speaks for the feature."""

    model_config = example(note=812, fits=True)  # type: ignore[assignment]
    note: int
    fits: bool


class NumberIn(Schema):
    """The number of a problem or of a release; null for none."""

    model_config = example(number=7)  # type: ignore[assignment]
    number: int | None = None


class FeatureOut(NounOut):
    """A feature with its three bars."""

    statement: str
    status: str = Field(description="Its fixed state: idea, defining, building, shipped or dropped.")
    status_name: str = Field(description="What its product calls the step it stands at.")
    own_status: int | None = Field(description="Number of that status; null where the fixed name is used.")
    is_accepted: bool
    release: int | None = Field(description="Number of the release it is in.")
    delivered_in: str = Field(description="The delivery tool that owns its status; empty where it is kept here.")
    delivery_url: str = Field(description="Its page there.")
    requirements_bar: float = Field(alias="readiness.bars.requirements", description="0, 0.5 or 1.")
    experience_bar: float = Field(alias="readiness.bars.experience")
    validation_bar: float = Field(alias="readiness.bars.validation")
    is_ready_to_build: bool
    missing: list[str] = Field(alias="readiness.sentences", description="What is missing before it is ready to build.")

    @staticmethod
    def resolve_own_status(feature: Feature) -> int | None:
        return feature.own_status.number if feature.own_status else None

    @staticmethod
    def resolve_release(feature: Feature) -> int | None:
        return feature.release.number if feature.release else None


class FeatureWhole(FeatureOut):
    """A feature with the customers behind it and behind the problems it solves."""

    companies: int
    notes: int
    arr: str = Field(description="Yearly revenue of those companies, in the workspace's currency.")
    quality: QualityOut = Field(description="How good that evidence is.")


class Features(Schema):
    """One page of features."""

    items: list[FeatureOut]
    next: str | None


def feature_of(request: Request, number: int) -> Feature:
    found: Feature = visible(request, Feature.objects.with_definition(), number)
    return found


@features.get("", response=Features, operation_id="features_list", summary="List features")
def list_features(
    request: Request, product: str | None = None, status: str = "", own_status: int | None = None,
    serving: str | None = None, after: str | None = None, limit: int = 50,
) -> Any:  # fmt: skip
    """Features, newest first; of one product, of one fixed state, at one status, or of others that serve a product."""
    found = Feature.objects.with_definition()
    asked: dict[str, Any] = {"status": status} if status else {}
    if own_status is not None:
        asked["own_status__item__number"] = own_status if 0 < own_status <= LARGEST_NUMBER else 0
    if serving:
        asked["pk__in"] = served_for(product_of_slug(request, serving), request.user)
    return listed(request, found.filter(**asked), product, after, limit)


@features.post("", response={201: FeatureOut}, operation_id="features_open", summary="Open a feature")
def open_feature(request: Request, given: FeatureIn) -> Any:
    """Open a feature for the problems it should solve."""
    problems = [visible(request, Problem.objects, number) for number in given.problems]
    said = given.dict(exclude={"product", "problems"})
    made = Feature.open(product_of_slug(request, given.product), problems=problems, by=request.user, **said)
    return 201, feature_of(request, made.number)


@features.get(ID, response=FeatureWhole, operation_id="features_read", summary="Read a feature")
def read_feature(request: Request, number: int) -> Any:
    """One feature, its bars, what is missing, and its evidence of today."""
    feature: Any = feature_of(request, number)
    said = evidence_for(feature)
    feature.companies, feature.notes, feature.arr = said.companies, said.notes, str(said.arr)
    feature.quality = quality_told(said.quality)
    return feature


@features.patch(ID, response=FeatureOut, operation_id="features_revise", summary="Revise a feature")
def revise_feature(request: Request, number: int, given: FeatureChange) -> Any:
    """Change its words or the numbers of its score."""
    said = given.dict(exclude={"version"}, exclude_unset=True)
    feature_of(request, number).revise(by=request.user, version=given.version, **said)
    return feature_of(request, number)


@features.post(ID + "/support", response=FeatureOut, operation_id="features_support", summary="Answer a suggested note")
def support(request: Request, number: int, given: SupportIn) -> Any:
    """Link a note that speaks for it, or say that it does not, so that it is not suggested again."""
    feature = feature_of(request, number)
    note = get_object_or_404(Note.objects.visible_to(request.user), pk=given.note)
    (feature.support_with if given.fits else feature.pass_over)(note, by=request.user)
    return feature_of(request, number)


@features.post(ID + "/problems", response=FeatureOut, operation_id="features_take_on", summary="Take on a problem")
def take_on(request: Request, number: int, given: NumberIn) -> Any:
    """Let it solve one more problem of its product."""
    feature_of(request, number).take_on(visible(request, Problem.objects, given.number or 0), by=request.user)
    return feature_of(request, number)


@features.delete(
    ID + "/problems/{int:problem}", response=FeatureOut, operation_id="features_let_go", summary="Let go of a problem"
)
def let_go(request: Request, number: int, problem: int) -> Any:
    """It no longer claims to solve this problem."""
    feature_of(request, number).let_go(visible(request, Problem.objects, problem), by=request.user)
    return feature_of(request, number)


@features.post(ID + "/release", response=FeatureOut, operation_id="features_put_into", summary="Put it into a release")
def put_into(request: Request, number: int, given: NumberIn) -> Any:
    """Put it into a release that has not shipped, or with null take it out of the one it is in."""
    feature = feature_of(request, number)
    if given.number is None:
        feature.take_out_of_release(by=request.user)
    else:
        feature.put_into(visible(request, Release.objects, given.number), by=request.user)
    return feature_of(request, number)


@features.post(ID + "/delivery", response=FeatureOut, operation_id="features_build", summary="Send it to delivery")
def build(request: Request, number: int, given: ReasonIn) -> Any:
    """Send it to delivery; one that is not ready needs a reason, which is counted as a bypass."""
    feature_of(request, number).build(by=request.user, because=given.because)
    return feature_of(request, number)


@features.post(ID + "/shipment", response=FeatureOut, operation_id="features_ship", summary="It shipped")
def ship(request: Request, number: int) -> Any:
    """It reached the customers."""
    feature_of(request, number).ship(by=request.user)
    return feature_of(request, number)


@features.post(ID + "/drop", response=FeatureOut, operation_id="features_drop", summary="Drop a feature")
def drop(request: Request, number: int, given: ReasonIn) -> Any:
    """Decide not to build it, with the reason."""
    feature_of(request, number).drop(because=given.because, by=request.user)
    return feature_of(request, number)


@features.post(ID + "/pick-up", response=FeatureOut, operation_id="features_pick_up", summary="Pick a feature up again")
def pick_up(request: Request, number: int, given: ReasonIn) -> Any:
    """Take a dropped feature up again."""
    feature_of(request, number).pick_up(by=request.user, because=given.because)
    return feature_of(request, number)


@features.post(
    ID + "/taking-over", response=FeatureOut, operation_id="features_take_status_over", summary="Take its status over"
)
def take_status_over(request: Request, number: int) -> Any:
    """Its status is kept here from now on, until a file of the delivery tool names it again."""
    feature_of(request, number).take_status_over(by=request.user)
    return feature_of(request, number)


@features.post(ID + "/acceptance", response=FeatureOut, operation_id="features_accept", summary="Accept a feature")
def accept_feature(request: Request, number: int) -> Any:
    """Make a draft count. Only the product manager or a delegate may."""
    feature_of(request, number).accept(by=request.user)
    return feature_of(request, number)
