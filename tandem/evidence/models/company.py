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
    from tandem.evidence.models.market import TargetMarket

LIFE_CYCLE = ("prospect", "customer", "former")


class CompanyQuerySet(NamedQuerySet):
    """Companies belong to the workspace; every member sees them."""

    def in_market(self, market: TargetMarket) -> Self:
        """Those that meet every condition of a target market."""
        return self.filter(as_query(conditions_of(market.conditions)))

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
        """The company of this name, whatever its case; None when there is none or more than one."""
        found = list(
            self.filter(item__title__iexact=" ".join(name.split()), item__retired_at=None).select_related("item")[:2]
        )
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

    class Meta:
        constraints = [models.UniqueConstraint(Lower("email"), condition=~models.Q(email=""), name="contact_email")]

    def __str__(self) -> str:
        return self.name or self.email
