"""A product with a market, ten companies and a charter program, made through verbs, for the tests of this stage."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from tandem.charter.models import Build, CharterMember, Program, Reference
from tandem.core import clock
from tandem.definition.models import Feature, Problem, Release
from tandem.evidence.models import Company, TargetMarket
from tandem.team.models import Console, Member, Product, Workspace

TODAY = date(2026, 11, 22)
JOINING = {"urgency": "Every Monday is lost.", "one_general_product": True, "pays_after": True}
CONSENT = {"wording": "You may name us.", "granted_by": "Ola Reyes", "statement": "We close our books in it."}


def days_ago(days: int) -> Any:
    """Let the clock stand on that day, at noon."""
    return clock.standing_still(datetime(2026, 11, 22, 12, tzinfo=UTC) - timedelta(days=days))


@dataclass
class Cast:
    """Who plays in these tests."""

    product: Product
    pm: Member
    pmm: Member
    rep: Member
    hand: Member
    release: Release
    feature: Feature
    market: TargetMarket
    program: Program
    build: Build
    companies: list[Company] = field(default_factory=list)

    def candidate(self, place: int = 0, **said: Any) -> CharterMember:
        return self.program.nominate(self.companies[place], by=self.hand, **said)

    def joined(self, place: int = 0, **said: Any) -> CharterMember:
        member = self.candidate(place, **said)
        member.invite(by=self.hand)
        member.join(by=self.hand, **JOINING)
        return member

    def live(self, place: int = 0, **said: Any) -> CharterMember:
        member = self.joined(place, **said)
        self.build.deploy(member, by=self.hand)
        member.refresh_from_db()
        member.go_live(by=self.hand)
        return member

    def happy(self, place: int = 0) -> CharterMember:
        member = self.live(place)
        member.answer(score=9, by=self.hand)
        member.confirm_happy(by=self.pm)
        return member

    def reference(self, place: int = 0, scopes: tuple[str, ...] = ("name", "call"), **said: Any) -> Reference:
        return self.happy(place).grant_reference(scopes, by=self.hand, **{**CONSENT, **said})


@pytest.fixture
def cast(db: None) -> Cast:
    console = Console()
    if not Workspace.objects.exists():
        Workspace.open("Northwind Finance", by=console)
    with days_ago(60):
        pm, pmm, rep, hand = (
            Member.join(name, email=f"{name.split()[0].lower()}@byway.example", role=role, by=console)
            for name, role in (
                ("Quill Arden", "contributor"), ("Mira Solberg", "contributor"), ("Sol Vance", "sales"),
                ("Ines Roth", "contributor"),
            )
        )  # fmt: skip
        product = Product.open("Byway", slug="byway", by=console)
        product.put_in_charge(pm, "pm", by=console)
        product.put_in_charge(pmm, "pmm", by=console)
        product = Product.objects.get(slug="byway")
        pm = Member.objects.get(pk=pm.pk)
        market = TargetMarket.define(
            product, "Firms of 5 to 50 people", [{"field": "employees", "is": "between", "value": [5, 50]}], by=pm
        )
        problem = Problem.open(product, "The feed stops unseen", by=pm)
        feature = Feature.open(product, "Approval chains", problems=[problem], by=pm)
        release = Release.plan(product, "2.0", available_on=TODAY + timedelta(days=12), by=pm)
        feature.put_into(release, by=pm)
        companies = [
            Company.open(
                f"Byway {number}", employees=20 if number < 13 else 900, domains=[f"byway{number}.example"], by=console
            )
            for number in range(1, 15)
        ]
        program = Program.open(product, "Byway 2.0 program", market=market, release=release, by=pm)
        build = Build.send(program, "0.8", by=pm)
    cast = Cast(product, pm, pmm, rep, hand, release, feature, market, program, build, companies)
    return cast


@pytest.fixture
def other(cast: Cast) -> Reference:
    """The first company's reference for another product, in that product's own program."""
    console = Console()
    product = Product.open("Wayside", slug="wayside", by=console)
    product.put_in_charge(cast.pm, "pm", by=console)
    market = TargetMarket.define(
        product, "Small firms", [{"field": "employees", "is": "between", "value": [5, 50]}], by=console
    )
    program = Program.open(product, "Wayside program", market=market, by=console)
    member = program.nominate(cast.companies[0], by=console)
    member.join(by=console, **JOINING)
    Build.send(program, "1.0", by=console).deploy(member, by=console)
    member.refresh_from_db()
    member.go_live(by=console)
    member.answer(score=10, by=console)
    member.confirm_happy(by=cast.pm)
    return member.grant_reference(["name", "call"], by=console, **CONSENT)
