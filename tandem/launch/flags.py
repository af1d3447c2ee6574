"""Flags of launch: steps that are late or nobody's, a price nobody decided, releases that no launch tells of."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from tandem.definition.models import Release
from tandem.launch.gates import gates_of
from tandem.launch.models import Launch, PlanStep
from tandem.record.flags import Flag, flags_from
from tandem.team.models import Product
from tandem.ui.figures import line

OWN_GATES = ("definition complete", "price decided", "support ready", "goals set", "release note")


@flags_from
def of_launches(product: Product, today: date) -> Iterator[Flag]:
    """Everything launch's rules notice about a product."""
    coming = Launch.objects.of(product).in_use().still_to_come().select_related("item", "lead__item").order_by("day")
    for launch in coming.prefetch_related("releases__item"):
        yield from _gates(product, launch, today)
        yield from _steps(product, launch, today)
    yield from _untold(product, today)


def _gates(product: Product, launch: Launch, today: date) -> Iterator[Flag]:
    """The closed gates that launch holds itself; the others are flagged by the stage that holds their facts."""
    for gate in gates_of(launch, today):
        if gate.name in OWN_GATES and not gate.passed:
            side = "pmm" if gate.side == "both" else gate.side
            yield Flag(
                f"gate {gate.name}",
                (launch.mark,),
                f"{gate.label}: not yet",
                line(gate.because),
                "closed",
                "Gate closed",
                gate.url,
                side,
                product.owner(side),
            )


def _steps(product: Product, launch: Launch, today: date) -> Iterator[Flag]:
    waiting = launch.steps.in_order().filter(done_on=None)
    late = [step for step in waiting.select_related("launch") if step.is_late(today)]
    for step in late:
        days = (today - step.due_on).days
        yield Flag(
            "step late",
            (step.mark,),
            f"“{step.title}” is late",
            f"Was due {days} days ago",
            "warn",
            "Late",
            step.get_absolute_url(),
            "pmm",
            step.owner,
            weight=days,
        )
    nobodys: list[PlanStep] = [step for step in waiting if step.owner_id is None]
    if nobodys:
        titles = f"“{nobodys[0].title}”" + (f" and {len(nobodys) - 1} more" if len(nobodys) > 1 else "")
        yield Flag(
            "step without owner",
            (launch.mark,),
            f"{len(nobodys)} steps of {launch.title} have no owner" if len(nobodys) > 1 else f"{titles} has no owner",
            titles if len(nobodys) > 1 else f"A step of {launch.title} that nobody is asked to do",
            "note",
            "No owner",
            f"{launch.get_absolute_url()}#plan",
            "pmm",
        )


def _untold(product: Product, today: date) -> Iterator[Flag]:
    """Shipped, but no message tells of it: a good product does not tell itself."""
    untold = (
        Release.objects.of(product)
        .in_use()
        .filter(launches=None, made_available_on__isnull=False)
        .select_related("item")
    )
    for release in untold.order_by("-made_available_on")[:1]:
        if (today - release.made_available_on).days <= 90:
            yield Flag(
                "shipped untold",
                (release.mark,),
                f"{release.title} shipped, and nothing tells of it",
                "No launch covers it; a good product does not tell itself",
                "warn",
                "Untold",
                release.get_absolute_url(),
                "pmm",
                product.pmm,
            )
