"""What the team's API takes and gives."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from ninja import Field, Schema

from tandem.team.models import Input, Matter, Product


def example(**fields: Any) -> dict[str, Any]:
    """An example for the OpenAPI document."""
    return {"json_schema_extra": {"examples": [fields]}}


class MemberOut(Schema):
    """A person on the team."""

    model_config = example(number=4, name="Ada Okafor", email="ada@northwind.example", role="contributor")  # type: ignore[assignment]
    number: int = Field(description="Its number across the installation.")
    name: str = Field(alias="title")
    email: str
    role: str = Field(description="administrator, head, contributor, sales or viewer")


class MemberIn(Schema):
    """A new member."""

    model_config = example(
        name="Ada Okafor", email="ada@northwind.example", role="contributor", password="correct horse battery"
    )  # type: ignore[assignment]
    name: str = Field(min_length=1, max_length=120)
    email: str = Field(pattern=r"^[^@\s]+@[^@\s]+$", max_length=254)
    role: str = Field("contributor", pattern="^(administrator|head|contributor|sales|viewer)$")
    password: str | None = Field(
        None, min_length=10, max_length=200, description="Leave it out for people who sign in otherwise."
    )


class RoleIn(Schema):
    """Another role in the workspace."""

    model_config = example(role="contributor", because="Moves to another team")  # type: ignore[assignment]
    role: str = Field(pattern="^(administrator|head|contributor|sales|viewer)$")
    because: str = Field("", max_length=500)


class ProductOut(Schema):
    """A product with its two accountable people."""

    model_config = example(
        number=1,
        name="Ledgerly",
        slug="ledgerly",
        summary="Bookkeeping",
        life_cycle="available",
        pm="Ada Okafor",
        pmm=None,
    )  # type: ignore[assignment]
    number: int
    name: str
    slug: str
    summary: str
    life_cycle: str
    pm: str | None = Field(description="The accountable product manager, or null: a flag says so.")
    pmm: str | None

    @staticmethod
    def resolve_pm(product: Product) -> str | None:
        return product.pm.title if product.pm else None

    @staticmethod
    def resolve_pmm(product: Product) -> str | None:
        return product.pmm.title if product.pmm else None


class ProductIn(Schema):
    """A new product."""

    model_config = example(name="Ledgerly", slug="ledgerly", summary="Bookkeeping for service firms")  # type: ignore[assignment]
    name: str = Field(min_length=1, max_length=120)
    slug: str = Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=60)
    summary: str = Field("", max_length=400)


class SeatIn(Schema):
    """Who answers for a side from today on."""

    model_config = example(side="pm", member=4, because="Moves over from Paydesk")  # type: ignore[assignment]
    side: str = Field(pattern="^(pm|pmm)$")
    member: int = Field(description="The member's number.")
    because: str = Field("", max_length=500)


class DelegationIn(Schema):
    """A delegate, who may accept on a side up to and with a day."""

    model_config = example(side="pm", member=4, until="2026-12-31", acts=["answer input"])  # type: ignore[assignment]
    side: str = Field(pattern="^(pm|pmm)$")
    member: int
    until: date
    acts: list[str] = Field([], max_length=10, description="What they may do of what can be delegated; none means all.")
    because: str = Field("", max_length=500)


class SnoozeIn(Schema):
    """Put a flag to sleep."""

    model_config = example(flag="unowned work U-3", until="2026-12-31", because="Decided at the January planning")  # type: ignore[assignment]
    flag: str = Field(min_length=1, max_length=200, description="The flag's identity, as the overview gives it.")
    until: date | None = Field(None, description="Leave it out to acknowledge one person in two roles.")
    because: str = Field(min_length=1, max_length=500)


class InputIn(Schema):
    """Something to say to the other side about one object."""

    model_config = example(about="P-7", to_side="pm", text="Prospects ask how long the switch takes.")  # type: ignore[assignment]
    about: str = Field(description="A mark such as P-7.", max_length=30)
    to_side: str = Field(pattern="^(pm|pmm)$")
    text: str = Field(min_length=1, max_length=2000)


class AnswerIn(Schema):
    """The answer to an input; declining needs a reason."""

    model_config = example(taken=False, because="We decided on this in May.")  # type: ignore[assignment]
    taken: bool
    because: str = Field("", max_length=2000)
    used_in: str | None = Field(None, max_length=30, description="A mark such as F-21: what it went into.")


class InputOut(Schema):
    """An input with its answer, if it has one."""

    model_config = example(
        number=2,
        text="Prospects ask how long the switch takes.",
        about="P-7",
        from_side="pmm",
        to_side="pm",
        asked_on="2026-11-20",
        due_on="2026-11-25",
        taken=None,
        by="Luis Moreno",
        because="",
        used_in=None,
        answered_at=None,
    )  # type: ignore[assignment]
    number: int
    text: str = Field(alias="title")
    about: str
    from_side: str
    to_side: str
    asked_on: date
    due_on: date
    taken: bool | None = Field(description="Null while it waits for its answer.")
    by: str
    because: str = Field(description="The reason given with the answer.")
    used_in: str | None = Field(description="The mark of what it went into.")
    answered_at: datetime | None

    @staticmethod
    def resolve_about(given: Input) -> str:
        return given.about.mark

    @staticmethod
    def resolve_by(given: Input) -> str:
        return given.by.title

    @staticmethod
    def resolve_taken(given: Input) -> bool | None:
        return given.answered.taken if hasattr(given, "answered") else None

    @staticmethod
    def resolve_because(given: Input) -> str:
        return given.answered.because if hasattr(given, "answered") else ""

    @staticmethod
    def resolve_used_in(given: Input) -> str | None:
        used = given.answered.used_in if hasattr(given, "answered") else None
        return used.mark if used else None

    @staticmethod
    def resolve_answered_at(given: Input) -> datetime | None:
        return given.answered.at if hasattr(given, "answered") else None


class DirectionOut(Schema):
    """One direction of the seam: how long answers take, and which part was taken."""

    model_config = example(from_side="pmm", to_side="pm", waiting=1, answered=8, days=2.5, taken_percent=63)  # type: ignore[assignment]
    from_side: str
    to_side: str
    waiting: int
    answered: int
    days: float | None = Field(description="The median number of days until an answer; null while there is none.")
    taken_percent: int | None = Field(description="Null of fewer than five answers.")


class SeamMonthOut(Schema):
    """What was answered in one month, both ways."""

    model_config = example(first="2026-11-01", directions=[])  # type: ignore[assignment]
    first: date = Field(description="The first day of the month.")
    directions: list[DirectionOut]


class SeamOut(Schema):
    """Both directions of the seam, over all and month by month."""

    model_config = example(directions=[], months=[])  # type: ignore[assignment]
    directions: list[DirectionOut]
    months: list[SeamMonthOut]


class MatterIn(Schema):
    """Work that fits nowhere."""

    model_config = example(product="ledgerly", title="Who sets the price of the add-on?")  # type: ignore[assignment]
    product: str
    title: str = Field(min_length=1, max_length=300)


class MatterOut(Schema):
    """A matter, and who took it."""

    model_config = example(number=3, title="Who sets the price of the add-on?", raised_on="2026-11-13", taken_by=None)  # type: ignore[assignment]
    number: int
    title: str
    raised_on: date
    taken_by: str | None

    @staticmethod
    def resolve_taken_by(matter: Matter) -> str | None:
        return matter.taken_by.title if matter.taken_by else None


class TakerIn(Schema):
    """Who takes a matter."""

    model_config = example(member=4)  # type: ignore[assignment]
    member: int


class TokenIn(Schema):
    """A new token for oneself."""

    model_config = example(name="nightly import", scopes=["read", "write"], days=90)  # type: ignore[assignment]
    name: str = Field(min_length=1, max_length=80)
    scopes: list[str]
    days: int = Field(90, ge=1, le=365)


class TokenOut(Schema):
    """One of your tokens; its secret is given once, when it is made."""

    model_config = example(id=1, name="nightly import", scopes=["read"], expires_at="2027-02-20T09:00:00Z", secret="")  # type: ignore[assignment]
    id: int
    name: str
    scopes: list[str]
    expires_at: datetime
    secret: str = ""


class WorkspaceOut(Schema):
    """The company's settings."""

    model_config = example(  # type: ignore[assignment]
        name="Northwind Finance", currency="USD", time_zone="UTC", preset="growing", masked_for=["viewer"]
    )
    name: str = Field(alias="title")
    currency: str
    time_zone: str
    preset: str
    masked_for: list[str] = Field(description="The roles that see people's addresses, numbers and names covered.")


class ProductList(Schema):
    """A page of products, and the key of the next one."""

    rows: list[ProductOut]
    next: str | None = None


class MemberList(Schema):
    """A page of members, and the key of the next one."""

    rows: list[MemberOut]
    next: str | None = None


class InputList(Schema):
    """A page of inputs, and the key of the next one."""

    rows: list[InputOut]
    next: str | None = None


class MatterList(Schema):
    """A page of matters, and the key of the next one."""

    rows: list[MatterOut]
    next: str | None = None
