"""What messaging's API takes and gives."""

from __future__ import annotations

from datetime import date
from typing import Any, Literal

from ninja import Field, Schema

from tandem.messaging.models import Claim, Competitor, SalesAsset, SalesRequest
from tandem.team.models import Workspace

Thing = Literal["problem", "feature", "launch", "key message"]


def example(**fields: Any) -> dict[str, Any]:
    """An example for the OpenAPI document."""
    return {"json_schema_extra": {"examples": [fields]}}


class MessagingReasonIn(Schema):
    """A reason, kept in the record."""

    model_config = example(because="The board decided so in October.")  # type: ignore[assignment]
    because: str = Field(min_length=1, max_length=2000)


class OtherThingIn(Schema):
    """One noun by its number."""

    model_config = example(number=3)  # type: ignore[assignment]
    number: int


class ThingIn(Schema):
    """Something a claim is tied to."""

    model_config = example(kind="problem", number=7)  # type: ignore[assignment]
    kind: Thing
    number: int


class ComparisonIn(Schema):
    """A competitor's capability."""

    model_config = example(competitor=2, position=1)  # type: ignore[assignment]
    competitor: int = Field(description="The competitor's number.")
    position: int = Field(description="The capability's place on its page.")


class ProofOut(Schema):
    """One proof point."""

    position: int
    form: str = Field(description="quote, reference, metric, validation or page")
    supports: bool = Field(description="False where it speaks against the claim.")
    words: str
    who: str
    as_of: date


class ClaimOut(Schema):
    """A claim with its computed strength."""

    model_config = example(number=3, text="Feeds fill their own gap.", strength="proven", accepted=True)  # type: ignore[assignment]
    number: int
    text: str = Field(alias="title")
    strength: str = Field(description="none, weak, proven or stale; computed from the proof, never set.")
    says: list[str] = Field(description="number, superlative, comparison: what must not go out unproven.")
    accepted: bool = Field(alias="is_accepted")
    released_because: str = Field(description="Why it may go out without proof; empty when it may not.")
    proof: list[ProofOut] = Field(alias="points")

    @staticmethod
    def resolve_strength(claim: Claim) -> str:
        return claim.strength(Workspace.current().today)


class ClaimIn(Schema):
    """A claim to state."""

    model_config = example(product="ledgerly", text="Feeds fill their own gap.", problems=[7])  # type: ignore[assignment]
    product: str
    text: str = Field(min_length=1, max_length=400)
    message: int | None = Field(None, description="The key message's number.")
    problems: list[int] = Field([], max_length=50)
    features: list[int] = Field([], max_length=50)
    launches: list[int] = Field([], max_length=20)


class ProofIn(Schema):
    """One piece of proof; each form needs the thing it stands on."""

    model_config = example(form="quote", highlight=41, supports=True)  # type: ignore[assignment]
    form: Literal["quote", "reference", "metric", "validation", "page"]
    says: str = Field("", max_length=2000, description="Of a metric: what was measured, how, what it came to.")
    highlight: int | None = Field(None, description="Marked words, by their id.")
    reference: int | None = None
    validation: int | None = None
    goal: int | None = None
    url: str = Field("", max_length=2000)
    as_of: date | None = None
    supports: bool = True


class MessageOut(Schema):
    """A key message."""

    number: int
    text: str = Field(alias="title")
    position: int


class MessageIn(Schema):
    """A key message to add."""

    model_config = example(product="ledgerly", text="The close stops waiting in the dark.")  # type: ignore[assignment]
    product: str
    text: str = Field(min_length=1, max_length=300)


class StageIn(Schema):
    """The message for one stage of awareness."""

    model_config = example(product="ledgerly", stage="need", message="A bank link will stop one day.")  # type: ignore[assignment]
    product: str
    stage: Literal["unaware", "need", "solutions", "us", "convinced"]
    message: str = Field("", max_length=2000)


class StageMessageOut(Schema):
    """A stage of awareness and what we say to it."""

    stage: str
    message: str


class PositioningOut(Schema):
    """One version of the positioning."""

    number: int
    category: str = Field(alias="title")
    for_whom: str
    not_for: str
    alternative: str
    different: str
    value: str
    accepted: bool = Field(alias="is_accepted")


class PositioningIn(Schema):
    """A new version of the positioning."""

    model_config = example(product="ledgerly", category="Bookkeeping", for_whom="Small service firms")  # type: ignore[assignment]
    product: str
    category: str = Field(min_length=1, max_length=200)
    for_whom: str = Field(min_length=1, max_length=2000)
    not_for: str = Field("", max_length=2000)
    alternative: str = Field("", max_length=2000)
    different: str = Field("", max_length=2000)
    value: str = Field("", max_length=2000)


class CapabilityOut(Schema):
    """How we stand in one capability."""

    position: int
    name: str
    standing: str = Field(description="better, equal or worse, seen from us")
    evidence: str
    as_of: date


class CapabilityIn(Schema):
    """A capability to note."""

    model_config = example(name="Time clock", standing="worse", evidence="Their help page.")  # type: ignore[assignment]
    name: str = Field(min_length=1, max_length=160)
    standing: Literal["better", "equal", "worse"]
    evidence: str = Field(min_length=1, max_length=2000)
    as_of: date | None = None


class CompetitorOut(Schema):
    """A competitor with the newest word on each capability."""

    number: int
    version: int = Field(description="Send it back when revising; a stale one is refused.")
    name: str
    summary: str
    site: str
    capabilities: list[CapabilityOut]

    @staticmethod
    def resolve_capabilities(competitor: Competitor) -> list[Any]:
        return list(competitor.stands())


class CompetitorIn(Schema):
    """A competitor to enter."""

    model_config = example(product="ledgerly", name="Quillbooks", summary="The incumbent.")  # type: ignore[assignment]
    product: str
    name: str = Field(min_length=1, max_length=120)
    summary: str = Field("", max_length=2000)
    site: str = Field("", max_length=2000)


class VersionOut(Schema):
    """One version of an asset."""

    number: int
    url: str
    says: str
    made_on: date


class VersionIn(Schema):
    """A newer version, by its link."""

    model_config = example(url="https://files.example/deck-2", says="New prices", deals=[12])  # type: ignore[assignment]
    url: str = Field(min_length=1, max_length=2000)
    says: str = Field("", max_length=500)
    deals: list[int] = Field([], max_length=100)


class AssetOut(Schema):
    """A sales asset."""

    number: int
    version: int = Field(description="Send it back when revising; a stale one is refused.")
    title: str
    form: str
    state: str = Field(description="Draft, From the field, Released, Expired or Declined.")
    field_made: bool
    expires_on: date | None
    versions: list[VersionOut]

    @staticmethod
    def resolve_state(asset: SalesAsset) -> str:
        return asset.state(Workspace.current().today)[0]

    @staticmethod
    def resolve_versions(asset: SalesAsset) -> list[Any]:
        return list(asset.versions.all())


class AssetIn(VersionIn):
    """A sales asset to bring, by its link."""

    model_config = example(product="ledgerly", title="On one page", form="one_pager", url="https://files.example/1")
    product: str
    title: str = Field(min_length=1, max_length=200)
    form: str = Field(max_length=12, description="deck, one_pager, demo_script, faq, battlecard, calculator, email, …")
    persona: str = Field("", max_length=80)
    awareness: Literal["", "unaware", "need", "solutions", "us", "convinced"] = ""
    expires_on: date | None = None
    competitor: int | None = None
    claims: list[int] = Field([], max_length=100)


class RequestOut(Schema):
    """A request from sales."""

    number: int
    text: str = Field(alias="title")
    form: str
    asked_by: str
    asked_on: date
    deal: int | None
    expedited: bool
    answered_with: int | None
    reply: str
    closed_on: date | None

    @staticmethod
    def resolve_asked_by(asked: SalesRequest) -> str:
        return asked.asked_by.title

    @staticmethod
    def resolve_deal(asked: SalesRequest) -> int | None:
        return asked.deal.number if asked.deal else None

    @staticmethod
    def resolve_answered_with(asked: SalesRequest) -> int | None:
        return asked.answered_with.number if asked.answered_with else None


class RequestIn(Schema):
    """Something sales needs."""

    model_config = example(product="ledgerly", text="A slide on moving", form="deck", deal=12)  # type: ignore[assignment]
    product: str
    text: str = Field(min_length=1, max_length=1000)
    form: str = Field("deck", max_length=12)
    deal: int | None = None
    expedited: bool = False


class ReplyIn(Schema):
    """An asset, or an answer in words."""

    model_config = example(asset=4, because="Slide 7 shows it.")  # type: ignore[assignment]
    asset: int | None = None
    because: str = Field("", max_length=2000)


class Claims(Schema):
    """One page of claims."""

    items: list[ClaimOut]
    next: str | None = Field(description="Give it as `after` for the following page.")


class Messages(Schema):
    """One page of key messages."""

    items: list[MessageOut]
    next: str | None


class Positionings(Schema):
    """One page of positioning versions."""

    items: list[PositioningOut]
    next: str | None


class Competitors(Schema):
    """One page of competitors."""

    items: list[CompetitorOut]
    next: str | None


class Assets(Schema):
    """One page of sales assets."""

    items: list[AssetOut]
    next: str | None


class Requests(Schema):
    """One page of requests."""

    items: list[RequestOut]
    next: str | None
