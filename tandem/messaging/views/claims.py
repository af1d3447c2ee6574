"""Pages of claims: the sentence, its strength, the proof for and against it, and what it rests on."""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import Any
from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_POST

from tandem.charter.models import Reference
from tandem.core.errors import Refused, Stale
from tandem.core.htmx import page, see
from tandem.core.ids import number_in
from tandem.definition.grounds import solved_by
from tandem.definition.models import Feature, Goal, Problem, Validation
from tandem.evidence.facts import evidence_of
from tandem.evidence.models import Highlight
from tandem.launch.models import Launch
from tandem.messaging.claims import said_of
from tandem.messaging.forms import ClaimForm, ProofForm, ReasonForm, ReviseClaim
from tandem.messaging.models import Capability, Claim
from tandem.messaging.nearest import quotes_beside
from tandem.messaging.strength import missing
from tandem.messaging.views.acting import attempt, found, frame, press, product_named, product_of, rows_of
from tandem.messaging.views.house import marks_of, strength_of
from tandem.record.models import Item
from tandem.record.reactions import edges_of
from tandem.team.models import Product, Workspace
from tandem.team.request import Request
from tandem.team.seam import inputs_to

LINKED: dict[str, Any] = {"problem": Problem, "feature": Feature, "launch": Launch}


def new(request: Request) -> HttpResponse:
    """State a claim."""
    of = product_named(request, request.GET.get("product"))
    form = ClaimForm(request.POST or None, rows=rows_of(request, of, "message"))
    said = lambda: Claim.state(of, form.cleaned_data["title"], message=form.cleaned_data["message"], by=request.user)  # noqa: E731
    if request.method == "POST" and (made := attempt(form, said)):
        return see(request, made.get_absolute_url(), f"{made.mark} stated")
    return page(
        request, "messaging/claim_new.html", {**frame(of, ""), "form": form}, status=422 if form.errors else 200
    )


def show(request: Request, number: int) -> HttpResponse:
    return _page(request, number)


def edit(request: Request, number: int) -> HttpResponse:
    """Change the words; when somebody else did meanwhile, both texts are shown."""
    claim = _claim(request, number)
    rows = rows_of(request, product_of(request, claim), "message")
    start = {"title": claim.title, "message": claim.message.number if claim.message else None, "version": claim.version}
    form = ReviseClaim(request.POST or None, rows=rows, initial=start)
    stale: Stale | None = None
    if request.method == "POST" and form.is_valid():
        try:
            claim.revise(by=request.user, **form.cleaned_data)
            return see(request, claim.get_absolute_url(), "Saved")
        except Stale as refused:
            stale = refused
            form = ReviseClaim(
                initial={**form.cleaned_data, "message": request.POST.get("message"), "version": claim.version},
                rows=rows,
            )
    context = {**frame(product_of(request, claim), ""), "claim": claim, "form": form, "stale": stale}
    return page(request, "messaging/claim_edit.html", context, status=409 if stale else 422 if form.errors else 200)


@require_POST
def acceptance(request: Request, number: int) -> HttpResponse:
    claim = _claim(request, number)
    return _pressed(request, claim, partial(claim.accept, by=request.user), f"{claim.mark} accepted")


@require_POST
def proof(request: Request, number: int) -> HttpResponse:
    """Put proof under it: a quote by its highlight, anything else by the form."""
    claim = _claim(request, number)
    if "highlight" in request.POST:
        quote, supports = _quote(request), request.POST.get("against") != "yes"
        verb = partial(claim.prove, "quote", highlight=quote, supports=supports, by=request.user)
        return _pressed(request, claim, verb, "The quote is under the claim")
    form = ProofForm(request.POST, rows=_provable(request, claim))
    if attempt(form, partial(_prove, claim, form, request.user)):
        return see(request, claim.get_absolute_url(), "The proof is under the claim")
    return _page(request, number, status=422, proof_form=form)


@require_POST
def proof_removal(request: Request, number: int, position: int) -> HttpResponse:
    claim = _claim(request, number)
    return _pressed(request, claim, partial(claim.take_out_proof, position, by=request.user), "Taken out")


@require_POST
def release(request: Request, number: int) -> HttpResponse:
    claim = _claim(request, number)
    verb = partial(claim.release_without_proof, because=request.POST.get("because", ""), by=request.user)
    return _pressed(request, claim, verb, f"{claim.mark} may go out without proof")


@require_POST
def release_withdrawal(request: Request, number: int) -> HttpResponse:
    claim = _claim(request, number)
    return _pressed(request, claim, partial(claim.withdraw_release, by=request.user), "It needs proof again")


@require_POST
def links(request: Request, number: int) -> HttpResponse:
    """Rest it on a problem or feature, or use it in a launch, by mark; or let go of one."""
    claim = _claim(request, number)
    act = claim.let_go if request.POST.get("letting_go") else claim.rest_on
    return _pressed(request, claim, lambda: act(_thing(request), by=request.user), "Saved")


@require_POST
def comparison(request: Request, number: int) -> HttpResponse:
    """Hold it against a competitor's capability, or stop doing so."""
    claim = _claim(request, number)
    said = request.POST.get("capability", "")
    seen = Capability.objects.filter(competitor__item__product=claim.item.product_id).select_related("competitor__item")
    capability = get_object_or_404(seen, pk=number_in(said))
    act = claim.stop_comparing if request.POST.get("letting_go") else claim.compare
    return _pressed(request, claim, partial(act, capability, by=request.user), "Saved")


def _claim(request: Request, number: int) -> Claim:
    claim: Claim = found(request, Claim.objects.with_proof(), number)
    return claim


def _pressed(request: Request, claim: Claim, verb: Any, toast: str) -> HttpResponse:
    return press(request, verb, toast, claim.get_absolute_url(), partial(_page, request, claim.number))


def _page(request: Request, number: int, refusal: str = "", status: int = 200, **forms: Any) -> HttpResponse:
    claim = _claim(request, number)
    context = {**_about(request, claim), "refusal": refusal, **forms}
    return page(request, "messaging/claim.html", context, status=status)


def _about(request: Request, claim: Claim) -> dict[str, Any]:
    of, today, member = product_of(request, claim), Workspace.current().today, request.user
    used = {point.highlight_id for point in claim.points}
    (beside,) = quotes_beside(of, member, [claim.title], limit=4)
    rests = _rests(claim)
    capabilities = Capability.objects.filter(competitor__item__product=of.pk, competitor__item__retired_at=None)
    return {
        **frame(of, ""),
        **strength_of(claim, today),
        "claim": claim,
        "missing": missing(claim.proofs(today), today),
        "pmm": of.pmm,
        "says": said_of(claim.says),
        "blocks": claim.blocks(today),
        "marks": marks_of(claim),
        "today": today,
        "against": claim.against(),
        "points": [(point, point.counts(today), point.counted(today)) for point in claim.supporting],
        "opposing": claim.opposing,
        "near": [near for near in beside.all if near.highlight.pk not in used],
        "assets": list(claim.assets.in_use().select_related("item")),
        "rests": rests,
        **(customers := _customers(of, claim, rests, today)),
        **inputs_to(claim.item, "pmm", customers["evidence"]),
        "onward": [edge for edge in edges_of(claim.item) if edge.onward],
        "may_accept": member.may("accept messaging", claim),
        "reason": ReasonForm(auto_id="release_%s"),
        "proof_form": ProofForm(rows=_provable(request, claim), auto_id="proof_%s"),
        "compared": list(claim.compared_with.all()),
        "capabilities": list(capabilities.select_related("competitor__item").order_by("competitor", "position")),
    }


def _rests(claim: Claim) -> list[Any]:
    """Problems, features and launches it is tied to."""
    return [
        thing for name in ("problems", "features", "launches") for thing in getattr(claim, name).select_related("item")
    ]


def _customers(product: Product, claim: Claim, rests: list[Any], today: date) -> dict[str, Any]:
    """Who said what it rests on: its problems, its features, and the problems that those solve."""
    grounds = [thing for thing in rests if thing.kind in ("problem", "feature")]
    solved = [item for thing in grounds for item in solved_by(thing)]
    through = {item.pk: item for item in (*(thing.item for thing in grounds), *solved)}
    marks = ",".join((claim.mark, *(item.mark for item in through.values())))
    return {
        "evidence": evidence_of(claim.item, today, through=through.values()),
        "notes_url": f"/products/{product.slug}/notes?{urlencode({'about': marks})}",
    }


def _provable(request: Request, claim: Claim) -> dict[str, Any]:
    product, today = claim.item.product_id, Workspace.current().today
    seen: dict[str, Any] = {"reference": Reference, "validation": Validation, "goal": Goal}
    rows = {
        name: model.objects.visible_to(request.user).filter(item__product=product).in_use()
        for name, model in seen.items()
    }
    return rows | {"reference": rows["reference"].filter(withdrawn_on=None, expires_on__gte=today)}


def _prove(claim: Claim, form: ProofForm, by: Any) -> Any:
    said = dict(form.cleaned_data)
    against = said.pop("against")
    return claim.prove(said.pop("form"), by=by, supports=not against, **said)


def _quote(request: Request) -> Highlight:
    said = request.POST.get("highlight", "")
    seen = Highlight.objects.visible_to(request.user).standing().with_words().select_related("note")
    return get_object_or_404(seen, pk=number_in(said))


def _thing(request: Request) -> Any:
    """The problem, feature or launch of a mark such as P-7."""
    prefix, _, number = request.POST.get("mark", "").strip().upper().partition("-")
    kind = {"P": "problem", "F": "feature", "L": "launch"}.get(prefix, "")
    item = (
        Item.objects.visible_to(request.user)
        .filter(kind=kind, number=number_in(number))
        .first()
    )
    if item is None:
        raise Refused("Give the mark of a problem, feature or launch, such as P-7.")
    return LINKED[kind].objects.select_related("item").get(pk=item.pk)
