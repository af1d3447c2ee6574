"""A few people, a product and some voices, made through verbs, for the tests of this stage."""

from __future__ import annotations

import itertools
from dataclasses import dataclass, field
from decimal import Decimal

import pytest

from tandem.evidence.models import Company, Note, Source, TargetMarket
from tandem.record.models import Named
from tandem.team.models import Console, Member, Product, Workspace

_said = itertools.count(1)


@dataclass
class Cast:
    """Who plays in these tests."""

    product: Product
    pm: Member
    pmm: Member
    rep: Member
    source: Source
    companies: list[Company] = field(default_factory=list)

    def say(self, about: Named | None, company: Company, body: str = "It stops.", *, with_pm: bool = False) -> Note:
        """One note of a company, linked to something when `about` is given."""
        note = Note.add(
            self.product, f"{body} ({next(_said)})", source=self.source, company=company, with_pm=with_pm, by=self.pm
        )
        if about is not None:
            note.link(about.item, by=self.pm)
        return note

    def validate_ready(self, problem: Named) -> None:
        """Everything the rule of validation asks for."""
        for place, company in enumerate(self.companies[:8]):
            self.say(problem, company, with_pm=place == 0)


@pytest.fixture
def cast(db: None) -> Cast:
    console = Console()
    if not Workspace.objects.exists():
        Workspace.open("Northwind Finance", by=console)
    pm, pmm, rep = (
        Member.join(name, email=f"{name.split()[0].lower()}@sideline.example", role=role, by=console)
        for name, role in (("Quill Arden", "contributor"), ("Mira Solberg", "contributor"), ("Sol Vance", "sales"))
    )
    product = Product.open("Sideline", slug="sideline", by=console)
    product.put_in_charge(pm, "pm", by=console)
    product.put_in_charge(pmm, "pmm", by=console)
    source = Source.open(product, "Sideline tickets", form="ticket", by=console)
    fresh = Product.objects.get(slug="sideline")
    companies = [
        Company.open(
            f"Sideline {number}", arr=Decimal(1000 * number), employees=20, crm_id=f"sideline-{number}", by=console
        )
        for number in range(1, 10)
    ]
    rule = {"field": "employees", "is": "between", "value": [5, 50]}
    TargetMarket.define(product, "Firms of 5 to 50", [rule], by=console)
    return Cast(fresh, Member.objects.get(pk=pm.pk), Member.objects.get(pk=pmm.pk), rep, source, companies)
