"""A small cast beside the demo company: one product with both owners."""

from dataclasses import dataclass
from datetime import date

import pytest

from tandem.launch.models import Launch
from tandem.team.models import Console, Member, Product, Workspace


@dataclass
class Cast:
    """Everyone the tests of launch need."""

    product: Product
    pm: Member
    pmm: Member
    helper: Member
    launch: Launch


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
    launch = Launch.plan(product, "Sideline 1.0", tier=3, day=date(2026, 12, 4), by=pmm)
    return Cast(product, pm, pmm, helper, launch)
