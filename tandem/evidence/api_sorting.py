"""Sorting notes over the API: one act on many of them, who should look, and undoing."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Literal

from django.shortcuts import get_object_or_404
from ninja import Field, Router, Schema

from tandem.core.errors import Refused
from tandem.evidence.api_words import Because, Said, example
from tandem.evidence.forms import item_named
from tandem.evidence.models import Company, Sorting
from tandem.evidence.piles import MOST_TICKED, Chosen
from tandem.record.models import Item
from tandem.team.models import Member, Product
from tandem.team.request import Request

sortings = Router(tags=["Notes"])


class SortingIn(Said):
    """One act, and the notes it is done to: some by their ids, or all of a list by the list's address."""

    model_config = example(product="ledgerly", act="done", notes=[481])  # type: ignore[assignment]
    product: str = Field(max_length=60, description="The product's slug.")
    act: Literal["done", "dismissed", "new", "link", "assign", "company"]
    notes: list[int] = Field([], max_length=MOST_TICKED)
    within: str | None = Field(
        None, max_length=2000, description="All notes of this list, such as state=new&theme=3, instead of some."
    )
    about: str = Field("", max_length=40, description="For link: the mark of what the notes speak of, such as P-7.")
    finishes: bool = Field(False, description="For link: they are worked through with it.")
    member: int | None = Field(None, description="For assign: who should look; null for nobody.")
    company: int | None = Field(None, description="For company: the number of who spoke; null for none.")


class SortingOut(Schema):
    """What was done to how many notes."""

    model_config = example(
        id=3, act="dismissed", says="12 notes dismissed", notes=12, expected=12, under_way=False, undone=False,
        at="2026-11-22T09:00:00Z",
    )  # type: ignore[assignment]  # fmt: skip
    id: int
    act: str
    says: str
    notes: int = Field(description="How many it changed, so far.")
    expected: int = Field(description="How many it was asked of.")
    under_way: bool = Field(description="Whether the worker is still at it: more than 2,000 notes are its work.")
    undone: bool
    at: datetime

    @staticmethod
    def resolve_under_way(made: Any) -> bool:
        return made.ended_at is None

    @staticmethod
    def resolve_undone(made: Any) -> bool:
        return made.undone_at is not None


@sortings.post("", response={201: SortingOut}, operation_id="sort_notes", summary="Sort many notes in one act")
def sort_notes(request: Request, said: SortingIn) -> tuple[int, Sorting]:
    """One event covers it. More than fifty notes at once are sorted by those who sort evidence."""
    product = get_object_or_404(Product.objects.visible_to(request.user).select_related("item"), slug=said.product)
    chosen, by = Chosen(tuple(said.notes), said.within), request.user
    if said.act == "link":
        return 201, Sorting.link(product, chosen, _about(request, said), by=by, finishes=said.finishes)
    if said.act == "assign":
        return 201, Sorting.assign(product, chosen, assignable(said.member), by=by)
    if said.act == "company":
        return 201, Sorting.say_company(product, chosen, _company(request, said.company), by=by)
    acts = {"done": Sorting.finish, "dismissed": Sorting.dismiss, "new": Sorting.put_back}
    return 201, acts[said.act](product, chosen, by=by)


@sortings.get("/{id}", response=SortingOut, operation_id="read_sorting", summary="How far a sorting is")
def read_sorting(request: Request, id: int) -> Sorting:
    """A sorting by its id."""
    return _sorting(request, id)


@sortings.post("/{id}/undoing", response=SortingOut, operation_id="undo_sorting", summary="Undo a sorting")
def undo_sorting(request: Request, id: int, said: Because) -> Sorting:
    """Notes that somebody changed since are left alone."""
    made = _sorting(request, id)
    made.undo(by=request.user, sorting=made.says)
    return made


def _sorting(request: Request, id: int) -> Sorting:
    found = Sorting.objects.visible_to(request.user)
    return get_object_or_404(found.select_related("product", "about", "assignee__item", "company__item"), pk=id)


def _about(request: Request, said: SortingIn) -> Item:
    found = item_named(said.about, request.user)
    if found is None:
        raise Refused("Say what the notes speak of, such as P-7.")
    return found


def assignable(number: int | None) -> Member | None:
    """The member of this number who is still here."""
    return get_object_or_404(Member.objects.active(), item__number=number) if number is not None else None


def _company(request: Request, number: int | None) -> Company | None:
    known = Company.objects.visible_to(request.user).select_related("item")
    return get_object_or_404(known, item__number=number) if number is not None else None
