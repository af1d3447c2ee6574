"""Messaging over the API: positioning, messages, claims and their proof, competitors, sales assets, requests, deals."""

from __future__ import annotations

from typing import Any

from django.shortcuts import get_object_or_404
from ninja import Router

from tandem.charter.models import Reference
from tandem.definition.models import Feature, Goal, Problem, Validation
from tandem.evidence.models import Highlight
from tandem.launch.models import Launch
from tandem.messaging import asking, changes
from tandem.messaging import schemas as said
from tandem.messaging.asking import done as _done
from tandem.messaging.asking import listed as _listed
from tandem.messaging.asking import one as _one
from tandem.messaging.models import (
    Capability,
    Claim,
    Competitor,
    Deal,
    KeyMessage,
    Positioning,
    SalesAsset,
    StageMessage,
)
from tandem.team.request import Request, product_of_slug

claims, messages, positionings, competitors, assets = (
    Router(tags=[name]) for name in ("Claims", "Key messages", "Positioning", "Competitors", "Sales assets")
)
ROUTERS = {
    "/claims": claims,
    "/key-messages": messages,
    "/positionings": positionings,
    "/competitors": competitors,
    "/assets": assets,
    "/requests": asking.requests,
    "/deals": asking.deals,
}
THINGS: dict[str, Any] = {"problem": Problem, "feature": Feature, "launch": Launch, "key message": KeyMessage}


def _some(request: Request, model: Any, numbers: list[int]) -> list[Any]:
    return [_one(request, model, number) for number in numbers]


@claims.get("", response=said.Claims, operation_id="list_claims", summary="List claims")
def list_claims(request: Request, product: str, after: str | None = None, limit: int = 50) -> Any:
    """The claims of a product with their computed strength, newest first."""
    return _listed(request, Claim.objects.with_proof(), product, after, limit)


@claims.get("/{number}", response=said.ClaimOut, operation_id="read_claim", summary="Read a claim")
def read_claim(request: Request, number: int) -> Any:
    """One claim with its strength and proof points."""
    return get_object_or_404(Claim.objects.visible_to(request.user).with_proof(), item__number=number)


@claims.post("", response={201: said.ClaimOut}, operation_id="state_claim", summary="State a claim")
def state_claim(request: Request, body: said.ClaimIn) -> Any:
    """State a sentence we tell the world. What anyone but the marketer states waits for acceptance."""
    rests = {
        "message": _one(request, KeyMessage, body.message),
        "problems": _some(request, Problem, body.problems),
        "features": _some(request, Feature, body.features),
        "launches": _some(request, Launch, body.launches),
    }
    return 201, Claim.state(product_of_slug(request, body.product), body.text, by=request.user, **rests)


@claims.post("/{number}/acceptance", response=said.ClaimOut, operation_id="accept_claim", summary="Accept a claim")
def accept_claim(request: Request, number: int) -> Any:
    """Make a draft count; the marketer or a delegate."""
    return _done(claim := _one(request, Claim, number), claim.accept(by=request.user))


@claims.post("/{number}/proof", response=said.ClaimOut, operation_id="prove_claim", summary="Put proof under a claim")
def prove_claim(request: Request, number: int, body: said.ProofIn) -> Any:
    """Put a quote, reference, metric, validation or page under a claim, or against it."""
    claim = _one(request, Claim, number)
    seen = Highlight.objects.visible_to(request.user).standing().select_related("note")
    given = {
        "highlight": get_object_or_404(seen, pk=body.highlight) if body.highlight else None,
        "reference": _one(request, Reference, body.reference),
        "validation": _one(request, Validation, body.validation),
        "goal": _one(request, Goal, body.goal),
    }
    words = {"says": body.says, "url": body.url, "as_of": body.as_of, "supports": body.supports}
    return _done(claim, claim.prove(body.form, by=request.user, **given, **words))


@claims.delete(
    "/{number}/proof/{position}", response=said.ClaimOut, operation_id="take_out_proof", summary="Take proof out"
)
def take_out_proof(request: Request, number: int, position: int) -> Any:
    """Take one proof point out; the record keeps it."""
    return _done(claim := _one(request, Claim, number), claim.take_out_proof(position, by=request.user))


@claims.post("/{number}/release", response=said.ClaimOut, operation_id="release_claim", summary="Release without proof")
def release_claim(request: Request, number: int, body: said.MessagingReasonIn) -> Any:
    """Let a claim out although it is not proven, for a reason; the marketer."""
    claim = _one(request, Claim, number)
    return _done(claim, claim.release_without_proof(because=body.because, by=request.user))


@claims.delete(
    "/{number}/release", response=said.ClaimOut, operation_id="withdraw_claim_release", summary="Ask for proof again"
)
def withdraw_claim_release(request: Request, number: int) -> Any:
    """The inverse of releasing without proof."""
    return _done(claim := _one(request, Claim, number), claim.withdraw_release(by=request.user))


@claims.post("/{number}/links", response=said.ClaimOut, operation_id="tie_claim", summary="Tie a claim to something")
def tie_claim(request: Request, number: int, body: said.ThingIn) -> Any:
    """Rest it on a problem or feature, use it in a launch, or put it under a key message."""
    claim = _one(request, Claim, number)
    return _done(claim, claim.rest_on(_one(request, THINGS[body.kind], body.number), by=request.user))


@claims.delete("/{number}/links", response=said.ClaimOut, operation_id="untie_claim", summary="Untie a claim")
def untie_claim(request: Request, number: int, kind: said.Thing, other: int) -> Any:
    """The inverse of tying; `other` is the number of the thing."""
    claim = _one(request, Claim, number)
    return _done(claim, claim.let_go(_one(request, THINGS[kind], other), by=request.user))


@claims.post(
    "/{number}/comparison", response=said.ClaimOut, operation_id="compare_claim", summary="Hold against a competitor"
)
def compare_claim(request: Request, number: int, body: said.ComparisonIn) -> Any:
    """Where the competitor does as well or better in that capability, the claim is marked so."""
    claim = _one(request, Claim, number)
    return _done(claim, claim.compare(_capability(request, body.competitor, body.position), by=request.user))


@claims.delete(
    "/{number}/comparison", response=said.ClaimOut, operation_id="stop_comparing_claim", summary="Stop comparing"
)
def stop_comparing_claim(request: Request, number: int, competitor: int, position: int) -> Any:
    """The inverse of comparing."""
    claim = _one(request, Claim, number)
    return _done(claim, claim.stop_comparing(_capability(request, competitor, position), by=request.user))


@messages.get("", response=said.Messages, operation_id="list_key_messages", summary="List key messages")
def list_key_messages(request: Request, product: str, after: str | None = None, limit: int = 50) -> Any:
    """The few things a product says."""
    return _listed(request, KeyMessage.objects.select_related("item"), product, after, limit)


@messages.get("/{int:number}", response=said.MessageOut, operation_id="read_key_message", summary="Read a key message")
def read_key_message(request: Request, number: int) -> Any:
    """One key message."""
    return _one(request, KeyMessage, number)


@messages.post("", response={201: said.MessageOut}, operation_id="say_key_message", summary="Add a key message")
def say_key_message(request: Request, body: said.MessageIn) -> Any:
    """Add a key message after those the product has."""
    return 201, KeyMessage.say(product_of_slug(request, body.product), body.text, by=request.user)


@messages.put(
    "/awareness", response=said.StageMessageOut, operation_id="say_to_stage", summary="Write to a stage of awareness"
)
def say_to_stage(request: Request, body: said.StageIn) -> Any:
    """What we tell people at one stage of awareness; an empty message empties it."""
    return StageMessage.say(product_of_slug(request, body.product), body.stage, body.message, by=request.user)


@positionings.get("", response=said.Positionings, operation_id="list_positionings", summary="List positioning versions")
def list_positionings(request: Request, product: str, after: str | None = None, limit: int = 50) -> Any:
    """The versions of a product's positioning, newest first."""
    return _listed(request, Positioning.objects.select_related("item__acceptance"), product, after, limit)


@positionings.get("/{number}", response=said.PositioningOut, operation_id="read_positioning", summary="Read a version")
def read_positioning(request: Request, number: int) -> Any:
    """One version of the positioning."""
    return _one(request, Positioning, number)


@positionings.post("", response={201: said.PositioningOut}, operation_id="draft_positioning", summary="Draft a version")
def draft_positioning(request: Request, body: said.PositioningIn) -> Any:
    """Draft a new version; the accepted one keeps counting until this one is accepted."""
    words = body.dict(exclude={"product", "category"})
    return 201, Positioning.draft(product_of_slug(request, body.product), body.category, by=request.user, **words)


@positionings.post(
    "/{number}/acceptance", response=said.PositioningOut, operation_id="accept_positioning", summary="Accept a version"
)
def accept_positioning(request: Request, number: int) -> Any:
    """Make it the positioning that counts; the marketer or a delegate."""
    return _done(shown := _one(request, Positioning, number), shown.accept(by=request.user))


@competitors.get("", response=said.Competitors, operation_id="list_competitors", summary="List competitors")
def list_competitors(request: Request, product: str, after: str | None = None, limit: int = 50) -> Any:
    """Competitors with the newest word on each capability."""
    return _listed(request, Competitor.objects.with_capabilities(), product, after, limit)


@competitors.get("/{number}", response=said.CompetitorOut, operation_id="read_competitor", summary="Read a competitor")
def read_competitor(request: Request, number: int) -> Any:
    """One competitor, capability by capability."""
    return _one(request, Competitor, number)


@competitors.post("", response={201: said.CompetitorOut}, operation_id="enter_competitor", summary="Enter a competitor")
def enter_competitor(request: Request, body: said.CompetitorIn) -> Any:
    """Enter another way customers could go."""
    product = product_of_slug(request, body.product)
    return 201, Competitor.enter(product, body.name, by=request.user, summary=body.summary, site=body.site)


@competitors.patch(
    "/{number}", response=said.CompetitorOut, operation_id="revise_competitor", summary="Revise a competitor"
)
def revise_competitor(request: Request, number: int, body: changes.CompetitorChange) -> Any:
    """Change its name, summary or site. A version other than the one last seen is refused with 409."""
    shown = _one(request, Competitor, number)
    return _done(shown, shown.revise(by=request.user, **changes.changed(body)))


@competitors.post(
    "/{number}/capabilities", response=said.CompetitorOut, operation_id="note_capability", summary="Note a capability"
)
def note_capability(request: Request, number: int, body: said.CapabilityIn) -> Any:
    """How we stand in one capability, with what shows it and the day it was seen."""
    shown = _one(request, Competitor, number)
    shown.note_capability(body.name, body.standing, by=request.user, evidence=body.evidence, as_of=body.as_of)
    return shown


@assets.get("", response=said.Assets, operation_id="list_assets", summary="List sales assets")
def list_assets(request: Request, product: str, after: str | None = None, limit: int = 50) -> Any:
    """Sales assets with their newest version, newest first."""
    return _listed(request, SalesAsset.objects.with_versions(), product, after, limit)


@assets.get("/{number}", response=said.AssetOut, operation_id="read_asset", summary="Read a sales asset")
def read_asset(request: Request, number: int) -> Any:
    """One sales asset with its versions."""
    return _one(request, SalesAsset, number)


@assets.post("", response={201: said.AssetOut}, operation_id="bring_asset", summary="Bring a sales asset")
def bring_asset(request: Request, body: said.AssetIn) -> Any:
    """Bring a link. What somebody of sales brings is field-made, with its maker's name on it."""
    nouns = {
        "deals": _some(request, Deal, body.deals),
        "claims": _some(request, Claim, body.claims),
        "competitor": _one(request, Competitor, body.competitor),
    }
    words = body.dict(include={"form", "url", "says", "persona", "awareness", "expires_on"})
    return 201, SalesAsset.bring(product_of_slug(request, body.product), body.title, by=request.user, **words, **nouns)


@assets.patch("/{number}", response=said.AssetOut, operation_id="revise_asset", summary="Revise a sales asset")
def revise_asset(request: Request, number: int, body: changes.AssetChange) -> Any:
    """Change its facts; of a released one only who accepts messaging does. Another version is refused with 409."""
    asset, words = _one(request, SalesAsset, number), changes.changed(body, "competitor", "expires_on")
    if "competitor" in words:
        words["competitor"] = _one(request, Competitor, words["competitor"])
    return _done(asset, asset.revise(by=request.user, **words))


@assets.post("/{number}/versions", response=said.AssetOut, operation_id="add_asset_version", summary="Add a version")
def add_asset_version(request: Request, number: int, body: said.VersionIn) -> Any:
    """Bring a newer version by its link."""
    asset, made_for = _one(request, SalesAsset, number), _some(request, Deal, body.deals)
    return _done(asset, asset.add_version(by=request.user, url=body.url, says=body.says, deals=made_for))


@assets.post("/{number}/release", response=said.AssetOut, operation_id="release_asset", summary="Release an asset")
def release_asset(request: Request, number: int) -> Any:
    """Make it official; refused while it states a number, superlative or comparison without proof."""
    return _done(asset := _one(request, SalesAsset, number), asset.release(by=request.user))


@assets.post("/{number}/withdrawal", response=said.AssetOut, operation_id="withdraw_asset", summary="Withdraw an asset")
def withdraw_asset(request: Request, number: int, body: said.MessagingReasonIn) -> Any:
    """Take a released asset out of sales' hands."""
    return _done(asset := _one(request, SalesAsset, number), asset.withdraw(body.because, by=request.user))


@assets.post("/{number}/claims", response=said.AssetOut, operation_id="carry_claim", summary="Say which claim it makes")
def carry_claim(request: Request, number: int, body: said.OtherThingIn) -> Any:
    """The asset makes this claim."""
    asset = _one(request, SalesAsset, number)
    return _done(asset, asset.carry(_one(request, Claim, body.number), by=request.user))


@assets.delete(
    "/{number}/claims/{claim}",
    response=said.AssetOut,
    operation_id="leave_out_claim",
    summary="It makes a claim no more",
)
def leave_out_claim(request: Request, number: int, claim: int) -> Any:
    """The inverse of carrying a claim."""
    asset = _one(request, SalesAsset, number)
    return _done(asset, asset.leave_out(_one(request, Claim, claim), by=request.user))


@assets.post("/{number}/opening", response=said.AssetOut, operation_id="open_asset", summary="Open a released asset")
def open_asset(request: Request, number: int) -> Any:
    """You opened it: what counts towards sales being trained."""
    return _done(asset := _one(request, SalesAsset, number), asset.open(by=request.user))


@assets.post("/{number}/confirmation", response=said.AssetOut, operation_id="confirm_asset", summary="Confirm an asset")
def confirm_asset(request: Request, number: int) -> Any:
    """You know it without opening it here."""
    return _done(asset := _one(request, SalesAsset, number), asset.confirm(by=request.user))


@assets.post(
    "/{number}/adoption", response=said.AssetOut, operation_id="adopt_asset", summary="Adopt a field-made asset"
)
def adopt_asset(request: Request, number: int) -> Any:
    """Take it over as official; its maker keeps the credit and is named as trainer."""
    return _done(asset := _one(request, SalesAsset, number), asset.adopt(by=request.user))


@assets.post(
    "/{number}/declining", response=said.AssetOut, operation_id="decline_asset", summary="Decline a field-made asset"
)
def decline_asset(request: Request, number: int, body: said.MessagingReasonIn) -> Any:
    """Say why it will not be an official one."""
    return _done(asset := _one(request, SalesAsset, number), asset.decline(body.because, by=request.user))


def _capability(request: Request, competitor: int, position: int) -> Capability:
    shown = _one(request, Competitor, competitor)
    return get_object_or_404(shown.capabilities.select_related("competitor__item"), position=position)
