"""The seats of a product: who holds and held them, handing over, delegates and area owners."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_POST

from tandem.core.acting import attempt
from tandem.core.errors import Refused
from tandem.core.htmx import page, see
from tandem.team.forms_of_seats import ACTS_SAID, AreaForm, DelegateForm, HandOverForm
from tandem.team.models import AreaOwner, Product, Workspace
from tandem.team.permissions import DELEGABLE
from tandem.team.request import Request, product_of_slug
from tandem.team.rules import SEAT_NAMES
from tandem.team.seats import by_kind, open_of


def seats(request: Request, product: str) -> HttpResponse:
    """Both seats with everyone who held them, the delegates and the area owners."""
    return _seats(request, product_of_slug(request, product))


def hand_over(request: Request, product: str, side: str) -> HttpResponse:
    """Pass a seat on: what is open and goes with it, to whom, why, and a note."""
    shown = product_of_slug(request, product)
    if side not in SEAT_NAMES:
        raise Http404
    form = HandOverForm(request.POST or None)
    if request.method == "POST" and attempt(form, partial(_hand_over, shown, side, form, request.user)):
        return see(request, f"/products/{product}/seats", f"{form.cleaned_data['member']} has the seat now")
    holder = shown.owner(side)
    may = holder is not None and (holder == request.user or request.user.may("name owners", shown))
    context = {
        "section": "team",
        "product": shown,
        "side": side,
        "seat": SEAT_NAMES[side],
        "holder": holder,
        "groups": by_kind(open_of(shown, side, holder)) if holder else [],
        "form": form,
        "may": may,
    }
    return page(request, "team/hand_over.html", context, status=422 if form.errors else 200)


@require_POST
def delegates(request: Request, product: str) -> HttpResponse:
    """Let somebody accept on one side up to a day."""
    shown, side = product_of_slug(request, product), request.POST.get("side", "")
    form = DelegateForm(request.POST, side=side if side in SEAT_NAMES else "pm", auto_id=f"{side}_%s")
    if attempt(form, partial(_delegate, shown, form, request.user)):
        return see(request, f"/products/{product}/seats#delegates", f"{form.cleaned_data['member']} may accept now")
    return _seats(request, shown, 422, delegate_forms=[(side, SEAT_NAMES.get(side, side), form)])


@require_POST
def delegation_end(request: Request, product: str, number: int) -> HttpResponse:
    """Take a delegation back before its day."""
    shown = product_of_slug(request, product)
    shown.end_delegation(get_object_or_404(shown.delegations, pk=number), by=request.user)
    return see(request, f"/products/{product}/seats#delegates", "The delegation has ended")


@require_POST
def areas(request: Request, product: str) -> HttpResponse:
    """Name who answers for a region, a segment or a component."""
    shown, form = product_of_slug(request, product), AreaForm(request.POST)
    if attempt(form, partial(_name_area, shown, form, request.user)):
        return see(request, f"/products/{product}/seats#areas", f"{form.cleaned_data['member']} has it now")
    return _seats(request, shown, 422, area_form=form)


@require_POST
def area_end(request: Request, product: str, number: int) -> HttpResponse:
    """Nobody owns the area apart from the owner of its side any more."""
    get_object_or_404(product_of_slug(request, product).area_owners, pk=number).end(by=request.user)
    return see(request, f"/products/{product}/seats#areas", "The area has ended")


def _seats(request: Request, product: Product, status: int = 200, **refused: Any) -> HttpResponse:
    today, me, owners = Workspace.current().today, request.user, product.owners()
    names = me.may("name owners", product)
    held = list(product.accountabilities.select_related("member__item").order_by("-since", "-pk"))
    delegations = product.delegations.select_related("member__item").order_by("-until", "-pk")
    mine = [side for side in ("pm", "pmm") if owners.get(side) == me]
    context = {
        "section": "team",
        "product": product,
        "owners": owners,
        "seats": [
            (side, SEAT_NAMES[side], owners.get(side), [row for row in held if row.side == side], names or side in mine)
            for side in ("pm", "pmm")
        ],
        "delegations": [(row, _scope(row), row.says(today), row.is_current(today)) for row in delegations[:60]],
        "areas": product.area_owners.filter(until=None).select_related("member__item").order_by("side", "form", "name"),
        "delegate_forms": [(side, SEAT_NAMES[side], DelegateForm(side=side, auto_id=f"{side}_%s")) for side in mine],
        "area_form": AreaForm(),
        "names": names,
        "mine": mine,
        "may_end": names or mine,
        "reads_notes": names or any(row.member_id == me.pk for row in held),
        **refused,
    }
    return page(request, "team/seats.html", context, status=status)


def _scope(delegation: Any) -> str:
    """What a delegate may do, in words."""
    if not delegation.acts or set(delegation.acts) >= set(DELEGABLE[delegation.side]):
        return "Accepts everything of the side"
    return "; ".join(ACTS_SAID.get(act, act.capitalize()) for act in delegation.acts)


def _hand_over(product: Product, side: str, form: HandOverForm, by: Any) -> bool:
    said = form.cleaned_data
    product.hand_over(said["member"], side, because=said["because"], note=said["note"], also=said["also"], by=by)
    return True


def _delegate(product: Product, form: DelegateForm, by: Any) -> bool:
    said = form.cleaned_data
    if said["side"] not in SEAT_NAMES:
        raise Refused("Choose the side that they may accept for.")
    until, acts, because = said["until"], said["acts"], said["because"]
    product.delegate(said["member"], said["side"], until=until, acts=acts, because=because, by=by)
    return True


def _name_area(product: Product, form: AreaForm, by: Any) -> bool:
    said = form.cleaned_data
    AreaOwner.put_in_charge(product, said["member"], side=said["side"], form=said["form"], name=said["name"], by=by)
    return True
