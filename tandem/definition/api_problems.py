"""Problems over the API."""

from __future__ import annotations

from typing import Any

from ninja import Field, Router, Schema

from tandem.definition.against import against
from tandem.definition.api_shared import NounOut, ReasonIn, example, listed, visible
from tandem.definition.grounds import evidence_for
from tandem.definition.models import Problem
from tandem.definition.validating import still_missing, worth_having
from tandem.evidence.api_quality import QualityOut, quality_told
from tandem.evidence.models import Theme
from tandem.team.request import Request, product_of_slug

problems = Router(tags=["Problems"])


class ProblemIn(Schema):
    """A new problem."""

    model_config = example(product="ledgerly", title="The bank feed stops and nobody is told", theme=3)  # type: ignore[assignment]
    product: str = Field(description="The product's slug.")
    title: str = Field(min_length=1, max_length=300)
    statement: str = Field("", description="Who has it, what goes wrong, what they do then.")
    persona: str = Field("", max_length=120)
    situation: str = ""
    cost: str = Field("", description="What it costs them.")
    workaround: str = Field("", description="What they do today.")
    frequency: str = Field("", max_length=200, description="How often it happens.")
    willingness: str = Field("", description="What they would pay, or have paid, to be rid of it.")
    theme: int | None = Field(None, description="Number of a theme; all of its notes are linked, as one event.")


class ProblemChange(Schema):
    """New words for a problem; what is left out stays."""

    model_config = example(version=3, persona="Bookkeepers at firms of 5 to 50")  # type: ignore[assignment]
    version: int = Field(description="The version you last saw.")
    title: str | None = Field(None, min_length=1, max_length=300)
    statement: str | None = None
    persona: str | None = Field(None, max_length=120)
    situation: str | None = None
    cost: str | None = None
    workaround: str | None = None
    frequency: str | None = Field(None, max_length=200)
    willingness: str | None = None


class ProblemOut(NounOut):
    """A problem and where it stands."""

    state: str = Field(description="heard, validated, solved or refuted")
    status_name: str = Field(description="What its product calls the step it stands at.")
    is_accepted: bool
    statement: str
    persona: str
    situation: str
    cost: str
    workaround: str
    frequency: str
    willingness: str


class ProblemWhole(ProblemOut):
    """A problem with the customers behind it and what is still missing before it counts as validated."""

    companies: int
    in_market: int = Field(description="Companies of the target market that said it.")
    notes: int
    arr: str = Field(description="Yearly revenue of those companies, in the workspace's currency.")
    quality: QualityOut = Field(description="How good that evidence is.")
    missing: list[str] = Field(description="What stands between it and validated, as sentences.")
    advice: list[str] = Field(description="What the rule does not ask for, and somebody will ask about.")
    against: str = Field(description="Who speaks against it.")


class Problems(Schema):
    """One page of problems."""

    items: list[ProblemOut]
    next: str | None = Field(description="Send it as `after` for the next page.")


@problems.get("", response=Problems, operation_id="problems_list", summary="List problems")
def list_problems(
    request: Request, product: str | None = None, state: str = "", after: str | None = None, limit: int = 50
) -> Any:
    """What customers cannot do today, newest first; of one product, of one state."""
    found = Problem.objects.with_item()
    return listed(request, found.filter(state=state) if state else found, product, after, limit)


@problems.post("", response={201: ProblemWhole}, operation_id="problems_open", summary="Open a problem")
def open_problem(request: Request, given: ProblemIn) -> Any:
    """Open a problem, from a theme with all its notes. What the product manager opens is accepted as it is made."""
    said = given.dict(exclude={"product", "theme"})
    theme = visible(request, Theme.objects, given.theme) if given.theme else None
    return 201, whole(Problem.open(product_of_slug(request, given.product), theme=theme, by=request.user, **said))


@problems.get("/{int:number}", response=ProblemWhole, operation_id="problems_read", summary="Read a problem")
def read_problem(request: Request, number: int) -> Any:
    """One problem with its evidence of today and what is still missing."""
    return whole(visible(request, Problem.objects, number))


@problems.patch("/{int:number}", response=ProblemWhole, operation_id="problems_revise", summary="Revise a problem")
def revise_problem(request: Request, number: int, given: ProblemChange) -> Any:
    """Change its words. A version other than the present one is refused, so that nobody's text is lost."""
    problem = visible(request, Problem.objects, number)
    problem.revise(by=request.user, version=given.version, **given.dict(exclude={"version"}, exclude_none=True))
    return whole(problem)


@problems.post(
    "/{int:number}/validation", response=ProblemWhole, operation_id="problems_validate", summary="Validate a problem"
)
def validate_problem(request: Request, number: int, given: ReasonIn) -> Any:
    """Call it validated. Refused with what is missing until enough companies said it and the PM spoke with one."""
    problem = visible(request, Problem.objects, number)
    problem.validate(by=request.user, because=given.because)
    return whole(problem)


@problems.post(
    "/{int:number}/refutation", response=ProblemWhole, operation_id="problems_refute", summary="Refute a problem"
)
def refute_problem(request: Request, number: int, given: ReasonIn) -> Any:
    """Call it refuted, with the reason."""
    problem = visible(request, Problem.objects, number)
    problem.refute(by=request.user, because=given.because)
    return whole(problem)


@problems.post(
    "/{int:number}/withdrawal", response=ProblemWhole, operation_id="problems_withdraw", summary="Withdraw the verdict"
)
def withdraw_verdict(request: Request, number: int, given: ReasonIn) -> Any:
    """Take the latest verdict back; the one before it stands again."""
    problem = visible(request, Problem.objects, number)
    problem.withdraw_verdict(by=request.user, because=given.because)
    return whole(problem)


@problems.post("/{int:number}/solution", response=ProblemWhole, operation_id="problems_solve", summary="Call it solved")
def solve_problem(request: Request, number: int, given: ReasonIn) -> Any:
    """Refused until enough of the people who voiced it were asked after it shipped and say so."""
    problem = visible(request, Problem.objects, number)
    problem.solve(by=request.user, because=given.because)
    return whole(problem)


@problems.post(
    "/{int:number}/acceptance", response=ProblemWhole, operation_id="problems_accept", summary="Accept a problem"
)
def accept_problem(request: Request, number: int) -> Any:
    """Make a draft count. Only the product manager or a delegate may."""
    problem = visible(request, Problem.objects, number)
    problem.accept(by=request.user)
    return whole(problem)


def whole(problem: Problem) -> Problem:
    """The problem with today's evidence beside it."""
    said = evidence_for(problem)
    for name in ("companies", "in_market", "notes"):
        setattr(problem, name, getattr(said, name))
    problem.arr = str(said.arr)  # type: ignore[attr-defined]
    checks = problem.checks(evidence=said) if problem.state == "heard" else []
    told = {"missing": still_missing(checks), "advice": worth_having(checks), "against": against(problem).says}
    for name, value in {**told, "quality": quality_told(said.quality)}.items():
        setattr(problem, name, value)
    return problem
