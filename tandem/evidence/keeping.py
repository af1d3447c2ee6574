"""What pages tell of things that very many notes speak of: counted once, and kept while nothing is recorded.

Of few notes everything is counted for each page. Verbs never ask here: what a rule depends on is counted when it is.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any, TypeVar

from tandem.core.once import once
from tandem.evidence.counting import FEW, notes_heard
from tandem.evidence.facts import Evidence, evidence_of, evidence_of_themes
from tandem.evidence.linking import linked_to
from tandem.evidence.models import Highlight, Import, Note, Sorting, Theme
from tandem.evidence.models.imports import AT_WORK
from tandem.record.models import Item
from tandem.team.keeping import kept

FEW_NOTES = 1_000

T = TypeVar("T")


def kept_of(item: Item, what: str, count: Callable[[], T], *, through: Sequence[Item] = ()) -> T:
    """What `count` says of an item: kept where many notes speak of it, or of what it is told through, and no work is
    under way that changes them.
    """
    product, about = item.product_id, [item, *through]
    if product is None or any(one.product_id != product for one in about):
        return count()
    if not _speak_many_of(tuple(one.pk for one in about), item.kind == "theme") or _is_worked_on():
        return count()
    return kept(product, "-".join([what, *(str(one.pk) for one in about)]), count)


def evidence_told(item: Item, today: date, *, through: Sequence[Item] = ()) -> Evidence:
    """The evidence of one thing for its page, with what was said of the things in `through`."""
    return kept_of(item, f"evidence-{today}", lambda: evidence_of(item, today, through=through), through=through)


def evidence_of_theme(theme: Theme, today: date) -> Evidence:
    """The same of a theme."""
    seen = f"evidence-{today}-{theme.note_count}-{theme.arr}"
    return kept_of(theme.item, seen, lambda: evidence_of_themes([theme], today)[theme.pk])


def problems_of(product: Any, themes: list[Theme]) -> dict[int, Item]:
    """For each of these themes the problem that most of its notes speak of; of many notes all themes' are kept."""
    if notes_heard(product.pk) <= FEW or _is_worked_on():
        return linked_to(themes)
    every = Theme.objects.filter(item__product=product.pk).in_use()
    found = kept(product.pk, "problems-of-themes", lambda: {pk: one.pk for pk, one in linked_to(list(every)).items()})
    wanted = {theme.pk: found[theme.pk] for theme in themes if theme.pk in found}
    items = Item.objects.in_bulk(set(wanted.values()))
    return {theme: items[about] for theme, about in wanted.items()}


@once
def _speak_many_of(items: tuple[int, ...], is_theme: bool) -> bool:
    """Counted by an index, and no further than needed."""
    links = Note.objects.filter(theme__in=items) if is_theme else Highlight.objects.standing().filter(about__in=items)
    return links.order_by()[: FEW_NOTES + 1].count() > FEW_NOTES


@once
def _is_worked_on() -> bool:
    """Whether the worker changes notes for an event that was recorded before: then no event tells when that ends."""
    imports = Import.objects.filter(state__in=AT_WORK).order_by().values("pk")
    return imports.union(Sorting.objects.at_work().order_by().values("pk")).exists()
