"""References over the API: consents, their uses and their end."""

from __future__ import annotations

from datetime import date
from typing import Any

from ninja import Field, Router, Schema

from tandem.charter import api_found as find
from tandem.charter.api_found import example
from tandem.charter.api_programs import BecauseIn
from tandem.charter.models import Reference, ReferenceUse
from tandem.team.models import Workspace
from tandem.team.request import Request

router = Router(tags=["References"])


class ReferenceOut(Schema):
    """A consent to be a reference."""

    model_config = example(
        number=3, company="Aster Clinic", member=7, scopes=["name", "logo", "call"],
        statement="Two of us keep the books in it.",
        wording="You may show our name.", granted_by="Joanna Weiss", granted_on="2026-11-15", expires_on="2028-11-14",
        uses_a_quarter=2, withdrawn_on=None, usable_now=True, why_unusable="", counts=True, why_uncounted="",
    )  # type: ignore[assignment]  # fmt: skip
    number: int
    company: str = Field(alias="title")
    member: int = Field(description="The charter member's number.")
    scopes: list[str] = Field(description="name, logo, quote, call, press")
    wording: str
    statement: str = Field(description="How they use the product.")
    address: str
    granted_by: str
    granted_on: date
    expires_on: date
    uses_a_quarter: int = Field(description="Over all products.")
    withdrawn_on: date | None
    usable_now: bool
    why_unusable: str = Field(description="Why it may not be used now; empty when it may.")
    counts: bool = Field(description="Whether it is one of the six.")
    why_uncounted: str

    @staticmethod
    def resolve_member(reference: Reference) -> int:
        return reference.member.number

    @staticmethod
    def resolve_usable_now(reference: Reference) -> bool:
        return not reference.why_unusable(Workspace.current().today)

    @staticmethod
    def resolve_why_unusable(reference: Reference) -> str:
        return reference.why_unusable(Workspace.current().today)

    @staticmethod
    def resolve_counts(reference: Reference) -> bool:
        return not _why_uncounted(reference)

    @staticmethod
    def resolve_why_uncounted(reference: Reference) -> str:
        return _why_uncounted(reference)


class ReferenceIn(Schema):
    """A consent to record."""

    model_config = example(
        member=7, scopes=["name", "logo"], wording="You may show our name and logo.", granted_by="Joanna Weiss",
        statement="Two of us keep the books in it.",
    )  # type: ignore[assignment]  # fmt: skip
    member: int = Field(description="The charter member's number.")
    scopes: list[str] = Field(min_length=1, max_length=5, description="name, logo, quote, call, press")
    wording: str = Field(min_length=1, max_length=5000, description="In the words they agreed to.")
    granted_by: str = Field(min_length=1, max_length=200)
    statement: str = Field("", max_length=5000)
    address: str = Field("", max_length=2000)
    expires_on: date | None = None
    uses_a_quarter: int | None = Field(None, ge=0, le=1000)


class UseIn(Schema):
    """One use."""

    model_config = example(scope="call", purpose="A dental practice in Leeds asks", about="D-1043")  # type: ignore[assignment]
    scope: str = Field(max_length=5)
    purpose: str = Field(min_length=1, max_length=500)
    about: str | None = Field(None, max_length=30, description="The mark of what it was used for, such as a deal's.")


class UseOut(Schema):
    """A logged use."""

    model_config = example(
        scope="call", purpose="A dental practice in Leeds asks", used_on="2026-11-22", by="Dana Mercer"
    )  # type: ignore[assignment]
    scope: str
    purpose: str
    used_on: date
    by: str

    @staticmethod
    def resolve_by(use: ReferenceUse) -> str:
        return use.by.title


class ReferenceList(Schema):
    rows: list[ReferenceOut]
    next: str | None = None


@router.get("", response=ReferenceList, operation_id="list_references", summary="References")
def list_references(
    request: Request,
    product: str = "",
    usable: bool = False,
    scope: str = "",
    after: str | None = None,
    limit: int = 50,
) -> dict[str, Any]:
    """The newest first; `usable` keeps those that may be used today, `scope` those that allow it."""
    found = find.seen(Reference, request, product).with_bearer()
    found = found.usable_now(Workspace.current().today) if usable else found
    return find.listed(found.with_scope(scope) if scope else found, after, limit)


@router.post("", response={201: ReferenceOut}, operation_id="grant_reference", summary="Record a consent")
def grant_reference(request: Request, said: ReferenceIn) -> tuple[int, Reference]:
    """A happy member becomes a reference by it; of anybody else the consent is kept and does not count yet."""
    member = find.member(request, said.member)
    made = member.grant_reference(said.scopes, by=request.user, **said.dict(exclude={"member", "scopes"}))
    return 201, find.reference(request, made.number)


@router.get("/{number}", response=ReferenceOut, operation_id="read_reference", summary="One reference")
def read_reference(request: Request, number: int) -> Reference:
    """A consent by number, and whether it is usable now."""
    return find.reference(request, number)


@router.get("/{number}/uses", response=list[UseOut], operation_id="list_reference_uses", summary="Its uses")
def list_uses(request: Request, number: int) -> Any:
    """Every use, the newest first."""
    return find.reference(request, number).uses.select_related("by__item").order_by("-used_on", "-pk")[:200]


@router.post("/{number}/uses", response={201: UseOut}, operation_id="use_reference", summary="Log a use")
def use_reference(request: Request, number: int, said: UseIn) -> tuple[int, ReferenceUse]:
    """Refused beyond scope, end or the agreed number a quarter, counted over all products."""
    about = find.marked(request, said.about) if said.about else None
    return 201, find.reference(request, number).use(said.scope, purpose=said.purpose, about=about, by=request.user)


@router.post(
    "/{number}/withdrawal", response=ReferenceOut, operation_id="withdraw_reference", summary="Withdraw a consent"
)
def withdraw(request: Request, number: int, said: BecauseIn) -> Reference:
    """It ends at once, for every product."""
    find.reference(request, number).withdraw(by=request.user, because=said.because)
    return find.reference(request, number)


def _why_uncounted(reference: Reference) -> str:
    workspace = Workspace.current()
    platform = reference.member.program.is_platform
    return reference.why_uncounted(workspace.today, workspace.thresholds.happy_within_days, is_platform=platform)
