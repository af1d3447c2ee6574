"""Charter members over the API: each step of their way is a noun posted to."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.shortcuts import get_object_or_404
from ninja import Field, Router, Schema

from tandem.charter import api_found as find
from tandem.charter.api_found import example
from tandem.charter.api_programs import BecauseIn
from tandem.charter.models import CharterMember, Happiness, Wish
from tandem.core.errors import Refused
from tandem.definition.models import Feature
from tandem.team.request import Request

router = Router(tags=["Charter members"])


class MoveOut(Schema):
    """One move from stage to stage."""

    model_config = example(before="joined", after="in_trial", on="2026-09-17", because="Build 0.8 deployed.")  # type: ignore[assignment]
    before: str
    after: str
    on: date
    because: str


class CharterMemberOut(Schema):
    """A company in a charter program."""

    model_config = example(
        number=7, company="Aster Clinic", program=3, stage="live", since="2026-10-19", origin="customer",
        in_market=True,
        urgency="I will work from the car.", gets=["early access"], gives=["two hours a fortnight"], version=12,
        moves=[],
    )  # type: ignore[assignment]  # fmt: skip
    number: int
    company: str
    program: int = Field(description="The program's number.")
    stage: str = Field(description="candidate, invited, joined, in_trial, live, happy, reference, declined or left")
    since: date
    origin: str = Field(description="customer or prospect")
    in_market: bool = Field(description="Whether the company is in the program's target market.")
    urgency: str = Field(description="How urgent the problem is, in their words.")
    one_general_product: bool
    pays_after: bool
    gets: list[str]
    gives: list[str]
    agreed_on: date | None
    early_adopter: bool
    brought_by_sales: bool
    welcomed_on: date | None = Field(description="The day the PM said yes to a member that sales brought.")
    version: int
    moves: list[MoveOut]

    @staticmethod
    def resolve_company(member: CharterMember) -> str:
        return member.company.title

    @staticmethod
    def resolve_program(member: CharterMember) -> int:
        return member.program.number

    @staticmethod
    def resolve_moves(member: CharterMember) -> Any:
        return member.moves.all()


class CharterMemberIn(Schema):
    """A company to nominate."""

    model_config = example(program=3, company=12, because="Said it nine times")  # type: ignore[assignment]
    program: int = Field(description="The program's number.")
    company: int = Field(description="The company's number.")
    origin: str = Field(
        "", pattern="^(customer|prospect)?$", description="By default as the company's life cycle says."
    )
    because: str = Field("", max_length=2000)
    early_adopter: bool = False
    brought_by_sales: bool = False


class AgreementIn(Schema):
    """What a company says when it joins."""

    model_config = example(
        urgency="I will work from the car.", one_general_product=True, pays_after=True, gets=["early access"],
        gives=["time"],
        agreed_by="Joanna Weiss",
    )  # type: ignore[assignment]  # fmt: skip
    urgency: str = Field(max_length=5000, description="In their words.")
    one_general_product: bool = Field(description="Their yes: one general product, not a custom one.")
    pays_after: bool = Field(description="Their yes: pay, if at all, after they love it.")
    prepaid: bool = Field(False, description="They would pay in advance, which is refused.")
    gets: list[str] = Field([], max_length=20)
    gives: list[str] = Field([], max_length=20)
    agreed_by: str = Field("", max_length=200)
    because: str = Field("", max_length=2000)


class CharterReviseIn(Schema):
    """What may be changed of a member."""

    model_config = example(version=12, early_adopter=True)  # type: ignore[assignment]
    version: int = Field(description="The version last seen; another one is refused.")
    early_adopter: bool | None = None
    brought_by_sales: bool | None = None
    gets: list[str] | None = Field(None, max_length=20)
    gives: list[str] | None = Field(None, max_length=20)


class CharterReasonIn(Schema):
    """A reason, which this step needs."""

    model_config = example(because="Their finance lead is on leave")  # type: ignore[assignment]
    because: str = Field(min_length=1, max_length=2000)


class CharterAnswerIn(Schema):
    """What they answered; at least one of both."""

    model_config = example(score=9)  # type: ignore[assignment]
    score: int | None = Field(None, description="Would they recommend it? 0 to 10.")
    very_disappointed: bool | None = Field(None, description="Would they be very disappointed without it?")


class AnswerOut(Schema):
    """An answer."""

    model_config = example(score=9, very_disappointed=None, answered_on="2026-11-04")  # type: ignore[assignment]
    score: int | None
    very_disappointed: bool | None
    answered_on: date


class WishIn(Schema):
    """A feature they asked for."""

    model_config = example(feature=14, words="A chain.")  # type: ignore[assignment]
    feature: int = Field(description="The feature's number.")
    words: str = Field("", max_length=1000)


class WishOut(Schema):
    """A wish."""

    model_config = example(feature="Approval chains", words="A chain.", asked_on="2026-08-22")  # type: ignore[assignment]
    feature: str
    words: str
    asked_on: date

    @staticmethod
    def resolve_feature(wish: Wish) -> str:
        return wish.feature.title


class CharterMemberList(Schema):
    rows: list[CharterMemberOut]
    next: str | None = None


@router.get("", response=CharterMemberList, operation_id="list_charter_members", summary="Charter members")
def list_members(
    request: Request,
    product: str = "",
    program: int | None = None,
    stage: str = "",
    after: str | None = None,
    limit: int = 50,
) -> dict[str, Any]:
    """The newest first; narrowed to a product, a program or a stage."""
    found = find.seen(CharterMember, request, product).with_company().prefetch_related("moves")
    found = found.filter(program=find.program(request, program)) if program is not None else found
    return find.listed(found.filter(stage=stage) if stage else found, after, limit)


@router.post("", response={201: CharterMemberOut}, operation_id="nominate_charter_member", summary="Nominate a company")
def nominate(request: Request, said: CharterMemberIn) -> tuple[int, CharterMember]:
    """It becomes a candidate. Outside the target market it may be, and a flag says so."""
    told = said.dict(exclude={"program", "company"})
    program, company = find.program(request, said.program), find.company(request, said.company)
    return 201, program.nominate(company, by=request.user, **told)


@router.get("/{number}", response=CharterMemberOut, operation_id="read_charter_member", summary="One charter member")
def read_member(request: Request, number: int) -> CharterMember:
    """A member by number, with every move."""
    return find.member(request, number)


@router.patch(
    "/{number}", response=CharterMemberOut, operation_id="revise_charter_member", summary="Change a charter member"
)
def revise_member(request: Request, number: int, said: CharterReviseIn) -> CharterMember:
    """The deal's lists and two marks; stages are moved by their own steps."""
    changes = said.dict(exclude_none=True)
    for name in ("gets", "gives"):
        if any(len(line) > 80 for line in changes.get(name, ())):
            raise Refused("Keep each line of the deal below 80 characters.")
    find.member(request, number).revise(by=request.user, version=changes.pop("version"), **changes)
    return find.member(request, number)


@router.post("/{number}/agreement", response=CharterMemberOut, operation_id="join_charter", summary="They join")
def join(request: Request, number: int, said: AgreementIn) -> CharterMember:
    """Needs their words and both yeses; payment in advance and an eleventh member are refused."""
    if any(len(line) > 80 for line in (*said.gets, *said.gives)):
        raise Refused("Keep each line of the deal below 80 characters.")
    find.member(request, number).join(by=request.user, **said.dict())
    return find.member(request, number)


def _step(path: str, verb: str, summary: str, told: str, *, needs_reason: bool = False) -> None:
    """One step of the way that takes at most a reason."""
    asked: Any = CharterReasonIn if needs_reason else BecauseIn

    def step(request: Request, number: int, said: Any) -> CharterMember:
        getattr(find.member(request, number), verb)(by=request.user, because=said.because)
        return find.member(request, number)

    step.__doc__ = told
    step.__annotations__ = {"request": Request, "number": int, "said": asked, "return": CharterMember}
    router.post(
        f"/{{number}}/{path}", response=CharterMemberOut, operation_id=f"{verb}_charter_member", summary=summary
    )(step)


_step("invitation", "invite", "Invite a candidate", "Refused when every place is taken.")
_step("welcome", "welcome", "Say yes to a member that sales brought", "The PM's word.")
_step("refusal", "turn_away", "Take that yes back", "The inverse of welcoming.")
_step("trial", "start_trial", "They try a build", "From joined.")
_step("live", "go_live", "They are live", "Refused without a deployed build.")
_step(
    "happiness",
    "confirm_happy",
    "Confirm that they are happy",
    "The PM confirms what the answers of the last 60 days say.",
)
_step("reference", "become_reference", "Make a happy member a reference", "Needs a consent that stands.")
_step("reference-end", "stop_being_reference", "End their being a reference", "When no consent stands any more.")
_step("decline", "decline", "They said no", "With their reason.", needs_reason=True)
_step("departure", "leave", "They leave", "Their place is free.", needs_reason=True)
_step("return", "move_back", "Move back a stage", "The inverse of every move.", needs_reason=True)


@router.post(
    "/{number}/question", response=CharterMemberOut, operation_id="ask_charter_member", summary="They were asked"
)
def ask(request: Request, number: int) -> CharterMember:
    """Whether they would recommend it; the answer is awaited."""
    find.member(request, number).ask(by=request.user)
    return find.member(request, number)


@router.post("/{number}/answers", response={201: AnswerOut}, operation_id="answer_charter", summary="Record an answer")
def answer(request: Request, number: int, said: CharterAnswerIn) -> tuple[int, Happiness]:
    """0 to 10, or whether they would be very disappointed without it."""
    return 201, find.member(request, number).answer(by=request.user, **said.dict())


@router.post("/{number}/wishes", response={201: WishOut}, operation_id="wish_charter", summary="Note a wish")
def wish(request: Request, number: int, said: WishIn) -> tuple[int, Wish]:
    """A feature asked for by one member alone is a one-off."""
    return 201, find.member(request, number).wish(_feature(request, said.feature), by=request.user, words=said.words)


@router.delete(
    "/{number}/wishes/{feature}", response={204: None}, operation_id="unwish_charter", summary="Take a wish back"
)
def unwish(request: Request, number: int, feature: int) -> tuple[int, None]:
    """They do not want it after all."""
    find.member(request, number).unwish(_feature(request, feature), by=request.user)
    return 204, None


def _feature(request: Request, number: int) -> Feature:
    found: Feature = get_object_or_404(
        Feature.objects.visible_to(request.user).select_related("item"), item__number=number
    )
    return found
