"""Charter programs over the API."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.shortcuts import get_object_or_404
from ninja import Field, Router, Schema

from tandem.charter import api_found as find
from tandem.charter.api_found import example
from tandem.charter.models import EarlyAccess, Program
from tandem.charter.standing import reference_standing
from tandem.charter.usage import Row, Taken
from tandem.definition.models import Release
from tandem.evidence.models import TargetMarket
from tandem.team.models import Workspace
from tandem.team.request import Request, product_of_slug

router = Router(tags=["Charter programs"])


class ProgramOut(Schema):
    """A charter program."""

    model_config = example(
        number=3, title="Ledgerly 2.0 charter program", market="Service firms of 5 to 50 people", release="2.0", aim=6,
        cap=10,
        rhythm_days=14, opened_on="2026-04-22", closed_on=None,
    )  # type: ignore[assignment]  # fmt: skip
    number: int = Field(description="Its number across the installation.")
    title: str
    market: str = Field(description="The one target market it proves the product in.")
    release: str | None = Field(description="The release it proves.")
    aim: int = Field(description="References needed.")
    cap: int = Field(description="Members it may hold.")
    rhythm_days: int = Field(description="Days between sessions, as agreed.")
    opened_on: date
    closed_on: date | None

    @staticmethod
    def resolve_market(program: Program) -> str:
        return program.market.title

    @staticmethod
    def resolve_release(program: Program) -> str | None:
        return program.release.title if program.release else None


class ProgramIn(Schema):
    """A program to open."""

    model_config = example(product="ledgerly", title="Ledgerly 2.0 charter program", market=1, release=4)  # type: ignore[assignment]
    product: str = Field(description="The product's slug.")
    title: str = Field(min_length=1, max_length=120)
    market: int = Field(description="The number of one target market of the product.")
    release: int | None = Field(None, description="The number of the release it proves.")
    aim: int | None = Field(
        None, ge=1, le=15, description="References needed; by default as the kind of business asks."
    )
    cap: int | None = Field(
        None, ge=1, le=15, description="Members it may hold, ten at most; consumer products fifteen."
    )
    rhythm_days: int = Field(14, ge=1, le=365)


class RhythmIn(Schema):
    """What may be changed of a program."""

    model_config = example(version=3, title="Ledgerly 2.0 charter program", rhythm_days=14)  # type: ignore[assignment]
    version: int = Field(description="The version last seen; another one is refused.")
    title: str | None = Field(None, min_length=1, max_length=120)
    rhythm_days: int | None = Field(None, ge=1, le=365)


class ReferenceStandingOut(Schema):
    """How a program stands with its references."""

    model_config = example(
        have=4,
        aim=6,
        is_open=False,
        because="4 of 6 references live and happy.",
        names=["Aster Clinic"],
        waiting=["Finch Books"],
    )  # type: ignore[assignment]
    have: int = Field(
        description="References that count: usable now, named in public, live, happy, of the market, with a statement."
    )
    aim: int
    is_open: bool = Field(description="Whether the reference gate is open.")
    because: str
    meaning: str = Field(description="What the number says: none is a red flag, a few perhaps a one-off.")
    names: list[str]
    waiting: list[str] = Field(description="Live, and not counted yet.")


class OfferIn(Schema):
    """A company to offer early access to."""

    model_config = example(company=12, because="All places are taken")  # type: ignore[assignment]
    company: int = Field(description="The company's number.")
    because: str = Field("", max_length=500)


class OfferOut(Schema):
    """An offer of early access."""

    model_config = example(company="Lodestar Staffing", offered_on="2026-11-05", because="All places are taken")  # type: ignore[assignment]
    company: str
    offered_on: date
    because: str

    @staticmethod
    def resolve_company(offer: EarlyAccess) -> str:
        return offer.company.title


class UsageRow(Schema):
    """Who runs which build."""

    model_config = example(company="Aster Clinic", version="0.8", last_active="2026-11-21")  # type: ignore[assignment]
    company: str = Field(max_length=200, description="Name, e-mail domain or CRM id.")
    version: str = Field(max_length=60)
    last_active: date | None = None


class UsageIn(Schema):
    """Rows of usage."""

    model_config = example(rows=[{"company": "Aster Clinic", "version": "0.8", "last_active": "2026-11-21"}])  # type: ignore[assignment]
    rows: list[UsageRow] = Field(max_length=2000)


class UsageOut(Schema):
    """What became of the rows."""

    model_config = example(
        deployed=["Aster Clinic"], live=[], rejected=[{"row": "Nobody, 0.8", "because": "Not in this program."}]
    )  # type: ignore[assignment]
    deployed: list[str]
    live: list[str] = Field(description="Went live by it: in use a week after deployment.")
    rejected: list[dict[str, str]]

    @staticmethod
    def resolve_rejected(taken: Taken) -> list[dict[str, str]]:
        return [{"row": str(row), "because": because} for row, because in taken.rejected]


class BecauseIn(Schema):
    """A reason, where one helps."""

    model_config = example(because="The release is out")  # type: ignore[assignment]
    because: str = Field("", max_length=2000)


class ProgramList(Schema):
    rows: list[ProgramOut]
    next: str | None = None


@router.get("", response=ProgramList, operation_id="list_charter_programs", summary="Charter programs")
def list_programs(request: Request, product: str = "", after: str | None = None, limit: int = 50) -> dict[str, Any]:
    """The programs you may see, the newest first; of one product by its slug."""
    return find.listed(find.seen(Program, request, product).whole(), after, limit)


@router.post("", response={201: ProgramOut}, operation_id="open_charter_program", summary="Open a charter program")
def open_program(request: Request, said: ProgramIn) -> tuple[int, Program]:
    """For one target market of the product, at the start of the project."""
    product = product_of_slug(request, said.product)
    market = get_object_or_404(
        TargetMarket.objects.visible_to(request.user).select_related("item"), item__number=said.market
    )
    release = None
    if said.release is not None:
        release = get_object_or_404(
            Release.objects.visible_to(request.user).select_related("item"), item__number=said.release
        )
    sizes = said.dict(include={"aim", "cap", "rhythm_days"})
    return 201, Program.open(product, said.title, market=market, release=release, by=request.user, **sizes)


@router.get("/{number}", response=ProgramOut, operation_id="read_charter_program", summary="One charter program")
def read_program(request: Request, number: int) -> Program:
    """A program by number."""
    return find.program(request, number)


@router.patch(
    "/{number}", response=ProgramOut, operation_id="revise_charter_program", summary="Change a charter program"
)
def revise_program(request: Request, number: int, said: RhythmIn) -> Program:
    """Its name and the rhythm of its sessions; aim, cap and market stay."""
    changes = said.dict(exclude_none=True)
    find.program(request, number).revise(by=request.user, version=changes.pop("version"), **changes)
    return find.program(request, number)


@router.get(
    "/{number}/standing",
    response=ReferenceStandingOut,
    operation_id="read_reference_standing",
    summary="How its references stand",
)
def read_standing(request: Request, number: int) -> Any:
    """The references that count as of today, and what the reference gate says."""
    program = find.program(request, number)
    return reference_standing(program, Workspace.current().today)


@router.post("/{number}/closing", response=ProgramOut, operation_id="close_charter_program", summary="Close a program")
def close_program(request: Request, number: int, said: BecauseIn) -> Program:
    """Members and references stay as they are."""
    find.program(request, number).close(by=request.user, because=said.because)
    return find.program(request, number)


@router.delete(
    "/{number}/closing",
    response=ProgramOut,
    operation_id="reopen_charter_program",
    summary="Run a closed program again",
)
def reopen_program(request: Request, number: int) -> Program:
    """The inverse of closing."""
    find.program(request, number).reopen(by=request.user)
    return find.program(request, number)


@router.get(
    "/{number}/early-access",
    response=list[OfferOut],
    operation_id="list_early_access",
    summary="Offers of early access",
)
def list_early_access(request: Request, number: int) -> Any:
    """Companies offered early access instead of a place; they never count as references."""
    return find.program(request, number).early_access.select_related("company__item").order_by("-offered_on", "pk")


@router.post(
    "/{number}/early-access", response={201: OfferOut}, operation_id="offer_early_access", summary="Offer early access"
)
def offer_early_access(request: Request, number: int, said: OfferIn) -> tuple[int, EarlyAccess]:
    """Without limit, separate from the program."""
    company = find.company(request, said.company)
    return 201, find.program(request, number).offer_early_access(company, by=request.user, because=said.because)


@router.delete(
    "/{number}/early-access/{company}",
    response={204: None},
    operation_id="take_back_early_access",
    summary="Take an offer back",
)
def take_back_early_access(request: Request, number: int, company: int) -> tuple[int, None]:
    """The inverse of offering it."""
    find.program(request, number).take_back_early_access(find.company(request, company), by=request.user)
    return 204, None


@router.post("/{number}/usage", response=UsageOut, operation_id="take_usage", summary="Tell who runs which build")
def take_usage(request: Request, number: int, said: UsageIn) -> Taken:
    """Sets deployed, and live where a build is in use a week after it was deployed; rows that fit nobody come back."""
    rows = [
        Row(row.company.strip(), row.version.strip(), row.last_active.isoformat() if row.last_active else "")
        for row in said.rows
    ]
    return find.program(request, number).take_usage(rows, by=request.user)
