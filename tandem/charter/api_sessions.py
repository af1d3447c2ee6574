"""Sessions over the API."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from ninja import Field, Router, Schema
from pydantic import AwareDatetime

from tandem.charter import api_found as find
from tandem.charter.api_found import example
from tandem.charter.api_programs import BecauseIn
from tandem.charter.models import Session
from tandem.team.request import Request

router = Router(tags=["Sessions"])


class SessionOut(Schema):
    """A session with members."""

    model_config = example(
        number=2, title="Try reconnecting in one tap", program=3, form="group", starts_at="2026-11-26T10:00:00Z",
        members=["Tern Foods"], questions=["What did you do?"], waiting=["Tern Foods"], held_on=None, outcome="",
    )  # type: ignore[assignment]  # fmt: skip
    number: int
    title: str
    program: int
    form: str = Field(description="call, visit or group")
    starts_at: datetime
    members: list[str]
    questions: list[str]
    waiting: list[str] = Field(description="Who has not answered the questions yet.")
    held_on: date | None
    outcome: str

    @staticmethod
    def resolve_program(session: Session) -> int:
        return session.program.number

    @staticmethod
    def resolve_members(session: Session) -> list[str]:
        return [member.title for member in session.members.all()]

    @staticmethod
    def resolve_waiting(session: Session) -> list[str]:
        return [member.title for member in session.waiting()]


class SessionIn(Schema):
    """A session to plan."""

    model_config = example(
        program=3,
        title="Try reconnecting in one tap",
        form="group",
        starts_at="2026-11-26T10:00:00Z",
        members=[7],
        questions=[],
    )  # type: ignore[assignment]
    program: int
    title: str = Field(min_length=1, max_length=200)
    form: str = Field("call", pattern="^(call|visit|group)$")
    starts_at: AwareDatetime = Field(description="With its time zone.")
    members: list[int] = Field([], max_length=50, description="Numbers of charter members.")
    questions: list[str] = Field([], max_length=50)


class SessionChange(Schema):
    """What may be changed of a session."""

    model_config = example(version=2, starts_at="2026-11-27T10:00:00Z")  # type: ignore[assignment]
    version: int = Field(description="The version last seen; another one is refused.")
    title: str | None = Field(None, min_length=1, max_length=200)
    form: str | None = Field(None, pattern="^(call|visit|group)$")
    starts_at: AwareDatetime | None = None
    questions: list[str] | None = Field(None, max_length=50)


class OutcomeIn(Schema):
    """What came of it."""

    model_config = example(outcome="Two, two, two and three days.", members=[7])  # type: ignore[assignment]
    outcome: str = Field(min_length=1, max_length=20000)
    members: list[int] | None = Field(None, max_length=50, description="Who was there, when it differs from the plan.")


class AnsweredIn(Schema):
    """Who has answered."""

    model_config = example(member=7)  # type: ignore[assignment]
    member: int


class SessionList(Schema):
    rows: list[SessionOut]
    next: str | None = None


@router.get("", response=SessionList, operation_id="list_sessions", summary="Sessions")
def list_sessions(request: Request, product: str = "", after: str | None = None, limit: int = 50) -> dict[str, Any]:
    """The newest first."""
    found = find.seen(Session, request, product).select_related("program__item")
    return find.listed(found.prefetch_related("members__item", "answered"), after, limit)


@router.post("", response={201: SessionOut}, operation_id="plan_session", summary="Plan a session")
def plan_session(request: Request, said: SessionIn) -> tuple[int, Session]:
    """A visit, a call or a group session."""
    members = [find.member(request, number) for number in said.members]
    told = said.dict(exclude={"program", "title", "members"})
    return 201, Session.plan(find.program(request, said.program), said.title, by=request.user, members=members, **told)


@router.get("/{number}", response=SessionOut, operation_id="read_session", summary="One session")
def read_session(request: Request, number: int) -> Session:
    """A session by number."""
    return find.session(request, number)


@router.patch("/{number}", response=SessionOut, operation_id="revise_session", summary="Change a session")
def revise_session(request: Request, number: int, said: SessionChange) -> Session:
    """Its title, kind, time or questions."""
    changes = said.dict(exclude_none=True)
    find.session(request, number).revise(by=request.user, version=changes.pop("version"), **changes)
    return find.session(request, number)


@router.post("/{number}/outcome", response=SessionOut, operation_id="hold_session", summary="It was held")
def hold_session(request: Request, number: int, said: OutcomeIn) -> Session:
    """What came of it, once it has happened."""
    members = None if said.members is None else [find.member(request, one) for one in said.members]
    find.session(request, number).hold(said.outcome, by=request.user, members=members)
    return find.session(request, number)


@router.post("/{number}/reopening", response=SessionOut, operation_id="reopen_session", summary="It was not held")
def reopen_session(request: Request, number: int, said: BecauseIn) -> Session:
    """The inverse of holding; what was written stays."""
    find.session(request, number).reopen(by=request.user, because=said.because)
    return find.session(request, number)


@router.post(
    "/{number}/answers", response=SessionOut, operation_id="note_session_answers", summary="A member has answered"
)
def note_answers(request: Request, number: int, said: AnsweredIn) -> Session:
    """They answered the questions of this session."""
    find.session(request, number).note_answers(find.member(request, said.member), by=request.user)
    return find.session(request, number)
