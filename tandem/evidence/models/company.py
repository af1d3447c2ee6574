"""Companies and contacts: who speaks, and what they are worth."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models.functions import Lower

from tandem.record.history import kept
from tandem.record.models import Named, NamedQuerySet

LIFE_CYCLE = ("prospect", "customer", "former")


class CompanyQuerySet(NamedQuerySet):
    """Companies belong to the workspace; every member sees them."""


@kept(in_bulk=True)
class Company(Named):
    """A customer, prospect or former customer; its name is its item's title. ARR is in the workspace's currency."""

    kind: ClassVar[str] = "company"
    draft_act: ClassVar[str] = "sort evidence"
    searched: ClassVar[tuple[str, ...]] = ("industry", "segment", "country", "crm_id")
    revisable: ClassVar[tuple[str, ...]] = ("industry", "segment", "plan", "employees", "country", "life_cycle", "arr")

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
