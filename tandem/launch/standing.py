"""Where the launch stands, in the figure of the overview and the rail."""

from __future__ import annotations

from datetime import date

from tandem.launch.models import Launch, PlanStep
from tandem.record.standing import Standing, standing_of
from tandem.team.models import Product


@standing_of("Launch")
def launch(product: Product, today: date) -> Standing:
    """The days to the next launch, and how many steps of its plan are done."""
    url = f"/products/{product.slug}/launch"
    coming = Launch.objects.of(product).in_use().still_to_come().order_by("day").first()
    if coming is None:
        return Standing("Launch", 0, "No launch planned", "pmm", url)
    steps = PlanStep.objects.in_use().filter(launch=coming)
    total, done = steps.count(), steps.done().count()
    days = (coming.day - today).days
    late = f"The day was {-days} days ago" if days < 0 else ""
    return Standing("Launch", max(days, 0), f"{done} of {total} steps done", "pmm", url, gap=late, badge=f"{days} d")
