"""Quotes: words worth repeating, with consent, feeling, problem, company, and where they are used."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.db.models import Prefetch
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_POST

from tandem.core.htmx import page
from tandem.core.ids import number_in
from tandem.core.paging import Keyset
from tandem.definition.models import Problem
from tandem.evidence.models import Highlight
from tandem.evidence.models.highlight import CONSENTS, FEELINGS
from tandem.evidence.quoting import quote_from
from tandem.messaging.models import ProofPoint
from tandem.messaging.views.acting import chosen, frame, press, product_named
from tandem.team.request import Request
from tandem.ui.lists import choices

SIZE = 30
BY_CONSENT = [
    ("", "All quotes"), *((key, label.capitalize()) for key, label in CONSENTS[1:]), ("none", "Proposed"),
]  # fmt: skip
BY_FEELING = [("", "Any feeling"), *((name, name.capitalize()) for name in FEELINGS[1:])]


def quotes(request: Request, product: str, refusal: str = "", status: int = 200) -> HttpResponse:
    """The quotes of a product, newest first; by default those that may be used or asked for."""
    of = product_named(request, product)
    shown = Keyset(_filtered(request, of), ("-at", "-pk"), request.GET.get("after"), SIZE).page()
    context = {
        **frame(of, "quotes"),
        "rows": [_row(highlight) for highlight in shown.rows],
        "page": shown,
        "refusal": refusal,
        "consents": choices(request.GET, "consent", BY_CONSENT, request.GET.get("consent", "")),
        "feelings": choices(request.GET, "feeling", BY_FEELING, request.GET.get("feeling", "")),
        "problems": Problem.objects.visible_to(request.user)
        .of(of)
        .in_use()
        .select_related("item")
        .order_by("item__number"),
        "problem": number_in(request.GET.get("problem")),
        "q": request.GET.get("q", ""),
        "consent": request.GET.get("consent", ""),
        "feeling": request.GET.get("feeling", ""),
    }
    return page(request, "messaging/quotes.html", context, fragment="rows", status=status)


@require_POST
def consent(request: Request, pk: int) -> HttpResponse:
    """Say whether a quote may be used, only after asking, or is none."""
    seen = Highlight.objects.visible_to(request.user).standing().select_related("note__product")
    highlight = get_object_or_404(seen, pk=pk)
    verb = partial(highlight.mark_quote, request.POST.get("consent", ""), by=request.user)
    slug = request.POST.get("product", "")
    of = product_named(request, slug)
    return press(request, verb, "Saved", f"/products/{of.slug}/quotes", partial(quotes, request, of.slug))


def _filtered(request: Request, product: Any) -> Any:
    """The marked words that fit the filters of the address."""
    consent, feeling = chosen(request, "consent", {*dict(CONSENTS), "none"}), chosen(request, "feeling", FEELINGS)
    found = Highlight.objects.visible_to(request.user).filter(note__product=product.pk).exclude(note__state="dismissed")
    found = found.standing().with_words().filter(consent="") if consent == "none" else found.quotes()
    found = found.filter(consent=consent) if consent in ("may_use", "ask_first") else found
    found = found.filter(feeling=feeling) if feeling else found
    if problem := number_in(request.GET.get("problem")):
        found = found.filter(about__kind="problem", about__number=problem)
    if words := request.GET.get("q", "").strip().replace("\x00", ""):
        found = found.filter(words__icontains=words[:100])
    used = ProofPoint.objects.filter(taken_out_at=None).select_related("claim__item").order_by("claim")
    return found.with_note().prefetch_related(Prefetch("proofs", used))


def _row(highlight: Highlight) -> dict[str, Any]:
    used = {point.claim.pk: point.claim for point in highlight.proofs.all()}
    return {"quote": quote_from(highlight), "highlight": highlight, "used": list(used.values())}
