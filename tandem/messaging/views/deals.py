"""Deals: how they ended, against whom, and with what in hand."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.db.models import Sum
from django.http import HttpResponse
from django.views.decorators.http import require_POST

from tandem.core.htmx import page
from tandem.core.paging import Keyset
from tandem.messaging.forms import ClosingForm, ReviseDeal
from tandem.messaging.models import Deal, SalesAsset
from tandem.messaging.models.deal import OUTCOMES
from tandem.messaging.views.acting import chosen, found, frame, press, product_named, product_of, revised
from tandem.team.request import Request
from tandem.ui.lists import choices
from tandem.ui.sheets import csv_file

SIZE = 50
MOST = 100_000
HEADS = ["Number", "Deal", "Company", "Amount", "Outcome", "Reason", "Competitor", "Owner", "Opened", "Closed"]


def deals(request: Request, product: str) -> HttpResponse:
    """The deals of a product by outcome, with the win rate of what the filters leave."""
    of = product_named(request, product)
    known = Deal.objects.visible_to(request.user).of(of).in_use()
    outcome, rival = (
        chosen(request, "outcome", dict(OUTCOMES)),
        request.GET.get("competitor", "")[:120].replace("\x00", ""),
    )
    fitting = known.against(rival) if rival else known
    shown = Keyset(
        (fitting.filter(outcome=outcome) if outcome else fitting).with_company(),
        ("-pk",),
        request.GET.get("after"),
        SIZE,
    ).page()
    rivals = known.exclude(competitor="").order_by("competitor").values_list("competitor", flat=True).distinct()[:30]
    against = [("", "Against anyone"), *((name, name) for name in rivals)]
    context = {
        **frame(of, "deals"),
        "rows": shown.rows,
        "page": shown,
        "rate": fitting.win_rate(),
        "open_worth": fitting.filter(outcome="open").aggregate(worth=Sum("amount"))["worth"] or 0,
        "outcomes": choices(request.GET, "outcome", [("", "All"), *OUTCOMES], outcome),
        "rivals": choices(request.GET, "competitor", against, rival),
    }
    return page(request, "messaging/deals.html", context, fragment="rows")


def deals_csv(request: Request, product: str) -> HttpResponse:
    """All deals of a product as a table."""
    of = product_named(request, product)
    known = Deal.objects.visible_to(request.user).of(of).in_use().with_company().order_by("item__number")
    return csv_file(f"{of.slug}-deals.csv", HEADS, map(_cells, known[:MOST].iterator(chunk_size=2000)))


def _cells(deal: Deal) -> list[Any]:
    company = deal.company.title if deal.company else ""
    named = [deal.mark, deal.title, company, deal.amount, deal.outcome, deal.reason, deal.competitor, deal.owner]
    return [*named, deal.opened_on, deal.closed_on]


def show(request: Request, number: int, refusal: str = "", status: int = 200) -> HttpResponse:
    """One deal: its company, how it ended, the assets and requests that went with it."""
    deal = _deal(request, number)
    of = product_of(request, deal)
    assets = (
        SalesAsset.objects.visible_to(request.user).filter(versions__deals=deal.pk).select_related("item").distinct()
    )
    context: dict[str, Any] = {
        **frame(of, ""),
        "deal": deal,
        "assets": assets,
        "requests": deal.requests.in_use().with_deal(),
        "refusal": refusal,
        "may_close": request.user.may("import", deal),
        "form": ClosingForm(initial={"competitor": deal.competitor, "reason": deal.reason}),
    }
    return page(request, "messaging/deal.html", context, status=status)


def edit(request: Request, number: int) -> HttpResponse:
    """Change its amount, stage, dates and owner."""
    return revised(request, _deal(request, number), ReviseDeal, home=("Deals", "deals"))


@require_POST
def closing(request: Request, number: int) -> HttpResponse:
    """Say how it ended; or open it again."""
    deal, said = _deal(request, number), request.POST
    if said.get("reopening"):
        verb: Any = partial(deal.reopen, by=request.user)
    else:
        told: dict[str, Any] = {name: said.get(name, "")[:2000] for name in ("reason", "competitor")}
        verb = partial(
            deal.close, said.get("outcome", ""), by=request.user, **told | {"competitor": told["competitor"][:120]}
        )
    return press(request, verb, "Saved", deal.get_absolute_url(), partial(show, request, number))


def _deal(request: Request, number: int) -> Deal:
    deal: Deal = found(request, Deal.objects.with_company(), number)
    return deal
