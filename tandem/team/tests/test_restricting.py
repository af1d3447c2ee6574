"""Restricting a product: who keeps seeing it and why, what is taken from whom, and that nothing of it is told then."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from tandem.core.errors import NotAllowed, Refused
from tandem.record.models import Item
from tandem.team.models import Comment, Console, Follow, Insider, Matter, Member, Notice, Product, Workspace
from tandem.team.seeing import seen_by, why_sees

console = Console()


@pytest.mark.parametrize(
    ("role", "hats", "is_named", "why"),
    [
        ("contributor", {"pm"}, True, "product manager"),
        ("viewer", {"pmm delegate"}, False, "delegate of the product marketer"),
        ("administrator", set(), False, "administrator"),
        ("head", {"pmm"}, False, "product marketer"),
        ("sales", set(), True, "named"),
        ("sales", set(), False, ""),
    ],
)
def test_who_sees_a_restricted_product_and_why(role: str, hats: set[str], is_named: bool, why: str) -> None:
    assert why_sees(role, hats, is_named) == why


@pytest.fixture
def people(db: None) -> dict[str, Member]:
    if not Workspace.objects.exists():
        Workspace.open("Northwind Finance", by=console)
    roles = {"Hana": "head", "Pia": "contributor", "Kim": "contributor", "Sal": "sales"}
    return {name: Member.join(name, email=f"{name}@hush.example".lower(), role=role, by=console) for name, role in roles.items()}


def test_restricting_keeps_those_who_are_ticked_and_takes_it_from_the_others(people: dict[str, Member]) -> None:
    hana, pia, kim, sal = people.values()
    product = Product.open("Hush", slug="hush-hush", by=console)
    product.put_in_charge(pia, "pm", by=console)
    matter = Matter.raise_(product, "Who sets the price?", by=console)
    page = Client()
    page.force_login(hana)
    Follow.begin(matter.item, by=sal)
    Comment.write(matter.item, "Open words", by=pia)
    assert Notice.objects.visible_to(sal).count() == 1
    shown = page.get("/products/hush-hush/people").content.decode()
    assert "Restricting takes Hush from" in shown
    assert 'name="keep"' in shown
    assert page.post("/products/hush-hush/restriction", {"keep": [kim.number, "x", 10**20]}).status_code == 303
    sees = {one: Product.objects.visible_to(Member.objects.get(pk=one.pk)).filter(pk=product.pk).exists() for one in people.values()}
    assert sees == {hana: True, pia: True, kim: True, sal: False}
    assert [(member, why) for member, why in seen_by(product).sees if member in (kim, pia)] == [(kim, "named"), (pia, "product manager")]
    assert Notice.objects.visible_to(sal).count() == 0
    Comment.write(matter.item, "Secret words for @Sal", by=pia)
    assert Notice.objects.filter(member=sal).count() == 1
    outside = Client()
    outside.force_login(sal)
    for path in ("/products/hush-hush/people", "/products/hush-hush/team", matter.get_absolute_url()):
        assert outside.get(path).status_code == 404
    page.post(f"/products/hush-hush/people/{kim.number}/leaving")
    assert not Item.objects.visible_to(Member.objects.get(pk=kim.pk)).filter(pk=matter.pk).exists()
    page.post("/products/hush-hush/restriction", {"to": "everybody"})
    assert outside.get("/products/hush-hush/people").status_code == 200


def test_owners_name_people_and_only_heads_and_administrators_restrict(people: dict[str, Member]) -> None:
    hana, pia, kim, sal = people.values()
    product: Any = Product.open("Hush", slug="hush-hush", by=console)
    product.put_in_charge(pia, "pm", by=console)
    pia = Member.objects.get(pk=pia.pk)
    Insider.let_in(product, sal, by=pia)
    assert Insider.let_in(product, sal, by=pia).pk == Insider.objects.get().pk
    for may_not in (lambda: product.restrict(by=pia), lambda: Insider.let_in(product, kim, by=kim)):
        with pytest.raises(NotAllowed):
            may_not()
    Insider.shut_out(product, sal, by=hana)
    with pytest.raises(Refused, match="is not named"):
        Insider.shut_out(product, sal, by=hana)
