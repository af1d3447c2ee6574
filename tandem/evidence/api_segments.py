"""Segments over the API."""

from __future__ import annotations

from typing import Any

from django.shortcuts import get_object_or_404
from ninja import Field, Router, Schema

from tandem.evidence.api_companies import CompanyList, Condition
from tandem.evidence.api_words import Because, Said, example, listed
from tandem.evidence.models import Company, Segment
from tandem.team.request import Request

segments = Router(tags=["Segments"])


class AnyOf(Said):
    """Several conditions of which one is enough."""

    any: list[Condition] = Field(min_length=1, max_length=50)


class SegmentIn(Said):
    """A name, and conditions that must all hold; one of them may be a choice of which one condition is enough."""

    model_config = example(
        name="Large customers in Europe",
        conditions=[
            {"field": "arr", "relation": "at least", "value": [10000]},
            {
                "any": [
                    {"field": "country", "relation": "in", "value": ["FR", "DE"]},
                    {"field": "custom.Region", "relation": "in", "value": ["EMEA"]},
                ]
            },
        ],
    )  # type: ignore[assignment]
    name: str = Field(min_length=1, max_length=120)
    conditions: list[AnyOf | Condition] = Field(max_length=50)


class SegmentChange(SegmentIn):
    """The rule as it should be, with the version last seen."""

    model_config = example(
        version=1, name="Large customers", conditions=[{"field": "arr", "relation": "at least", "value": [20000]}]
    )
    version: int


class SegmentOut(Schema):
    """A part of the companies."""

    model_config = example(
        number=1,
        title="Large customers",
        conditions=[{"field": "arr", "is": "at least", "value": [10000]}],
        companies=31,
        version=1,
    )  # type: ignore[assignment]
    number: int
    title: str
    conditions: list[dict[str, Any]]
    companies: int = Field(description="How many companies are in it now.")
    version: int

    @staticmethod
    def resolve_companies(segment: Segment) -> int:
        return Company.objects.in_use().in_segment(segment).count()


@segments.get("", response=list[SegmentOut], operation_id="list_segments", summary="Segments")
def list_segments(request: Request) -> Any:
    """By name, each with the companies in it now."""
    return Segment.objects.visible_to(request.user).by_name()[:100]


@segments.post("", response={201: SegmentOut}, operation_id="define_segment", summary="Define a segment")
def define_segment(request: Request, said: SegmentIn) -> tuple[int, Segment]:
    """A name that another segment has is refused."""
    return 201, Segment.define(said.name, _kept(said.conditions), by=request.user)


@segments.get("/{number}", response=SegmentOut, operation_id="read_segment", summary="One segment")
def read_segment(request: Request, number: int) -> Segment:
    """A segment by its number."""
    return _segment(request, number)


@segments.get(
    "/{number}/companies", response=CompanyList, operation_id="list_segment_companies", summary="Who is in a segment"
)
def list_segment_companies(request: Request, number: int, after: str | None = None, limit: int = 50) -> dict[str, Any]:
    """The companies that meet its rule now."""
    found = Company.objects.visible_to(request.user).in_use().in_segment(_segment(request, number))
    return listed(found.select_related("item").prefetch_related("domains"), ("item_id",), after, limit)


@segments.patch("/{number}", response=SegmentOut, operation_id="revise_segment", summary="Change a segment")
def revise_segment(request: Request, number: int, said: SegmentChange) -> Segment:
    """Refused when somebody else changed it since the version you saw."""
    segment = _segment(request, number)
    segment.revise(version=said.version, title=said.name, conditions=_kept(said.conditions), by=request.user)
    return segment


@segments.post("/{number}/retirement", response=SegmentOut, operation_id="retire_segment", summary="Retire a segment")
def retire_segment(request: Request, number: int, said: Because) -> Segment:
    """Taken out of use; nothing is deleted."""
    segment = _segment(request, number)
    segment.retire(because=said.because, by=request.user)
    return segment


@segments.post(
    "/{number}/restoration", response=SegmentOut, operation_id="restore_segment", summary="Restore a segment"
)
def restore_segment(request: Request, number: int, said: Because) -> Segment:
    """Undoes retiring."""
    segment = _segment(request, number)
    segment.restore(because=said.because, by=request.user)
    return segment


def _kept(conditions: list[Any]) -> list[dict[str, Any]]:
    return [
        {"any": _kept(one.any)}
        if isinstance(one, AnyOf)
        else {"field": one.field, "is": one.relation, "value": one.value}
        for one in conditions
    ]


def _segment(request: Request, number: int) -> Segment:
    return get_object_or_404(Segment.objects.visible_to(request.user).select_related("item"), item__number=number)
