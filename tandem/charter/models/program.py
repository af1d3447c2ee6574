"""Charter programs: six live, happy, referenceable customers of one target market."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, Any, ClassVar, Self

from django.db import models

from tandem.charter import rules
from tandem.core.errors import Refused
from tandem.definition.models import Release
from tandem.evidence.models import Company, TargetMarket
from tandem.record.history import kept
from tandem.record.models import Item, Named, NamedQuerySet
from tandem.record.verbs import recorded
from tandem.team.models import Product, Workspace

if TYPE_CHECKING:
    from tandem.charter.models.build import Build
    from tandem.charter.models.charter_member import CharterMember
    from tandem.charter.models.session import Session
    from tandem.charter.usage import Row, Taken


class ProgramQuerySet(NamedQuerySet):
    """Charter programs, the running ones before the closed."""

    def running(self) -> Self:
        return self.in_use().filter(closed_on=None)

    def whole(self) -> Self:
        """With all that a reference's counting asks of its program."""
        business = Product.objects.filter(pk=models.OuterRef("item__product")).values("business")
        return self.select_related("item__product", "market__item", "release__item").annotate(
            business=models.Subquery(business)
        )

    def current(self, product: Any) -> Any:
        """The program a product runs now: the newest open one, else the newest."""
        return (
            self.whole()
            .in_use()
            .of(product)
            .order_by(models.F("closed_on").desc(nulls_first=True), "-item__number")
            .first()
        )

    def behind(self, release: Any) -> Any:
        """The program that proves a release: the one opened for it."""
        return self.whole().in_use().filter(release=release).order_by("-item__number").first()


@kept()
class Program(Named):
    """One program of a product: it aims at six references of one target market and never holds more than its cap."""

    kind: ClassVar[str] = "charter program"
    draft_act: ClassVar[str] = "run the charter"
    revisable: ClassVar[tuple[str, ...]] = ("rhythm_days", "release")

    market = models.ForeignKey(TargetMarket, models.PROTECT, related_name="programs")
    release = models.ForeignKey(Release, models.PROTECT, null=True, blank=True, related_name="programs")
    aim = models.IntegerField(default=6)
    cap = models.IntegerField(default=10)
    rhythm_days = models.IntegerField(default=14)
    opened_on = models.DateField()
    closed_on = models.DateField(null=True, blank=True)

    objects: ClassVar[Any] = ProgramQuerySet.as_manager()

    @property
    def due_on(self) -> date | None:
        """The day by which the references should be there: when its release goes out."""
        return self.release.available_on if self.release else None

    @property
    def is_platform(self) -> bool:
        """Whether a reference needs an application with an address."""
        if not hasattr(self, "business"):
            self.business = Product.objects.values_list("business", flat=True).get(pk=self.item.product_id)
        return bool(self.business == "platform")

    @classmethod
    @recorded("opened", act="run the charter", facts=("aim", "cap"))
    def open(
        cls, product: Product, title: str, *, market: TargetMarket, by: Any, release: Release | None = None,
        aim: int | None = None,
        cap: int | None = None, rhythm_days: int = 14,
    ) -> Program:  # fmt: skip
        """Open a program for one target market, at the project's start. Six of at most ten; consumers ten of 15."""
        if not title.strip():
            raise Refused("Give the program a name.")
        usual = Workspace.current().thresholds
        size = rules.size_of(product.business, usual.references, usual.charter_cap)
        aim, cap = aim or size.aim, cap or size.cap
        _refuse_strangers(product, market, release)
        if cap > size.cap or not 0 < aim <= cap:
            raise Refused(f"A program holds at most {size.cap} members and aims at no more references than that.")
        if rhythm_days < 1:
            raise Refused("Sessions come at least a day apart.")
        today = Workspace.current().today
        fields: dict[str, Any] = {
            "market": market,
            "release": release,
            "aim": aim,
            "cap": cap,
            "rhythm_days": rhythm_days,
        }
        return cls._make(title.strip(), product=product, opened_on=today, **fields)

    @recorded("closed", act="confirm a charter member")
    def close(self, *, by: Any, because: str = "") -> None:
        """End a program. Its members and references stay as they are."""
        self._refuse_closed()
        self.closed_on = Workspace.current().today
        self.save(update_fields=["closed_on"])

    @recorded("opened again", act="confirm a charter member")
    def reopen(self, *, by: Any, because: str = "") -> None:
        """Run a closed program again. The inverse of closing."""
        self.closed_on = None
        self.save(update_fields=["closed_on"])

    @recorded("offered early access", act="run the charter", facts=("company",))
    def offer_early_access(self, company: Company, *, by: Any, because: str = "") -> EarlyAccess:
        """Offer a company early access instead of a place: without limit, separate, never counted as a reference."""
        if (
            self.members.filter(company=company)
            .exclude(stage__in=("candidate", "invited", "declined", "left"))
            .exists()
        ):
            raise Refused(f"{company} is in the program and has every build already.")
        fields = {"offered_on": Workspace.current().today, "because": because.strip()}
        made, fresh = EarlyAccess.objects.get_or_create(program=self, company=company, defaults=fields)
        if not fresh:
            raise Refused(f"{company} was offered early access already.")
        return made

    @recorded("took back early access", act="run the charter", facts=("company",))
    def take_back_early_access(self, company: Company, *, by: Any, because: str = "") -> None:
        """Take an offer of early access back. The inverse of offering it."""
        self.early_access.filter(company=company).delete()

    @recorded("took usage", act="run the charter")
    def take_usage(self, rows: Sequence[Row], *, by: Any) -> Taken:
        """Set who deployed which build and who is live, from a usage file; rows that fit nobody are given back."""
        from tandem.charter.usage import take

        self._refuse_closed()
        return take(self, rows, by=by)

    def nominate(self, company: Company, *, by: Any, **said: Any) -> CharterMember:
        """Make a company a candidate; see CharterMember.nominate."""
        from tandem.charter.models.charter_member import CharterMember

        return CharterMember.nominate(self, company, by=by, **said)

    def send_build(self, version: str, *, by: Any, says: str = "") -> Build:
        """Give the members a build; see Build.send."""
        from tandem.charter.models.build import Build

        return Build.send(self, version, by=by, says=says)

    def plan_session(self, title: str, *, by: Any, **said: Any) -> Session:
        """Plan a session; see Session.plan."""
        from tandem.charter.models.session import Session

        return Session.plan(self, title, by=by, **said)

    def places_taken(self, *, holding: bool = False) -> int:
        """How many joined and have not left. Holding the program keeps two from taking the last place at once."""
        if holding:
            Item.objects.select_for_update(of=("self",)).get(pk=self.pk)
        return self.members.taking_a_place().count()

    def _refuse_closed(self) -> None:
        if self.closed_on is not None:
            raise Refused(f"{self.title} is closed.")


def _refuse_strangers(product: Any, market: TargetMarket, release: Release | None) -> None:
    if market.item.product_id != product.pk:
        raise Refused("That target market belongs to another product.")
    if release is not None and release.item.product_id != product.pk:
        raise Refused("That release belongs to another product.")


@kept()
class EarlyAccess(models.Model):
    """A company offered the early access program instead: unlimited, separate, never counted as a reference."""

    program = models.ForeignKey(Program, models.PROTECT, related_name="early_access")
    company = models.ForeignKey(Company, models.PROTECT, related_name="+")
    offered_on = models.DateField()
    because = models.TextField(default="", blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["program", "company"], name="early_access_once")]

    def __str__(self) -> str:
        return f"{self.company}: early access"
