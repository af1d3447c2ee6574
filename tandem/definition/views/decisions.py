"""Pages of decisions: what was chosen, because of what, and when to look again."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_POST

from tandem.core.htmx import page, see
from tandem.definition.forms import DecisionForm, LookAgainForm
from tandem.definition.grounds import noun_of
from tandem.definition.models import Decision
from tandem.definition.models.decision import NO_PRICE_CHANGE
from tandem.definition.views.acting import UNPROCESSABLE, attempt, press, product_of, said_in
from tandem.record.kinds import BY_PREFIX
from tandem.record.models import Item
from tandem.team.models import Product, Workspace
from tandem.team.request import Request


def new(request: Request) -> HttpResponse:
    """Write down a decision about one thing."""
    item = item_marked(request.GET.get("about", ""), request.user)
    product = get_object_or_404(
        Product.objects.visible_to(request.user).select_related("item"), pk=item.product_id or item.pk
    )
    price = request.GET.get("form") == "price"
    form = DecisionForm(said_in(request), initial={"form": "price", "title": NO_PRICE_CHANGE} if price else {})
    if request.method == "POST" and (made := attempt(form, partial(_decide, noun_of(item), form, request.user))):
        return see(request, made.get_absolute_url(), f"{made.mark} written down")
    context = {"form": form, "about": item, "product": product, "section": "definition"}
    return page(request, "definition/decision_new.html", context, status=422 if form.errors else 200)


def show(request: Request, number: int) -> HttpResponse:
    return _page(request, _found(request, number))


@require_POST
def acceptance(request: Request, number: int) -> HttpResponse:
    decision = _found(request, number)
    verb = partial(decision.accept, by=request.user)
    return press(
        request, verb, f"{decision.mark} accepted", decision.get_absolute_url(), partial(_page, request, decision)
    )


@require_POST
def second_look(request: Request, number: int) -> HttpResponse:
    """It was looked at again and holds."""
    decision = _found(request, number)
    form = LookAgainForm(request.POST)
    if form.is_valid():
        verb = partial(decision.look_again, by=request.user, **form.cleaned_data)
        return press(
            request, verb, "It holds", decision.get_absolute_url(), partial(_page, request, decision, again=form)
        )
    return _page(request, decision, again=form, status=UNPROCESSABLE)


def item_marked(mark: str, member: Any) -> Item:
    """The item a mark such as P-7 names, or the product a slug names, if this member may see it."""
    prefix, _, number = mark.partition("-")
    if prefix.upper() in BY_PREFIX and number.isdecimal() and len(number) < 19:
        kind = BY_PREFIX[prefix.upper()].name
        return get_object_or_404(Item.objects.visible_to(member).in_use(), kind=kind, number=int(number))
    product: Product = get_object_or_404(Product.objects.visible_to(member).select_related("item"), slug=mark)
    return product.item


def _found(request: Request, number: int) -> Decision:
    made: Decision = get_object_or_404(
        Decision.objects.visible_to(request.user).select_related("item__acceptance__by__item", "about"),
        item__number=number,
    )
    if made.item.product_id is None:
        raise Http404
    return made


def _page(
    request: Request, decision: Decision, *, refusal: str = "", status: int = 200, again: Any = None
) -> HttpResponse:
    decision = _found(request, decision.number)
    today = Workspace.current().today
    context = {
        "decision": decision,
        "product": product_of(request, decision),
        "refusal": refusal,
        "section": "definition",
        "is_due": decision.is_due(today),
        "again": again or LookAgainForm(),
        "may_accept": not decision.is_accepted and request.user.may(decision.accept_act, decision),
    }
    return page(request, "definition/decision.html", context, status=status)


def _decide(about: Any, form: DecisionForm, by: Any) -> Decision:
    said = dict(form.cleaned_data)
    return Decision.decide(about, said.pop("title"), by=by, **said)
