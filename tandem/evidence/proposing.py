"""What a note's page shows of proposals: what it likely speaks of, what repeats it, how often they were right."""

from __future__ import annotations

from typing import Any

from tandem.core.once import once
from tandem.evidence.intervals import wilson
from tandem.evidence.models.fold import Fold
from tandem.evidence.models.note import Note
from tandem.evidence.models.suggestion import Suggestion
from tandem.evidence.suggesting import suggestions

FEWEST = 10


def proposed(note: Note, member: Any) -> dict[str, Any]:
    """Suggestions, answered ones, folds, and the precision of suggestions so far."""
    answers = Suggestion.objects.standing().filter(note=note).select_related("about", "instead", "by__item")
    folds = Fold.objects.standing().filter(into=note).select_related("note__source__item", "note__company__item")
    return {
        "suggested": suggestions(note, member) if note.folded_into_id is None else [],
        "answered": list(answers.order_by("-at", "-pk")),
        "repeats": list(folds.order_by("note__said_at", "note")),
        "precision": precision_of(note.product_id),
    }


@once
def precision_of(product: int | None) -> str:
    """How many of the answered suggestions of a product were right, as a sentence; empty while too few to say."""
    return said_of_precision(**{
        name.replace(" ", "_"): times
        for name, times in Suggestion.objects.filter(note__product=product).counted().items()
    })  # fmt: skip


def said_of_precision(*, taken: int, corrected: int, turned_down: int) -> str:
    """Taken of all answered, with its interval, once ten were answered."""
    answered = taken + corrected + turned_down
    if answered < FEWEST:
        return ""
    low, high = wilson(taken, answered)
    share = f"{taken / answered:.0%} (likely {low:.0%} to {high:.0%})"
    return f"{taken} of {answered} suggestions answered so far were right, {share}."
