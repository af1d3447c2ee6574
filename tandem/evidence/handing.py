"""Notes that somebody should look at, when that person leaves: they go to whoever has the rest."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from itertools import groupby
from typing import Any

from tandem.evidence.models import Note
from tandem.team.handing import Also, also_held
from tandem.team.models import Member, Product

MOST = 2_000


@also_held
def notes_to_look_at(member: Member) -> Iterator[Also]:
    """Assigned and not yet looked at, product by product; beyond two thousand they stay, and anybody may take them."""
    waiting = Note.objects.filter(assignee=member, state="new", product__isnull=False).order_by("product", "pk")[:MOST]
    products = Product.objects.select_related("item").in_bulk([note.product_id for note in waiting])
    for key, notes in groupby(waiting, key=lambda note: note.product_id):
        product, found = products[key], list(notes)
        says = f"{len(found)} {'note' if len(found) == 1 else 'notes'} to look at"
        yield Also(says, product.title, f"/products/{product.slug}/evidence", partial(_pass_on, found, product))


def _pass_on(notes: list[Note], product: Product, heir: Member, by: Any) -> None:
    """To the heir, or to nobody where the heir does not see the product."""
    sees = heir.visible_products().filter(pk=product.pk).exists() and heir.may("add evidence", product)
    for note in notes:
        note.assign(heir if sees else None, by=by)
