"""Where outcomes stand: what came of the goals of the latest release that is out."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.urls import reverse

from tandem.definition.models import Release
from tandem.outcomes.held import Aimed, aims_of_product
from tandem.record.standing import Standing, standing_of
from tandem.team.models import Workspace
from tandem.ui.figures import plural


@standing_of("Outcomes")
def of_outcomes(product: Any, today: date) -> Standing:
    """The goals met by the latest release with goals that are due; the gap is what nobody measured."""
    aims = aims_of_product(product, today)
    url = reverse("outcomes:outcomes", args=[product.slug])
    latest = latest_due(aims)
    if latest is None:
        return Standing("Outcomes", 0, "No goal is due yet", "pmm", url)
    rate, unmeasured = latest.rate, sum(len(one.unmeasured) for one in aims)
    gap = f"{plural(unmeasured, 'goal')} never measured" if unmeasured else ""
    says = f"{latest.title} met {rate.met} of {plural(rate.due, 'goal')}"
    return Standing("Outcomes", rate.met, says, "pmm", url, gap=gap, badge=f"{rate.met} / {rate.due}")


def latest_due(aims: list[Aimed]) -> Aimed | None:
    """The newest release that is out and has goals that are due."""
    return next((one for one in aims if one.day and isinstance(one.noun, Release) and one.rate.due), None)


def hits_counted(product: Any, member: Any) -> str | None:
    """The figure beside the screen's name in the rail."""
    latest = latest_due(aims_of_product(product, Workspace.current().today)) if product else None
    return f"{latest.rate.met} / {latest.rate.due}" if latest else None
