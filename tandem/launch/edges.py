"""Links of the trace that launch holds: from releases and problems to launches, steps and goals."""

from __future__ import annotations

from collections.abc import Iterator

from tandem.launch.models import Launch, PlanStep
from tandem.record.models import Item
from tandem.record.reactions import Edge, edges


@edges("release")
def of_a_release(item: Item) -> Iterator[Edge]:
    for launch in Launch.objects.filter(releases=item.pk).in_use().select_related("item"):
        yield Edge("is launched by", launch.item, onward=True)


@edges("problem")
def of_a_problem(item: Item) -> Iterator[Edge]:
    for launch in Launch.objects.filter(problem=item.pk).in_use().select_related("item"):
        yield Edge("is announced by", launch.item, onward=True)


@edges("launch")
def of_a_launch(item: Item) -> Iterator[Edge]:
    launch = Launch.objects.select_related("problem__item").get(pk=item.pk)
    if launch.problem:
        yield Edge("announces", launch.problem.item, onward=False)
    for release in launch.releases.select_related("item"):
        yield Edge("covers", release.item, onward=False)


@edges("plan step")
def of_a_step(item: Item) -> Iterator[Edge]:
    yield Edge("is a step of", PlanStep.objects.select_related("launch__item").get(pk=item.pk).launch.item, onward=True)
