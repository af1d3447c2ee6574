"""Sales assets: what sales is armed with, including what sales made for itself."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Any, ClassVar, Self

from django.db import models

from tandem.core import clock
from tandem.core.errors import Refused
from tandem.core.models import StoredFile
from tandem.messaging.claims import said_of
from tandem.messaging.models.claim import Claim, is_address, worded
from tandem.messaging.models.competitor import Competitor
from tandem.messaging.models.deal import Deal
from tandem.messaging.models.positioning import AWARENESS
from tandem.messaging.patterns import Made, Pattern, keeps_making
from tandem.messaging.readiness import Asset
from tandem.record.history import kept
from tandem.record.models import Named, NamedQuerySet
from tandem.record.verbs import ask, recorded
from tandem.team.models import Member, Workspace

FORMS = [
    ("deck", "Deck"),
    ("one_pager", "One-pager"),
    ("demo_script", "Demo script"),
    ("faq", "FAQ"),
    ("battlecard", "Battlecard"),
    ("calculator", "Calculator"),
    ("email", "E-mail"),
    ("webinar", "Webinar"),
    ("blog", "Blog"),
    ("release_note", "Release note"),
]
OWNERS = {"pm", "pmm", "pm delegate", "pmm delegate"}


class SalesAssetQuerySet(NamedQuerySet):
    """Sales assets of a product, by where they stand."""

    def released(self) -> Self:
        return self.exclude(released_on=None)

    def from_the_field(self) -> Self:
        """Made by sales, neither adopted nor declined."""
        return self.filter(field_made=True, adopted_on=None, declined_because="")

    def expired(self, today: date) -> Self:
        return self.filter(expires_on__lt=today)

    def standing(self, state: str, today: date) -> Self:
        """Those that are released, draft, expired or from the field; with an empty word all of them."""
        return {
            "released": lambda: self.released().exclude(expires_on__lt=today),
            "draft": lambda: self.filter(released_on=None),
            "expired": lambda: self.expired(today),
            "field": self.from_the_field,
        }.get(state, self.all)()

    def with_versions(self) -> Self:
        versions = (
            AssetVersion.objects.select_related("file", "made_by__item").prefetch_related("deals").order_by("-number")
        )
        return self.select_related("item", "owner__item", "maker__item", "competitor__item").prefetch_related(
            models.Prefetch("versions", versions)
        )


@kept()
class SalesAsset(Named):
    """Something sales shows or sends. The PMM adopts a field-made one with credit, or says why not."""

    kind: ClassVar[str] = "sales asset"
    draft_act: ClassVar[str] = "bring a sales asset"
    revisable: ClassVar[tuple[str, ...]] = (
        "form", "persona", "awareness", "competitor", "expires_on", "says",
    )  # fmt: skip

    form = models.CharField(max_length=12, choices=FORMS)
    owner = models.ForeignKey(Member, models.PROTECT, null=True, blank=True, related_name="assets")
    maker = models.ForeignKey(Member, models.PROTECT, null=True, blank=True, related_name="assets_made")
    field_made = models.BooleanField(default=False)
    persona = models.CharField(max_length=80, default="", blank=True)
    awareness = models.CharField(max_length=10, default="", blank=True, choices=AWARENESS)
    competitor = models.ForeignKey(Competitor, models.PROTECT, null=True, blank=True, related_name="assets")
    expires_on = models.DateField(null=True, blank=True)
    released_on = models.DateField(null=True, blank=True)
    released_by = models.ForeignKey(Member, models.PROTECT, null=True, blank=True, related_name="+")
    adopted_on = models.DateField(null=True, blank=True)
    declined_because = models.TextField(default="", blank=True)
    claims = models.ManyToManyField(Claim, related_name="assets", blank=True)

    objects = SalesAssetQuerySet.as_manager()

    @property
    def is_released(self) -> bool:
        return self.released_on is not None

    @property
    def trainer(self) -> Member | None:
        """Whoever made an adopted one in the field shows the others how to use it."""
        return self.maker if self.adopted_on else None

    @property
    def newest(self) -> AssetVersion | None:
        return max(self.versions.all(), key=lambda version: version.number, default=None)

    @property
    def says(self) -> str:
        """What is new in the newest version."""
        return self.newest.says if self.newest else ""

    def is_expired(self, today: date) -> bool:
        return self.expires_on is not None and self.expires_on < today

    def state(self, today: date) -> tuple[str, str]:
        """Where it stands, in a word and with its tone."""
        if self.declined_because:
            return "Declined", ""
        if not self.is_released:
            return ("From the field", "pmm") if self.field_made and not self.adopted_on else ("Draft", "")
        return ("Expired", "risk") if self.is_expired(today) else ("Released", "ok")

    def as_asset(self) -> Asset:
        """What the gates see of it."""
        return Asset(self.number, self.form, self.released_on, self.expires_on, self.competitor_id)

    def pattern(self, today: date) -> Pattern | None:
        """Sales keeps making it: see tandem.messaging.patterns."""
        return keeps_making([version.as_made() for version in self.versions.all()], today)

    def blocking_claims(self, today: date) -> list[Claim]:
        """Its claims that state a number, superlative or comparison and have no proof."""
        return [claim for claim in self.claims.with_proof().in_use() if claim.blocks(today)]

    @classmethod
    @recorded("brought", act="bring a sales asset", facts=("form",))
    def bring(
        cls,
        product: Any,
        title: str,
        *,
        form: str,
        by: Any,
        file: StoredFile | None = None,
        url: str = "",
        says: str = "",
        deals: Iterable[Deal] = (),
        persona: str = "",
        awareness: str = "",
        expires_on: date | None = None,
        competitor: Competitor | None = None,
        claims: Iterable[Claim] = (),
    ) -> SalesAsset:
        """Bring a file or a link. What somebody of sales brings is field-made: welcome, and credited to its maker."""
        if form not in dict(FORMS):
            raise Refused("That is no kind of sales asset.")
        field_made = "sales" in by.hats(product.pk) and not by.hats(product.pk) & OWNERS
        made = cls._make(
            worded(title, "Give the asset a title."),
            product=product,
            form=form,
            owner=by,
            maker=by,
            field_made=field_made,
            persona=persona,
            awareness=awareness,
            expires_on=expires_on,
            competitor=competitor,
        )
        made.claims.set(claims)
        made._add(file, url, says, deals, by)
        return made

    def revise(self, *, by: Any, version: int, because: str = "", **changes: Any) -> None:
        """Change its plain facts. What is released is official: only who accepts messaging changes it."""
        if self.is_released:
            ask(by, "accept messaging", self)
        super().revise(by=by, version=version, because=because, **changes)

    @recorded("added a version of", act="bring a sales asset")
    def add_version(
        self, *, by: Any, file: StoredFile | None = None, url: str = "", says: str = "", deals: Iterable[Deal] = ()
    ) -> AssetVersion:
        """Bring a newer version. A released asset stays released; its claims are checked at each release."""
        return self._add(file, url, says, deals, by)

    @recorded("released", act="accept messaging")
    def release(self, *, by: Any) -> None:
        """Make it official. Refused while a claim in it states a number, superlative or comparison without proof."""
        today = Workspace.current().today
        if self.is_released and not self.is_expired(today):
            raise Refused("This asset is released already.")
        if self.field_made and not self.adopted_on:
            raise Refused("Adopt it first, so that its maker gets the credit.")
        if self.is_expired(today):
            raise Refused("It is past its expiry; give it a new one first.")
        self._refuse_unproven(today)
        self.released_on, self.released_by = today, by
        self.save(update_fields=["released_on", "released_by"])

    @recorded("withdrew", act="accept messaging")
    def withdraw(self, because: str, *, by: Any) -> None:
        """Take it out of sales' hands again: the inverse of releasing."""
        if not self.is_released:
            raise Refused("This asset is not released.")
        worded(because, "Say what is wrong with it.")
        self.released_on, self.released_by = None, None
        self.save(update_fields=["released_on", "released_by"])

    @recorded("carried a claim in", act="bring a sales asset", facts=("claim",))
    def carry(self, claim: Claim, *, by: Any) -> None:
        """Say that the asset makes this claim. A released asset takes no claim that would have kept it from release."""
        if claim.item.product_id != self.item.product_id:
            raise Refused(f"{claim.mark} belongs to another product.")
        if self.is_released and claim.blocks(Workspace.current().today):
            raise Refused(f"“{claim.title}” says {said_of(claim.says)} and has no proof; the asset is released.")
        self.claims.add(claim)

    @recorded("left a claim out of", act="bring a sales asset", facts=("claim",))
    def leave_out(self, claim: Claim, *, by: Any) -> None:
        """The inverse of carrying."""
        self.claims.remove(claim)

    @recorded("opened", act="open a sales asset")
    def open(self, *, by: Any) -> AssetOpening:
        """Open a released asset: what counts towards sales being trained."""
        return self._learn(by)

    @recorded("confirmed", act="open a sales asset")
    def confirm(self, *, by: Any) -> AssetOpening:
        """Say that you know it without opening it here."""
        return self._learn(by)

    @recorded("adopted", act="accept messaging")
    def adopt(self, *, by: Any) -> None:
        """Take a field-made asset over as an official one; its maker keeps the credit and is named as its trainer."""
        if not self.field_made:
            raise Refused("Only what sales made is adopted.")
        if self.adopted_on:
            raise Refused("This asset was adopted already.")
        self.adopted_on, self.owner, self.declined_because = Workspace.current().today, by, ""
        self.save(update_fields=["adopted_on", "owner", "declined_because"])

    @recorded("declined", act="accept messaging")
    def decline(self, because: str, *, by: Any) -> None:
        """Say why a field-made asset will not be an official one; its maker reads the reason."""
        if not self.field_made or self.adopted_on:
            raise Refused("Only a field-made asset that nobody adopted is declined.")
        self.declined_because = worded(because, "Say why, to the person who made it.")
        self.save(update_fields=["declined_because"])

    def _put(self, name: str, value: Any) -> None:
        if name == "form" and value not in dict(FORMS):
            raise Refused("That is no kind of sales asset.")
        if name == "competitor" and value and value.item.product_id != self.item.product_id:
            raise Refused(f"{value.mark} belongs to another product.")
        if name == "says":
            self.versions.filter(number=self.newest.number if self.newest else 0).update(says=value.strip())
        else:
            super()._put(name, worded(value, "Give the asset a title.") if name == "title" else value)

    def _refuse_unproven(self, today: date) -> None:
        if blocking := self.blocking_claims(today):
            said = "; ".join(
                f"“{claim.title.rstrip('.')}” says {said_of(claim.says)} without proof" for claim in blocking
            )
            raise Refused(f"{said}. Prove it, or release it with a reason.")

    def _learn(self, by: Any) -> AssetOpening:
        if not self.is_released:
            raise Refused("This asset is not released yet.")
        seen, _ = AssetOpening.objects.get_or_create(asset=self, member=by, defaults={"at": clock.now()})
        return seen

    def _add(self, file: StoredFile | None, url: str, says: str, deals: Iterable[Deal], by: Any) -> AssetVersion:
        if file is None and not url.strip():
            raise Refused("Bring a file or a link.")
        if url.strip() and not is_address(url):
            raise Refused("The link must begin with https:// or http://.")
        deals = list(deals)
        if any(deal.item.product_id != self.item.product_id for deal in deals):
            raise Refused("A deal belongs to another product.")
        last = AssetVersion.objects.filter(asset=self).aggregate(last=models.Max("number"))["last"] or 0
        made = AssetVersion.objects.create(
            asset=self,
            number=last + 1,
            file=file,
            url=url.strip(),
            says=says.strip(),
            made_by=by,
            made_on=Workspace.current().today,
        )
        made.deals.set(deals)
        return made


@kept()
class AssetVersion(models.Model):
    """One version of an asset: a file or a link, who made it, and the deals it was made for."""

    asset = models.ForeignKey(SalesAsset, models.PROTECT, related_name="versions")
    number = models.IntegerField()
    file = models.ForeignKey(StoredFile, models.PROTECT, null=True, blank=True, related_name="+")
    url = models.TextField(default="", blank=True)
    says = models.TextField(default="", blank=True)
    deals = models.ManyToManyField(Deal, related_name="asset_versions", blank=True)
    made_by = models.ForeignKey(Member, models.PROTECT, related_name="+")
    made_on = models.DateField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["asset", "number"], name="asset_version_number")]

    def __str__(self) -> str:
        return f"version {self.number}"

    def as_made(self) -> Made:
        """What the pattern's rule sees of it."""
        return Made(
            self.made_on, self.made_by_id, tuple((deal.pk, deal.amount or Decimal(0)) for deal in self.deals.all())
        )


class AssetOpeningQuerySet(models.QuerySet["AssetOpening"]):
    """Who has opened what."""

    def by_sales(self, numbers: Iterable[int]) -> dict[str, set[int]]:
        """The numbers of these assets that each active sales member has opened, by name; two statements."""
        members = Member.objects.active().filter(role="sales").values_list("pk", "item__title")
        names = dict(members)
        seen: dict[str, set[int]] = {name: set() for name in names.values()}
        for member, number in self.filter(asset__item__number__in=list(numbers), member__in=names).values_list(
            "member", "asset__item__number"
        ):
            seen[names[member]].add(number)
        return seen


@kept()
class AssetOpening(models.Model):
    """A sales member opened or confirmed a released asset: eighty of a hundred must have."""

    asset = models.ForeignKey(SalesAsset, models.PROTECT, related_name="openings")
    member = models.ForeignKey(Member, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    objects = AssetOpeningQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["asset", "member"], name="asset_opened_once")]

    def __str__(self) -> str:
        return f"{self.member} opened {self.asset}"
