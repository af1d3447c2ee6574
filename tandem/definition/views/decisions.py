"""Pages of decisions: what was chosen, because of what, who signed or dissented, and when to look again."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_POST

from tandem.core.htmx import page, see
from tandem.core.ids import number_in
from tandem.definition.decision_forms import AlternativeForm, DecisionForm, DissentForm, LookAgainForm
from tandem.definition.grounds import noun_of
from tandem.definition.ledger import compared, figures_now
from tandem.definition.models import Decision
from tandem.definition.models.decision import NO_PRICE_CHANGE
from tandem.definition.models.ledger import SIDES
from tandem.definition.views.acting import UNPROCESSABLE, attempt, press, product_of, said_in
from tandem.record.models import Item
from tandem.team.models import Product, Workspace
from tandem.team.request import Request

PARTS = ("alternatives", "dissents__by__item", "signatures__by__item")
FAMILY = ("item__acceptance__by__item", "about", "supersedes__item", "superseded_by__item")


def new(request: Request) -> HttpResponse:
    """Write down a decision about one thing, or one that takes the place of another."""
    old = _superseded(request)
    item = old.about if old else item_marked(request.GET.get("about", ""), request.user)
    product = get_object_or_404(
        Product.objects.visible_to(request.user).select_related("item"), pk=item.product_id or item.pk
    )
    price = request.GET.get("form") == "price"
    form = DecisionForm(said_in(request), initial={"form": "price", "title": NO_PRICE_CHANGE} if price else {})
    verb = partial(_decide, noun_of(item), form, request.user, old)
    if request.method == "POST" and (made := attempt(form, verb)):
        return see(request, made.get_absolute_url(), f"{made.mark} written down")
    context = {"form": form, "about": item, "old": old, "product": product, "section": "definition"}
    return page(request, "definition/decision_new.html", context, status=422 if form.errors else 200)


def show(request: Request, number: int) -> HttpResponse:
    return _page(request, _found(request, number))


@require_POST
def acceptance(request: Request, number: int) -> HttpResponse:
    decision = _found(request, number)
    return _press(request, decision, partial(decision.accept, by=request.user), f"{decision.mark} accepted")


@require_POST
def signature(request: Request, number: int) -> HttpResponse:
    """The name of one side under it."""
    decision = _found(request, number)
    verb = partial(decision.sign, request.POST.get("side", ""), by=request.user)
    return _press(request, decision, verb, f"{decision.mark} signed")


@require_POST
def alternatives(request: Request, number: int) -> HttpResponse:
    """One more thing that was turned down."""
    decision, form = _found(request, number), AlternativeForm(request.POST, auto_id="alternative_%s")
    if attempt(form, lambda: decision.turn_down(by=request.user, **form.cleaned_data)) is None:
        return _page(request, decision, alternative_form=form, status=UNPROCESSABLE)
    return see(request, decision.get_absolute_url(), "Written down")


@require_POST
def dissent(request: Request, number: int) -> HttpResponse:
    """Be of another mind, or take that back."""
    decision = _found(request, number)
    if request.POST.get("taken_back"):
        return _press(request, decision, partial(decision.agree, by=request.user), "Taken back")
    form = DissentForm(request.POST, auto_id="dissent_%s")
    if attempt(form, lambda: decision.dissent(by=request.user, **form.cleaned_data)) is None:
        return _page(request, decision, dissent_form=form, status=UNPROCESSABLE)
    return see(request, decision.get_absolute_url(), "Your dissent stands beside it")


@require_POST
def second_look(request: Request, number: int) -> HttpResponse:
    """It was looked at again and holds."""
    decision, form = _found(request, number), LookAgainForm(request.POST)
    if attempt(form, lambda: [decision.look_again(by=request.user, **form.cleaned_data)]) is None:
        return _page(request, decision, again=form, status=UNPROCESSABLE)
    return see(request, decision.get_absolute_url(), "It holds")


def item_marked(mark: str, member: Any) -> Item:
    """The item a mark such as P-7 names, or the product a slug names, if this member may see it."""
    if found := Item.objects.visible_to(member).in_use().marked(mark).first():
        return found
    product: Product = get_object_or_404(Product.objects.visible_to(member).select_related("item"), slug=mark)
    return product.item


def _found(request: Request, number: int) -> Decision:
    seen = Decision.objects.visible_to(request.user).select_related(*FAMILY).prefetch_related(*PARTS)
    made: Decision = get_object_or_404(seen, item__number=number)
    if made.item.product_id is None:
        raise Http404
    return made


def _superseded(request: Request) -> Decision | None:
    said = request.GET.get("supersedes", "")
    return _found(request, number_in(said)) if said else None


def _press(request: Request, decision: Decision, verb: Any, toast: str) -> HttpResponse:
    return press(request, verb, toast, decision.get_absolute_url(), partial(_page, request, decision))


def _page(request: Request, decision: Decision, *, refusal: str = "", status: int = 200, **filled: Any) -> HttpResponse:
    decision = _found(request, decision.number)
    workspace, member = Workspace.current(), request.user
    now = figures_now([decision], workspace.today).get(decision.pk, {})
    context = {
        "decision": decision,
        "product": product_of(request, decision),
        "refusal": refusal,
        "section": "definition",
        "is_due": decision.is_due(workspace.today, now),
        "waits": decision.condition.says(workspace.today, now, workspace.currency),
        "compared": compared(decision.evidence, now) if decision.evidence.get("notes") or now.get("notes") else [],
        "may_accept": not decision.is_accepted and member.may(decision.accept_act, decision),
        "may_draft": member.may("draft definition", decision),
        **_voices(decision, member),
        "again": LookAgainForm(auto_id="again_%s"),
        "alternative_form": AlternativeForm(auto_id="alternative_%s"),
        "dissent_form": DissentForm(auto_id="dissent_%s"),
        **filled,
    }
    return page(request, "definition/decision.html", context, status=status)


def _voices(decision: Decision, member: Any) -> dict[str, Any]:
    """Who signed, who may still, who was of another mind."""
    signed = {one.side: one for one in decision.signatures.all()}
    hats = member.hats(decision.item.product_id)
    dissents = [one for one in decision.dissents.all() if one.taken_back_at is None]
    return {
        "sides": [(side, name, signed.get(side), side in hats and not decision.successor) for side, name in SIDES],
        "dissents": dissents,
        "may_dissent": member.may("give input", decision),
        "mine": next((one for one in dissents if one.by_id == member.pk), None),
    }


def _decide(about: Any, form: DecisionForm, by: Any, old: Decision | None) -> Decision:
    said = dict(form.cleaned_data)
    return Decision.decide(about, said.pop("title"), by=by, supersedes=old, **said)
