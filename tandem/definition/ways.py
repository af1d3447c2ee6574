"""Where a person goes on other stages' pages to do what definition asks for."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from tandem.definition.grounds import solved_by
from tandem.definition.models import Serving
from tandem.definition.validating import Ways
from tandem.evidence.facts import Evidence
from tandem.team.models import Product


def ways_to_validate(product: Product, problem: Any, evidence: Evidence) -> Ways:
    """The notes that may speak of it, the target market, and a plan of interviews."""
    place = f"/products/{product.slug}"
    return Ways(
        notes=f"{place}/notes?{urlencode({'q': problem.title})}",
        market=f"{place}/market",
        interview=f"{problem.get_absolute_url()}/interviews/new",
    )


def notes_about(product: Product, thing: Any) -> str:
    """All notes that speak of one thing: of a feature, those too that speak of the problems it solves; of a product
    that it serves, those of the problems there alone.
    """
    own = [] if isinstance(thing, Serving) else [thing, *solved_by(thing)]
    marks = [one.mark for one in (own or thing.problems.all())]
    return f"/products/{product.slug}/notes?{urlencode({'about': ','.join(marks)})}"
