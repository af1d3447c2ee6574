"""Outcomes over the API: what goals came to, and how often they are hit."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from django.shortcuts import get_object_or_404
from ninja import Field, Router, Schema

from tandem.core.paging import Keyset
from tandem.definition.models import Goal
from tandem.outcomes.held import Aimed, Held, aims_of_product, held, points_of, rate_of
from tandem.outcomes.models import Result
from tandem.outcomes.rules import HitRate
from tandem.team.models import Workspace
from tandem.team.request import Request, product_of_slug

results, rates = Router(tags=["Results"]), Router(tags=["Outcomes"])
ROUTERS = {"/goals": results, "/outcomes": rates}


def example(**fields: Any) -> dict[str, Any]:
    """An example for the OpenAPI document."""
    return {"json_schema_extra": {"examples": [fields]}}


class ResultOut(Schema):
    """A goal with what came of it."""

    model_config = example(
        goal="G-5",
        title="Reconciled within two days",
        about="R-3",
        baseline="54.00",
        target="75.00",
        unit="%",
        due_on="2026-06-30",
        actual="78.00",
        judged_met=None,
        because="Usage of June",
        read_on="2026-07-02",
        by="Ada Okafor",
        verdict="met",
    )  # type: ignore[assignment]
    goal: str = Field(description="The goal's mark.")
    title: str
    about: str = Field(description="The mark of the release or launch it was stated for.")
    baseline: Decimal | None
    target: Decimal | None
    unit: str
    due_on: date | None
    actual: Decimal | None = Field(description="The figure that was read, or null.")
    judged_met: bool | None = Field(description="A signed judgment where no figure could hold it, or null.")
    because: str
    read_on: date | None
    by: str | None
    verdict: str = Field(description="met, missed, never measured or not due yet")


class ResultList(Schema):
    rows: list[ResultOut]
    next: str | None = None


class ReadIn(Schema):
    """What a goal came to."""

    model_config = example(actual="78", because="Usage of June", read_on="2026-07-02")  # type: ignore[assignment]
    actual: Decimal = Field(max_digits=18, decimal_places=2)
    because: str = Field("", max_length=2000)
    read_on: date | None = Field(None, description="The day it was read; today when left out.")


class JudgeIn(Schema):
    """A signed judgment."""

    model_config = example(met=True, because="All six references said so unprompted.")  # type: ignore[assignment]
    met: bool
    because: str = Field(min_length=1, max_length=2000)


class CorrectIn(Schema):
    """Another figure or judgment, with the reason: exactly one of the two."""

    model_config = example(actual="71", because="June was counted twice.")  # type: ignore[assignment]
    actual: Decimal | None = Field(None, max_digits=18, decimal_places=2)
    met: bool | None = None
    because: str = Field(min_length=1, max_length=2000)


class RateOut(Schema):
    """How many of the goals that are due were met; what was never measured counts as not met."""

    met: int
    missed: int
    never_measured: int
    due: int
    share: float | None = Field(description="Met of due, or null while nothing is due.")


class AimedOut(Schema):
    """One release or launch that is out, with its hit rate."""

    about: str
    title: str
    day: date
    rate: RateOut


class OutcomesOut(Schema):
    """The outcomes of a product."""

    model_config = example(
        product="ledgerly",
        rate={"met": 7, "missed": 5, "never_measured": 2, "due": 14, "share": 0.5},
        releases=[],
        out=[],
    )  # type: ignore[assignment]
    product: str
    rate: RateOut
    releases: list[str] = Field(description="The hit rate of each release in words, in the order they came out.")
    out: list[AimedOut]


@results.get("/results", response=ResultList, operation_id="goals_results", summary="What goals came to")
def list_results(
    request: Request, product: str | None = None, after: str | None = None, limit: int = 50
) -> dict[str, Any]:
    """Every goal with its verdict, the newest goal first; narrowed to one product by its slug."""
    found = Goal.objects.visible_to(request.user).in_use().select_related("item", "about", "result__by__item")
    found = found.of(product_of_slug(request, product)) if product else found
    page = Keyset(found, order=("-item_id",), after=after, size=min(max(limit, 1), 200)).page()
    return {"rows": _told(page.rows), "next": page.next}


@results.get("/{int:number}/result", response=ResultOut, operation_id="goals_result", summary="What one goal came to")
def read_result(request: Request, number: int) -> dict[str, Any]:
    """The goal, its figure or judgment, and the verdict of the rule."""
    return _told([_goal(request, number)])[0]


@results.post(
    "/{int:number}/result",
    response={201: ResultOut},
    operation_id="goals_measure",
    summary="Record what a goal came to",
)
def record_result(request: Request, number: int, said: ReadIn) -> tuple[int, dict[str, Any]]:
    """The goal needs a target, and what it is for must be out."""
    Result.read(_goal(request, number), said.actual, because=said.because, read_on=said.read_on, by=request.user)
    return 201, _told([_goal(request, number)])[0]


@results.post("/{int:number}/judgment", response={201: ResultOut}, operation_id="goals_judge", summary="Judge a goal")
def judge_goal(request: Request, number: int, said: JudgeIn) -> tuple[int, dict[str, Any]]:
    """A signed judgment for a goal that no figure can hold."""
    Result.judge(_goal(request, number), said.met, said.because, by=request.user)
    return 201, _told([_goal(request, number)])[0]


@results.post("/{int:number}/correction", response=ResultOut, operation_id="goals_correct", summary="Correct a result")
def correct_result(request: Request, number: int, said: CorrectIn) -> dict[str, Any]:
    """The first result stays in the history."""
    standing = get_object_or_404(Result, goal=_goal(request, number))
    standing.correct(actual=said.actual, met=said.met, because=said.because, by=request.user)
    return _told([_goal(request, number)])[0]


@rates.get("/{slug}", response=OutcomesOut, operation_id="outcomes_read", summary="The hit rate of a product")
def read_outcomes(request: Request, slug: str) -> dict[str, Any]:
    """Over everything that is due, and for each release and launch that is out, newest first."""
    aims = aims_of_product(product_of_slug(request, slug), Workspace.current().today)
    said = [f"{point.name}: {point.rate.says}, {point.rate.percent}" for point in points_of(aims)]
    return {
        "product": slug,
        "rate": _rate(rate_of(aims)),
        "releases": said,
        "out": [_aimed(one) for one in aims if one.day],
    }


def _goal(request: Request, number: int) -> Goal:
    visible = Goal.objects.visible_to(request.user).select_related("item", "about", "result__by__item")
    found: Goal = get_object_or_404(visible, item__number=number)
    return found


def _told(goals: list[Goal]) -> list[dict[str, Any]]:
    return [_one(found) for found in held(goals, Workspace.current().today)]


def _one(found: Held) -> dict[str, Any]:
    goal, result = found.goal, found.result
    return {
        "goal": goal.mark,
        "title": goal.title,
        "about": goal.about.mark,
        "baseline": goal.baseline,
        "target": goal.target,
        "unit": goal.unit,
        "due_on": goal.due_on,
        "actual": result.actual if result else None,
        "judged_met": result.judged_met if result else None,
        "because": result.because if result else "",
        "read_on": result.read_on if result else None,
        "by": result.by.title if result and result.by else None,
        "verdict": found.verdict,
    }


def _rate(rate: HitRate) -> dict[str, Any]:
    return {"met": rate.met, "missed": rate.missed, "never_measured": rate.never, "due": rate.due, "share": rate.share}


def _aimed(one: Aimed) -> dict[str, Any]:
    return {"about": one.noun.mark, "title": one.title, "day": one.day, "rate": _rate(one.rate)}
