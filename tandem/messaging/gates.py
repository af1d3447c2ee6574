"""Messaging's gates before a launch: its claims are proven, its sales assets are ready, sales knows them."""

from __future__ import annotations

from datetime import date
from typing import Any

from tandem.launch.gates import Finding, gate
from tandem.messaging import readiness
from tandem.messaging.models import AssetOpening, Claim, SalesAsset
from tandem.team.models import Product, Workspace


@gate("claims proven", "Claims proven", side="pmm", tiers={1, 2}, place=3)
def claims_are_proven(launch: Any, today: date) -> Finding:
    """Every claim used by the launch is proven, or released with a reason by the marketer."""
    found = readiness.claims_proven([claimed(claim, today) for claim in claims_of(launch)])
    return Finding(found.open, found.because, f"{_place(launch)}/messaging#claims")


@gate("sales assets ready", "Sales assets ready", side="pmm", tiers={1, 2}, place=4)
def assets_are_ready(launch: Any, today: date) -> Finding:
    """Each kind of asset the tier asks for has a released, unexpired one."""
    found = readiness.assets_ready(launch.tier, _assets_of(launch), today)
    return Finding(found.open, found.because, f"{_place(launch)}/assets")


@gate("sales trained", "Sales trained", side="pmm", tiers={1}, place=5)
def sales_is_trained(launch: Any, today: date) -> Finding:
    """Eighty of a hundred sales members have opened or confirmed them."""
    learn = readiness.assets_to_learn(launch.tier, _assets_of(launch), today)
    share = Workspace.current().thresholds.trained_share
    found = readiness.sales_trained(learn, AssetOpening.objects.by_sales(learn), share)
    return Finding(found.open, found.because, f"{_place(launch)}/assets")


def claims_of(launch: Any) -> list[Claim]:
    """The claims a launch uses, with their proof."""
    return list(Claim.objects.filter(launches=launch.pk).in_use().with_proof().order_by("item__number"))


def claimed(claim: Claim, today: date) -> readiness.Claimed:
    """What the gate's rule sees of a claim."""
    return readiness.Claimed(claim.title, claim.strength(today), claim.is_accepted, claim.is_released)


def _assets_of(launch: Any) -> list[readiness.Asset]:
    found = (
        SalesAsset.objects.filter(item__product=launch.item.product_id, declined_because="")
        .in_use()
        .select_related("item")
    )
    return [asset.as_asset() for asset in found]


def _place(launch: Any) -> str:
    return f"/products/{Product.objects.get(pk=launch.item.product_id).slug}"
