"""A feature of one product that serves others too: offered by its home, taken or declined by each of them.

Its home answers for it, ranks it and ships it. What customers of a served product said stands with the problems of that
product that it serves, apart from what it rests on at home: no note counts in two products.
"""

from __future__ import annotations

from typing import Any, ClassVar, Self

from django.db import models
from django.db.models import Q

from tandem.core import clock
from tandem.core.errors import NotAllowed, Refused
from tandem.definition.models.problem import Problem
from tandem.record.history import kept
from tandem.record.models import Named
from tandem.record.verbs import recorded
from tandem.team.models import Member, Notice, Product

STATES = [("asked", "Waits for an answer"), ("accepted", "Accepted"), ("declined", "Declined")]
LONGEST = 1000


class ServingQuerySet(models.QuerySet[Any]):
    """Offers of a feature to another product, by how they stand."""

    def standing(self) -> Self:
        return self.filter(ended_at=None)

    def accepted(self) -> Self:
        return self.standing().filter(state="accepted")

    def waiting(self) -> Self:
        return self.standing().filter(state="asked")

    def offered_to(self, product: Product) -> Self:
        """What a product has taken, or still has to answer."""
        return self.standing().exclude(state="declined").filter(product=product)

    def visible_to(self, member: Any) -> Self:
        """Those of which one sees both ends: the home of the feature, and the product it serves."""
        seen = member.visible_products()
        return self.filter(product__in=seen, feature__item__product__in=seen)

    def with_people(self) -> Self:
        return self.select_related(
            "product__item", "feature__item__product", "by__item", "answered_by__item"
        ).prefetch_related("problems__item")


@kept()
class Serving(models.Model):
    """One product that a feature of another may serve, with what was asked and what was answered."""

    feature = models.ForeignKey("definition.Feature", models.PROTECT, related_name="servings")
    product = models.ForeignKey(Product, models.PROTECT, related_name="served_by")
    problems = models.ManyToManyField(Problem, related_name="served_through", blank=True)
    because = models.TextField(default="", blank=True)
    by = models.ForeignKey(Member, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    state = models.CharField(max_length=8, default="asked", choices=STATES)
    answer = models.TextField(default="", blank=True)
    answered_by = models.ForeignKey(Member, models.PROTECT, null=True, related_name="+")
    answered_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)

    objects = ServingQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint("feature", "product", condition=Q(ended_at=None), name="serving_once")
        ]

    def __str__(self) -> str:
        return f"{self.feature} for {self.product}"

    @property
    def is_accepted(self) -> bool:
        return self.state == "accepted"

    @property
    def home(self) -> Product:
        """The product that answers for the feature."""
        found: Product = Product.objects.select_related("item").get(pk=self.feature.item.product_id)
        return found

    def settle(self, state: str, by: Any, answer: str = "") -> None:
        """What the served product answered, and who."""
        self.state, self.answer, self.answered_by, self.answered_at = state, answer, by, clock.now()
        self.save(update_fields=["state", "answer", "answered_by", "answered_at"])


class Serves(Named):
    """What a feature does for products other than its own."""

    servings: ClassVar[Any]

    class Meta:
        abstract = True

    @recorded("offered to another product", act="draft definition")
    def offer_to(self, product: Product, *, by: Any, because: str = "") -> Serving:
        """Ask another product whether it serves there too. Whoever may answer there answers by asking."""
        self._refuse_offer(product, by)
        offer = Serving.objects.create(
            feature_id=self.pk, product=product, because=because.strip()[:LONGEST], by=by, at=clock.now()
        )
        if by.may("accept definition", product):
            offer.settle("accepted", by)
        else:
            self._tell(product.pm, f"{by} asks whether {self.mark} {self.title} serves {product} too", product, by=by)
        return offer

    @recorded("answered for another product", act="see")
    def answer_for(self, product: Product, *, accepted: bool, by: Any, words: str = "") -> Serving:
        """The product that it would serve takes it or not: its product manager or a delegate says it. Answered
        otherwise later, it is undone. The words stay with the offer: who sees the feature need not see that product.
        """
        if not by.may("accept definition", product):
            raise NotAllowed(f"Only the product manager of {product}, or a delegate, may answer this.")
        offer, state = self._offer(product), "accepted" if accepted else "declined"
        if offer.state == state:
            raise Refused(f"That was {state} already.")
        if not accepted and not words.strip():
            raise Refused("Say why it is declined; whoever offered it plans with the answer.")
        offer.settle(state, by, words.strip()[:LONGEST])
        said = f"{product} {'takes' if accepted else 'does not take'} {self.mark} {self.title}"
        for member in {offer.by, offer.home.pm}:
            self._tell(member, said, product, by=by)
        return offer

    @recorded("no longer offered to another product", act="draft definition")
    def take_back_from(self, product: Product, *, by: Any, because: str = "") -> None:
        """Its home ends it: while it waits whoever drafts may, later its product manager with a reason. Offering it
        again undoes this.
        """
        offer = self._offer(product)
        if offer.is_accepted and not by.may("accept definition", self):
            raise NotAllowed("It serves there: only its own product manager, or a delegate, may end that.")
        if offer.is_accepted and not because.strip():
            raise Refused(f"Say why it no longer serves {product}; its product manager plans with it.")
        offer.ended_at = clock.now()
        offer.save(update_fields=["ended_at"])
        self._tell(product.pm, f"{self.mark} {self.title} is no longer meant to serve {product}", product, by=by)

    def serving_of(self, problem: Problem) -> Serving | None:
        """Through which it serves a problem of another product, once that accepted it."""
        of: Serving | None = Serving.objects.accepted().filter(feature=self.pk, product=problem.item.product_id).first()
        return of

    def _offer(self, product: Product) -> Serving:
        found: Serving | None = (
            Serving.objects.standing().select_related("by__item").filter(feature=self.pk, product=product).first()
        )
        if found is None:
            raise Refused(f"It is not offered to {product}.")
        return found

    def _refuse_offer(self, product: Product, by: Any) -> None:
        seen = Product.objects.visible_to
        if not seen(by).filter(pk=product.pk).exists():
            raise NotAllowed("There is no product of that name that you may see.")
        if product.pk == self.item.product_id:
            raise Refused(f"{product} is its own product.")
        if Serving.objects.standing().filter(feature=self.pk, product=product).exists():
            raise Refused(f"It is offered to {product} already.")
        if product.pm is None:
            raise Refused(f"Nobody is product manager of {product} yet; nobody could answer.")
        if not seen(product.pm).filter(pk=self.item.product_id).exists():
            raise Refused(f"{product.pm} may not see this product. Name them among its people first.")

    def _tell(self, member: Member | None, text: str, product: Product, *, by: Any) -> None:
        """Whoever may not see the served product is told nothing that names it."""
        if member and member != by and Product.objects.visible_to(member).filter(pk=product.pk).exists():
            url = f"{self.get_absolute_url()}#serves"
            Notice.tell(member, text, url, product=self.item.product, happening="input")


def served_at(product: Any) -> list[int]:
    """Features of other products that serve this one: few, so that a list asks for them by key."""
    return list(Serving.objects.accepted().filter(product=product.pk).values_list("feature", flat=True))
