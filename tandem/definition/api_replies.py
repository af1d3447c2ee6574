"""Replies over the API: who asked, what each is told, and what came of it."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Literal

from django.shortcuts import get_object_or_404
from ninja import Field, Router, Schema

from tandem.core.paging import Keyset
from tandem.definition.api_features import features
from tandem.definition.api_problems import problems
from tandem.definition.api_shared import LARGEST, ReasonIn, example, visible
from tandem.definition.asked import Asker, askers_of, became_of_one
from tandem.definition.models import Feature, OutsideWords, Problem, Reply
from tandem.team.request import Request

replies = Router(tags=["Replies"])
HOME, TAGS = "/{int:number}/replies", ["Replies"]


class OutsideIn(Schema):
    """What everyone who asked is told alike."""

    model_config = example(what="Lines are matched on the day they arrive.", unchanged="You still decide doubles.")  # type: ignore[assignment]
    what: str = Field("", max_length=4000)
    unchanged: str = Field("", max_length=4000)
    link: str = Field("", max_length=500)


class OutsideOut(Schema):
    """The words for people outside."""

    what: str
    unchanged: str
    link: str


class AskerOut(Schema):
    """One person who asked."""

    name: str
    email: str
    company: str = Field(alias="company_name")
    first: datetime = Field(description="When they first asked.")
    notes: list[int] = Field(description="The notes they said it in.")
    do_not_write: bool
    reply: int | None = Field(description="The number of their reply, once one is drafted.")
    state: str = Field(description="drafted, waiting, sent, returned or declined; empty without a reply")


class ReplyOut(Schema):
    """A reply to one person."""

    number: int = Field(alias="pk")
    about: str = Field(alias="about.mark")
    name: str
    email: str
    words: str = Field(description="What they told us, as the reply quotes it.")
    subject: str
    body: str
    version: int
    state: str
    way: str
    because: str
    sent_at: datetime | None
    heard_at: datetime | None
    solved: bool | None


class ReplyList(Schema):
    """A page of replies, and the key of the next one."""

    items: list[ReplyOut]
    next: str | None


class Count(Schema):
    """How many it was done with."""

    count: int


class Each(Count):
    """And of the others who, and why not."""

    refused: dict[str, str]


class WordsIn(Schema):
    """The text of a reply."""

    model_config = example(subject="What became of it", body="Hello Ana,\n\nit is there.", version=1)  # type: ignore[assignment]
    subject: str = Field(min_length=1, max_length=300)
    body: str = Field(min_length=1, max_length=20_000)
    version: int


class WayIn(Schema):
    """How they were told beside Tandem."""

    model_config = example(way="hand")  # type: ignore[assignment]
    way: Literal["hand", "file"] = "hand"


class HeardIn(Schema):
    """What they wrote back."""

    model_config = example(text="Yes, that solves it. Thank you.", solved=True)  # type: ignore[assignment]
    text: str = Field(min_length=1, max_length=100_000)
    solved: bool | None = None


class SolvedIn(Schema):
    """Whether it is solved for them; null where they do not say."""

    model_config = example(solved=True)  # type: ignore[assignment]
    solved: bool | None = None


def _asked(request: Request, noun: Any, limit: int) -> list[Asker]:
    became = became_of_one(noun)
    return askers_of([became], limit=max(1, min(limit, LARGEST))) if became else []


def _routes(router: Router, rows: Any, kind: str) -> None:
    """Who asked, and what all of them are told alike: the same for features and problems, on the routers of each."""

    @router.get(HOME, response=list[AskerOut], operation_id=f"{kind}_asked", summary="Who asked", tags=TAGS)
    def asked(request: Request, number: int, limit: int = LARGEST) -> Any:
        """Everyone who asked for it before it shipped or was declined, the oldest first."""
        return _asked(request, visible(request, rows, number), limit)

    @router.put(
        f"{HOME}/outside",
        response=OutsideOut,
        operation_id=f"{kind}_outside",
        summary="Word it for people outside",
        tags=TAGS,
    )
    def outside(request: Request, number: int, given: OutsideIn) -> Any:
        """What everyone who asked is told alike."""
        return OutsideWords.put(visible(request, rows, number), by=request.user, **given.dict())

    @router.post(
        f"{HOME}/preparation",
        response=Count,
        operation_id=f"{kind}_prepare_replies",
        summary="Draft the replies",
        tags=TAGS,
    )
    def prepare(request: Request, number: int) -> Any:
        """One to each who has none, and anew those that nobody worded since."""
        return {"count": Reply.prepare(visible(request, rows, number), by=request.user)}


def _routes_for_all(router: Router, rows: Any, kind: str) -> None:
    """Telling all of them at once."""

    @router.post(
        f"{HOME}/sending", response=Each, operation_id=f"{kind}_send_replies", summary="Send all that may go", tags=TAGS
    )
    def send_all(request: Request, number: int) -> Any:
        """A hundred at a time; of the others it is said why not."""
        done, refused = Reply.send_all(visible(request, rows, number), by=request.user)
        return {"count": done, "refused": refused}

    @router.post(
        f"{HOME}/telling",
        response=Each,
        operation_id=f"{kind}_told_all",
        summary="All were told from a file",
        tags=TAGS,
    )
    def tell_all(request: Request, number: int) -> Any:
        """What was exported has been sent elsewhere."""
        done, refused = Reply.tell_all(visible(request, rows, number), by=request.user)
        return {"count": done, "refused": refused}


for add in (_routes, _routes_for_all):
    add(features, Feature.objects, "features")
    add(problems, Problem.objects, "problems")


@replies.get("", response=ReplyList, operation_id="list_replies", summary="List replies")
def list_replies(request: Request, state: str = "", after: str | None = None, limit: int = 50) -> Any:
    """Replies about what you see, newest first."""
    seen = Reply.objects.visible_to(request.user).with_people()
    rows = seen.filter(state=state) if state else seen
    shown = Keyset(rows, ("-id",), after, max(1, min(limit, LARGEST))).page()
    return {"items": shown.rows, "next": shown.next}


@replies.get("/{int:reply}", response=ReplyOut, operation_id="read_reply", summary="One reply")
def read_reply(request: Request, reply: int) -> Reply:
    """With its text."""
    return _found(request, reply)


@replies.patch("/{int:reply}", response=ReplyOut, operation_id="word_reply", summary="Word a reply")
def word_reply(request: Request, reply: int, given: WordsIn) -> Reply:
    """Before it is sent. A version other than the present one is refused."""
    found = _found(request, reply)
    found.word(given.subject, given.body, version=given.version, by=request.user)
    return found


@replies.post("/{int:reply}/sending", response=ReplyOut, operation_id="send_reply", summary="Send a reply")
def send_reply(request: Request, reply: int) -> Reply:
    """Put it into the outbox, from where the worker sends it once."""
    found = _found(request, reply)
    found.send(by=request.user)
    return found


@replies.post("/{int:reply}/telling", response=ReplyOut, operation_id="mark_reply_sent", summary="They were told")
def mark_reply_sent(request: Request, reply: int, given: WayIn) -> Reply:
    """By hand, or from an exported file."""
    found = _found(request, reply)
    found.mark_sent(given.way, by=request.user)
    return found


@replies.delete("/{int:reply}/telling", response=ReplyOut, operation_id="reply_not_sent", summary="They were not told")
def reply_not_sent(request: Request, reply: int) -> Reply:
    """The inverse of saying that they were."""
    found = _found(request, reply)
    found.not_sent(by=request.user)
    return found


@replies.post("/{int:reply}/return", response=ReplyOut, operation_id="reply_came_back", summary="It came back")
def reply_came_back(request: Request, reply: int, given: ReasonIn) -> Reply:
    """It reached nobody; the person still waits."""
    found = _found(request, reply)
    found.come_back(by=request.user, because=given.because)
    return found


@replies.post("/{int:reply}/declining", response=ReplyOut, operation_id="decline_reply", summary="Do not tell them")
def decline_reply(request: Request, reply: int, given: ReasonIn) -> Reply:
    """With the reason."""
    found = _found(request, reply)
    found.decline(because=given.because, by=request.user)
    return found


@replies.delete(
    "/{int:reply}/declining", response=ReplyOut, operation_id="pick_up_reply", summary="Tell them after all"
)
def pick_up_reply(request: Request, reply: int) -> Reply:
    """The inverse of declining."""
    found = _found(request, reply)
    found.pick_up(by=request.user)
    return found


@replies.post("/{int:reply}/answer", response=ReplyOut, operation_id="hear_reply", summary="What they wrote back")
def hear_reply(request: Request, reply: int, given: HeardIn) -> Reply:
    """Kept as a note about the same thing."""
    found = _found(request, reply)
    found.hear(given.text, solved=given.solved, by=request.user)
    return found


@replies.put("/{int:reply}/solved", response=ReplyOut, operation_id="say_solved", summary="Is it solved for them?")
def say_solved(request: Request, reply: int, given: SolvedIn) -> Reply:
    """As they say themselves."""
    found = _found(request, reply)
    found.say_solved(given.solved, by=request.user)
    return found


def _found(request: Request, number: int) -> Reply:
    found: Reply = get_object_or_404(Reply.objects.visible_to(request.user).with_people(), pk=number)
    return found
