"""References: consent to be named, with its scope, its limits and its end."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any, ClassVar, Self

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Prefetch

from tandem.charter import rules
from tandem.charter.models.charter_member import CharterMember
from tandem.core.errors import Refused
from tandem.record.history import kept
from tandem.record.models import Item, Named, NamedQuerySet
from tandem.record.verbs import recorded
from tandem.team.models import Member, Workspace

SCOPES = [("name", "Name"), ("logo", "Logo"), ("quote", "Quote"), ("call", "Call"), ("press", "Press")]


class ReferenceQuerySet(NamedQuerySet):
    """Consents, and which of them may be used."""

    def usable_now(self, today: date) -> Self:
        """Not withdrawn, not expired, of a member who is live and happy. What is not known is not usable."""
        return self.in_use().filter(
            withdrawn_on=None,
            granted_on__lte=today,
            expires_on__gte=today,
            member__stage__in=rules.HAPPY,
            member__item__retired_at=None,
        )

    def nameable(self) -> Self:
        """Those that may be named in public, with a statement of use."""
        return self.filter(scopes__contains=[rules.NAMED_IN_PUBLIC]).exclude(statement="")

    def with_scope(self, scope: str) -> Self:
        return self.filter(scopes__contains=[scope])

    def with_bearer(self) -> Self:
        """With the member, the company, the market and the answers that counting asks for."""
        return self.select_related(
            "item", "member__item", "member__company__item", "member__program__market__item"
        ).prefetch_related(Prefetch("member__answers"))


@kept()
class Reference(Named):
    """A member's consent. It is never edited: a new consent is a new row, a withdrawal ends this one at once."""

    kind: ClassVar[str] = "reference"
    draft_act: ClassVar[str] = "run the charter"
    searched: ClassVar[tuple[str, ...]] = ("statement",)

    member = models.ForeignKey(CharterMember, models.PROTECT, related_name="references")
    scopes = ArrayField(models.CharField(max_length=5, choices=SCOPES))
    wording = models.TextField()
    statement = models.TextField(default="", blank=True)
    address = models.TextField(default="", blank=True)
    granted_by = models.CharField(max_length=200)
    granted_on = models.DateField()
    expires_on = models.DateField()
    uses_a_quarter = models.IntegerField(default=2)
    withdrawn_on = models.DateField(null=True, blank=True)

    objects: ClassVar[Any] = ReferenceQuerySet.as_manager()

    @property
    def consent(self) -> rules.Consent:
        return rules.Consent(
            self.scopes, self.granted_on, self.expires_on, self.statement, self.address, self.withdrawn_on
        )

    @property
    def scope_words(self) -> str:
        """Name, logo, call."""
        labels = dict(SCOPES)
        return ", ".join(labels[scope] for scope in labels if scope in self.scopes).capitalize()

    def why_unusable(self, today: date) -> str:
        return rules.why_unusable(self.member.stage, self.consent, today)

    def why_uncounted(self, today: date, within_days: int, *, is_platform: bool = False) -> str:
        """Why it is not one of the six; empty when it is."""
        bearer = rules.Bearer(self.member.stage, self.member.in_market, self.member.happiness())
        return rules.why_uncounted(bearer, self.consent, today, within_days=within_days, is_platform=is_platform)

    def used_this_quarter(self, today: date) -> int:
        """How often this company was used as a reference this quarter, over all products and consents."""
        first, after = rules.quarter_of(today)
        uses = ReferenceUse.objects.filter(reference__member__company=self.member.company_id)
        return uses.filter(used_on__gte=first, used_on__lt=after).count()

    @classmethod
    @recorded("consented", act="run the charter", facts=("scopes", "granted_by", "expires_on"))
    def grant(
        cls, member: CharterMember, scopes: Sequence[str], *, wording: str, granted_by: str, by: Any,
        statement: str = "",
        address: str = "", expires_on: date | None = None, uses_a_quarter: int | None = None,
    ) -> Reference:  # fmt: skip
        """Record a consent in its own words, with scope, end and limit. A happy member becomes a reference by it."""
        workspace = Workspace.current()
        today, usual = workspace.today, workspace.thresholds
        _refuse_vague(scopes, wording, granted_by)
        expires_on = expires_on or months_after(today, usual.consent_months)
        if expires_on <= today:
            raise Refused("The consent has to end after today.")
        member.refresh_from_db(fields=["stage"])
        chosen = [scope for scope, _ in SCOPES if scope in scopes]
        limit = usual.reference_uses if uses_a_quarter is None else uses_a_quarter
        fields: dict[str, Any] = {
            "granted_on": today,
            "expires_on": expires_on,
            "uses_a_quarter": limit,
            "address": address.strip(),
        }
        texts = {"wording": wording.strip(), "statement": statement.strip(), "granted_by": granted_by.strip()}
        made = cls._make(member.title, product=member.item.product, member=member, scopes=chosen, **texts, **fields)
        if member.stage == "happy":
            member.become_reference(by=by, because=f"Consent for {made.scope_words.lower()}.")
        return made

    @recorded("used", act="use a reference", facts=("scope", "purpose"))
    def use(self, scope: str, *, purpose: str, by: Any, about: Item | None = None) -> ReferenceUse:
        """Log a use. Refused beyond the scope, the end or the agreed number a quarter, counted over all products."""
        if not purpose.strip():
            raise Refused("Say what it is used for.")
        today = Workspace.current().today
        Item.objects.select_for_update(of=("self",)).get(pk=self.member.company_id)
        self.member.refresh_from_db(fields=["stage"])
        used = self.used_this_quarter(today)
        if refusal := rules.refusal_to_use(
            self.consent, self.member.stage, scope, today, used=used, limit=self.uses_a_quarter
        ):
            raise Refused(refusal)
        return ReferenceUse.objects.create(
            reference=self, scope=scope, purpose=purpose.strip(), about=about, used_on=today, by=by
        )

    @recorded("withdrawn", act="run the charter")
    def withdraw(self, *, by: Any, because: str = "") -> None:
        """End a consent at once and for ever. Without another one, the member is happy and no longer a reference."""
        if self.withdrawn_on is not None:
            raise Refused("It was withdrawn already.")
        self.withdrawn_on = Workspace.current().today
        self.save(update_fields=["withdrawn_on"])
        self.member.refresh_from_db(fields=["stage"])
        if self.member.stage == "reference" and not self.member.references.filter(withdrawn_on=None).exists():
            self.member.stop_being_reference(by=by, because=because or "The consent was withdrawn.")


@kept()
class ReferenceUse(models.Model):
    """One use of a reference: for what, by whom, when."""

    reference = models.ForeignKey(Reference, models.PROTECT, related_name="uses")
    scope = models.CharField(max_length=5, choices=SCOPES)
    about = models.ForeignKey(Item, models.PROTECT, null=True, related_name="+")
    purpose = models.TextField(default="", blank=True)
    used_on = models.DateField()
    by = models.ForeignKey(Member, models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return f"{self.reference}, {self.scope}"


def months_after(day: date, months: int) -> date:
    """The same day some months later, or the last day of that month when it has no such day."""
    from calendar import monthrange

    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def _refuse_vague(scopes: Iterable[str], wording: str, granted_by: str) -> None:
    if not set(scopes) or not set(scopes) <= set(dict(SCOPES)):
        raise Refused("Choose what they consent to: name, logo, quote, call or press.")
    if not wording.strip():
        raise Refused("Write down the consent in the words they agreed to.")
    if not granted_by.strip():
        raise Refused("Say who gave the consent.")
