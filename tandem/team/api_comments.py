"""Comments and following over the API."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.http import Http404
from django.shortcuts import get_object_or_404
from ninja import Field, Router, Schema

from tandem.core.paging import Keyset
from tandem.team.models import Choices, Comment, Follow, Member
from tandem.team.models.follow import HAPPENINGS
from tandem.team.request import Request
from tandem.team.schemas import example
from tandem.team.talking import Place, place_at

comments, follows = Router(tags=["Comments"]), Router(tags=["Following"])
ABOUT = Field(description="A mark such as P-7, or the address of a note such as /notes/12.", max_length=60)


class CommentIn(Schema):
    """Something to say beside a thing; @ and a name mentions a colleague."""

    model_config = example(about="P-7", text="@Ada Okafor, have you seen this?")  # type: ignore[assignment]
    about: str = ABOUT
    text: str = Field(min_length=1, max_length=10_000)
    under: int | None = Field(None, description="The comment it answers.", ge=1, lt=2**63)


class CommentWordsIn(Schema):
    """The same comment in other words."""

    model_config = example(text="Have you seen this, @Ada Okafor?")  # type: ignore[assignment]
    text: str = Field(min_length=1, max_length=10_000)


class CommentOut(Schema):
    """One comment. Of one that was taken back the text is empty."""

    model_config = example(id=12, about="P-7", by=4, text="@Ada Okafor, have you seen this?", mentions=[4])  # type: ignore[assignment]
    id: int
    about: str = Field(description="The mark of what it stands beside; a note's source, where it stands beside a note.")
    note: int | None
    under: int | None = Field(alias="under_id")
    by: int = Field(description="The number of the member who wrote it.")
    text: str
    mentions: list[int] = Field(description="The numbers of the members it means.")
    at: datetime
    changed_at: datetime | None
    taken_back_at: datetime | None

    @staticmethod
    def resolve_about(said: Comment) -> str:
        return said.about.mark

    @staticmethod
    def resolve_by(said: Comment) -> int:
        return said.by.number

    @staticmethod
    def resolve_text(said: Comment) -> str:
        return "" if said.taken_back_at else said.text

    @staticmethod
    def resolve_mentions(said: Comment) -> list[int]:
        if not said.mentions or said.taken_back_at:
            return []
        return list(Member.objects.filter(pk__in=said.mentions).values_list("item__number", flat=True))


class CommentList(Schema):
    """A page of comments, and the key of the next one."""

    rows: list[CommentOut]
    next: str | None


class FollowedIn(Schema):
    """What to follow, or no longer."""

    model_config = example(about="P-7")  # type: ignore[assignment]
    about: str = ABOUT


class FollowedOut(Schema):
    """Whether you follow it."""

    model_config = example(about="P-7", follows=True)  # type: ignore[assignment]
    about: str
    follows: bool


class ChoicesOut(Schema):
    """How you are told of each thing: app, mail, digest or none."""

    model_config = example(mention="mail", answer="app", comment="app", change="digest", input="app", search="app")  # type: ignore[assignment]
    mention: str
    answer: str
    comment: str
    change: str
    input: str
    search: str
    digest_hour: int
    time_zone: str = Field(description="Empty where it is the workspace's.")


class ChoicesIn(Schema):
    """What to be told otherwise than now."""

    model_config = example(change="none", digest_hour=7)  # type: ignore[assignment]
    mention: str | None = Field(None, max_length=6)
    answer: str | None = Field(None, max_length=6)
    comment: str | None = Field(None, max_length=6)
    change: str | None = Field(None, max_length=6)
    input: str | None = Field(None, max_length=6)
    search: str | None = Field(None, max_length=6)
    digest_hour: int | None = Field(None, ge=0, le=23)
    time_zone: str | None = Field(None, max_length=40)


@comments.get("", response=CommentList, operation_id="list_comments", summary="What was said beside a thing")
def list_comments(request: Request, about: str, after: str | None = None, limit: int = 50) -> dict[str, Any]:
    """Newest first, answers among them."""
    beside = Comment.objects.visible_to(request.user).beside(_place(request, about))
    found = beside.select_related("about", "by__item")
    page = Keyset(found, order=("-at", "-id"), after=after, size=min(max(limit, 1), 200)).page()
    return {"rows": page.rows, "next": page.next}


@comments.post("", response={201: CommentOut}, operation_id="write_comment", summary="Comment")
def write_comment(request: Request, said: CommentIn) -> tuple[int, Comment]:
    """Whom it mentions, and who follows the thing, is told."""
    place = _place(request, said.about)
    under = _comment(request, said.under) if said.under else None
    return 201, Comment.write(place.item, said.text, note=place.note, under=under, by=request.user)


@comments.put("/{int:comment}", response=CommentOut, operation_id="mend_comment", summary="Put it in other words")
def mend_comment(request: Request, comment: int, said: CommentWordsIn) -> Comment:
    """By its author, within fifteen minutes."""
    found = _comment(request, comment)
    found.mend(said.text, by=request.user)
    return found


@comments.post(
    "/{int:comment}/taking-back", response=CommentOut, operation_id="take_back_comment", summary="Take it back"
)
def take_back_comment(request: Request, comment: int) -> Comment:
    """Nobody reads it any more; that it was there stays."""
    found = _comment(request, comment)
    found.take_back(by=request.user)
    return found


@comments.post(
    "/{int:comment}/putting-back", response=CommentOut, operation_id="put_back_comment", summary="Put it back"
)
def put_back_comment(request: Request, comment: int) -> Comment:
    """By whoever took it back."""
    found = _comment(request, comment)
    found.put_back(by=request.user)
    return found


@follows.post("", response=FollowedOut, operation_id="follow", summary="Follow a thing")
def follow(request: Request, said: FollowedIn) -> dict[str, Any]:
    """Be told of what happens with it."""
    place = _place(request, said.about)
    Follow.begin(place.item, note=place.note, by=request.user)
    return {"about": _name(place), "follows": True}


@follows.post("/ending", response=FollowedOut, operation_id="stop_following", summary="Follow it no longer")
def stop_following(request: Request, said: FollowedIn) -> dict[str, Any]:
    """Also as an owner of its product, who follows everything of it unasked."""
    place = _place(request, said.about)
    Follow.end(place.item, note=place.note, by=request.user)
    return {"about": _name(place), "follows": False}


@follows.get("/choices", response=ChoicesOut, operation_id="read_choices", summary="How you are told")
def read_choices(request: Request) -> Choices:
    """Your own."""
    return Choices.of(request.user)


@follows.put("/choices", response=ChoicesOut, operation_id="choose_notices", summary="Choose how you are told")
def choose_notices(request: Request, said: ChoicesIn) -> Choices:
    """What is left out stays as it is."""
    ways = {name: way for name in HAPPENINGS if (way := getattr(said, name)) is not None}
    return Choices.choose(ways, digest_hour=said.digest_hour, time_zone=said.time_zone, by=request.user)


def _name(place: Place) -> str:
    """A note has no mark."""
    return place.mark if place.note is None else place.url


def _place(request: Request, said: str) -> Place:
    if place := place_at(said, request.user):
        return place
    raise Http404


def _comment(request: Request, number: int) -> Comment:
    if number >= 2**63:
        raise Http404
    seen = Comment.objects.visible_to(request.user).select_related("about__product", "by__item", "taken_back_by__item")
    found: Comment = get_object_or_404(seen, pk=number)
    return found
