"""Paste a page or a deck: its candidate claims with their nearest quotes; one key accepts."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.http import HttpResponse
from django.views.decorators.http import require_POST

from tandem.core.errors import NotAllowed, Refused
from tandem.core.htmx import asks_for_fragment, page, see
from tandem.evidence.models import Highlight
from tandem.messaging.claims import candidates, said_of
from tandem.messaging.forms import PasteForm
from tandem.messaging.models import Claim
from tandem.messaging.nearest import quotes_beside
from tandem.messaging.views.acting import frame, product_named
from tandem.team.request import Request

MOST = 60


def paste(request: Request, product: str) -> HttpResponse:
    """Find the candidates in what was pasted."""
    of = product_named(request, product)
    form = PasteForm(request.POST or None)
    rows = _rows(request, of, form.cleaned_data["text"]) if request.method == "POST" and form.is_valid() else None
    context = {**frame(of, ""), "form": form, "rows": rows}
    return page(request, "messaging/paste.html", context, status=422 if form.errors else 200)


@require_POST
def acceptance(request: Request, product: str) -> HttpResponse:
    """One candidate becomes a claim, with the chosen quotes under it; the rest of the list stays as it is."""
    of, text = product_named(request, product), request.POST.get("text", "")
    refusal, made = "", None
    try:
        made = _accept(request, of, text)
    except NotAllowed:
        raise
    except Refused as refused:
        refusal = refused.sentence
    if asks_for_fragment(request):
        context: dict[str, Any] = {"made": made, "refusal": refusal, "text": text, "product": of}
        return page(request, "messaging/pasted.html", context, status=422 if refusal else 200)
    if made:
        return see(request, made.get_absolute_url(), f"{made.mark} stated")
    context = {
        **frame(of, ""),
        "form": PasteForm(initial={"text": text}),
        "rows": _rows(request, of, text),
        "refusal": refusal,
    }
    return page(request, "messaging/paste.html", context, status=422)


def _rows(request: Request, product: Any, text: str) -> list[dict[str, Any]]:
    """Each candidate with what it says, whether it is stated already, and its quotes."""
    found = candidates(text, product.name)[:MOST]
    stated = {
        title.lower().rstrip(".") for title in Claim.objects.of(product).in_use().values_list("item__title", flat=True)
    }
    beside = quotes_beside(product, request.user, [candidate.text for candidate in found], limit=2)
    return [
        {
            "text": one.text,
            "says": said_of(one.says),
            "is_stated": one.text.lower().rstrip(".") in stated,
            "beside": quotes,
            "place": place,
        }
        for place, (one, quotes) in enumerate(zip(found, beside, strict=True), 1)
    ]


@transaction.atomic
def _accept(request: Request, product: Any, text: str) -> Claim:
    made = Claim.state(product, text, by=request.user)
    for name, supports in (("for", True), ("against", False)):
        numbers = [int(said) for said in request.POST.getlist(name) if said.isdecimal() and len(said) < 19]
        seen = Highlight.objects.visible_to(request.user).standing().with_words().filter(pk__in=numbers[:10])
        for highlight in seen.select_related("note"):
            made.prove("quote", highlight=highlight, supports=supports, by=request.user)
    return made
