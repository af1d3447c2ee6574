"""What of a launch goes with the seat of a product marketer: the steps of its plan, and leading it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from tandem.launch.models import Launch, PlanStep
from tandem.team.models import Member, Product
from tandem.team.seats import MOST, Open, goes_with_a_seat, keeps_the_other, passed_on


@goes_with_a_seat
def launches_led(product: Product, side: str, holder: Member) -> Iterator[Open]:
    """Launches still to come that the holder leads."""
    for launch in _led(product, side, holder).select_related("item").order_by("day")[:MOST]:
        yield Open("Launches led", launch.title, f"Planned for {launch.day:%-d %b %Y}", launch.get_absolute_url())


@goes_with_a_seat
def steps_open(product: Product, side: str, holder: Member) -> Iterator[Open]:
    """Steps of launches still to come that the holder owns."""
    for step in _steps(product, side, holder).in_order().select_related("launch")[:MOST]:
        yield Open("Launch steps to do", step.title, f"Due {step.due_on:%-d %b %Y}", step.get_absolute_url())


@passed_on
def steps_and_launches(product: Product, side: str, holder: Member, heir: Member) -> None:
    """The heir does the steps and leads the launches."""
    _steps(product, side, holder).update(owner=heir)
    _led(product, side, holder).update(lead=heir)


def _led(product: Product, side: str, holder: Member) -> Any:
    led = Launch.objects.of(product).in_use().still_to_come().filter(lead=holder)
    return led if side == "pmm" else led.none()


def _steps(product: Product, side: str, holder: Member) -> Any:
    to_do = PlanStep.objects.of(product).in_use().filter(owner=holder, done_on=None, launch__launched_on=None)
    return to_do.none() if keeps_the_other(product, side, holder) else to_do
