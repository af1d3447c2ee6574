"""Links of the trace that definition holds, from themes over problems, features and releases to goals and decisions."""

from __future__ import annotations

from collections.abc import Iterator

from tandem.definition.models import (
    Decision,
    Document,
    Feature,
    Goal,
    Interview,
    Problem,
    Requirement,
    Serving,
    Validation,
)
from tandem.record.kinds import KINDS
from tandem.record.models import Item
from tandem.record.reactions import Edge, edges


@edges("theme")
def of_a_theme(item: Item) -> Iterator[Edge]:
    for problem in Problem.objects.filter(theme=item.pk).in_use().select_related("item"):
        yield Edge("became the problem", problem.item, onward=True)


@edges("problem")
def of_a_problem(item: Item) -> Iterator[Edge]:
    problem = Problem.objects.select_related("theme__item").get(pk=item.pk)
    if problem.theme:
        yield Edge("was opened from the theme", problem.theme.item, onward=False)
    for feature in Feature.objects.filter(problems=item.pk).in_use().select_related("item").order_by("item__number"):
        yield Edge("would be solved by", feature.item, onward=True)

    for one in Serving.objects.accepted().filter(problems=item.pk).with_people().order_by("pk"):
        yield Edge("would be solved by", one.feature.item, onward=True)
    for plan in Interview.objects.about(problem).in_use().select_related("item").order_by("item__number"):
        yield Edge("is asked about in", plan.item, onward=True)


@edges("interview")
def of_an_interview(item: Item) -> Iterator[Edge]:
    yield Edge(
        "asks about", Interview.objects.select_related("problem__item").get(pk=item.pk).problem.item, onward=False
    )


@edges("requirement")
def of_a_requirement(item: Item) -> Iterator[Edge]:
    one = Requirement.objects.select_related("feature__item").get(pk=item.pk)
    yield Edge("is required of", one.feature.item, onward=False)


@edges("feature")
def of_a_feature(item: Item) -> Iterator[Edge]:
    feature = Feature.objects.select_related("release__item").get(pk=item.pk)
    for problem in feature.problems.in_use().select_related("item").order_by("item__number"):
        yield Edge("solves", problem.item, onward=False)
    for one in Serving.objects.accepted().filter(feature=item.pk).with_people().order_by("pk"):
        for problem in one.problems.all():
            yield Edge(f"solves for {one.product}", problem.item, onward=False)
    for held in Validation.objects.filter(feature=item.pk).in_use().select_related("item").order_by("item__number"):
        yield Edge("was tried in", held.item, onward=True)
    for requirement in feature.requirements.standing():
        yield Edge("requires", requirement.item, onward=False)
    for row in feature.needs.filter(taken_back_at=None).select_related("on__item").order_by("on__item__number"):
        yield Edge("needs", row.on.item, onward=False)
    for row in (
        feature.blocks.filter(taken_back_at=None).select_related("feature__item").order_by("feature__item__number")
    ):
        yield Edge("is needed by", row.feature.item, onward=True)
    if feature.release:
        yield Edge("is in the release", feature.release.item, onward=True)


@edges("validation")
def of_a_validation(item: Item) -> Iterator[Edge]:
    held = Validation.objects.select_related("feature__item").get(pk=item.pk)
    yield Edge("tried the feature", held.feature.item, onward=False)
    for company in held.companies.select_related("item").order_by("item__title"):
        yield Edge("was held with", company.item, onward=False)


@edges("release")
def of_a_release(item: Item) -> Iterator[Edge]:
    for feature in Feature.objects.filter(release=item.pk).in_use().select_related("item").order_by("item__number"):
        yield Edge("contains", feature.item, onward=False)


@edges("goal")
def of_a_goal(item: Item) -> Iterator[Edge]:
    yield Edge("is a goal of", Goal.objects.select_related("about").get(pk=item.pk).about, onward=False)


@edges("decision")
def of_a_decision(item: Item) -> Iterator[Edge]:
    decision = Decision.objects.select_related("about", "supersedes__item", "superseded_by__item").get(pk=item.pk)
    yield Edge("is about", decision.about, onward=False)
    if decision.supersedes:
        yield Edge("took the place of", decision.supersedes.item, onward=False)
    if decision.successor:
        yield Edge("gave way to", decision.successor.item, onward=True)


@edges("document")
def of_a_document(item: Item) -> Iterator[Edge]:
    yield Edge("was drawn of", Document.objects.select_related("about").get(pk=item.pk).about, onward=False)


def drawn_of(item: Item) -> Iterator[Edge]:
    """Drawings of a feature or release that were kept."""
    for document in Document.objects.filter(about=item).in_use().select_related("item"):
        yield Edge("was written up in", document.item, onward=True)


def decided_about(item: Item) -> Iterator[Edge]:
    """What was decided about anything."""
    for decision in Decision.objects.about(item).in_use().select_related("item"):
        yield Edge("was decided on in", decision.item, onward=True)


def aims_of(item: Item) -> Iterator[Edge]:
    """What a release or launch should achieve."""
    for goal in Goal.objects.filter(about=item).in_use().select_related("item"):
        yield Edge("should achieve", goal.item, onward=True)


for kind in KINDS:
    if kind != "decision":
        edges(kind)(decided_about)
for kind in ("release", "launch"):
    edges(kind)(aims_of)
for kind in ("feature", "release"):
    edges(kind)(drawn_of)
