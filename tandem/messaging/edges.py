"""Links of the trace that messaging holds: problem, feature, reference -> claim -> sales asset -> deal."""

from __future__ import annotations

from collections.abc import Iterator

from tandem.messaging.models import Claim, Competitor, Deal, ProofPoint, SalesAsset, SalesRequest
from tandem.record.models import Item
from tandem.record.reactions import Edge, edges

RESTED_ON = {"problem": "problems", "feature": "features", "launch": "launches"}
PROVED_BY = {"reference": "reference", "validation": "validation", "goal": "goal"}


@edges("problem")
@edges("feature")
@edges("launch")
def of_what_claims_rest_on(item: Item) -> Iterator[Edge]:
    words = "uses the claim" if item.kind == "launch" else "is claimed in"
    found = Claim.objects.filter(**{RESTED_ON[item.kind]: item.pk}).in_use().select_related("item").distinct()
    for claim in found.order_by("item__number"):
        yield Edge(words, claim.item, onward=item.kind != "launch")


@edges("reference")
@edges("validation")
@edges("goal")
def of_proof(item: Item) -> Iterator[Edge]:
    proofs = {f"proof_points__{PROVED_BY[item.kind]}": item.pk, "proof_points__taken_out_at": None}
    for claim in Claim.objects.filter(**proofs).in_use().select_related("item").distinct().order_by("item__number"):
        yield Edge("proves", claim.item, onward=True)


@edges("claim")
def of_a_claim(item: Item) -> Iterator[Edge]:
    claim = Claim.objects.select_related("message__item").get(pk=item.pk)
    for name in ("problems", "features"):
        for thing in getattr(claim, name).in_use().select_related("item").order_by("item__number"):
            yield Edge("rests on", thing.item, onward=False)
    for point in ProofPoint.objects.filter(claim=claim, taken_out_at=None).with_what_it_stands_on():
        if thing := point.reference or point.validation or point.goal:
            yield Edge("is proved by", thing.item, onward=False)
    if claim.message:
        yield Edge("stands under", claim.message.item, onward=True)
    for launch in claim.launches.select_related("item"):
        yield Edge("is used by", launch.item, onward=True)
    for asset in claim.assets.in_use().select_related("item").order_by("item__number"):
        yield Edge("is made in", asset.item, onward=True)


@edges("key message")
def of_a_key_message(item: Item) -> Iterator[Edge]:
    for claim in Claim.objects.filter(message=item.pk).in_use().select_related("item").order_by("item__number"):
        yield Edge("is carried by", claim.item, onward=False)


@edges("sales asset")
def of_an_asset(item: Item) -> Iterator[Edge]:
    asset = SalesAsset.objects.select_related("competitor__item").get(pk=item.pk)
    for claim in asset.claims.in_use().select_related("item").order_by("item__number"):
        yield Edge("makes the claim", claim.item, onward=False)
    if asset.competitor:
        yield Edge("is against", asset.competitor.item, onward=False)
    for deal in (
        Deal.objects.filter(asset_versions__asset=asset)
        .in_use()
        .select_related("item")
        .distinct()
        .order_by("item__number")
    ):
        yield Edge("was made for", deal.item, onward=True)
    for request in asset.requests.in_use().select_related("item"):
        yield Edge("answered", request.item, onward=True)


@edges("deal")
def of_a_deal(item: Item) -> Iterator[Edge]:
    deal = Deal.objects.select_related("company__item").get(pk=item.pk)
    if deal.company:
        yield Edge("is with", deal.company.item, onward=False)
    for asset in SalesAsset.objects.filter(versions__deals=deal).in_use().select_related("item").distinct():
        yield Edge("had the asset", asset.item, onward=False)
    for request in deal.requests.in_use().select_related("item"):
        yield Edge("led to the request", request.item, onward=True)
    if deal.competitor:
        for competitor in Competitor.objects.filter(
            item__product=item.product_id, item__title__iexact=deal.competitor
        ).select_related("item"):
            yield Edge("was against", competitor.item, onward=False)


@edges("request")
def of_a_request(item: Item) -> Iterator[Edge]:
    request = SalesRequest.objects.select_related("deal__item", "answered_with__item").get(pk=item.pk)
    if request.deal:
        yield Edge("was for", request.deal.item, onward=True)
    if request.answered_with:
        yield Edge("was answered with", request.answered_with.item, onward=True)


@edges("company")
def of_a_company(item: Item) -> Iterator[Edge]:
    for deal in Deal.objects.filter(company=item.pk).in_use().select_related("item").order_by("-item__number")[:50]:
        yield Edge("has the deal", deal.item, onward=True)
