"""Saved searches over the API."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Literal

from django.shortcuts import get_object_or_404
from ninja import Field, Router, Schema

from tandem.evidence.api_words import Because, Said, example
from tandem.evidence.models import SavedSearch
from tandem.evidence.piles import plain_address
from tandem.team.request import Request, product_of_slug

searches = Router(tags=["Saved searches"])
Alert = Literal["", "daily", "at once"]


class SearchOut(Schema):
    """A question to the notes of a product, kept under a name."""

    model_config = example(id=4, name="Feed complaints", asked="q=bank+feed&stars=1", shared=True)  # type: ignore[assignment]
    id: int = Field(alias="pk")
    product: str = Field(alias="product.slug")
    name: str
    asked: str = Field(description="The query string of the list of notes; the same conditions narrow `list_notes`.")
    shared: bool = Field(description="Whether everyone who sees the product may open it.")
    by: str = Field(alias="member.title")
    retired_at: datetime | None


class FollowingOut(Schema):
    """How you follow a search."""

    model_config = example(alert="daily", fresh=3)  # type: ignore[assignment]
    alert: Alert
    fresh: int = Field(description="Notes that came since you last opened it on its page.")


class SearchIn(Said):
    """A search to be kept."""

    model_config = example(
        product="ledgerly", name="Feed complaints", asked="q=bank+feed&stars=1", shared=False, alert="daily"
    )  # type: ignore[assignment]
    product: str = Field(max_length=60, description="The product's slug.")
    name: str = Field(max_length=80)
    asked: str = Field(max_length=2000)
    shared: bool = False
    alert: Alert = ""


class SearchNameIn(Said):
    """Another name."""

    model_config = example(name="Feed complaints")  # type: ignore[assignment]
    name: str = Field(max_length=80)


class AskedIn(Said):
    """Another question."""

    model_config = example(asked="q=bank+feed&stars=2")  # type: ignore[assignment]
    asked: str = Field(max_length=2000)


class SharingIn(Said):
    """Whether others see it."""

    model_config = example(shared=True)  # type: ignore[assignment]
    shared: bool


class FollowIn(Said):
    """Whether and how often you are told of new notes."""

    model_config = example(alert="at once")  # type: ignore[assignment]
    alert: Alert


@searches.get("", response=list[SearchOut], operation_id="list_saved_searches", summary="Your and shared searches")
def list_searches(request: Request, product: str) -> Any:
    """Those of a product in use, by name."""
    return _seen(request).of(product_of_slug(request, product)).in_use().order_by("name", "pk")[:200]


@searches.post("", response={201: SearchOut}, operation_id="save_search", summary="Save a search")
def save_search(request: Request, said: SearchIn) -> tuple[int, SavedSearch]:
    """You follow what you save. Sharing it asks for the right to sort the product's evidence."""
    product = product_of_slug(request, said.product)
    asked = plain_address(said.asked, product, request.user)
    made = SavedSearch.keep(product, said.name, asked=asked, shared=said.shared, alert=said.alert, by=request.user)
    return 201, _search(request, made.pk)


@searches.get("/{id}", response=SearchOut, operation_id="read_saved_search", summary="One saved search")
def read_search(request: Request, id: int) -> SavedSearch:
    """A saved search by its id."""
    return _search(request, id)


@searches.post("/{id}/name", response=SearchOut, operation_id="rename_saved_search", summary="Rename a saved search")
def rename(request: Request, id: int, said: SearchNameIn) -> SavedSearch:
    """Its maker may, and of a shared one everyone who sorts the product's evidence."""
    search = _search(request, id)
    search.rename(said.name, by=request.user)
    return search


@searches.post("/{id}/question", response=SearchOut, operation_id="change_saved_search", summary="Ask something else")
def ask_instead(request: Request, id: int, said: AskedIn) -> SavedSearch:
    """The same name asks another question from now on."""
    search = _search(request, id)
    search.ask_instead(plain_address(said.asked, search.product, request.user), by=request.user)
    return search


@searches.post("/{id}/sharing", response=SearchOut, operation_id="share_saved_search", summary="Share a saved search")
def share(request: Request, id: int, said: SharingIn) -> SavedSearch:
    """Shown to everyone who sees the product, or kept to its maker."""
    search = _search(request, id)
    search.share(said.shared, by=request.user)
    return search


@searches.post("/{id}/following", response=FollowingOut, operation_id="follow_search", summary="Be told of new notes")
def follow(request: Request, id: int, said: FollowIn) -> Any:
    """At once, daily, or not at all: for yourself alone. Notices tell you."""
    return _search(request, id).follow(said.alert, by=request.user)


@searches.post("/{id}/retirement", response=SearchOut, operation_id="retire_saved_search", summary="Retire a search")
def retire(request: Request, id: int, said: Because) -> SavedSearch:
    """Out of the list; nobody is told of it any more."""
    search = _search(request, id)
    search.retire(by=request.user)
    return search


@searches.post("/{id}/restoration", response=SearchOut, operation_id="restore_saved_search", summary="Restore a search")
def restore(request: Request, id: int, said: Because) -> SavedSearch:
    """Undoes retiring."""
    search = _search(request, id)
    search.restore(by=request.user)
    return search


def _seen(request: Request) -> Any:
    return SavedSearch.objects.visible_to(request.user).select_related("product__item", "member__item")


def _search(request: Request, id: int) -> SavedSearch:
    return get_object_or_404(_seen(request), pk=id)
