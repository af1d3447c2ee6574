"""Features over the API, as far as they serve products other than their own."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from ninja import Field, Schema

from tandem.definition.api_features import feature_of, features
from tandem.definition.api_shared import example
from tandem.definition.models import Serving
from tandem.team.request import Request, product_of_slug

HOME = "/{int:number}/servings"


class ServingOfferIn(Schema):
    """The product that is asked or no longer meant, and why."""

    model_config = example(product="paydesk", because="It reads the same bank feed.")  # type: ignore[assignment]
    product: str = Field(description="The product's slug.")
    because: str = Field("", max_length=1000)


class OfferAnswerIn(Schema):
    """What the product that was asked says."""

    model_config = example(product="paydesk", accepted=True, words="Ours wait for it too.")  # type: ignore[assignment]
    product: str = Field(description="The slug of the product you answer for.")
    accepted: bool
    words: str = Field("", max_length=1000, description="In its own words; declining needs some.")


class ServingOut(Schema):
    """A product that a feature of another serves, or may serve."""

    product: str = Field(alias="product.slug")
    home: str = Field(description="The slug of the product that answers for the feature.")
    feature: str = Field(alias="feature.mark")
    state: str = Field(description="asked, accepted or declined.")
    because: str
    answer: str = Field(description="What the served product said.")
    asked_at: datetime = Field(alias="at")
    answered_at: datetime | None
    problems: list[str] = Field(description="Problems of the served product that it solves there.")

    @staticmethod
    def resolve_home(serving: Serving) -> str:
        return str(serving.home.slug)

    @staticmethod
    def resolve_problems(serving: Serving) -> list[str]:
        return [problem.mark for problem in serving.problems.all()]


@features.get(HOME, response=list[ServingOut], operation_id="features_servings", summary="List the products it serves")
def list_servings(request: Request, number: int) -> Any:
    """The products it was offered to, as far as you may see them, each with what it answered."""
    found = feature_of(request, number)
    return Serving.objects.visible_to(request.user).standing().filter(feature=found.pk).with_people().order_by("pk")


@features.post(HOME, response={201: ServingOut}, operation_id="features_offer", summary="Offer it to another product")
def offer(request: Request, number: int, given: ServingOfferIn) -> Any:
    """Ask another product whether it serves there too; its product manager or a delegate answers."""
    product = product_of_slug(request, given.product)
    return 201, feature_of(request, number).offer_to(product, by=request.user, because=given.because)


@features.post(
    HOME + "/answer", response=ServingOut, operation_id="features_answer_offer", summary="Answer for a product"
)
def answer_offer(request: Request, number: int, given: OfferAnswerIn) -> Any:
    """Take it for your product, or decline it with a reason. Answered otherwise later, it is undone."""
    product = product_of_slug(request, given.product)
    said = given.dict(include={"accepted", "words"})
    return feature_of(request, number).answer_for(product, by=request.user, **said)


@features.post(HOME + "/ending", response={204: None}, operation_id="features_end_offer", summary="Take an offer back")
def end_offer(request: Request, number: int, given: ServingOfferIn) -> Any:
    """It is no longer meant for that product. Once it was accepted, its own product manager says why."""
    product = product_of_slug(request, given.product)
    feature_of(request, number).take_back_from(product, by=request.user, because=given.because)
    return 204, None
