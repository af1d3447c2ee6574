"""Where definition stands: how many problems are validated, how many features there are, and what is not ready."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.urls import reverse

from tandem.definition.models import Feature, Problem, Release
from tandem.record.standing import Standing, standing_of
from tandem.ui.figures import plural


@standing_of("Definition")
def of_definition(product: Any, today: date) -> Standing:
    """Validated problems in the circle, features beside them; the gap is what the next release still waits for."""
    validated = Problem.objects.of(product).in_use().validated().count()
    features = Feature.objects.of(product).in_use().exclude(status="dropped").count()
    says = f"{plural(validated, 'problem')} validated, {plural(features, 'feature')}"
    url = reverse("definition:problems", args=[product.slug])
    return Standing("Definition", validated, says, "pm", url, gap=_gap(product), badge=str(features))


def features_counted(product: Any, member: Any) -> str | None:
    """The figure beside the screen's name in the rail."""
    count = Feature.objects.of(product).in_use().exclude(status="dropped").count() if product else 0
    return f"{count:,}" if count else None


def _gap(product: Any) -> str:
    """What of the next release's scope is not ready to build."""
    release = Release.objects.of(product).in_use().still_to_come().select_related("item").next_first().first()
    if release is None:
        return ""
    scope = Feature.objects.in_use().filter(release=release).exclude(status__in=("dropped", "shipped"))
    waiting = scope.count() - len(scope.ready())
    return f"{plural(waiting, 'feature')} of {release.title} not ready to build" if waiting else ""
