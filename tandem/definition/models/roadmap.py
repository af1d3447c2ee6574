"""Roadmaps: where a feature stands in the larger plan, what people outside read of it, and links to share that by."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any, ClassVar, Self

from django.contrib.postgres.fields import ArrayField
from django.db import models

from tandem.core import clock
from tandem.core.errors import Refused
from tandem.definition.horizons import CONFIDENCES, HORIZONS, ROUNDINGS, rounded, still_holds
from tandem.definition.models.feature import Feature
from tandem.definition.models.objective import Component, Initiative, Objective, refuse_stranger
from tandem.record.history import kept
from tandem.record.models import Item, NamedQuerySet
from tandem.record.verbs import recorded
from tandem.team.models import Member, Product, Workspace

AUDIENCES = [("customers", "Customers"), ("sales", "Sales"), ("executives", "Executives")]
TIES = ("objective", "initiative", "component")
NAME, TEXT = 200, 2000
LONGEST_DAYS = 366


@kept()
class Place(models.Model):
    """Where a feature stands in the larger plan: now, next or later while no date says it, and what it belongs to."""

    about = models.OneToOneField(Item, models.PROTECT, related_name="roadmap_place")
    horizon = models.CharField(max_length=5, choices=HORIZONS, default="", blank=True)
    objective = models.ForeignKey(Objective, models.PROTECT, null=True, blank=True, related_name="places")
    initiative = models.ForeignKey(Initiative, models.PROTECT, null=True, blank=True, related_name="places")
    component = models.ForeignKey(Component, models.PROTECT, null=True, blank=True, related_name="places")

    objects = models.Manager()

    def __str__(self) -> str:
        return f"{self.about.mark} {self.horizon}".strip()

    @property
    def item(self) -> Item:
        """Its place in the record is that of the feature."""
        return self.about

    @classmethod
    @recorded("placed on the roadmap", act="draft definition", facts=("horizon",))
    def put(cls, feature: Feature, horizon: str, *, by: Any, because: str = "") -> Place:
        """Say that it comes now, next or later. A feature in a dated release stands where that date puts it."""
        if horizon not in dict(HORIZONS):
            raise Refused("Choose now, next or later.")
        release = feature.release
        if release is not None and release.available_on:
            raise Refused(f"It is in {release.title}, whose date says when it comes. Move the release instead.")
        return cls._keep(feature, horizon=horizon)

    @classmethod
    @recorded("put into the plan", act="draft definition", facts=TIES)
    def tie(
        cls, feature: Feature, *, by: Any, objective: Objective | None = None, initiative: Initiative | None = None,
        component: Component | None = None, because: str = "",
    ) -> Place:  # fmt: skip
        """Say which objective and initiative a feature serves and which component it belongs to; what is not named is
        let go. A feature whose initiative serves an objective serves it too, unless another one is named.
        """
        ties = {"objective": objective, "initiative": initiative, "component": component}
        for noun in ties.values():
            refuse_stranger(feature.item.product_id, noun)
        if objective is None and initiative is not None:
            ties["objective"] = initiative.objective
        return cls._keep(feature, **ties)

    @classmethod
    def _keep(cls, feature: Feature, **said: Any) -> Place:
        found, _ = cls.objects.update_or_create(about=feature.item, defaults=said)
        return found


class EditionQuerySet(NamedQuerySet):
    """Words for people outside, seen as what they are about."""

    product_path = "about__product"

    def accepted(self) -> Self:
        return self.exclude(accepted_at=None).filter(about__retired_at=None)

    def for_audience(self, audience: str) -> Self:
        """What an audience reads: its own words where there are some, else those for customers."""
        own = self.model.objects.accepted().filter(about=models.OuterRef("about"), audience=audience)
        if audience == "customers":
            return self.accepted().filter(audience="customers")
        others = models.Q(audience="customers") & ~models.Exists(own)
        return self.accepted().filter(models.Q(audience=audience) | others)

    def promised(self) -> Self:
        return self.accepted().exclude(rounding="later").exclude(promised_on=None)


@kept()
class Edition(models.Model):
    """What one audience outside reads of a release or feature: name, text and a date as rough as it is known. Nobody
    outside reads any of it before it was accepted, and rewording takes the acceptance back.
    """

    about = models.ForeignKey(Item, models.PROTECT, related_name="editions")
    audience = models.CharField(max_length=10, choices=AUDIENCES, default="customers")
    name = models.CharField(max_length=NAME)
    text = models.TextField(default="", blank=True)
    promised_on = models.DateField(null=True, blank=True)
    rounding = models.CharField(max_length=7, choices=ROUNDINGS, default="quarter")
    confidence = models.CharField(max_length=6, choices=CONFIDENCES, default="medium")
    by = models.ForeignKey(Member, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    accepted_by = models.ForeignKey(Member, models.PROTECT, null=True, related_name="+")
    accepted_at = models.DateTimeField(null=True)

    objects = EditionQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["about", "audience"], name="edition_once")]

    def __str__(self) -> str:
        return self.name

    @property
    def item(self) -> Item:
        """Its place in the record is that of what it is about."""
        return self.about

    @property
    def is_accepted(self) -> bool:
        return self.accepted_at is not None

    @property
    def when(self) -> str:
        """The date as this audience is told it."""
        return rounded(self.promised_on, self.rounding)

    def holds(self, day: date) -> bool:
        """Whether a day is still what was promised."""
        return self.promised_on is None or still_holds(self.promised_on, self.rounding, self.confidence, day)

    @classmethod
    @recorded("worded for the roadmap", act="draft definition", facts=("audience", "name"))
    def word(
        cls, noun: Any, audience: str, *, name: str, by: Any, text: str = "", promised_on: date | None = None,
        rounding: str = "quarter", confidence: str = "medium",
    ) -> Edition:  # fmt: skip
        """Write what an audience reads of a release or feature. It waits for the product manager's acceptance."""
        name = " ".join(name.split())
        _refuse_unknown(audience, rounding, confidence)
        if not name or len(name) > NAME or len(text) > TEXT:
            raise Refused(f"Give a name of at most {NAME} characters; the text has at most {TEXT}.")
        if promised_on is None and rounding != "later":
            raise Refused("Give the date that is rounded, or choose “later”.")
        said = {
            "name": name, "text": text.strip(), "promised_on": promised_on, "rounding": rounding,
            "confidence": confidence, "by_id": by.pk, "at": clock.now(), "accepted_by": None, "accepted_at": None,
        }  # fmt: skip
        found, _ = cls.objects.update_or_create(about=noun.item, audience=audience, defaults=said)
        return found

    @recorded("accepted for people outside", act="accept definition", facts=())
    def accept(self, *, by: Any) -> None:
        """Let people outside read it. Only the product manager, or a delegate, accepts."""
        self.accepted_by_id, self.accepted_at = by.pk, clock.now()
        self.save(update_fields=["accepted_by", "accepted_at"])

    @recorded("withdrawn from people outside", act="accept definition")
    def withdraw(self, *, by: Any, because: str = "") -> None:
        """Show it to nobody outside any more, at once. The inverse of accepting."""
        self.accepted_by = self.accepted_at = None
        self.save(update_fields=["accepted_by", "accepted_at"])

    @recorded("promised another date", act="accept definition", facts=("day",))
    def promise(self, day: date, *, by: Any, because: str = "") -> None:
        """Tell people outside another date; what was accepted stays accepted."""
        self.promised_on = day
        self.save(update_fields=["promised_on"])


class RoadmapLinkQuerySet(models.QuerySet["RoadmapLink"]):
    """Links by which a roadmap is shared."""

    def visible_to(self, member: Any) -> Self:
        return self.filter(product__in=member.visible_products())

    def of(self, product: Any) -> Self:
        return self.filter(product=product.pk)

    def open(self, today: date) -> Self:
        return self.filter(ended_at=None, expires_on__gte=today)

    def at_address(self, secret: str, today: date) -> RoadmapLink | None:
        """The open link of a secret, or None; only its hash is kept."""
        found = self.open(today).filter(digest=digest_of(secret), product__item__retired_at=None)
        return found.select_related("product__item", "by__item").first()


@kept(personal=["digest"], derived=["opened", "opened_at"])
class RoadmapLink(models.Model):
    """One address at which an audience reads a product's roadmap without signing in, until it expires or is ended."""

    draft_act: ClassVar[str] = "write to customers"

    product = models.ForeignKey(Product, models.PROTECT, related_name="roadmap_links")
    audience = models.CharField(max_length=10, choices=AUDIENCES)
    title = models.CharField(max_length=120)
    digest = models.CharField(max_length=64, unique=True)
    let_pass = ArrayField(models.CharField(max_length=300), default=list, blank=True)
    expires_on = models.DateField()
    by = models.ForeignKey(Member, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    opened = models.IntegerField(default=0)
    opened_at = models.DateTimeField(null=True)

    objects = RoadmapLinkQuerySet.as_manager()

    secret: str = ""

    def __str__(self) -> str:
        return self.title

    @property
    def item(self) -> Item:
        return self.product.item

    def is_open(self, today: date) -> bool:
        return self.ended_at is None and self.expires_on >= today

    @classmethod
    @recorded("shared the roadmap", act="write to customers", facts=("audience", "title", "days"))
    def share(
        cls, product: Product, audience: str, *, title: str, by: Any, days: int = 90, because: str = ""
    ) -> RoadmapLink:
        """Make a link for one audience. What would leak is named and refused; names of our own that are not public yet
        may pass with a reason, a customer's without consent never. Its secret is on the returned row once.
        """
        from tandem.definition.leaks import leaks_of

        title = " ".join(title.split())
        _refuse_unknown(audience)
        if not title or len(title) > 120 or not 1 <= days <= LONGEST_DAYS:
            raise Refused(f"Say whom the link is for, and a number of days up to {LONGEST_DAYS}.")
        found = leaks_of(product, Edition.objects.of(product).for_audience(audience))
        _refuse_leaks(found, because)
        secret = secrets.token_urlsafe(32)
        made = cls.objects.create(
            product=product, audience=audience, title=title, digest=digest_of(secret), by_id=by.pk, at=clock.now(),
            expires_on=Workspace.current().today + timedelta(days=days), let_pass=sorted({one.name for one in found}),
        )  # fmt: skip
        made.secret = secret
        return made

    @recorded("ended a link to the roadmap", act="write to customers")
    def end(self, *, by: Any, because: str = "") -> None:
        """From now on nobody reads the roadmap by it."""
        if self.ended_at:
            raise Refused("This link was ended already.")
        self.ended_at = clock.now()
        self.save(update_fields=["ended_at"])


def digest_of(secret: str) -> str:
    """What is kept of a link's secret."""
    return hashlib.sha256(secret.encode(errors="replace")).hexdigest()


def _refuse_unknown(audience: str, rounding: str = "later", confidence: str = "low") -> None:
    known = audience in dict(AUDIENCES) and rounding in dict(ROUNDINGS) and confidence in dict(CONFIDENCES)
    if not known:
        raise Refused("Choose one of the audiences, roundings and confidences that are offered.")


def _refuse_leaks(found: Iterable[Any], because: str) -> None:
    never = [one for one in found if not one.may_pass]
    if never:
        raise Refused("Not shared. " + " ".join(one.says for one in never))
    if (ours := list(found)) and not because.strip():
        raise Refused("Not shared. " + " ".join(one.says for one in ours) + " Mend it, or say why it may be read.")
