"""Features and validations over the API."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from django.shortcuts import get_object_or_404
from ninja import Field, Router, Schema

from tandem.definition.api_shared import NounOut, ReasonIn, example, listed, product_of_slug, visible
from tandem.definition.grounds import evidence_for
from tandem.definition.models import Feature, Problem, Release, Validation
from tandem.evidence.api_quality import QualityOut, quality_told
from tandem.evidence.models import Company, Note
from tandem.team.request import Request

features, validations = Router(tags=["Features"]), Router(tags=["Validations"])
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


class RequirementIn(Schema):
    """What must be true, and how one would see it."""

    model_config = example(text="A mail within the hour", criteria="Given a still feed, a mail arrives in 60 minutes")  # type: ignore[assignment]
    text: str = Field("", max_length=2000)
    criteria: str = Field("", max_length=4000)


class ExperienceIn(Schema):
    """A flow, mock-up or prototype to look at."""

    model_config = example(form="prototype", title="The mail", url="https://prototype.example/mail")  # type: ignore[assignment]
    form: str = Field(pattern="^(flow|mockup|prototype)$")
    title: str = Field("", max_length=200)
    url: str = Field(max_length=2000)


class ValidationIn(Schema):
    """A test with named customers."""

    model_config = example(
        form="usability_test", companies=[12, 15], happened="Both found it in a minute.", verdict="works"
    )  # type: ignore[assignment]
    title: str = Field("", max_length=300)
    form: str = Field(pattern="^(prototype_test|usability_test|trial|release_candidate)$")
    companies: list[int] = Field(max_length=100, description="Numbers of the companies that tried it.")
    tasks: str = ""
    happened: str
    verdict: str = Field(pattern="^(works|mixed|fails)$")
    held_on: date | None = None


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
    status: str
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
    def resolve_release(feature: Feature) -> int | None:
        return feature.release.number if feature.release else None


class FeatureWhole(FeatureOut):
    """A feature with the customers behind it and behind the problems it solves."""

    companies: int
    notes: int
    arr: str = Field(description="Yearly revenue of those companies, in the workspace's currency.")
    quality: QualityOut = Field(description="How good that evidence is.")


class ValidationOut(NounOut):
    """A test with customers."""

    feature: str = Field(alias="feature.mark")
    form: str
    tasks: str
    happened: str
    verdict: str
    is_accepted: bool = Field(description="Only an accepted verdict counts.")
    held_on: date


class Features(Schema):
    """One page of features."""

    items: list[FeatureOut]
    next: str | None


class Validations(Schema):
    """One page of validations."""

    items: list[ValidationOut]
    next: str | None


def _feature(request: Request, number: int) -> Feature:
    found: Feature = visible(request, Feature.objects.with_definition(), number)
    return found


@features.get("", response=Features, operation_id="features_list", summary="List features")
def list_features(
    request: Request, product: str | None = None, status: str = "", after: str | None = None, limit: int = 50
) -> Any:
    """Features, newest first; of one product, of one status."""
    found = Feature.objects.with_definition()
    return listed(request, found.filter(status=status) if status else found, product, after, limit)


@features.post("", response={201: FeatureOut}, operation_id="features_open", summary="Open a feature")
def open_feature(request: Request, given: FeatureIn) -> Any:
    """Open a feature for the problems it should solve."""
    problems = [visible(request, Problem.objects, number) for number in given.problems]
    said = given.dict(exclude={"product", "problems"})
    made = Feature.open(product_of_slug(request, given.product), problems=problems, by=request.user, **said)
    return 201, _feature(request, made.number)


@features.get(ID, response=FeatureWhole, operation_id="features_read", summary="Read a feature")
def read_feature(request: Request, number: int) -> Any:
    """One feature, its bars, what is missing, and its evidence of today."""
    feature: Any = _feature(request, number)
    said = evidence_for(feature)
    feature.companies, feature.notes, feature.arr = said.companies, said.notes, str(said.arr)
    feature.quality = quality_told(said.quality)
    return feature


@features.patch(ID, response=FeatureOut, operation_id="features_revise", summary="Revise a feature")
def revise_feature(request: Request, number: int, given: FeatureChange) -> Any:
    """Change its words or the numbers of its score."""
    said = given.dict(exclude={"version"}, exclude_unset=True)
    _feature(request, number).revise(by=request.user, version=given.version, **said)
    return _feature(request, number)


@features.post(ID + "/requirements", response=FeatureOut, operation_id="features_require", summary="Add a requirement")
def require(request: Request, number: int, given: RequirementIn) -> Any:
    """Add what must be true when it is built."""
    _feature(request, number).require(given.text, criteria=given.criteria, by=request.user)
    return _feature(request, number)


@features.patch(
    ID + "/requirements/{int:position}",
    response=FeatureOut,
    operation_id="features_refine",
    summary="Refine a requirement",
)
def refine(request: Request, number: int, position: int, given: RequirementIn) -> Any:
    """Word a requirement better, in its place."""
    _feature(request, number).refine(position, text=given.text, criteria=given.criteria, by=request.user)
    return _feature(request, number)


@features.delete(
    ID + "/requirements/{int:position}",
    response=FeatureOut,
    operation_id="features_take_out_requirement",
    summary="Take out a requirement",
)
def take_out_requirement(request: Request, number: int, position: int) -> Any:
    """Take a requirement out; the history keeps it."""
    _feature(request, number).take_out_requirement(position, by=request.user)
    return _feature(request, number)


@features.post(
    ID + "/experiences", response=FeatureOut, operation_id="features_show", summary="Show a flow, mock-up or prototype"
)
def show(request: Request, number: int, given: ExperienceIn) -> Any:
    """Add something people can look at."""
    _feature(request, number).show(given.form, given.title, url=given.url, by=request.user)
    return _feature(request, number)


@features.delete(
    ID + "/experiences/{int:position}",
    response=FeatureOut,
    operation_id="features_take_out_experience",
    summary="Take out an experience",
)
def take_out_experience(request: Request, number: int, position: int) -> Any:
    """Take a flow, mock-up or prototype out."""
    _feature(request, number).take_out_experience(position, by=request.user)
    return _feature(request, number)


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
    return 201, Validation.hold(_feature(request, number), given.title, companies=companies, by=request.user, **said)


@features.post(ID + "/support", response=FeatureOut, operation_id="features_support", summary="Answer a suggested note")
def support(request: Request, number: int, given: SupportIn) -> Any:
    """Link a note that speaks for it, or say that it does not, so that it is not suggested again."""
    feature = _feature(request, number)
    note = get_object_or_404(Note.objects.visible_to(request.user), pk=given.note)
    (feature.support_with if given.fits else feature.pass_over)(note, by=request.user)
    return _feature(request, number)


@features.post(ID + "/problems", response=FeatureOut, operation_id="features_take_on", summary="Take on a problem")
def take_on(request: Request, number: int, given: NumberIn) -> Any:
    """Let it solve one more problem of its product."""
    _feature(request, number).take_on(visible(request, Problem.objects, given.number or 0), by=request.user)
    return _feature(request, number)


@features.delete(
    ID + "/problems/{int:problem}", response=FeatureOut, operation_id="features_let_go", summary="Let go of a problem"
)
def let_go(request: Request, number: int, problem: int) -> Any:
    """It no longer claims to solve this problem."""
    _feature(request, number).let_go(visible(request, Problem.objects, problem), by=request.user)
    return _feature(request, number)


@features.post(ID + "/release", response=FeatureOut, operation_id="features_put_into", summary="Put it into a release")
def put_into(request: Request, number: int, given: NumberIn) -> Any:
    """Put it into a release that has not shipped, or with null take it out of the one it is in."""
    feature = _feature(request, number)
    if given.number is None:
        feature.take_out_of_release(by=request.user)
    else:
        feature.put_into(visible(request, Release.objects, given.number), by=request.user)
    return _feature(request, number)


@features.post(ID + "/delivery", response=FeatureOut, operation_id="features_build", summary="Send it to delivery")
def build(request: Request, number: int, given: ReasonIn) -> Any:
    """Send it to delivery; one that is not ready needs a reason, which is counted as a bypass."""
    _feature(request, number).build(by=request.user, because=given.because)
    return _feature(request, number)


@features.post(ID + "/shipment", response=FeatureOut, operation_id="features_ship", summary="It shipped")
def ship(request: Request, number: int) -> Any:
    """It reached the customers."""
    _feature(request, number).ship(by=request.user)
    return _feature(request, number)


@features.post(ID + "/drop", response=FeatureOut, operation_id="features_drop", summary="Drop a feature")
def drop(request: Request, number: int, given: ReasonIn) -> Any:
    """Decide not to build it, with the reason."""
    _feature(request, number).drop(because=given.because, by=request.user)
    return _feature(request, number)


@features.post(ID + "/pick-up", response=FeatureOut, operation_id="features_pick_up", summary="Pick a feature up again")
def pick_up(request: Request, number: int, given: ReasonIn) -> Any:
    """Take a dropped feature up again."""
    _feature(request, number).pick_up(by=request.user, because=given.because)
    return _feature(request, number)


@features.post(
    ID + "/taking-over", response=FeatureOut, operation_id="features_take_status_over", summary="Take its status over"
)
def take_status_over(request: Request, number: int) -> Any:
    """Its status is kept here from now on, until a file of the delivery tool names it again."""
    _feature(request, number).take_status_over(by=request.user)
    return _feature(request, number)


@features.post(ID + "/acceptance", response=FeatureOut, operation_id="features_accept", summary="Accept a feature")
def accept_feature(request: Request, number: int) -> Any:
    """Make a draft count. Only the product manager or a delegate may."""
    _feature(request, number).accept(by=request.user)
    return _feature(request, number)


@validations.get("", response=Validations, operation_id="validations_list", summary="List validations")
def list_validations(request: Request, product: str | None = None, after: str | None = None, limit: int = 50) -> Any:
    """Tests with customers, newest first."""
    return listed(
        request, Validation.objects.select_related("feature__item", "item__acceptance"), product, after, limit
    )


@validations.get(ID, response=ValidationOut, operation_id="validations_read", summary="Read a validation")
def read_validation(request: Request, number: int) -> Any:
    """One test with customers."""
    return visible(request, Validation.objects.select_related("feature__item", "item__acceptance"), number)


@validations.post(
    ID + "/acceptance", response=ValidationOut, operation_id="validations_accept", summary="Accept a verdict"
)
def accept_validation(request: Request, number: int) -> Any:
    """Make it count. Only the product manager or a delegate may."""
    visible(request, Validation.objects.select_related("feature__item"), number).accept(by=request.user)
    return visible(request, Validation.objects.select_related("feature__item"), number)
