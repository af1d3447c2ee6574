"""Notes that somebody should look at, when that person leaves: they go to whoever has the rest, one event a list."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from itertools import groupby
from operator import itemgetter
from typing import Any

from tandem.evidence.models import Note
from tandem.evidence.models.sorting import Sorting
from tandem.evidence.piles import MOST_TICKED, Chosen
from tandem.team.handing import Also, also_held
from tandem.team.models import Member, Product

MOST = 2_000


@also_held
def notes_to_look_at(member: Member) -> Iterator[Also]:
    """Assigned and not yet looked at, product by product; beyond two thousand they stay, and anybody may take them."""
    waiting = Note.objects.filter(assignee=member, state="new", product__isnull=False).order_by("product", "pk")
    rows = list(waiting.values_list("product", "pk")[:MOST])
    products = Product.objects.select_related("item").in_bulk({key for key, _ in rows})
    for key, notes in groupby(rows, key=itemgetter(0)):
        product, found = products[key], [pk for _, pk in notes]
        says = f"{len(found)} {'note' if len(found) == 1 else 'notes'} to look at"
        yield Also(says, product.title, f"/products/{product.slug}/evidence", partial(_pass_on, found, product))


def _pass_on(notes: list[int], product: Product, heir: Member, by: Any) -> None:
    """To the heir, or to nobody where the heir does not see the product."""
    sees = heir.visible_products().filter(pk=product.pk).exists() and heir.may("add evidence", product)
    for begin in range(0, len(notes), MOST_TICKED):
        chosen = Chosen(tuple(notes[begin : begin + MOST_TICKED]))
        Sorting.assign(product, chosen, heir if sees else None, by=by)
