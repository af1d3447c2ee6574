"""Companies that are likely one, and merging them, over the API."""

from __future__ import annotations

from typing import Any

from django.shortcuts import get_object_or_404
from ninja import Field, Router, Schema

from tandem.evidence.api_words import CompanyOut, Said, example
from tandem.evidence.likely import suggestions
from tandem.evidence.models import Company
from tandem.team.request import Request

mergers = Router(tags=["Companies"])


class LikelyOut(Schema):
    """Two companies that are likely one."""

    model_config = example(one={"number": 7}, other={"number": 12}, why="Nearly the same name")  # type: ignore[assignment]
    one: CompanyOut
    other: CompanyOut
    why: str


class MergerIn(Said):
    """Which company stays, and which goes over to it."""

    model_config = example(into=7, gone=12, because="Entered twice")  # type: ignore[assignment]
    into: int = Field(description="The number of the company that stays.")
    gone: int = Field(description="The number of the one that goes over to it.")
    because: str = Field("", max_length=2000)


class PairIn(Said):
    """Two companies that look alike."""

    model_config = example(one=7, other=12)  # type: ignore[assignment]
    one: int
    other: int


@mergers.get("/likely", response=list[LikelyOut], operation_id="list_likely_companies", summary="Likely the same")
def list_likely(request: Request) -> Any:
    """The surest first, at most a hundred. Nothing is merged by itself."""
    return suggestions(request.user)


@mergers.post("", response=CompanyOut, operation_id="merge_companies", summary="Merge two companies")
def merge(request: Request, said: MergerIn) -> Company:
    """Notes, people, domains, deals and charter memberships go over; imports that name the other find this one."""
    into = _company(request, said.into)
    into.absorb(_company(request, said.gone), because=said.because, by=request.user)
    return _company(request, said.into)


@mergers.post("/parting", response=CompanyOut, operation_id="part_companies", summary="Take a merger apart")
def part(request: Request, said: MergerIn) -> Company:
    """Undoes merging: what went over goes back, what came since stays."""
    _company(request, said.into).part_from(_company(request, said.gone), because=said.because, by=request.user)
    return _company(request, said.into)


@mergers.post("/apart", response=CompanyOut, operation_id="keep_companies_apart", summary="Say that two are two")
def keep_apart(request: Request, said: PairIn) -> Company:
    """They are not suggested again."""
    one = _company(request, said.one)
    one.keep_apart(_company(request, said.other), by=request.user)
    return one


@mergers.delete(
    "/apart/{one}/{other}",
    response=CompanyOut,
    operation_id="let_companies_be_suggested",
    summary="Let two be suggested again",
)
def let_be_suggested(request: Request, one: int, other: int) -> Company:
    """Undoes keeping them apart."""
    found = _company(request, one)
    found.let_be_suggested(_company(request, other), by=request.user)
    return found


def _company(request: Request, number: int) -> Company:
    found = Company.objects.visible_to(request.user).select_related("item").prefetch_related("domains")
    return get_object_or_404(found, item__number=number)
