"""Requests from sales and deals over the API, and how messaging's routes find what they are asked for."""

from __future__ import annotations

from typing import Any

from django.shortcuts import get_object_or_404
from ninja import Router

from tandem.core.paging import Keyset
from tandem.evidence.models import Company
from tandem.messaging import deal_schemas as of_deals
from tandem.messaging import schemas as said
from tandem.messaging.changes import changed
from tandem.messaging.models import Deal, SalesAsset, SalesRequest
from tandem.team.request import Request, product_of_slug

requests, deals = Router(tags=["Requests"]), Router(tags=["Deals"])


def one(request: Request, model: Any, number: int | None) -> Any:
    """The noun with this number; none for no number."""
    if number is None:
        return None
    return get_object_or_404(model.objects.visible_to(request.user).select_related("item"), item__number=number)


def listed(request: Request, found: Any, product: str, after: str | None, limit: int) -> dict[str, Any]:
    """One page of a product's nouns, newest first."""
    seen = found.visible_to(request.user).of(product_of_slug(request, product)).in_use()
    page = Keyset(seen, ("-pk",), after, min(max(limit, 1), 200)).page()
    return {"items": page.rows, "next": page.next}


def done(noun: Any, _: Any) -> Any:
    """The noun after its verb."""
    return noun


@requests.get("", response=said.Requests, operation_id="list_requests", summary="List requests from sales")
def list_requests(request: Request, product: str, after: str | None = None, limit: int = 50) -> Any:
    """What sales asked for, newest first."""
    return listed(request, SalesRequest.objects.with_deal(), product, after, limit)


@requests.get("/{number}", response=said.RequestOut, operation_id="read_request", summary="Read a request")
def read_request(request: Request, number: int) -> Any:
    """One request with its answer."""
    return one(request, SalesRequest, number)


@requests.post("", response={201: said.RequestOut}, operation_id="ask_for_asset", summary="Ask for a sales asset")
def ask_for_asset(request: Request, body: said.RequestIn) -> Any:
    """Ask the marketer for something, for a deal."""
    words = {"deal": one(request, Deal, body.deal), "form": body.form, "expedited": body.expedited}
    return 201, SalesRequest.ask(product_of_slug(request, body.product), body.text, by=request.user, **words)


@requests.post("/{number}/answer", response=said.RequestOut, operation_id="answer_request", summary="Answer a request")
def answer_request(request: Request, number: int, body: said.ReplyIn) -> Any:
    """Answer with an asset, or in words."""
    asked, asset = one(request, SalesRequest, number), one(request, SalesAsset, body.asset)
    return done(asked, asked.answer(by=request.user, asset=asset, because=body.because))


@requests.post(
    "/{number}/expediting", response=said.RequestOut, operation_id="expedite_request", summary="Ask that it goes first"
)
def expedite_request(request: Request, number: int, body: said.MessagingReasonIn) -> Any:
    """Expedited requests are counted, for everyone alike."""
    return done(asked := one(request, SalesRequest, number), asked.expedite(body.because, by=request.user))


@requests.post(
    "/{number}/reopening", response=said.RequestOut, operation_id="reopen_request", summary="Open a request again"
)
def reopen_request(request: Request, number: int) -> Any:
    """The answer did not help."""
    return done(asked := one(request, SalesRequest, number), asked.open_again(by=request.user))


@deals.get("", response=of_deals.Deals, operation_id="list_deals", summary="List deals")
def list_deals(request: Request, product: str, after: str | None = None, limit: int = 50) -> Any:
    """Deals, newest first."""
    return listed(request, Deal.objects.with_company(), product, after, limit)


@deals.get("/{number}", response=of_deals.DealOut, operation_id="read_deal", summary="Read a deal")
def read_deal(request: Request, number: int) -> Any:
    """One deal."""
    return one(request, Deal, number)


@deals.post("", response={201: of_deals.DealOut}, operation_id="open_deal", summary="Open a deal")
def open_deal(request: Request, body: of_deals.DealIn) -> Any:
    """Open a deal by hand; an import with the same CRM id finds it again."""
    words = body.dict(exclude={"product", "name", "company"})
    company = one(request, Company, body.company)
    return 201, Deal.open(product_of_slug(request, body.product), body.name, by=request.user, company=company, **words)


@deals.patch("/{number}", response=of_deals.DealOut, operation_id="revise_deal", summary="Revise a deal")
def revise_deal(request: Request, number: int, body: of_deals.DealChange) -> Any:
    """Change its amount, stage, dates, owner or words. A version other than the one last seen is refused with 409."""
    deal = one(request, Deal, number)
    return done(deal, deal.revise(by=request.user, **changed(body, "amount", "opened_on", "closed_on")))


@deals.post("/{number}/closing", response=of_deals.DealOut, operation_id="close_deal", summary="Say how a deal ended")
def close_deal(request: Request, number: int, body: of_deals.ClosingIn) -> Any:
    """Won, lost, without a decision or disqualified, with the reason and the competitor."""
    deal = one(request, Deal, number)
    return done(deal, deal.close(body.outcome, by=request.user, **body.dict(exclude={"outcome"})))


@deals.post("/{number}/reopening", response=of_deals.DealOut, operation_id="reopen_deal", summary="Open a deal again")
def reopen_deal(request: Request, number: int) -> Any:
    """The inverse of closing."""
    return done(deal := one(request, Deal, number), deal.reopen(by=request.user))
