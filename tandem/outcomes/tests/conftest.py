"""A small cast beside the demo company: one product that shipped before, and the people around it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

import pytest

from tandem.definition.models import Goal, Release
from tandem.team.models import Console, Member, Product, Workspace


@dataclass
class Cast:
    """Everyone the tests of outcomes need."""

    product: Product
    pm: Member
    pmm: Member
    helper: Member
    release: Release

    def goal(
        self, metric: str, baseline: int | None = 50, target: int | None = 75, due_on: date | None = date(2026, 6, 30)
    ) -> Goal:
        """A goal that was stated before the release shipped."""
        numbers = {"baseline": _decimal(baseline), "target": _decimal(target)}
        made: Goal = Goal.recall(
            self.release, metric, stated_on=date(2026, 1, 5), unit="%", due_on=due_on, by=self.pm, **numbers
        )
        return made


def _decimal(number: int | None) -> Decimal | None:
    return None if number is None else Decimal(number)


@pytest.fixture
def cast(db: None) -> Cast:
    console = Console()
    if not Workspace.objects.exists():
        Workspace.open("Northwind Finance", by=console)
    people = [Member.join(name, email=f"{name}@sideline.example", by=console) for name in ("Pia", "Max", "Hal")]
    product = Product.open("Sideline", slug="sideline", by=console)
    product.put_in_charge(people[0], "pm", by=console)
    product.put_in_charge(people[1], "pmm", by=console)
    pm, pmm, helper = (Member.objects.get(pk=person.pk) for person in people)
    product = Product.objects.get(pk=product.pk)
    release = Release.recall(product, "1.8", made_available_on=date(2026, 3, 31), by=pm)
    return Cast(product, pm, pmm, helper, release)
