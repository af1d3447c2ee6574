"""A product with its people, some voices, a reference and a launch, made through verbs, for the tests of this stage."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client

from tandem.charter.models import CharterMember, Program, Reference
from tandem.evidence.models import Company, Highlight, Note, TargetMarket
from tandem.launch.models import Launch
from tandem.messaging.models import Claim
from tandem.team.models import Console, Member, Product, Workspace

TODAY = date(2026, 11, 22)


@dataclass
class Cast:
    """Who plays in these tests."""

    product: Product
    pm: Member
    pmm: Member
    rep: Member
    companies: list[Company]

    def quote(
        self, words: str, company: int = 0, *, consent: str = "may_use", feeling: str = "", about: Any = None
    ) -> Highlight:
        """Marked words of a company."""
        text = f"They told us: {words}. That is all."
        note = Note.add(self.product, text, by=self.pm, company=self.companies[company], author_name="Somebody")
        start = text.index(words)
        item = about.item if about else None
        return note.highlight(start, start + len(words), by=self.pm, about=item, consent=consent, feeling=feeling)

    def claim(self, text: str = "Moving takes one weekend.", **said: Any) -> Claim:
        """A claim stated, and so accepted, by the marketer."""
        return Claim.state(self.product, text, by=self.pmm, **said)

    def launch(self, tier: int = 1, in_days: int = 12) -> Launch:
        return Launch.plan(
            self.product, f"Sideline in tier {tier}", tier=tier, day=TODAY + timedelta(days=in_days), by=self.pmm
        )

    def reference(self, company: int = 0, **said: Any) -> Reference:
        """A consent of a customer who is live and happy; how one gets there is charter's to test."""
        market = TargetMarket.objects.filter(item__product=self.product.pk).first() or TargetMarket.define(
            self.product, "Firms of 5 to 50", [{"field": "employees", "is": "between", "value": [5, 50]}], by=self.pm
        )
        program = Program.objects.filter(item__product=self.product.pk).first() or Program.open(
            self.product, "Sideline program", market=market, by=self.pm
        )
        member = CharterMember.nominate(program, self.companies[company], by=self.pm)
        CharterMember.objects.filter(pk=member.pk).update(stage="happy")
        member.refresh_from_db()
        said = {
            "statement": "It stopped our Mondays from hurting.",
            "wording": "You may name us.",
            "granted_by": "Their owner",
        } | said
        return Reference.grant(member, ["name", "quote"], by=self.pm, **said)


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
    companies = [
        Company.open(
            f"Sideline {name}", by=console, employees=20, industry="Law" if name < "C" else "Care", segment="Small"
        )
        for name in "ABCD"
    ]
    return Cast(
        Product.objects.get(slug="sideline"), *(Member.objects.get(pk=one.pk) for one in (pm, pmm, rep)), companies
    )


@pytest.fixture
def as_pmm(cast: Cast, client: Client) -> Client:
    client.force_login(cast.pmm)
    return client


@pytest.fixture
def as_rep(cast: Cast) -> Client:
    client = Client()
    client.force_login(cast.rep)
    return client
