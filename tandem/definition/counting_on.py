"""What counts on a release within definition: its goals, the dates that people outside were promised, features of other
releases that need one of it, and tests of it that are planned.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from functools import partial
from typing import Any

from django.db.models import Q

from tandem.definition.fitting import fits
from tandem.definition.models import Dependency, Edition, Feature, Goal, Release, Serving, Validation
from tandem.definition.slipping import ANSWERS, Dependent, Shift, depends_on_a_release, said_day
from tandem.team.models import Product, Workspace

OF_A_BUILD = ("trial", "release_candidate")
OF_OTHERS = {"ask": ANSWERS["ask"], "tell": "Only tell them"}


@depends_on_a_release
def goals(release: Any, shift: Shift, by: Any) -> Iterator[Dependent]:
    """A goal is measured so long after the release; moved with it, it has as long as before."""
    may = by.may("draft definition", release)
    for goal in release.goals:
        if goal.due_on:
            would_be = shift.of(goal.due_on)
            yield Dependent(
                goal.item, f"The goal “{goal.title}” is measured on {said_day(goal.due_on)}", goal.due_on, would_be,
                may=may, side="pm", move=partial(_measure_later, goal, would_be),
            )  # fmt: skip


@depends_on_a_release
def promises(release: Any, shift: Shift, by: Any) -> Iterator[Dependent]:
    """What people outside were told: it may stay as long as the new day is still within what was said."""
    if shift.after is None:
        return
    features = release.scope().values("pk")
    told = Edition.objects.promised().filter(about__in=[release.pk, *features.values_list("pk", flat=True)])
    may = by.may("accept definition", release)
    for one in told.select_related("about__product", "by__item").order_by("about__kind", "about__number", "audience"):
        holds = one.holds(shift.after)
        still = "It still holds." if holds else "It no longer holds."
        would_be = shift.after if one.promised_on == shift.before else shift.of(one.promised_on)
        yield Dependent(
            one.about, f"{one.get_audience_display()} were told “{one.name}” for {one.when}", one.promised_on, would_be,
            why=f"{one.get_confidence_display()}. {still}", advice="keep" if holds else "move", people=(one.by,),
            may=may, side="pm", key=f"{one.about.mark}-{one.audience}", move=partial(_promise, one, would_be),
        )  # fmt: skip


@depends_on_a_release
def waiting(release: Any, shift: Shift, by: Any) -> Iterator[Dependent]:
    """Features of other releases that need one of this; for which it comes too late, those come with it or later."""
    rows = Dependency.objects.standing().filter(
        on__in=release.scope(), feature__in=Feature.objects.visible_to(by).under_way(),
        feature__release__made_available_on=None, feature__release__available_on__isnull=False,
    )  # fmt: skip
    others = rows.exclude(feature__release=release.pk).select_related("feature__item__product")
    found: dict[Feature, list[Feature]] = {}
    for row in others.order_by("feature__item__number", "on__item__number"):
        found.setdefault(row.feature, []).append(row.on)
    later = _open_to(release, shift.after, {_product(feature) for feature in found})
    for feature, needed in found.items():
        yield _waiting(feature, needed, shift, by, later.get(_product(feature)))


def _waiting(feature: Feature, needed: Sequence[Feature], shift: Shift, by: Any, later: Any) -> Dependent:
    planned: Any = feature.release
    marks = ", ".join(one.mark for one in needed[:3]) + (" and more" if len(needed) > 3 else "")
    is_late = shift.after is not None and not fits(planned.available_on, shift.after)
    may, would_be = by.may("accept definition", feature), planned.available_on
    if is_late and later:
        would_be = max(day for day in (later.available_on, shift.after) if day)
    return Dependent(
        feature.item, f"{feature.title} comes out in {planned.title} and needs {marks} first", planned.available_on,
        would_be,
        why=waits_why(planned.title, shift.after, is_late=is_late), advice="move" if is_late else "keep",
        people=(Product.objects.get(pk=feature.item.product_id).pm,), may=may, side="pm",
        words=waits_words(planned.title, later.title if later else "", is_late=is_late, may=may),
        move=partial(_put_later, feature, later) if is_late else None,
    )  # fmt: skip


def waits_why(planned: str, after: date | None, *, is_late: bool) -> str:
    """Whether what is needed is still there in time."""
    if after is None:
        return "Nobody would know when it comes."
    return f"It would come out on {said_day(after)}, after {planned}." if is_late else "It still comes in time."


def waits_words(planned: str, later: str, *, is_late: bool, may: bool) -> Mapping[str, str]:
    """What can be answered for a feature that waits; where it still fits, there is nothing to move."""
    keep = {"keep": f"Leave it in {planned}"}
    if not is_late:
        return keep
    move = f"Put it into {later}" if later else f"Take it out of {planned}"
    return {"move": move, **keep} if may else {"ask": ANSWERS["ask"], **keep}


def _open_to(release: Any, day: date | None, products: set[int]) -> dict[int, Any]:
    """By product the first release that is not before a day and whose scope may still grow: that which moves there, if
    it may, is the nearest.
    """
    if day is None or not products:
        return {}
    coming = Release.objects.in_use().still_to_come().filter(item__product__in=products, charter_released_on=None)
    open_ones = coming.filter(Q(pk=release.pk) | Q(available_on__gte=day)).select_related("item")
    found = sorted(open_ones, key=lambda one: (one.pk != release.pk, one.available_on or day, one.number))
    return {_product(one): one for one in reversed(found)}


def _product(noun: Any) -> int:
    key: int = noun.item.product_id
    return key


@depends_on_a_release
def planned_tests(release: Any, shift: Shift, by: Any) -> Iterator[Dependent]:
    """Planned tests of what is in it. One of a build needs the build; one of a prototype need not wait for it."""
    planned = Validation.objects.in_use().filter(verdict="", held_on__gte=Workspace.current().today)
    may = by.may("draft definition", release)
    for test in planned.filter(feature__in=release.scope()).select_related("item").order_by("held_on", "item__number"):
        would_be = shift.of(test.held_on)
        yield Dependent(
            test.item, f"{test.title} is planned for {said_day(test.held_on)}", test.held_on, would_be,
            why=f"{test.get_form_display()}.", advice=advice_on_a_test(test.form, shift.days), may=may, side="pm",
            move=partial(_hold_later, test, would_be),
        )  # fmt: skip


def advice_on_a_test(form: str, days: int) -> str:
    return "move" if form in OF_A_BUILD and days else "keep"


def _put_later(feature: Feature, later: Any, by: Any, because: str) -> None:
    if later is None:
        feature.take_out_of_release(by=by, because=because)
    else:
        feature.put_into(later, by=by, because=because)


def _hold_later(test: Validation, day: date, by: Any, because: str) -> None:
    test.item.refresh_from_db()
    test.revise(by=by, version=test.item.version, because=because, held_on=day)


@depends_on_a_release
def products_served(release: Any, shift: Shift, by: Any) -> Iterator[Dependent]:
    """Features that serve other products come when it comes: the product managers there are asked whether they can live
    with it. Who may not see such a product is shown nothing of it.
    """
    was, would_be = shift.before or shift.charter_before, shift.after or shift.charter
    offers = Serving.objects.visible_to(by).accepted().filter(feature__in=release.scope().values("pk")).with_people()
    if was is None or would_be is None:
        return
    for one in offers.order_by("product__item__number", "feature__item__number"):
        manages, named = one.product.pm == by, f"{one.feature.mark} {one.feature.title}"
        yield Dependent(
            one.feature.item, f"{one.product} counts on {named}", was, would_be,
            why="It serves there too.", people=(one.product.pm,), side="pm",
            key=f"{one.feature.mark}-{one.product.slug}",
            words={} if manages else OF_OTHERS, asks="" if manages else f"{named} serves {one.product}: can it wait?",
            asked_of=one.product.item,
        )  # fmt: skip


def _measure_later(goal: Goal, day: Any, by: Any, because: str) -> None:
    goal.item.refresh_from_db()
    goal.revise(by=by, version=goal.item.version, because=because, due_on=day)


def _promise(edition: Edition, day: Any, by: Any, because: str) -> None:
    edition.promise(day, by=by, because=because)
