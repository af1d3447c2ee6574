"""The catalog of activities: a template with exceptions, gaps, doubles, the unowned list and the workload."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from tandem.core.errors import NotAllowed, Refused
from tandem.team.catalog import lines, open_activities
from tandem.team.holding import Cell, Holdings
from tandem.team.models import (
    Activity,
    ActivityOwner,
    Console,
    Consulted,
    LeftOut,
    Matter,
    Member,
    Product,
    Workspace,
)
from tandem.team.rules import accountable
from tandem.team.workload import workloads

CONSOLE = Console()


@pytest.mark.parametrize(
    ("usual", "named", "beside", "held"),
    [
        (None, [], [], ()),
        ("Ada", [], [], ("Ada",)),
        ("Ada", ["Hugo"], [], ("Hugo",)),
        ("Ada", [], ["Luis"], ("Ada", "Luis")),
        (None, [], ["Luis"], ("Luis",)),
        ("Ada", ["Hugo"], ["Hugo"], ("Hugo",)),
    ],
)
def test_who_is_named_goes_before_the_template_and_who_takes_it_up_stands_beside(
    usual: str | None, named: list[str], beside: list[str], held: tuple[str, ...]
) -> None:
    assert accountable(usual, named, beside) == held


def test_the_catalog_has_some_forty_activities_each_with_a_sentence_and_ten_are_on() -> None:
    found = lines()
    assert 38 <= len(found) <= 44
    assert len({key for key, *_ in found}) == len({name for _, _, name, *_ in found}) == len(found)
    assert sum(on for *_, on in found) == 10
    assert all(says.endswith(".") and side in ("pm", "pmm", "both") for _, side, _, says, _ in found)


@pytest.fixture
def head(db: None) -> Member:
    if not Workspace.objects.exists():
        Workspace.open("Northwind Finance", by=CONSOLE)
    open_activities(CONSOLE)
    return Member.join("Henrike", email="henrike@acts.example", role="head", by=CONSOLE)


@pytest.fixture
def pm(head: Member) -> Member:
    return Member.join("Pia", email="pia@acts.example", by=CONSOLE)


@pytest.fixture
def product(pm: Member) -> Product:
    made = Product.open("Sideline", slug="sideline", by=CONSOLE)
    made.put_in_charge(pm, "pm", by=CONSOLE)
    pm.forget_hats()
    return Product.objects.select_related("item").get(pk=made.pk)


def activity(key: str) -> Activity:
    return Activity.objects.select_related("item").get(key=key)


def cell(product: Product, key: str) -> Cell:
    shown = activity(key)
    return Holdings([product], [shown]).cell(product, shown)


def test_a_product_inherits_the_template_and_records_only_exceptions(product: Product, pm: Member, head: Member) -> None:
    assert cell(product, "requirements").holders == (pm,)
    assert cell(product, "positioning").is_gap
    assert activity("requirements").assign(product, pm, by=head) is None
    assert not ActivityOwner.objects.filter(product=product).exists()
    activity("requirements").assign(product, head, by=head)
    assert cell(product, "requirements").state == "own"
    activity("requirements").assign(product, pm, by=head)
    assert cell(product, "requirements").state == "usual"
    activity("positioning").hold_by("person", person=head, by=head)
    assert cell(product, "positioning").holders == (head,)
    head.leave(by=CONSOLE)
    assert cell(product, "positioning").is_gap


def test_taking_up_what_somebody_holds_is_a_double_until_it_is_assigned(
    product: Product, pm: Member, head: Member
) -> None:
    other = Member.join("Otto", email="otto@acts.example", by=CONSOLE)
    ActivityOwner.take_up(product, activity("requirements"), by=other)
    assert cell(product, "requirements").is_double
    with pytest.raises(Refused, match="already"):
        ActivityOwner.take_up(product, activity("requirements"), by=other)
    activity("requirements").assign(product, other, by=pm)
    assert cell(product, "requirements").holders == (other,)
    ActivityOwner.give_up(product, activity("requirements"), by=other)
    assert cell(product, "requirements").holders == (pm,)
    ActivityOwner.take_up(product, activity("positioning"), by=other)
    assert cell(product, "positioning").holders == (other,)


def test_a_gap_goes_on_the_unowned_list_once_and_whoever_takes_it_holds_it(product: Product, pm: Member) -> None:
    matter = Matter.raise_gap(product, activity("pricing"), by=pm)
    assert cell(product, "pricing").matter == matter
    with pytest.raises(Refused, match="already"):
        Matter.raise_gap(product, activity("pricing"), by=pm)
    matter.take(pm, by=pm)
    assert cell(product, "pricing").holders == (pm,)
    with pytest.raises(Refused, match="held by somebody"):
        Matter.raise_gap(product, activity("pricing"), by=pm)


def test_a_product_leaves_an_activity_out_for_a_reason_and_takes_it_in_again(product: Product, pm: Member) -> None:
    with pytest.raises(Refused, match="Say why"):
        LeftOut.leave_out(product, activity("pricing"), because=" ", by=pm)
    LeftOut.leave_out(product, activity("pricing"), because="It is free", by=pm)
    found = cell(product, "pricing")
    assert (found.is_gap, found.without, found.is_exception) == (False, "It is free", True)
    LeftOut.take_in(product, activity("pricing"), by=pm)
    assert cell(product, "pricing").is_gap
    with pytest.raises(NotAllowed):
        LeftOut.leave_out(product, activity("pricing"), because="No", by=Member.join("X", email="x@x.co", by=CONSOLE))


def test_workload_counts_products_and_activities_against_the_limit(product: Product, pm: Member, head: Member) -> None:
    Consulted.ask(product, activity("pricing"), head, by=pm)
    product.put_in_charge(pm, "pmm", by=CONSOLE)
    for number in range(3):
        Product.open(f"Side {number}", slug=f"side-{number}", by=CONSOLE).put_in_charge(pm, "pm", by=CONSOLE)
    loads = {load.member: load for load in workloads(head.products(), 3)}
    assert (loads[pm].products, loads[pm].is_over, loads[pm].share) == (4, True, "4 of 3")
    assert loads[head].consulted == 1
    on = Activity.objects.filter(is_on=True)
    assert loads[pm].activities == on.exclude(holder="").count() + 3 * on.filter(holder="pm").count()


def test_forty_products_by_forty_activities_take_as_many_statements_as_two(
    head: Member, client: Client, django_assert_max_num_queries: Any
) -> None:
    Activity.objects.update(is_on=True)
    for number in range(40):
        Product.open(f"Side {number:02}", slug=f"side-{number}", by=CONSOLE)
    client.force_login(head)
    client.get("/team")  # the rail counts its figures once
    for page in ("/activities/grid", "/activities/grid?only=gaps", "/workload", "/unowned", "/activities"):
        with django_assert_max_num_queries(26):
            assert client.get(page).status_code == 200
    with django_assert_max_num_queries(8):
        assert len(Holdings(head.products()).rows()) >= 40


def test_a_gap_on_the_grid_is_one_press_from_the_unowned_list(client: Client, product: Product, pm: Member) -> None:
    client.force_login(pm)
    pricing = activity("pricing")
    page = client.get("/activities/grid").content.decode()
    assert f"/products/sideline/activities/{pricing.number}/gap" in page
    assert client.post(f"/products/sideline/activities/{pricing.number}/gap").status_code == 303
    assert "Pricing of Sideline" in client.get("/unowned").content.decode()
    assert f"/products/sideline/activities/{pricing.number}/gap" not in client.get("/activities/grid").content.decode()


def test_only_heads_and_administrators_keep_the_catalog(head: Member, pm: Member) -> None:
    roadmap = activity("roadmap")
    with pytest.raises(NotAllowed):
        roadmap.switch_on(by=pm)
    roadmap.switch_on(by=head)
    assert activity("roadmap").is_on
    roadmap.switch_off(by=head)
    assert not activity("roadmap").is_on
