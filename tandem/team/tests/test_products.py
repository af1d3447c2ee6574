"""Who answers for a product."""

import pytest

from tandem.core.errors import NotAllowed
from tandem.team.models import Console, Member, Product, Workspace

pytestmark = pytest.mark.django_db


def test_a_product_has_one_accountable_pm_and_keeps_the_past_ones() -> None:
    console = Console()
    if not Workspace.objects.exists():
        Workspace.open("Northwind Finance", by=console)
    first = Member.join("One", email="one@x.example", by=console)
    second = Member.join("Two", email="two@x.example", by=console)
    product = Product.open("Sideline", slug="sideline", by=console)
    product.put_in_charge(first, "pm", by=console)
    product.put_in_charge(second, "pm", by=console)
    assert Product.objects.get(slug="sideline").pm == second
    assert product.accountabilities.count() == 2


def test_a_contributor_may_not_name_owners() -> None:
    console = Console()
    if not Workspace.objects.exists():
        Workspace.open("Northwind Finance", by=console)
    member = Member.join("One", email="one@x.example", by=console)
    product = Product.open("Sideline", slug="sideline", by=console)
    with pytest.raises(NotAllowed):
        product.put_in_charge(member, "pm", by=member)
