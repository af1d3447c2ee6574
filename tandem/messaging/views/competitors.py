"""Competitors: one table of capabilities, a page for each with its battlecard and the win rate against it."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.http import HttpResponse
from django.views.decorators.http import require_POST

from tandem.core.htmx import page, see
from tandem.messaging.battlecard import battlecard
from tandem.messaging.forms import CapabilityForm, CompetitorForm, ReviseCompetitor
from tandem.messaging.models import Competitor, Deal
from tandem.messaging.views.acting import attempt, found, frame, product_named, product_of, revised
from tandem.messaging.wins import WinRate, win_rate
from tandem.team.request import Request


def competitors(request: Request, product: str) -> HttpResponse:
    """Capability by competitor; a POST enters a competitor."""
    of = product_named(request, product)
    form = CompetitorForm(request.POST or None)
    if request.method == "POST" and (made := attempt(form, partial(_enter, of, form, request.user))):
        return see(request, made.get_absolute_url(), f"{made.name} entered")
    known = list(
        Competitor.objects.visible_to(request.user).of(of).in_use().with_capabilities().order_by("item__number")
    )
    rates = _rates(request, of, known)
    heads = [(one, rates[one.pk]) for one in known]
    context = {
        **frame(of, "competitors"),
        "heads": heads,
        "table": _table(known),
        "columns": _columns(known),
        "form": form,
    }
    return page(request, "messaging/competitors.html", context, status=422 if form.errors else 200)


def show(request: Request, number: int) -> HttpResponse:
    return _page(request, number, CapabilityForm())


def edit(request: Request, number: int) -> HttpResponse:
    """Change its name, summary and site."""
    return revised(request, _competitor(request, number), ReviseCompetitor, home=("Competitors", "competitors"))


@require_POST
def capabilities(request: Request, number: int) -> HttpResponse:
    """Note how we stand in one capability."""
    competitor, form = _competitor(request, number), CapabilityForm(request.POST)
    if attempt(form, lambda: competitor.note_capability(by=request.user, **form.cleaned_data)):
        return see(request, competitor.get_absolute_url(), "Noted")
    return _page(request, number, form, status=422)


def _page(request: Request, number: int, form: CapabilityForm, status: int = 200) -> HttpResponse:
    shown = _competitor(request, number)
    of, stands = product_of(request, shown), shown.stands()
    rate = _rates(request, of, [shown])[shown.pk]
    deals = (
        Deal.objects.visible_to(request.user)
        .of(of)
        .in_use()
        .against(shown.name)
        .with_company()
        .order_by("-closed_on", "-item__number")
    )
    context = {
        **frame(of, ""),
        "competitor": shown,
        "stands": stands,
        "older": len(shown.capabilities.all()) - len(stands),
        "rate": rate,
        "card": battlecard(of.name, shown, stands, rate.says),
        "form": form,
        "may_edit": request.user.may("note a competitor", shown),
        "deals": deals[:10],
        "claims": {
            claim.pk: claim for one in shown.capabilities.prefetch_related("claims__item") for claim in one.claims.all()
        }.values(),
    }
    return page(request, "messaging/competitor.html", context, status=status)


def _competitor(request: Request, number: int) -> Competitor:
    shown: Competitor = found(request, Competitor.objects.with_capabilities(), number)
    return shown


def _enter(product: Any, form: CompetitorForm, by: Any) -> Competitor:
    said = dict(form.cleaned_data)
    return Competitor.enter(product, said.pop("title"), by=by, **said)


def _rates(request: Request, product: Any, competitors: list[Competitor]) -> dict[int, WinRate]:
    """The win rate against each, from one statement."""
    deals = Deal.objects.visible_to(request.user).of(product).in_use().exclude(competitor="").exclude(outcome="open")
    ended = [(name.lower(), outcome) for name, outcome in deals.values_list("competitor", "outcome")]
    return {one.pk: win_rate([outcome for name, outcome in ended if name == one.name.lower()]) for one in competitors}


def _table(competitors: list[Competitor]) -> list[tuple[str, list[Any]]]:
    """One row a capability, in the order first noted; one cell a competitor, empty where nothing is known."""
    stands = [{one.name.lower(): one for one in competitor.stands()} for competitor in competitors]
    names = {key: one.name for known in stands for key, one in known.items()}
    return [(name, [known.get(key) for known in stands]) for key, name in names.items()]


def _columns(competitors: list[Competitor]) -> str:
    """The heads of the table, as the grid reads them."""
    return "|".join(["Capability", *(one.name.replace("|", " ").replace(":", " ") for one in competitors)])
