"""Companies and contacts: who speaks, and what they are worth."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING, Any, ClassVar, Self

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower

from tandem.core.errors import Refused
from tandem.evidence.addresses import domain_of, plain_domain, with_parents
from tandem.evidence.market import as_query, conditions_of
from tandem.record.history import kept
from tandem.record.models import Named, NamedQuerySet
from tandem.record.verbs import recorded
from tandem.ui.figures import plural

if TYPE_CHECKING:
    from tandem.evidence.models.erasure import Erasure
    from tandem.evidence.models.market import TargetMarket
    from tandem.evidence.models.merger import CompanyMerger
    from tandem.evidence.models.segment import Segment

LIFE_CYCLE = ("prospect", "customer", "former")


class CompanyQuerySet(NamedQuerySet):
    """Companies belong to the workspace; every member sees them."""

    def in_market(self, market: TargetMarket) -> Self:
        """Those that meet every condition of a target market."""
        return self.filter(as_query(conditions_of(market.conditions)))

    def in_segment(self, segment: Segment) -> Self:
        """Those that meet the rule of a segment."""
        return self.filter(as_query(conditions_of(segment.conditions)))

    def in_any_market(self, markets: Iterable[TargetMarket]) -> Self:
        """Those in at least one of these target markets; of none where there are none."""
        rules = [as_query(conditions_of(market.conditions)) for market in markets]
        return self.filter(pk__in=self.model.objects.filter(_any(rules)).values("pk")) if rules else self.none()

    def of_email(self, email: str) -> Company | None:
        """Whose e-mail address this is, by its domain; free mail belongs to nobody."""
        domains = with_parents(domain_of(email))
        found = (
            list(CompanyDomain.objects.filter(domain__in=domains).select_related("company__item")) if domains else []
        )
        return max(found, key=lambda row: len(row.domain)).company if found else None

    def named(self, name: str) -> Company | None:
        """The company of this name, whatever its case, or the one that this name was merged into; None when there is
        none or more than one.
        """
        called = self.filter(item__title__iexact=" ".join(name.split()))
        found = list(called.filter(item__retired_at=None).select_related("item")[:2])
        if not found:
            led = called.exclude(merged_into=None).filter(merged_into__item__retired_at=None)
            leads = (one.merged_into for one in led.select_related("merged_into__item"))
            found = list({company.pk: company for company in leads if company}.values())
        return found[0] if len(found) == 1 else None


def _any(rules: Sequence[Q]) -> Q:
    whole = rules[0]
    for rule in rules[1:]:
        whole |= rule
    return whole


@kept(in_bulk=True)
class Company(Named):
    """A customer, prospect or former customer; its name is its item's title. ARR is in the workspace's currency."""

    kind: ClassVar[str] = "company"
    draft_act: ClassVar[str] = "sort evidence"
    searched: ClassVar[tuple[str, ...]] = ("industry", "segment", "country", "crm_id")
    revisable: ClassVar[tuple[str, ...]] = (
        "industry",
        "segment",
        "plan",
        "employees",
        "country",
        "life_cycle",
        "arr",
        "renewal_on",
    )

    crm_id = models.CharField(max_length=80, default="", blank=True)
    arr = models.DecimalField(max_digits=18, decimal_places=2, null=True, blank=True)
    arr_original = models.DecimalField(max_digits=18, decimal_places=2, null=True, blank=True)
    arr_currency = models.CharField(max_length=3, default="", blank=True)
    arr_rate = models.DecimalField(max_digits=18, decimal_places=8, null=True, blank=True)
    segment = models.CharField(max_length=60, default="", blank=True)
    plan = models.CharField(max_length=60, default="", blank=True)
    industry = models.CharField(max_length=80, default="", blank=True)
    employees = models.IntegerField(null=True, blank=True)
    country = models.CharField(max_length=60, default="", blank=True)
    life_cycle = models.CharField(max_length=10, default="customer", choices=[(name, name) for name in LIFE_CYCLE])
    renewal_on = models.DateField(null=True, blank=True)
    custom = models.JSONField(default=dict, blank=True)
    imported = models.ForeignKey("evidence.Import", models.SET_NULL, null=True, related_name="companies")
    merged_into = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="absorbed")

    objects = CompanyQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint("crm_id", condition=~models.Q(crm_id=""), name="company_crm_id")]

    @property
    def standing(self) -> str:
        """What one line says of it: Finance · 40 people · customer."""
        people = plural(self.employees, "person,people") if self.employees is not None else ""
        return " · ".join(part for part in (self.industry, people, self.plan, self.country, self.life_cycle) if part)

    @classmethod
    @recorded("opened", act="sort evidence")
    def open(cls, name: str, *, by: Any, domains: Iterable[str] = (), **facts: Any) -> Company:
        """Open a company. A name that another company has is refused, so that nobody is counted twice."""
        name = " ".join(name.split())
        if not name:
            raise Refused("A company needs a name.")
        if cls.objects.in_use().filter(item__title__iexact=name).exists():
            raise Refused(f"There is already a company called {name}.")
        if known := cls.objects.named(name):
            raise Refused(f"{name} was merged into {known}.")
        if unknown := set(facts) - _OPENED_WITH:
            raise Refused(f"A company has no {', '.join(sorted(unknown))}.")
        made = cls._make(name, **_checked(facts))
        for domain in domains:
            made.add_domain(domain, by=by)
        return made

    @recorded("gave a domain", act="sort evidence", facts=("domain",))
    def add_domain(self, domain: str, *, by: Any) -> CompanyDomain:
        """Say that mail from this domain speaks for the company. A domain has one company; free mail has none."""
        wanted = plain_domain(domain)
        taken = CompanyDomain.objects.filter(domain__iexact=wanted).select_related("company__item").first()
        if taken and taken.company_id != self.pk:
            raise Refused(f"{wanted} already belongs to {taken.company}.")
        return taken or CompanyDomain.objects.create(company=self, domain=wanted)

    @recorded("took a domain away", act="sort evidence", facts=("domain",))
    def drop_domain(self, domain: str, *, by: Any) -> None:
        """Take a domain away again; notes matched by it keep their company."""
        CompanyDomain.objects.filter(company=self, domain__iexact=domain.strip()).delete()

    @recorded("took its waiting notes", act="sort evidence")
    def take_waiting_notes(self, *, by: Any) -> int:
        """Notes from its domains that came in before it was known become its own; says how many. Naming another
        company on a note, or none, takes one back.
        """
        from tandem.evidence.waiting import take_waiting

        return take_waiting(self)

    @recorded("noted a contact", act="add evidence")
    def add_contact(self, name: str, *, by: Any, email: str = "", role: str = "", ours: bool = False) -> Contact:
        """Note a person there. An e-mail address belongs to one contact; noting it again brings it up to date."""
        email = email.strip().lower()
        if not (name.strip() or email):
            raise Refused("Write a name or an e-mail address.")
        known = Contact.objects.filter(email__iexact=email).first() if email else None
        if known and known.company_id not in (None, self.pk):
            raise Refused(f"{email} already belongs to a contact at {known.company}.")
        made = known or Contact(email=email)
        made.company, made.name, made.role, made.ours = self, name.strip(), role.strip(), ours
        made.save()
        return made

    @recorded("merged with", act="sort evidence", facts=("gone",))
    def absorb(self, gone: Company, *, by: Any, because: str = "") -> CompanyMerger:
        """Two companies are one: what hangs on the other comes here, and its name and CRM id lead here from now on."""
        from tandem.evidence.merging import merge

        return merge(gone, self, by)

    @recorded("took apart", act="sort evidence", facts=("gone",))
    def part_from(self, gone: Company, *, by: Any, because: str = "") -> None:
        """They are two after all: the inverse of merging. What went over goes back; what came since stays."""
        from tandem.evidence.merging import take_apart

        take_apart(gone, self)

    @recorded("kept apart", act="sort evidence", facts=("other",))
    def keep_apart(self, other: Company, *, by: Any) -> None:
        """Say that two companies which look alike are two: they are not suggested again."""
        from tandem.evidence.merging import keep_apart

        keep_apart(self, other)

    @recorded("no longer kept apart", act="sort evidence", facts=("other",))
    def let_be_suggested(self, other: Company, *, by: Any) -> None:
        """Let the two be suggested again: the inverse of keeping them apart."""
        from tandem.evidence.merging import let_be_suggested

        let_be_suggested(self, other)

    @recorded("restored", act="")
    def restore(self, *, by: Any, because: str = "") -> None:
        """Bring it back into use: the inverse of retiring. One that was merged is taken apart instead."""
        if self.merged_into:
            raise Refused(f"It was merged into {self.merged_into}; take them apart there.")
        self.item.retired_at = None

    def _put(self, name: str, value: Any) -> None:
        super()._put(name, value if name == "title" else _checked({name: value})[name])


_OPENED_WITH = {
    "crm_id",
    "arr",
    "arr_original",
    "arr_currency",
    "arr_rate",
    "segment",
    "plan",
    "industry",
    "employees",
    "country",
    "life_cycle",
    "renewal_on",
    "custom",
}


def _checked(facts: dict[str, Any]) -> dict[str, Any]:
    """What a company cannot be: of negative worth, of fewer than no people, in an unknown life cycle."""
    if facts.get("arr") is not None and Decimal(facts["arr"]) < 0:
        raise Refused("ARR cannot be negative.")
    if facts.get("employees") is not None and int(facts["employees"]) < 0:
        raise Refused("A company cannot have fewer than no people.")
    if facts.get("life_cycle", "customer") not in LIFE_CYCLE:
        raise Refused(f"A company is a {', '.join(LIFE_CYCLE[:-1])} or {LIFE_CYCLE[-1]} one.")
    return facts


@kept(in_bulk=True)
class CompanyDomain(models.Model):
    """An e-mail domain that belongs to one company, so that notes find their company by themselves."""

    company = models.ForeignKey(Company, models.CASCADE, related_name="domains")
    domain = models.CharField(max_length=253)

    class Meta:
        constraints = [models.UniqueConstraint(Lower("domain"), name="company_domain")]

    def __str__(self) -> str:
        return self.domain


class ContactQuerySet(models.QuerySet["Contact"]):
    """People at companies; every member sees them, as they see companies."""

    def visible_to(self, member: Any) -> Self:
        return self

    def with_company(self) -> Self:
        return self.select_related("company__item")


@kept(personal=["name", "email", "role"], in_bulk=True)
class Contact(models.Model):
    """A person at a company, found by e-mail."""

    company = models.ForeignKey(Company, models.PROTECT, null=True, blank=True, related_name="contacts")
    name = models.CharField(max_length=200, default="", blank=True)
    email = models.CharField(max_length=254, default="", blank=True)
    role = models.CharField(max_length=120, default="", blank=True)
    ours = models.BooleanField(default=False)
    imported = models.ForeignKey("evidence.Import", models.SET_NULL, null=True, related_name="contacts")
    tags = ArrayField(models.CharField(max_length=60), default=list, blank=True)
    do_not_write = models.BooleanField(default=False)

    objects = ContactQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(Lower("email"), condition=~models.Q(email=""), name="contact_email")]
        indexes = [models.Index(fields=["name"], condition=~models.Q(name=""), name="contact_name")]

    def __str__(self) -> str:
        return self.name or self.email or "An erased person"

    def get_absolute_url(self) -> str:
        return f"/contacts/{self.pk}"

    @property
    def is_erased(self) -> bool:
        """Nobody is noted without a name and an address but who was erased."""
        return not (self.name or self.email)

    @property
    def item(self) -> Any:
        """A person is no item; what is done about one stands in the record of the company."""
        return self.company.item if self.company else None

    @recorded("corrected a contact", act="see personal data")
    def correct(self, *, by: Any, name: str, email: str = "", role: str = "", ours: bool = False) -> None:
        """Put right who they are. An e-mail address belongs to one person; correcting again undoes it."""
        name, email = name.strip(), email.strip().lower()
        if self.is_erased:
            raise Refused("This person was erased.")
        if not (name or email):
            raise Refused("Write a name or an e-mail address.")
        if email and (other := Contact.objects.filter(email__iexact=email).exclude(pk=self.pk).first()):
            raise Refused(f"{email} already belongs to {other}.")
        self.name, self.email, self.role, self.ours = name, email, role.strip(), ours
        self.save(update_fields=["name", "email", "role", "ours"])

    @recorded("was asked not to write", act="add evidence")
    def leave_alone(self, *, by: Any, because: str = "") -> None:
        """They do not want mail from us. Nothing is written to them any more, whatever they ask for."""
        self.do_not_write = True
        self.save(update_fields=["do_not_write"])

    @recorded("was told that mail is welcome", act="add evidence")
    def welcome_mail(self, *, by: Any, because: str = "") -> None:
        """They want to hear from us again. The inverse of leaving alone."""
        self.do_not_write = False
        self.save(update_fields=["do_not_write"])

    @recorded("erased a person", act="erase a person")
    def erase(
        self, *, by: Any, because: str = "", also: Iterable[int] = (), leave: Iterable[str] = (), files: bool = True
    ) -> Erasure:
        """Take away, for ever, all there is of them. `also` are notes of others in which their name is covered, or by
        somebody of their name; `leave` places that stay as they are; `files` whether the files they came in go too.
        """
        from tandem.evidence.erasing import erase, refuse_naming

        refuse_naming(self, because)
        return erase(self, by, also=set(also), leave=set(leave), files=files)
