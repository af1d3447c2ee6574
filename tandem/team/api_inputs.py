"""Inputs across the seam over the API: given, listed, answered, and how both directions fare."""

from __future__ import annotations

from typing import Any, Literal

from django.shortcuts import get_object_or_404
from ninja import Router

from tandem.core.errors import Refused
from tandem.record.kinds import kind_and_number
from tandem.record.models import Item
from tandem.team.asking import listed
from tandem.team.models import Input, Workspace
from tandem.team.request import Request, product_of_slug
from tandem.team.schemas import AnswerIn, InputIn, InputList, InputOut, SeamOut
from tandem.team.seam import by_month, directions_of, given_of

inputs = Router(tags=["Inputs"])


@inputs.get("", response=InputList, operation_id="list_inputs", summary="Inputs across the seam")
def list_inputs(
    request: Request,
    product: str | None = None,
    whose: Literal["", "mine", "given"] = "",
    state: Literal["", "waiting", "answered"] = "",
    after: str | None = None,
    limit: int = 50,
) -> dict[str, Any]:
    """Newest first; those that wait by the day an answer is due. `mine` waits for your answer, `given` is by you."""
    of = product_of_slug(request, product) if product else None
    page = listed(request.user, of, whose, state, after=after, size=min(max(limit, 1), 200))
    return {"rows": page.rows, "next": page.next}


@inputs.post("", response={201: InputOut}, operation_id="give_input", summary="Give input")
def give_input(request: Request, said: InputIn) -> tuple[int, Input]:
    """Addressed to one object and one side, to be answered within the agreed days."""
    return 201, Input.give(_marked(request, said.about), said.text, to_side=said.to_side, by=request.user)


@inputs.get("/seam/{slug}", response=SeamOut, operation_id="read_seam", summary="How both directions fare")
def read_seam(request: Request, slug: str) -> dict[str, Any]:
    """How long answers take and which part was taken, over all and in each of the last twelve months."""
    given = given_of(product_of_slug(request, slug))
    return {"directions": directions_of(given), "months": by_month(given, Workspace.current().today)}


@inputs.get("/{number}", response=InputOut, operation_id="read_input", summary="One input")
def read_input(request: Request, number: int) -> Input:
    """An input by number."""
    return _input(request, number)


@inputs.post("/{number}/answer", response=InputOut, operation_id="answer_input", summary="Answer an input")
def answer_input(request: Request, number: int, said: AnswerIn) -> Input:
    """Only the addressed side answers; declining needs a reason."""
    used = _marked(request, said.used_in) if said.used_in else None
    _input(request, number).answer(taken=said.taken, because=said.because, used_in=used, by=request.user)
    return _input(request, number)


def _input(request: Request, number: int) -> Input:
    found: Input = get_object_or_404(Input.objects.visible_to(request.user).with_answers(), item__number=number)
    return found


def _marked(request: Request, mark: str) -> Item:
    if not kind_and_number(mark)[0]:
        raise Refused(f"There is no {mark} that you may see.")
    found: Item = get_object_or_404(Item.objects.visible_to(request.user).marked(mark))
    return found
