"""A few people, a product and some voices, made through verbs, for the tests of this stage."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from decimal import Decimal

import pytest

from tandem.core import clock
from tandem.evidence.models import Company, Highlight, Note, Source, TargetMarket
from tandem.record.models import Named
from tandem.team.models import Console, Member, Product, Workspace

_keys = itertools.count(1)


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
        note = Note.objects.create(
            source=self.source, product=self.product.item, key=next(_keys).to_bytes(16, "big"), said_at=clock.now(), body=body,
            company=company, with_pm=with_pm, added_at=clock.now(),
        )  # fmt: skip
        if about is not None:
            Highlight.objects.create(note=note, about=about.item, at=clock.now())
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
    source = Source._make("Sideline tickets", product=product, form="ticket")
    fresh = Product.objects.get(slug="sideline")
    companies = [
        Company._make(f"Sideline {number}", arr=Decimal(1000 * number), employees=20, crm_id=f"sideline-{number}") for number in range(1, 10)
    ]
    TargetMarket._make("Firms of 5 to 50", product=product, conditions=[{"field": "employees", "is": "between", "value": [5, 50]}])
    return Cast(fresh, Member.objects.get(pk=pm.pk), Member.objects.get(pk=pmm.pk), rep, source, companies)


@pytest.fixture
def at() -> Callable[[int, int, int], datetime]:
    """A moment to stand still at."""
    return lambda year, month, day: datetime(year, month, day, 9, tzinfo=UTC)
