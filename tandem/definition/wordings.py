"""How something was worded over time, and two wordings side by side."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from tandem.definition.models import Feature, Problem, Requirement
from tandem.record.models import Item

WORDED: dict[type[Any], dict[str, str]] = {
    Problem: {
        "statement": "What happens", "persona": "Who has it", "situation": "In what situation",
        "frequency": "How often", "cost": "What it costs them", "workaround": "What they do today",
        "willingness": "What they would pay",
    },
    Feature: {"statement": "What a customer can do with it"},
    Requirement: {"criteria": "Acceptance criteria"},
}  # fmt: skip
MOST = 200


@dataclass(frozen=True)
class Wording:
    """All the words of a thing as they stood from one day on; `by` is a member's item, None for the console."""

    at: datetime
    by: Item | None
    words: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Pair:
    """One field of two wordings."""

    name: str
    before: str
    after: str


def wordings_of(noun: Any) -> list[Wording]:
    """Every wording it had, the first first, read from the history that the database keeps."""
    model, labels = type(noun), WORDED[type(noun)]
    rows = sorted([*_past(Item, noun.pk, {"title": "Title"}), *_past(model, noun.pk, labels)], key=lambda row: row[:2])
    people = Item.objects.in_bulk({by for _, _, by, _ in rows if by})
    now: dict[str, str] = {}
    found: list[Wording] = []
    for place, (at, _, by, words) in enumerate(rows):
        now = {**now, **words}
        if place + 1 < len(rows) and rows[place + 1][:2] == (at, rows[place][1]):
            continue  # one change writes the title and the rest
        if not found or found[-1].words != now:
            found.append(Wording(at, people.get(by or 0), now))
    return found[-MOST:]


def side_by_side(before: Wording, after: Wording) -> list[Pair]:
    """Each field that either has words in, those that differ first."""
    names = list(dict.fromkeys([*before.words, *after.words]))
    pairs = [Pair(name, before.words.get(name, ""), after.words.get(name, "")) for name in names]
    return sorted((pair for pair in pairs if pair.before or pair.after), key=lambda pair: pair.before == pair.after)


def _past(
    model: type[Any], pk: int, labels: dict[str, str]
) -> Iterator[tuple[datetime, str, int | None, dict[str, str]]]:
    """When, in which act, by whom, and the words of one kept row. The keys of acts tell their order within a moment."""
    kept = next(one for one in model._meta.related_objects if one.get_accessor_name() == "kept_history").related_model
    for row in kept.objects.filter(pgh_obj_id=pk).order_by("pgh_id"):
        context = row.pgh_context or {}
        words = {label: getattr(row, name) or "" for name, label in labels.items()}
        yield row.pgh_created_at, str(context.get("event") or ""), context.get("by"), words
