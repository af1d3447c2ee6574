"""Who answers for a product."""

import pytest
from django.test import Client

from tandem.core.errors import NotAllowed
from tandem.record.models import Event
from tandem.team.models import Activity, Console, Member, Product, Workspace

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


def test_the_owners_of_a_product_assign_its_activities_and_others_do_not() -> None:
    console = Console()
    if not Workspace.objects.exists():
        Workspace.open("Northwind Finance", by=console)
    pm = Member.join("One", email="one@x.example", by=console)
    other = Member.join("Two", email="two@x.example", by=console)
    product = Product.open("Sideline", slug="sideline", by=console)
    elsewhere = Product.open("Elsewhere", slug="elsewhere", by=console)
    product.put_in_charge(pm, "pm", by=console)
    pm.forget_hats()
    research = Activity.open("Scouting", key="scouting", usual_side="pm", is_on=True, position=99, by=console)
    assert research.assign(product, other, by=pm).member == other
    assert Event.objects.get(verb="assigned", by=pm.item).item == product.item
    for owner, of in ((pm, elsewhere), (other, product)):
        with pytest.raises(NotAllowed):
            research.assign(of, other, by=owner)


def test_a_page_of_the_team_tells_who_may_not_act_as_the_api_does(client: Client) -> None:
    console = Console()
    if not Workspace.objects.exists():
        Workspace.open("Northwind Finance", by=console)
    client.force_login(Member.join("One", email="one@x.example", role="viewer", by=console))
    said = {"name": "New", "email": "new@x.example", "role": "viewer", "password": "correct horse battery"}
    assert client.post("/members", said).status_code == 403
    assert client.post("/products", {"name": "New", "slug": "new"}).status_code == 403
    assert not Member.objects.filter(email="new@x.example").exists()
