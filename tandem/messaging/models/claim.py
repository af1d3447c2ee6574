"""Claims, the key messages above them and the proof below them."""

from __future__ import annotations

from datetime import date
from typing import Any, ClassVar, Self

from django.db import models

from tandem.charter.models import Reference
from tandem.core import clock
from tandem.core.errors import Refused
from tandem.core.places import place_after
from tandem.definition.models import Feature, Goal, Problem, Validation
from tandem.evidence.models import Highlight
from tandem.launch.models import Launch
from tandem.messaging import claims
from tandem.messaging.models.competitor import Capability
from tandem.messaging.strength import Proof, Strength
from tandem.messaging.strength import strength as strength_of
from tandem.record.history import kept
from tandem.record.models import Named, NamedQuerySet
from tandem.record.verbs import recorded
from tandem.team.models import Member, Workspace
from tandem.team.models.acceptance import Accepted

FORMS = [
    ("quote", "Quote"),
    ("reference", "Reference"),
    ("metric", "Measured metric"),
    ("validation", "Validation"),
    ("page", "Third-party page"),
]
RESTS_ON = {Problem: "problems", Feature: "features", Launch: "launches"}
NEEDS = {
    "quote": ("highlight", "Choose the words to quote."),
    "reference": ("reference", "Choose the customer who consented."),
    "validation": ("validation", "Choose the test that showed it."),
}


@kept()
class KeyMessage(Named):
    """One of the few things the product says; claims stand under it."""

    kind: ClassVar[str] = "key message"
    draft_act: ClassVar[str] = "draft messaging"
    revisable: ClassVar[tuple[str, ...]] = ("position",)

    position = models.IntegerField(default=0)

    objects = NamedQuerySet.as_manager()

    @classmethod
    @recorded("said", act="draft messaging")
    def say(cls, product: Any, text: str, *, by: Any) -> KeyMessage:
        """Add a key message after the ones the product has."""
        place = place_after(cls.objects.of(product))
        return cls._make(worded(text, "Write the message: one sentence."), product=product, position=place)


class ClaimQuerySet(NamedQuerySet):
    """Claims of a product, with what their strength is computed from."""

    def with_proof(self) -> Self:
        """All that strength and its reasons need, in a fixed number of statements."""
        points = ProofPoint.objects.filter(taken_out_at=None).with_what_it_stands_on().order_by("position")
        return self.select_related("item__acceptance", "message__item").prefetch_related(
            models.Prefetch("proof_points", points, to_attr="standing_points"),
            models.Prefetch(
                "compared_with",
                Capability.objects.select_related("competitor__item").prefetch_related("competitor__capabilities"),
            ),
        )


@kept()
class Claim(Accepted):
    """A sentence we tell the world; its title is the sentence. Strength is computed from its proof points."""

    kind: ClassVar[str] = "claim"
    draft_act: ClassVar[str] = "draft messaging"
    accept_act = "accept messaging"
    revisable: ClassVar[tuple[str, ...]] = ("message",)

    message = models.ForeignKey(KeyMessage, models.PROTECT, null=True, blank=True, related_name="claims")
    problems = models.ManyToManyField(Problem, related_name="claims", blank=True)
    features = models.ManyToManyField(Feature, related_name="claims", blank=True)
    launches = models.ManyToManyField(Launch, related_name="claims", blank=True)
    compared_with = models.ManyToManyField(Capability, related_name="claims", blank=True)
    released_because = models.TextField(default="", blank=True)
    released_by = models.ForeignKey(Member, models.PROTECT, null=True, blank=True, related_name="+")
    released_on = models.DateField(null=True, blank=True)

    objects = ClaimQuerySet.as_manager()

    @property
    def points(self) -> list[ProofPoint]:
        """The proof points nobody took out, for and against."""
        if "standing_points" not in self.__dict__:
            found = ProofPoint.objects.filter(claim=self, taken_out_at=None).with_what_it_stands_on()
            self.__dict__["standing_points"] = list(found.order_by("position"))
        points: list[ProofPoint] = self.__dict__["standing_points"]
        return points

    @property
    def supporting(self) -> list[ProofPoint]:
        return [point for point in self.points if point.supports]

    @property
    def opposing(self) -> list[ProofPoint]:
        return [point for point in self.points if not point.supports]

    def strength(self, today: date) -> Strength:
        """None, weak, proven or stale: see tandem.messaging.strength."""
        return strength_of(self.proofs(today), today)

    def proofs(self, today: date) -> list[Proof]:
        return [point.as_proof(today) for point in self.supporting]

    @property
    def says(self) -> tuple[str, ...]:
        """Whether it states a number, a superlative or a comparison."""
        return claims.sayings(self.title)

    @property
    def is_released(self) -> bool:
        """The marketer lets it out without proof, for a reason."""
        return self.released_on is not None

    def blocks(self, today: date) -> bool:
        """A number, superlative or comparison without proof keeps an asset from being released."""
        return bool(self.says) and not self.is_released and self.strength(today) in ("none", "weak")

    def against(self) -> str:
        """What the quotes against it say instead: 3 quotes say two days; none says one."""
        return claims.against(self.title, _quoted(self.opposing), _quoted(self.supporting))

    @classmethod
    @recorded("stated", act="draft messaging")
    def state(
        cls,
        product: Any,
        text: str,
        *,
        by: Any,
        message: KeyMessage | None = None,
        problems: Any = (),
        features: Any = (),
        launches: Any = (),
    ) -> Claim:
        """State a claim. What the marketer states is accepted by it; what anyone else drafts waits for acceptance."""
        text = worded(text, "Write the claim: one sentence we tell the world.")
        if cls.objects.of(product).in_use().filter(item__title__iexact=text).exists():
            raise Refused("This claim is stated already, word for word.")
        made = cls._make(text, product=product, message=message)
        made.problems.set(problems)
        made.features.set(features)
        made.launches.set(launches)
        made._accept_if_owner(by)
        return made

    @recorded("rested on", act="draft messaging", facts=("thing",))
    def rest_on(self, thing: Any, *, by: Any) -> None:
        """Say which problem or feature it rests on, which launch uses it, or which key message it stands under."""
        self._same_product(thing)
        if isinstance(thing, KeyMessage):
            self.message = thing
            self.save(update_fields=["message"])
        else:
            getattr(self, RESTS_ON[type(thing)]).add(thing)

    @recorded("let go of", act="draft messaging", facts=("thing",))
    def let_go(self, thing: Any, *, by: Any) -> None:
        """It rests on this no more: the inverse of resting on it."""
        if isinstance(thing, KeyMessage):
            self.message = None
            self.save(update_fields=["message"])
        else:
            getattr(self, RESTS_ON[type(thing)]).remove(thing)

    @recorded("proved", act="draft messaging", facts=("form", "says", "supports"))
    def prove(
        self,
        form: str,
        *,
        by: Any,
        says: str = "",
        highlight: Highlight | None = None,
        reference: Reference | None = None,
        validation: Validation | None = None,
        goal: Goal | None = None,
        url: str = "",
        as_of: date | None = None,
        supports: bool = True,
    ) -> ProofPoint:
        """Put one piece of proof under it, or against it. Each form needs the thing it stands on."""
        given = {"highlight": highlight, "reference": reference, "validation": validation, "goal": goal}
        _refuse_empty(form, given, says, url)
        same = {name: thing for name, thing in given.items() if thing}
        if same and ProofPoint.objects.filter(claim=self, taken_out_at=None, **same).exists():
            raise Refused("This proof is under the claim already.")
        self.__dict__.pop("standing_points", None)
        return ProofPoint.objects.create(
            claim=self,
            position=place_after(ProofPoint.objects.filter(claim=self)),
            form=form,
            says=says.strip(),
            url=url.strip(),
            as_of=as_of or _day_of(given),
            supports=supports,
            by=by if by.pk else self._owner(),
            **given,
        )

    @recorded("took out proof of", act="draft messaging", facts=("position",))
    def take_out_proof(self, position: int, *, by: Any, because: str = "") -> None:
        """Take a proof point out; it stays in the record, and its strength is computed without it."""
        point = ProofPoint.objects.filter(claim=self, position=position, taken_out_at=None).first()
        if point is None:
            raise Refused(f"{self.mark} has no proof point {position}.")
        point.taken_out_at = clock.now()
        point.save(update_fields=["taken_out_at"])
        self.__dict__.pop("standing_points", None)

    @recorded("released without proof", act="accept messaging")
    def release_without_proof(self, *, because: str, by: Any) -> None:
        """Let it out although it is not proven. The marketer's name and reason stay beside it."""
        today = Workspace.current().today
        if self.strength(today) == "proven":
            raise Refused("This claim is proven; nothing needs to be released.")
        self.released_because = worded(because, "Say why it may go out without proof.")
        self.released_by, self.released_on = by, today
        self.save(update_fields=["released_because", "released_by", "released_on"])

    @recorded("withdrew the release of", act="accept messaging")
    def withdraw_release(self, *, by: Any, because: str = "") -> None:
        """The inverse of releasing without proof."""
        if not self.is_released:
            raise Refused("This claim was not released without proof.")
        self.released_because, self.released_by, self.released_on = "", None, None
        self.save(update_fields=["released_because", "released_by", "released_on"])

    @recorded("compared", act="draft messaging", facts=("capability",))
    def compare(self, capability: Capability, *, by: Any) -> None:
        """Hold it against a competitor's capability: where they do as well or better, the claim is marked so."""
        self._same_product(capability.competitor)
        self.compared_with.add(capability)

    @recorded("stopped comparing", act="draft messaging", facts=("capability",))
    def stop_comparing(self, capability: Capability, *, by: Any) -> None:
        """The inverse of comparing."""
        self.compared_with.remove(capability)

    def _same_product(self, thing: Any) -> None:
        if thing.item.product_id != self.item.product_id:
            raise Refused(f"{thing.mark} belongs to another product.")

    def _owner(self) -> Any:
        """Whose name stands on what the console brought in."""
        from tandem.team.models import Product

        product = Product.objects.get(pk=self.item.product_id)
        return product.pmm or product.pm or Member.objects.active().order_by("pk").first()


class ProofPointQuerySet(models.QuerySet["ProofPoint"]):
    """Proof points, with the things they stand on."""

    def with_what_it_stands_on(self) -> Self:
        return self.select_related(
            "highlight__note__company__item",
            "highlight__note__source__item",
            "reference__item",
            "reference__member__company__item",
            "validation__item",
            "goal__item",
            "by__item",
        )


@kept()
class ProofPoint(models.Model):
    """One piece of proof under a claim, or against it: a quote, reference, metric, validation or third-party page."""

    claim = models.ForeignKey(Claim, models.PROTECT, related_name="proof_points")
    position = models.IntegerField()
    form = models.CharField(max_length=10, choices=FORMS)
    says = models.TextField(default="", blank=True)
    supports = models.BooleanField(default=True)
    highlight = models.ForeignKey(Highlight, models.PROTECT, null=True, blank=True, related_name="proofs")
    reference = models.ForeignKey(Reference, models.PROTECT, null=True, blank=True, related_name="proofs")
    validation = models.ForeignKey(Validation, models.PROTECT, null=True, blank=True, related_name="proofs")
    goal = models.ForeignKey(Goal, models.PROTECT, null=True, blank=True, related_name="proofs")
    url = models.TextField(default="", blank=True)
    as_of = models.DateField()
    by = models.ForeignKey(Member, models.PROTECT, related_name="+")
    taken_out_at = models.DateTimeField(null=True)

    objects = ProofPointQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["claim", "position"], name="proof_point_position")]

    def __str__(self) -> str:
        return self.says or self.form

    def as_proof(self, today: date) -> Proof:
        """What the rule of strength sees of it."""
        company = self.highlight.note.company_id if self.highlight else None
        return Proof(self.form, self.as_of, self.counts(today), self.counted(today), company)

    def counts(self, today: date) -> bool:
        """Whether it could be shown to a stranger today."""
        if self.form == "quote":
            return bool(self.highlight and self.highlight.consent == "may_use" and not self.highlight.taken_back_at)
        if self.form == "reference":
            return bool(self.reference) and not self.counted(today)
        return self.form != "validation" or bool(self.validation and self.validation.verdict == "works")

    def counted(self, today: date) -> bool:
        """Whether it once counted: a reference whose consent has ended."""
        consent = self.reference
        return bool(consent and (consent.withdrawn_on or consent.expires_on < today))

    @property
    def words(self) -> str:
        """What it says, for a reader."""
        if self.highlight:
            return self.highlight.words or self.says
        if self.reference:
            return self.reference.statement or self.says or self.reference.member.company.title
        thing = self.validation or self.goal
        return self.says or (thing.title if thing else self.url)

    @property
    def who(self) -> str:
        """Whose word it is."""
        if self.highlight:
            return self.highlight.note.speaker
        if self.reference:
            return self.reference.member.company.title
        return self.validation.title if self.validation else ""

    @property
    def page(self) -> str:
        """Where it can be read."""
        if self.highlight:
            return str(self.highlight.note.get_absolute_url())
        thing = self.reference or self.validation or self.goal
        return thing.get_absolute_url() if thing else self.url


def worded(text: str, sentence: str) -> str:
    """A text in one line, refused when there is none."""
    bare = " ".join(text.split())
    if not bare:
        raise Refused(sentence)
    return bare


def is_address(url: str) -> bool:
    """Whether this is a web address a browser may be sent to."""
    return url.strip().lower().startswith(("https://", "http://"))


def _refuse_empty(form: str, given: dict[str, Any], says: str, url: str) -> None:
    if form not in dict(FORMS):
        raise Refused("Proof is a quote, a reference, a measured metric, a validation or a third-party page.")
    need, sentence = NEEDS.get(form, ("", ""))
    if need and not given[need]:
        raise Refused(sentence)
    if form == "metric" and not says.strip():
        raise Refused("Say what was measured, how, and what it came to.")
    if url.strip() and not is_address(url):
        raise Refused("The address must begin with https:// or http://.")
    if form == "page" and not url.strip():
        raise Refused("Give the address of the page.")


def _day_of(given: dict[str, Any]) -> date:
    """The day the proof is of: when it was said, tested or granted."""
    if given["highlight"]:
        said: date = given["highlight"].note.said_at.date()
        return said
    dated = given["validation"].held_on if given["validation"] else None
    granted = given["reference"].granted_on if given["reference"] else None
    return dated or granted or Workspace.current().today


def _quoted(points: list[ProofPoint]) -> list[str]:
    return [point.highlight.words for point in points if point.highlight]
