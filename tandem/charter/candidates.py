"""Companies worth a place: who voiced the problems the release solves, the loudest of the target market first."""

from __future__ import annotations

from datetime import date
from typing import Any

from tandem.charter.models import Program
from tandem.definition.models import Problem
from tandem.evidence.facts import Voice, evidence_of
from tandem.evidence.models import Company


def voices(program: Program, today: date) -> dict[int, Voice]:
    """Who voiced the problems this program is about, by company; each note counts once."""
    items = [problem.item for problem in problems_of(program)]
    if not items:
        return {}
    said = evidence_of(items[0], today, through=items[1:])
    return {voice.company: voice for voice in said.voices if voice.company is not None}


def problems_of(program: Program) -> list[Any]:
    """The problems that the release's features solve, or all of the product's while nothing is in the release."""
    product = Problem.objects.in_use().of(program.item.product).select_related("item").exclude(state="refuted")
    if program.release is None:
        return list(product)
    scoped = product.filter(features__in=program.release.scope()).distinct()
    return list(scoped) or list(product)


def likely(program: Program, heard: dict[int, Voice], limit: int = 5) -> list[tuple[Company, Voice]]:
    """Companies inside the program's market that voiced the problems and are not in the program, the loudest first."""
    known = program.members.values("company")
    inside = Company.objects.in_use().in_market(program.market).filter(pk__in=list(heard)).exclude(pk__in=known)
    offered = program.early_access.values("company")
    found = [(company, heard[company.pk]) for company in inside.exclude(pk__in=offered).select_related("item")]
    return sorted(found, key=lambda pair: (-pair[1].notes, -pair[1].arr, pair[0].title))[:limit]
