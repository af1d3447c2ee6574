"""What is under way with a product's evidence: imports coming in, themes being found, many notes being sorted."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from tandem.evidence.jobs import run_of
from tandem.evidence.models import Import, Sorting
from tandem.evidence.models.imports import AT_WORK
from tandem.evidence.models.sorting import ACTS

SHOWN = 5


@dataclass(frozen=True)
class Work:
    """One piece of work: what it is, how far it has come of how much, and where more is told."""

    says: str
    done: float = 0
    of: float = 0
    url: str = ""


@dataclass(frozen=True)
class UnderWay:
    """All of it for one strip, and why the last finding of themes came to nothing, if it did."""

    works: tuple[Work, ...]
    refused: str = ""

    @classmethod
    def of(cls, product: Any, member: Any) -> UnderWay:
        """In four statements, each by an index."""
        run = run_of(product)
        themes = [Work(f"Finding themes: {run.says.lower()}", run.share, 1)] if run.working else []
        imports = Import.objects.visible_to(member).of(product).filter(state__in=AT_WORK)
        coming = [_import(brought) for brought in imports.select_related("item", "file").newest_first()[:SHOWN]]
        sortings = Sorting.objects.visible_to(member).of(product).at_work()
        sorted_now = [_sorting(one) for one in sortings.order_by("-at")[:SHOWN]]
        return cls((*coming, *themes, *sorted_now), run.refused if not run.working else "")


def _import(brought: Import) -> Work:
    if brought.state == "waiting":
        return Work(f"{brought.title} waits for the worker", url=brought.get_absolute_url())
    if brought.state == "undoing":
        return Work(f"Undoing {brought.title}", brought.gone_through, brought.created, brought.get_absolute_url())
    expected = max(brought.rows_expected, brought.rows_read)  # what is expected is an estimate
    says = f"Bringing in {brought.title}: {brought.rows_read:,} of {expected:,} rows"
    return Work(says, brought.rows_read, expected, brought.get_absolute_url())


def _sorting(made: Sorting) -> Work:
    if made.undone_at:
        return Work(f"Undoing what was done to {made.notes:,} notes")
    return Work(f"{made.notes:,} of {made.expected:,} notes {ACTS[made.act]}", made.notes, made.expected)
