"""What we tell the world: positioning, claims and their proof, competitors, sales assets, requests, deals."""

from tandem.messaging.models.asset import AssetOpening, AssetVersion, SalesAsset
from tandem.messaging.models.claim import Claim, KeyMessage, ProofPoint
from tandem.messaging.models.competitor import Capability, Competitor
from tandem.messaging.models.deal import Deal
from tandem.messaging.models.positioning import Positioning, StageMessage
from tandem.messaging.models.request import SalesRequest
from tandem.record.history import links_kept

__all__ = [
    "AssetOpening", "AssetVersion", "Capability", "Claim", "Competitor", "Deal", "KeyMessage", "Positioning",
    "ProofPoint", "SalesAsset", "SalesRequest", "StageMessage",
]  # fmt: skip

links_kept(Claim, "problems")
links_kept(Claim, "features")
links_kept(Claim, "launches")
links_kept(SalesAsset, "claims")
