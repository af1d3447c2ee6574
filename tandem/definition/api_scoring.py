"""Prioritizing over the API: models with formula and drivers, scores with their numbers, estimates, why they moved."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from ninja import Field, Router, Schema

from tandem.core.errors import Refused
from tandem.core.paging import Keyset
from tandem.definition.api_shared import LARGEST, NounOut, ReasonIn, example, item_of_mark, listed, visible
from tandem.definition.models import Estimate, Score, ScoreChange, ScoringModel
from tandem.definition.reckoning import NOUNS
from tandem.definition.trying import tried
from tandem.team.request import Request, product_of_slug

scoring, estimates = Router(tags=["Prioritizing"]), Router(tags=["Prioritizing"])
ID = "/{int:number}"


class ModelIn(Schema):
    """A template to begin with."""

    model_config = example(product="ledgerly", recipe="ice", title="First impressions")  # type: ignore[assignment]
    product: str = Field(description="The product's slug.")
    recipe: str = Field(pattern="^(rice|value_effort|weighted|wsjf|ice|opportunity)$")
    title: str = Field("", max_length=120)


class FormulaIn(Schema):
    """Another formula; every score is worked out again, more than 1,000 of them by the worker."""

    model_config = example(formula="reach * impact / effort", because="We do not trust our confidence.")  # type: ignore[assignment]
    formula: str = Field(max_length=1000)
    because: str = Field("", max_length=2000)


class DriverIn(Schema):
    """A driver as it should be; one that is not there yet is added."""

    model_config = example(
        key="time_saved",
        name="Time saved",
        unit="hours a month",
        low="0",
        high="40",
        weight="2",
        rubric=[["1", "A coffee"], ["8", "A day"]],
    )  # type: ignore[assignment]
    key: str = Field(max_length=30, description="As formulas write it.")
    name: str = Field(min_length=1, max_length=80)
    unit: str = Field("", max_length=60)
    low: Decimal | None = Field(None, max_digits=14, decimal_places=2)
    high: Decimal | None = Field(None, max_digits=14, decimal_places=2)
    weight: Decimal = Field(Decimal(1), ge=0, le=1000, max_digits=6, decimal_places=2)
    falls: bool = Field(False, description="The less of it, the better.")
    filled_from: str = Field("", pattern="^(companies|in_market|notes|arr|market_share|trend)?$")
    rubric: list[tuple[str, str]] = Field([], max_length=12, description="What each step means: a value and its words.")
    because: str = Field("", max_length=2000)


class EstimateIn(Schema):
    """What a person puts drivers at; null takes an estimate back, so that evidence counts again."""

    model_config = example(about="P-7", values={}, because="From the survey of May.")  # type: ignore[assignment]
    about: str = Field(max_length=30, description="A feature or problem, such as F-3.")
    values: dict[str, Decimal | None] = Field(max_length=60)
    because: str = Field("", max_length=2000)


class DriverOut(Schema):
    """One driver."""

    key: str
    name: str
    unit: str
    low: Decimal | None
    high: Decimal | None
    weight: Decimal
    falls: bool
    filled_from: str
    rubric: list[list[str]]


class ModelOut(NounOut):
    """A way to say which comes first."""

    recipe: str
    scores: str = Field(description="feature or problem.")
    formula: str


class RecountOut(Schema):
    """How far the worker has come with the scores of a model."""

    scored: int
    expected: int
    cause: str


class ModelWhole(ModelOut):
    """With the drivers its formula names."""

    drivers: list[DriverOut]
    under_way: RecountOut | None = Field(description="Null where every score is worked out.")


class Models(Schema):
    """One page of models."""

    items: list[ModelOut]
    next: str | None


class ScoreOut(Schema):
    """One score and the numbers it came from, each from evidence or from an estimate."""

    about: str = Field(alias="about.mark")
    title: str = Field(alias="about.title")
    value: Decimal | None
    says: str = Field(description="Why there is none.")
    numbers: dict[str, Any]
    counted_on: date


class Scores(Schema):
    """One page, the highest first."""

    items: list[ScoreOut]
    next: str | None


class ChangeOut(Schema):
    """A score that moved."""

    about: str = Field(alias="about.mark")
    before: Decimal | None
    after: Decimal | None
    cause: str
    says: str
    because: str
    at: datetime


class TriedOut(Schema):
    """What a formula would come to."""

    about: str
    value: Decimal | None
    says: str


@scoring.get("", response=Models, operation_id="list_models", summary="List models of prioritizing")
def list_models(request: Request, product: str | None = None, after: str | None = None, limit: int = 50) -> Any:
    """Models, newest first."""
    return listed(request, ScoringModel.objects, product, after, limit)


@scoring.post("", response={201: ModelWhole}, operation_id="take_up_model", summary="Take up a model")
def take_up(request: Request, given: ModelIn) -> Any:
    """Begin with a template; everything the product has is scored, more than 1,000 features by the worker."""
    product = product_of_slug(request, given.product)
    return 201, _model(request, ScoringModel.take_up(product, given.recipe, title=given.title, by=request.user).number)


@scoring.get(ID, response=ModelWhole, operation_id="read_model", summary="Read a model")
def read_model(request: Request, number: int) -> Any:
    """One model with its drivers."""
    return _model(request, number)


@scoring.put(f"{ID}/formula", response=ModelWhole, operation_id="word_formula", summary="Change a formula")
def word_formula(request: Request, number: int, given: FormulaIn) -> Any:
    """Numbers, drivers, + - * / and brackets, min, max, if and weighted; what cannot be read is refused."""
    model = _model(request, number)
    model.word_formula(given.formula, by=request.user, because=given.because)
    return _model(request, number)


@scoring.get(f"{ID}/check", response=list[TriedOut], operation_id="check_formula", summary="Try a formula out")
def check_formula(request: Request, number: int, formula: str = "") -> Any:
    """What it would come to for the first three of the list; nothing is kept."""
    model = _model(request, number)
    try:
        read = model.fitting(formula or model.formula)
    except Refused as refused:
        return [TriedOut(about="", value=None, says=refused.sentence)]
    first = model.rows.order_by("-sorting", "-id").values_list("about", flat=True)[:3]
    nouns = NOUNS[model.scores].objects.of(model.item.product).filter(pk__in=list(first)).select_related("item")
    return [TriedOut(about=noun.mark, value=one.value, says=one.says) for noun, one in tried(model, read, list(nouns))]


@scoring.put(f"{ID}/drivers", response=ModelWhole, operation_id="put_driver", summary="Add or change a driver")
def put_driver(request: Request, number: int, given: DriverIn) -> Any:
    """A driver belongs to the product: every model that names it is worked out again."""
    model = _model(request, number)
    said = given.dict() | {"rubric": [list(step) for step in given.rubric]}
    model.put_driver(by=request.user, **said)
    return _model(request, number)


@scoring.post(f"{ID}/count", response=ModelWhole, operation_id="count_model_again", summary="Count evidence again")
def count_again(request: Request, number: int) -> Any:
    """Read the evidence of today for every score; done by itself each hour too."""
    model = _model(request, number)
    model.count_again(by=request.user)
    return _model(request, number)


@scoring.post(f"{ID}/retirement", response=ModelWhole, operation_id="retire_model", summary="Retire a model")
def retire_model(request: Request, number: int, given: ReasonIn) -> Any:
    """Taken out of use; its scores and their history stay."""
    model = _model(request, number)
    model.retire(by=request.user, because=given.because)
    return model


@scoring.post(f"{ID}/restoration", response=ModelWhole, operation_id="restore_model", summary="Restore a model")
def restore_model(request: Request, number: int, given: ReasonIn) -> Any:
    """Undoes retiring."""
    model = _model(request, number)
    model.restore(by=request.user, because=given.because)
    return model


@scoring.get(f"{ID}/scores", response=Scores, operation_id="list_scores", summary="List scores")
def list_scores(request: Request, number: int, after: str | None = None, limit: int = 50) -> Any:
    """The highest first; what has none stands last."""
    rows = _model(request, number).rows.filter(about__retired_at=None).select_related("about")
    shown = Keyset(rows, ("-sorting", "-id"), after, max(1, min(limit, LARGEST))).page()
    return {"items": shown.rows, "next": shown.next}


@scoring.get(f"{ID}/changes", response=list[ChangeOut], operation_id="list_score_changes", summary="Why scores moved")
def list_changes(request: Request, number: int, limit: int = 50) -> Any:
    """The newest changes of its scores: from what to what, and why."""
    found = ScoreChange.objects.filter(model=_model(request, number)).select_related("about")
    return found.order_by("-id")[: max(1, min(limit, LARGEST))]


@estimates.post("", response=list[ScoreOut], operation_id="estimate", summary="Estimate")
def put(request: Request, given: EstimateIn) -> Any:
    """Put drivers of a feature or problem at values; every model that weighs them moves along."""
    item = item_of_mark(request, given.about)
    if item.kind not in NOUNS:
        raise Refused("Features and problems are estimated, nothing else.")
    noun = NOUNS[item.kind].objects.visible_to(request.user).select_related("item__product").get(pk=item.pk)
    Estimate.put(noun, given.values, by=request.user, because=given.because)
    return Score.objects.filter(about=item.pk).select_related("about").order_by("model")


def _model(request: Request, number: int) -> ScoringModel:
    found: ScoringModel = visible(request, ScoringModel.objects.select_related("item__product", "recount"), number)
    return found
