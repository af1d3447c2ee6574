"""Who speaks against a problem: counted as those are who speak of it, and shown apart."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from tandem.definition.models.contrary import Contrary
from tandem.evidence.facts import companies_in_market
from tandem.ui.figures import plural

SHOWN = 5


@dataclass(frozen=True)
class Against:
    """How many notes and companies speak against a problem, and the newest of the notes."""

    notes: int = 0
    companies: int = 0
    in_market: int = 0
    newest: tuple[Contrary, ...] = ()

    @property
    def says(self) -> str:
        """In words: 3 notes from 2 companies, 1 of them in the target market."""
        if not self.notes:
            return "Nobody has spoken against it."
        told = plural(self.notes, "note")
        if not self.companies:
            return f"{told}."
        told += f" from {plural(self.companies, 'company,companies')}"
        if self.companies == 1:
            return f"{told}, {'in' if self.in_market else 'outside'} the target market."
        return f"{told}, {self.in_market} of them in the target market."


def against(problem: Any) -> Against:
    """What speaks against a problem today."""
    rows = list(Contrary.objects.standing().filter(problem=problem.pk).with_note())
    companies = {row.note.company_id for row in rows if row.note.company_id}
    inside, _ = companies_in_market(problem.item.product_id, companies)
    return Against(len(rows), len(companies), len(inside), tuple(rows[:SHOWN]))


def against_then(problem: Any) -> dict[str, Any]:
    """The figures of today, to be kept with a verdict."""
    told = against(problem)
    return {"against": told.notes, "against_companies": told.companies, "against_in_market": told.in_market}
