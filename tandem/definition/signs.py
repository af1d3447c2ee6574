"""How problems and features stand, for the pages of what people said: what became of a note."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from tandem.definition.models import Feature, Problem, Release, Serving
from tandem.record.reactions import Sign, signs

MOST = 3


@signs("problem")
def of_problems(items: Iterable[int], member: Any) -> dict[int, list[Sign]]:
    """Each problem's state, then the features that solve it and how far they came."""
    problems = Problem.objects.visible_to(member).filter(pk__in=items).with_item()
    found = {problem.pk: [Sign(problem.status_name, tone=problem.tone)] for problem in problems}
    for problem, features in _solving(found, member).items():
        for feature in features[:MOST]:
            found[problem] += _of(feature)
    return found


@signs("feature")
def of_features(items: Iterable[int], member: Any) -> dict[int, list[Sign]]:
    """Each feature's release, and whether it shipped."""
    features = Feature.objects.visible_to(member).filter(pk__in=items).select_related("release__item")
    return {feature.pk: _release(feature) for feature in features}


def _solving(problems: Iterable[int], member: Any) -> dict[int, list[Feature]]:
    """The features that solve these problems, those in a release first."""
    problems = list(problems)
    links = [
        *Feature.problems.through._default_manager.filter(problem__in=problems).values_list("problem", "feature"),
        *Serving.objects.accepted().filter(problems__in=problems).values_list("problems", "feature"),
    ]
    seen = Feature.objects.visible_to(member).in_use().exclude(status="dropped").select_related("item", "release__item")
    features = seen.in_bulk({feature for _, feature in links})
    solving: dict[int, list[Feature]] = defaultdict(list)
    for problem, feature in links:
        if feature in features:
            solving[problem].append(features[feature])
    return {pk: sorted(some, key=lambda one: (one.release_id is None, one.number)) for pk, some in solving.items()}


def _of(feature: Feature) -> list[Sign]:
    """One chip for a feature: F-4 in 1.7: shipped."""
    release = feature.release
    says = f"{feature.mark} in {release.title}: {_says(release)}" if release else f"{feature.mark}: in no release yet"
    return [Sign(says, feature.get_absolute_url(), _tone(release), feature.title)]


def _release(feature: Feature) -> list[Sign]:
    release = feature.release
    said = f"{release.title}: {_says(release)}" if release else ""
    return [Sign(said, release.get_absolute_url(), _tone(release))] if release else []


def _says(release: Release) -> str:
    return "shipped" if release.has_shipped else release.says.lower()


def _tone(release: Release | None) -> str:
    return "ok" if release and release.has_shipped else ""
