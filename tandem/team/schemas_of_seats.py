"""What the API of seats, activities and workloads takes and gives."""

from __future__ import annotations

from datetime import date
from typing import Any

from ninja import Field, Schema

from tandem.team.holding import Cell
from tandem.team.models import Activity
from tandem.team.schemas import example
from tandem.team.workload import Load


class SeatOut(Schema):
    """One person in one seat, from a day on."""

    model_config = example(side="pm", member="Ada Okafor", since="2025-03-20", until=None, because="")  # type: ignore[assignment]
    side: str
    member: str
    since: date
    until: date | None = Field(description="Null while they hold it.")
    because: str = Field(description="Why the seat changed hands.")
    open_then: list[str] = Field([], description="What was open when it was handed over.")

    @staticmethod
    def resolve_member(seat: Any) -> str:
        return str(seat.member)


class HandOverIn(Schema):
    """Who has a seat next."""

    model_config = example(side="pm", member=4, because="Moves to another product", note="Start with P-7.")  # type: ignore[assignment]
    side: str = Field(pattern="^(pm|pmm)$")
    member: int
    because: str = Field(min_length=1, max_length=500)
    note: str = Field("", max_length=8000, description="For the successor.")
    also: bool = Field(True, description="Pass on the matters, activities and launch steps that the holder has there.")


class DelegateOut(Schema):
    """Somebody who may accept on one side up to and with a day."""

    model_config = example(id=1, side="pm", member="Salma Haddad", acts=[], since="2026-10-08", until="2026-12-22")  # type: ignore[assignment]
    id: int
    side: str
    member: str
    acts: list[str] = Field(description="None means everything that can be delegated.")
    since: date
    until: date
    ended_on: date | None = None

    @staticmethod
    def resolve_member(delegation: Any) -> str:
        return str(delegation.member)


class AreaIn(Schema):
    """Who answers for a region, a segment or a component, below the owner of a side."""

    model_config = example(side="pm", member=4, form="region", name="Europe")  # type: ignore[assignment]
    side: str = Field(pattern="^(pm|pmm)$")
    member: int
    form: str = Field(pattern="^(region|segment|component)$")
    name: str = Field(min_length=1, max_length=120)


class OwnedAreaOut(Schema):
    """One area and its owner."""

    model_config = example(id=1, side="pmm", member="Hugo Stein", form="region", name="Europe", since="2026-10-08")  # type: ignore[assignment]
    id: int
    side: str
    member: str
    form: str
    name: str
    since: date

    @staticmethod
    def resolve_member(area: Any) -> str:
        return str(area.member)


class ActivityOut(Schema):
    """An activity of the company's template."""

    model_config = example(
        key="pricing", name="Pricing", says="What it costs, for whom.", usual_side="pmm", is_on=True, holder="pmm",
        person=None, version=1,
    )  # type: ignore[assignment]  # fmt: skip
    key: str
    name: str = Field(alias="title")
    says: str
    usual_side: str
    is_on: bool
    holder: str = Field(description="pm, pmm, person, or empty where each product names its own.")
    person: str | None
    version: int

    @staticmethod
    def resolve_person(activity: Activity) -> str | None:
        return str(activity.person) if activity.person else None


class ActivityIn(Schema):
    """A new activity."""

    model_config = example(key="pricing", name="Pricing", usual_side="pmm", is_on=True, position=11)  # type: ignore[assignment]
    key: str = Field(pattern=r"^[a-z0-9-]+$", max_length=40)
    name: str = Field(min_length=1, max_length=120)
    says: str = Field("", max_length=500)
    usual_side: str = Field(pattern="^(pm|pmm|both)$")
    is_on: bool = True
    position: int = Field(99, ge=0, le=10000)


class ActivityChange(Schema):
    """Other words for an activity, or another usual side."""

    model_config = example(version=1, says="What it costs, and for whom.")  # type: ignore[assignment]
    version: int = Field(description="The version last seen.")
    title: str | None = Field(None, min_length=1, max_length=120)
    says: str | None = Field(None, max_length=500)
    usual_side: str | None = Field(None, pattern="^(pm|pmm|both)$")


class UsualHolderIn(Schema):
    """Who holds an activity wherever a product makes no exception."""

    model_config = example(holder="person", member=4)  # type: ignore[assignment]
    holder: str = Field(pattern="^(pm|pmm|person|)$")
    member: int | None = None


class HolderIn(Schema):
    """Somebody for an activity of a product."""

    model_config = example(product="ledgerly", member=4)  # type: ignore[assignment]
    product: str
    member: int


class ActivityPlaceIn(Schema):
    """A product."""

    model_config = example(product="ledgerly")  # type: ignore[assignment]
    product: str


class LeavingOutIn(Schema):
    """A product that does without an activity, and why."""

    model_config = example(product="ledgerly", because="Sold by partners alone")  # type: ignore[assignment]
    product: str
    because: str = Field(min_length=1, max_length=500)


class HoldingOut(Schema):
    """One activity of one product."""

    model_config = example(
        product="ledgerly", activity="pricing", accountable=[], consulted=[], gap=True, double=False, left_out=""
    )  # type: ignore[assignment]
    product: str
    activity: str
    accountable: list[str] = Field(description="One name; none is a gap, two are a double.")
    consulted: list[str]
    gap: bool
    double: bool
    left_out: str = Field(description="Why the product does without it, or empty.")

    @staticmethod
    def of(cell: Cell) -> dict[str, Any]:
        return {
            "product": cell.product.slug,
            "activity": cell.activity.key,
            "accountable": [member.title for member in cell.holders],
            "consulted": [member.title for member in cell.consulted],
            "gap": cell.is_gap,
            "double": cell.is_double,
            "left_out": cell.without,
        }


class WorkloadOut(Schema):
    """What one person answers for."""

    model_config = example(
        member="Ada Okafor", products=["ledgerly"], limit=3, over=False, activities=5, consulted=1, matters=0, areas=0
    )  # type: ignore[assignment]
    member: str
    products: list[str]
    limit: int = Field(description="Products that one person may answer for.")
    over: bool
    activities: int
    consulted: int
    matters: int
    areas: int

    @staticmethod
    def of(load: Load) -> dict[str, Any]:
        counts = {name: getattr(load, name) for name in ("activities", "consulted", "matters", "areas", "limit")}
        slugs = list(dict.fromkeys(product.slug for _, product in load.seats))
        return {"member": load.member.title, "products": slugs, "over": load.is_over, **counts}
