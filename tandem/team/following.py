"""Who is told of a thing: those who follow it, those who follow its product, and the owners of that product."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db.models import Q

from tandem.record.models import Item
from tandem.team.models import Accountability, Follow, Member


def follows(own: bool | None, of_product: bool | None, is_owner: bool) -> bool:
    """What was said about the thing itself goes first, then what was said about its product; owners follow unasked."""
    if own is not None:
        return own
    return is_owner if of_product is None else of_product


def followers_of(item: Item) -> set[int]:
    """The keys of those who follow a thing, in two statements."""
    product = item.pk if item.kind == "product" else item.product_id
    said = _said(item.pk, product)
    owners = _owners(product)
    people = {*owners, *(member for member, _ in said)}
    return {
        person
        for person in people
        if follows(said.get((person, item.pk)), said.get((person, product or 0)), person in owners)
    }


def is_followed_by(item: Item, member: Any) -> bool:
    """Whether this member follows a thing, asked in one statement: what a person is for a product is known already."""
    product = item.pk if item.kind == "product" else item.product_id
    said = dict(
        Follow.objects.filter(member=member.pk, about__in=[item.pk, product or item.pk]).values_list("about", "is_on")
    )
    return follows(said.get(item.pk), said.get(product or 0), bool({"pm", "pmm"} & member.hats(product)))


def followed_by(member: Any) -> Q:
    """Which items a member follows, as a condition."""
    said = dict(Follow.objects.filter(member=member.pk).values_list("about", "is_on"))
    on, off = [pk for pk, is_on in said.items() if is_on], [pk for pk, is_on in said.items() if not is_on]
    owned = Accountability.objects.current().filter(member=member.pk).exclude(product__in=off).values("product")
    return Q(pk__in=on) | (Q(product__in=on) | Q(product__in=owned) | Q(pk__in=owned)) & ~Q(pk__in=off)


def who_see(item: Item, people: Iterable[int]) -> list[Member]:
    """Those of these people who are still here and see the thing."""
    found = Member.objects.active().filter(pk__in=list(people)).select_related("item")
    return [member for member in found if sees(member, item)]


def sees(member: Any, item: Item) -> bool:
    """Whether a member sees a thing."""
    return Item.objects.visible_to(member).filter(pk=item.pk).exists()


def _said(item: int, product: int | None) -> dict[tuple[int, int], bool]:
    rows = Follow.objects.filter(about__in=[item, product or item]).values_list("member", "about", "is_on")
    return {(member, about): is_on for member, about, is_on in rows}


def _owners(product: int | None) -> set[int]:
    if product is None:
        return set()
    return set(Accountability.objects.current().filter(product=product).values_list("member", flat=True))
