"""The cast of the evidence tests: a product, two companies, a target market, people with and without a say."""

from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal

import pytest

from tandem.evidence.models import Company, Note, Source, TargetMarket
from tandem.team.models import Console, Member, Product, Workspace

NOW = datetime(2026, 11, 22, 9, tzinfo=UTC)


@dataclass
class Cast:
    """Who and what a test may use by name."""

    product: Product
    pm: Member
    viewer: Member
    source: Source
    quarry: Company
    lantern: Company
    market: TargetMarket

    def note(self, text: str, **said: object) -> Note:
        return Note.add(self.product, text, by=self.pm, source=self.source, **said)


@pytest.fixture
def cast(db: None) -> Cast:
    console = Console()
    if not Workspace.objects.exists():
        Workspace.open("Northwind Finance", by=console)
    pm = Member.join("Ines Sideline", email="ines@sideline.example", by=console)
    viewer = Member.join("Otto Onlooker", email="otto@sideline.example", role="viewer", by=console)
    product = Product.open("Sideline", slug="sideline", by=console)
    product.put_in_charge(pm, "pm", by=console)
    source = Source.open(product, "Sideline inbox", form="ticket", by=pm)
    quarry = Company.open(
        "Quarry Stoneworks", by=pm, domains=["quarry.example"], arr=Decimal(40_000), employees=30, industry="Building"
    )
    lantern = Company.open(
        "Lantern Theatre", by=pm, domains=["lantern.example"], arr=Decimal(9_000), employees=400, industry="Arts"
    )
    rule = [{"field": "employees", "is": "between", "value": [5, 50]}]
    market = TargetMarket.define(product, "Small building firms", rule, by=pm)
    return Cast(product, pm, viewer, source, quarry, lantern, market)
