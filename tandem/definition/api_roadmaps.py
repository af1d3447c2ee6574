"""Roadmaps over the API: words for people outside, links, dates that move, and where features stand in the plan."""

from __future__ import annotations

from datetime import date
from typing import Any, Literal

from django.conf import settings
from django.shortcuts import get_object_or_404
from ninja import Field, Router, Schema

from tandem.core.errors import Refused
from tandem.definition.api_features import features
from tandem.definition.api_releases import ReleaseOut, releases
from tandem.definition.api_shared import ReasonIn, example, item_of_mark, visible
from tandem.definition.leaking import Leak
from tandem.definition.leaks import leaks_of, leaks_of_each
from tandem.definition.models import Component, Edition, Feature, Initiative, Objective, Place, Release, RoadmapLink
from tandem.definition.slipping import Shift, dependents_of
from tandem.record.models import Item
from tandem.team.request import Request, product_of_slug

editions, links = Router(tags=["Roadmaps"]), Router(tags=["Roadmaps"])
Audience = Literal["customers", "sales", "executives"]
NOUNS: dict[str, Any] = {"release": Release, "feature": Feature}


class OutsideEditionIn(Schema):
    """What an audience reads of a release or feature."""

    model_config = example(
        about="R-4", audience="customers", name="Bank feeds that repair themselves", promised_on="2026-12-04"
    )  # type: ignore[assignment]
    about: str = Field(description="A release or feature, as a mark.")
    audience: Audience = "customers"
    name: str = Field(min_length=1, max_length=200)
    text: str = Field("", max_length=2000)
    promised_on: date | None = Field(None, description="Kept inside; outside only its month, quarter or half.")
    rounding: Literal["month", "quarter", "half", "later"] = "quarter"
    confidence: Literal["high", "medium", "low"] = "medium"


class EditionOut(Schema):
    """Words for people outside, and whether they are accepted."""

    id: int
    about: str
    audience: str
    name: str
    text: str
    promised_on: date | None
    rounding: str
    confidence: str
    when: str = Field(description="The date as the audience is told it.")
    is_accepted: bool
    leaks: list[str] = Field([], description="What these words would give away, each in a sentence.")


class PromiseIn(Schema):
    """Another date for people outside."""

    model_config = example(day="2027-01-20", because="The release moved.")  # type: ignore[assignment]
    day: date
    because: str = Field("", max_length=2000)


class LinkIn(Schema):
    """A link to share the roadmap by."""

    model_config = example(product="ledgerly", audience="customers", title="The customers' council")  # type: ignore[assignment]
    product: str
    audience: Audience
    title: str = Field(min_length=1, max_length=120)
    days: int = Field(90, ge=1, le=366)
    because: str = Field("", max_length=2000, description="Why our own names that are not out may be read.")


class LinkOut(Schema):
    """A link; its address is told once, when it is made."""

    id: int
    product: str
    audience: str
    title: str
    expires_on: date
    is_ended: bool
    address: str = ""


class MoveIn(Schema):
    """New dates of a release. What is left out has no date afterwards."""

    model_config = example(available_on="2026-12-18", because="Two banks changed their login.")  # type: ignore[assignment]
    charter_release_on: date | None = None
    available_on: date | None = None
    because: str = Field(max_length=2000)
    answers: dict[str, Literal["move", "keep", "ask"]] = Field(
        {}, description="By the names that the list of dependents gives; what is left out is done as advised."
    )


class DependentOut(Schema):
    """One thing that counts on the dates."""

    name: str
    about: str
    says: str
    was: date
    would_be: date
    why: str
    choices: list[str] = Field(description="Nothing where it moves by itself.")
    advised: str


class HorizonIn(Schema):
    """Where a feature stands while no date says it."""

    model_config = example(horizon="next")  # type: ignore[assignment]
    horizon: Literal["now", "next", "later"]
    because: str = Field("", max_length=2000)


class TiesIn(Schema):
    """What a feature belongs to, by numbers; what is left out is let go."""

    model_config = example(objective=1, component=1)  # type: ignore[assignment]
    objective: int | None = None
    initiative: int | None = None
    component: int | None = None


class RoadmapPlaceOut(Schema):
    """Where a feature stands in the larger plan."""

    feature: str = Field(alias="about.mark")
    horizon: str
    objective: str | None
    initiative: str | None
    component: str | None

    @staticmethod
    def _mark(one: Any) -> str | None:
        return one.mark if one else None

    @staticmethod
    def resolve_objective(place: Place) -> str | None:
        return RoadmapPlaceOut._mark(place.objective)

    @staticmethod
    def resolve_initiative(place: Place) -> str | None:
        return RoadmapPlaceOut._mark(place.initiative)

    @staticmethod
    def resolve_component(place: Place) -> str | None:
        return RoadmapPlaceOut._mark(place.component)


@editions.get("", response=list[EditionOut], operation_id="editions_list", summary="List words for people outside")
def list_editions(request: Request, about: str) -> Any:
    """The words for each audience of one release or feature."""
    item = item_of_mark(request, about)
    found = list(Edition.objects.visible_to(request.user).filter(about=item.pk).order_by("audience"))
    leaks = leaks_of_each(item.product, [[one] for one in found])
    return [_said(one, item, each) for one, each in zip(found, leaks, strict=True)]


@editions.post("", response={201: EditionOut}, operation_id="editions_word", summary="Word it for people outside")
def word_edition(request: Request, given: OutsideEditionIn) -> Any:
    """Write what an audience reads; it waits for the product manager's acceptance."""
    item = item_of_mark(request, given.about)
    if item.kind not in NOUNS:
        raise Refused("People outside read of releases and features.")
    noun = visible(request, NOUNS[item.kind].objects, item.number)
    said = given.dict(exclude={"about", "audience"})
    return 201, _told(Edition.word(noun, given.audience, by=request.user, **said))


@editions.post(
    "/{int:number}/acceptance",
    response=EditionOut,
    operation_id="editions_accept",
    summary="Accept it for people outside",
)
def accept_edition(request: Request, number: int) -> Any:
    """Let the audience read it."""
    one = _edition(request, number)
    one.accept(by=request.user)
    return _told(one)


@editions.post(
    "/{int:number}/withdrawal",
    response=EditionOut,
    operation_id="editions_withdraw",
    summary="Withdraw it from people outside",
)
def withdraw_edition(request: Request, number: int, given: ReasonIn) -> Any:
    """Show it to nobody outside any more."""
    one = _edition(request, number)
    one.withdraw(by=request.user, because=given.because)
    return _told(one)


@editions.post(
    "/{int:number}/promise", response=EditionOut, operation_id="editions_promise", summary="Promise another date"
)
def promise_edition(request: Request, number: int, given: PromiseIn) -> Any:
    """Tell people outside another date; what was accepted stays accepted."""
    one = _edition(request, number)
    one.promise(given.day, because=given.because, by=request.user)
    return _told(one)


@links.get("", response=list[LinkOut], operation_id="roadmap_links_list", summary="List links to roadmaps")
def list_links(request: Request, product: str) -> Any:
    """The newest links of a product; their addresses cannot be read again."""
    found = RoadmapLink.objects.visible_to(request.user).of(product_of_slug(request, product))
    return [_link(one) for one in found.select_related("product").order_by("-pk")[:200]]


@links.post("", response={201: LinkOut}, operation_id="roadmap_links_share", summary="Share the roadmap")
def share_roadmap(request: Request, given: LinkIn) -> Any:
    """Make a link for one audience. Refused while it would leak a name."""
    product = product_of_slug(request, given.product)
    said = given.dict(exclude={"product", "audience"})
    return 201, _link(RoadmapLink.share(product, given.audience, by=request.user, **said))


@links.post("/{int:number}/ending", response=LinkOut, operation_id="roadmap_links_end", summary="End a link")
def end_link(request: Request, number: int) -> Any:
    """From now on nobody reads the roadmap by it."""
    found = RoadmapLink.objects.visible_to(request.user).select_related("product__item")
    link = get_object_or_404(found, pk=number)
    link.end(by=request.user)
    return _link(link)


@releases.get(
    "/{int:number}/dependents",
    response=list[DependentOut],
    operation_id="releases_dependents",
    summary="What counts on the dates",
)
def list_dependents(
    request: Request, number: int, available_on: date | None = None, charter_release_on: date | None = None
) -> Any:
    """What would be asked if the release had these dates."""
    release = visible(request, Release.objects, number)
    shift = Shift(release.charter_release_on, charter_release_on, release.available_on, available_on)
    return [
        {**{name: getattr(one, name) for name in ("name", "says", "was", "would_be", "why", "advised")},
         "about": one.item.mark, "choices": [value for value, _ in one.choices]}
        for one in dependents_of(release, shift, request.user)
    ]  # fmt: skip


@releases.post("/{int:number}/move", response=ReleaseOut, operation_id="releases_move", summary="Move the dates")
def move_release(request: Request, number: int, given: MoveIn) -> Any:
    """Move the dates of a release and, with them, what was answered to move. Everyone concerned is told."""
    release = visible(request, Release.objects, number)
    release.move(by=request.user, **given.dict())
    return release


@features.post(
    "/{int:number}/horizon",
    response=RoadmapPlaceOut,
    operation_id="features_place",
    summary="Place a feature on the roadmap",
)
def place_feature(request: Request, number: int, given: HorizonIn) -> Any:
    """Now, next or later, while no date says it."""
    feature = visible(request, Feature.objects.select_related("release__item"), number)
    return Place.put(feature, given.horizon, because=given.because, by=request.user)


@features.post(
    "/{int:number}/ties", response=RoadmapPlaceOut, operation_id="features_tie", summary="Put a feature into the plan"
)
def tie_feature(request: Request, number: int, given: TiesIn) -> Any:
    """Say which objective and initiative it serves and which component it belongs to."""
    feature = visible(request, Feature.objects.all(), number)
    kinds: dict[str, Any] = {"objective": Objective, "initiative": Initiative, "component": Component}
    ties = {name: visible(request, kind.objects, key) for name, kind in kinds.items() if (key := getattr(given, name))}
    return Place.tie(feature, by=request.user, **ties)


def _edition(request: Request, number: int) -> Edition:
    return get_object_or_404(Edition.objects.visible_to(request.user).select_related("about__product"), pk=number)


def _told(one: Edition) -> dict[str, Any]:
    return _said(one, one.about, leaks_of(one.about.product, [one]))


def _said(one: Edition, about: Item, leaks: list[Leak]) -> dict[str, Any]:
    fields = ("id", "audience", "name", "text", "promised_on", "rounding", "confidence", "when", "is_accepted")
    said = {name: getattr(one, name) for name in fields}
    return {**said, "about": about.mark, "leaks": [leak.says for leak in leaks]}


def _link(one: RoadmapLink) -> dict[str, Any]:
    fields = ("id", "audience", "title", "expires_on")
    address = f"{settings.TANDEM_URL}/r/{one.secret}" if one.secret else ""
    said = {"product": one.product.slug, "is_ended": one.ended_at is not None, "address": address}
    return {name: getattr(one, name) for name in fields} | said
