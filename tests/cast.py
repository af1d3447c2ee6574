"""The people of the permission matrix, each wearing exactly one hat for the demo company's first product.

Somebody joins when they are first asked for: most tests meet two or three of the ten.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Generic, TypeVar

from django.test import Client

from tandem.team.models import Accountability, Console, Delegation, Input, Member, Product, Token, Workspace

ROLES = ("administrator", "head", "contributor", "sales", "viewer")
One = TypeVar("One")
SEATS = ("pm", "pmm", "pm delegate", "pmm delegate")
PEOPLE = (*ROLES, *SEATS)
SECRET = "Zanzibar quokka ledger"  # words that stand nowhere else: whoever finds them has seen the product


class Made(dict[str, One], Generic[One]):
    """What is made for somebody the first time it is asked for. Ask before what is undone again."""

    def __init__(self, make: Callable[[str], One]) -> None:
        self.make = make

    def __missing__(self, who: str) -> One:
        self[who] = self.make(who)
        return self[who]


@dataclass
class Cast:
    """The product and who is what for it; a person may be asked for their browser or their program."""

    product: Product
    people: Made[Member]
    tokens: Made[str]

    def browser(self, who: str) -> Client:
        client = Client(raise_request_exception=False)
        if who != "nobody":
            client.force_login(self.people[who])
        return client

    def program(self, who: str) -> Client:
        headers = {} if who == "nobody" else {"Authorization": f"Bearer {self.tokens[who]}"}
        return Client(raise_request_exception=False, headers=headers)


def assemble(slug: str = "ledgerly") -> Cast:
    """One new person for every hat; the seats of the product change hands."""
    product = Product.objects.select_related("item").get(slug=slug)
    people = Made(_join)
    today = Workspace.current().today
    for side in ("pm", "pmm"):
        Accountability.objects.current().filter(product=product, side=side).update(until=today)
        Accountability.objects.create(product=product, side=side, member=people[side], since=today)
        until = today + timedelta(days=30)
        Delegation.objects.create(
            product=product, side=side, member=people[f"{side} delegate"], since=today, until=until
        )
    Input.give(product.item, "Is this still right?", to_side="pm", by=people["sales"])
    return Cast(product, people, Made(lambda who: _token(people[who])))


def _join(who: str) -> Member:
    role = who if who in ROLES else "contributor"
    return Member.join(who.capitalize(), email=f"{who.replace(' ', '.')}@cast.example", role=role, by=Console())


def _token(member: Any) -> str:
    return Token.make(member, "Matrix", scopes=["read", "write"], by=Console()).secret
