"""What definition notices: untried features, unanswered problems, releases that near their day unready."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Count

from tandem.definition.fitting import Need, clash
from tandem.definition.grounds import evidence_for_many
from tandem.definition.ledger import grown
from tandem.definition.models import Decision, Dependency, Feature, Problem, Release
from tandem.definition.models.release import Goal
from tandem.record.flags import Flag, flags_from
from tandem.record.models import Item
from tandem.team.models import Workspace
from tandem.ui.figures import compact, day, plural

NEAR = 30


@dataclass(frozen=True)
class Asked:
    """A problem or feature as the rules see it: its mark, title and page, and the customers behind it."""

    mark: str
    title: str
    url: str
    companies: int = 0
    arr: Decimal = Decimal(0)
    currency: str = "USD"

    @property
    def by(self) -> str:
        """In words: 11 customers asked, $182k ARR."""
        if not self.companies:
            return "Nobody asked for it in a note yet"
        worth = f", {compact(self.arr, self.currency)} ARR" if self.arr else ""
        return f"{plural(self.companies, 'customer')} asked{worth}"


@dataclass(frozen=True)
class Coming:
    """A release still to come, as the rules see it."""

    mark: str
    name: str
    url: str
    available_on: date | None
    with_charter: bool
    goals: int
    unready: tuple[str, ...] = ()

    def is_near(self, today: date) -> bool:
        return is_near(self.available_on, today)


def is_near(available_on: date | None, today: date) -> bool:
    """Whether the day comes within a month, or has gone by."""
    return available_on is not None and (available_on - today).days <= NEAR


def never_tried(feature: Asked, who: Any, *, promised: bool = True) -> Flag:
    """A feature on its way that no customer ever tried: a warning once in delivery or in a release, a note before."""
    return Flag(
        "feature never tried",
        (feature.mark,),
        f"{feature.title} was never tried by a customer",
        feature.by,
        "warn" if promised else "note",
        "Unvalidated",
        f"{feature.url}#validations",
        "pm",
        who,
        worth=float(feature.arr),
    )


def without_answer(problem: Asked, who: Any) -> Flag:
    """A validated problem that no feature would solve."""
    because = problem.by.replace("asked", "said it").replace("Nobody said it for it", "Nobody said it")
    return Flag(
        "problem without feature",
        (problem.mark,),
        f"Nothing would solve “{problem.title}” yet",
        f"Validated: {because}",
        "note",
        "No feature",
        problem.url,
        "pm",
        who,
        worth=float(problem.arr),
    )


def unready_near_the_date(release: Coming, today: date, who: Any) -> Flag | None:
    """A release whose day is near while features of its scope are not ready to build."""
    if not release.unready or not release.is_near(today):
        return None
    title = f"{plural(len(release.unready), 'feature')} of {release.name} not ready to build"
    named = ", ".join(release.unready[:3]) + (" and more" if len(release.unready) > 3 else "")
    because = f"{named}; available on {day(release.available_on, today)}"
    return Flag(
        "release not ready",
        (release.mark,),
        title,
        because,
        "risk",
        "Not ready",
        release.url,
        "pm",
        who,
        len(release.unready),
    )


def without_goals(release: Coming, today: date, who: Any) -> Flag | None:
    """A release that charter customers have, or whose day is near, without a goal to hold it against."""
    if release.goals or not (release.with_charter or release.is_near(today)):
        return None
    because = "After it shipped it is too late to state one"
    return Flag(
        "release without goals",
        (release.mark,),
        f"{release.name} has no goal",
        because,
        "warn",
        "No goal",
        f"{release.url}#goals",
        "pm",
        who,
    )


def to_look_at_again(decision: Asked, planned: date, today: date, who: Any) -> Flag:
    """A decision whose day to look again has come."""
    late = (today - planned).days
    because = f"Planned for {day(planned, today).lower() if late == 0 else day(planned, today)}"
    return Flag(
        "decision due",
        (decision.mark,),
        f"Does “{decision.title}” still hold?",
        because,
        "note",
        "Look again",
        decision.url,
        "pm",
        who,
        late,
    )


def to_weigh_again(decision: Asked, because: str, who: Any) -> Flag:
    """A decision for which new evidence passed the mark that was agreed when it was taken."""
    title = f"Does “{decision.title}” still hold?"
    return Flag("decision outgrown", (decision.mark,), title, because, "warn", "New evidence", decision.url, "pm", who)


def needed_too_late(feature: Asked, needs: Sequence[Need], who: Any) -> Flag | None:
    """A feature that needs another one which was dropped, is in no release, or comes out after it."""
    clashes = [said.rstrip(".") for need in needs if (said := clash(need))]
    if not clashes:
        return None
    because = "; ".join(clashes[:2]) + (f"; and {len(clashes) - 2} more" if len(clashes) > 2 else "")
    return Flag(
        "needed too late",
        (feature.mark,),
        f"{feature.title} will not have what it needs in time",
        because,
        "warn",
        "Too late",
        f"{feature.url}#needs",
        "pm",
        who,
        len(clashes),
    )


@flags_from
def of_definition(product: Any, today: date) -> Iterator[Flag]:
    """Everything the rules of definition notice about a product."""
    pm = product.pm
    for asked, promised in _untried(product, today):
        yield never_tried(asked, pm, promised=promised)
    problems = (
        Problem.objects.of(product)
        .in_use()
        .filter(state="validated")
        .validated()
        .without_feature()
        .select_related("item")
    )
    yield from (without_answer(one, pm) for one in _asked(problems, today))
    for release in _coming(product, today):
        yield from (
            flag for flag in (unready_near_the_date(release, today, pm), without_goals(release, today, pm)) if flag
        )
    yield from _needed_too_late(product, pm)
    for decision in Decision.objects.of(product).due(today).select_related("item"):
        asked = Asked(decision.mark, decision.title, decision.get_absolute_url())
        yield to_look_at_again(asked, decision.look_again_on, today, product.pmm if decision.form == "price" else pm)
    for decision, now in grown(product, today):
        asked = Asked(decision.mark, decision.title, decision.get_absolute_url())
        because = decision.condition.says(today, now, Workspace.current().currency)
        yield to_weigh_again(asked, because, product.pmm if decision.form == "price" else pm)


def _untried(product: Any, today: date) -> Iterator[tuple[Asked, bool]]:
    """What is on its way and was never tried, and whether it was promised. There may be thousands of which nobody spoke
    yet, so that only those somebody spoke of are read whole.
    """
    features = Feature.objects.of(product).under_way().never_tried().filter(_on_its_way())
    heard = list(features.spoken_of())
    found = {one.item_id: asked for one, asked in zip(heard, _asked(heard, today), strict=True)}
    for key, number, title, status, release in features.values_list(
        "pk", "item__number", "item__title", "status", "release"
    ):
        item = Item(kind=Feature.kind, number=number, title=title)
        unheard = Asked(item.mark, title, item.get_absolute_url())
        yield found.get(key, unheard), status == "building" or release is not None


def _needed_too_late(product: Any, pm: Any) -> Iterator[Flag]:
    """For each feature under way what it needs; of another product that not everybody sees, the name is left out."""
    waiting: dict[Feature, list[Need]] = {}
    under_way = Feature.objects.of(product).under_way()
    rows = Dependency.objects.standing().told().filter(feature__in=under_way).exclude(on__status="shipped")
    for row in rows.order_by("feature__item__number", "pk"):
        need = Need.of(row.feature, row.on, named="title", is_stranger=row.strange_on)
        waiting.setdefault(row.feature, []).append(need)
    for feature, needs in waiting.items():
        asked = Asked(feature.mark, feature.title, feature.get_absolute_url())
        if flag := needed_too_late(asked, needs, pm):
            yield flag


def _on_its_way() -> Any:
    """Being defined or built, or in the scope of a release; a mere idea need not have been tried."""
    from django.db.models import Q

    return Q(status__in=("defining", "building")) | Q(release__isnull=False)


def _asked(things: Iterable[Any], today: date) -> list[Asked]:
    found = list(things)
    heard = evidence_for_many(found, today) if found else {}
    currency = Workspace.current().currency if found else ""
    return [
        Asked(one.mark, one.title, one.get_absolute_url(), heard[one.pk].companies, heard[one.pk].arr, currency)
        for one in found
    ]


def unready_of(releases: Iterable[int]) -> dict[int, list[str]]:
    """The titles of what is not ready to build in the scope of each of these releases."""
    found: dict[int, list[str]] = defaultdict(list)
    scope = Feature.objects.in_use().filter(release__in=releases).exclude(status__in=("dropped", "shipped"))
    ready = scope.ready()
    for key, release, title in scope.order_by("item__number").values_list("pk", "release", "item__title"):
        if key not in ready:
            found[release].append(title)
    return found


def _coming(product: Any, today: date) -> Iterator[Coming]:
    """However many releases there are in a fixed number of statements; a far one's scope is not looked at."""
    releases = list(Release.objects.of(product).in_use().still_to_come().select_related("item"))
    stated = Goal.objects.filter(about__in=[one.pk for one in releases]).in_use().order_by()
    goals = dict(stated.values_list("about").annotate(Count("pk"))) if releases else {}
    near = [one.pk for one in releases if is_near(one.available_on, today)]
    unready = unready_of(near) if near else {}
    for release in releases:
        yield Coming(
            release.mark,
            release.title,
            release.get_absolute_url(),
            release.available_on,
            release.charter_released_on is not None,
            goals.get(release.pk, 0),
            tuple(unready.get(release.pk, ())),
        )
