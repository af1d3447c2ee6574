"""A release that slips asks the launch that covers it, with its steps and goals; who may not move it asks who may."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from tandem.definition.models import Goal, Release
from tandem.launch.models import Launch, PlanStep
from tandem.launch.tests.conftest import Cast
from tandem.record.models import Event
from tandem.team.models import Input, Notice

pytestmark = pytest.mark.django_db
DAY, LATER = date(2026, 12, 4), date(2026, 12, 14)


@pytest.fixture
def release(cast: Cast) -> Release:
    made = Release.plan(cast.product, "Sideline 1.0", available_on=DAY, by=cast.pm)
    cast.launch.cover(made, by=cast.pmm)
    return made


def steps(cast: Cast) -> tuple[PlanStep, PlanStep]:
    brief = PlanStep.add(cast.launch, "Brief the press", days_from_day=-7, owner=cast.helper, by=cast.pmm)
    return brief, PlanStep.add(cast.launch, "Fair in Basel", days_from_day=0, owner=cast.helper, by=cast.pmm)


def test_a_product_manager_who_may_not_move_the_launch_asks_the_marketer(cast: Cast, release: Release) -> None:
    done = release.move(available_on=LATER, because="Two banks.", by=cast.pm)
    assert done == {cast.launch.mark: "ask"}
    asked = Input.objects.get(about=cast.launch.item)
    assert (asked.to_side, asked.by) == ("pmm", cast.pm)
    assert "from 4 Dec 2026 to 14 Dec 2026: Two banks." in asked.title
    assert Launch.objects.get(pk=cast.launch.pk).day == DAY


def test_the_launch_moves_with_its_steps_but_for_those_that_keep_their_date(cast: Cast, release: Release) -> None:
    brief, fair = steps(cast)
    goal = Goal.state(cast.launch, "Demos booked", target=Decimal(40), due_on=date(2027, 1, 4), by=cast.pmm)
    cast.product.delegate(cast.pm, "pmm", until=date(2027, 1, 1), by=cast.pmm)
    pm = type(cast.pm).objects.get(pk=cast.pm.pk)
    release.move(available_on=LATER, because="Two banks.", answers={fair.mark: "keep"}, by=pm)
    launch = Launch.objects.get(pk=cast.launch.pk)
    assert launch.day == LATER
    due = {step.title: step.due_on for step in PlanStep.objects.filter(launch=launch).in_order()}
    assert due == {"Brief the press": date(2026, 12, 7), "Fair in Basel": DAY}
    assert Goal.objects.get(pk=goal.pk).due_on == date(2027, 1, 14)
    event = Event.objects.get(item=release.pk, verb="moved the dates of")
    assert sorted(one.verb for one in event.parts.all()) == ["moved", "revised", "revised"]
    assert Notice.objects.filter(member=cast.helper, url=release.get_absolute_url()).exists()
    assert brief.pk


def test_a_launch_that_is_kept_keeps_its_steps(cast: Cast, release: Release) -> None:
    _, fair = steps(cast)
    release.move(available_on=LATER, because="Two banks.", answers={cast.launch.mark: "keep"}, by=cast.pm)
    assert not Input.objects.filter(about=cast.launch.item).exists()
    assert PlanStep.objects.select_related("launch").get(pk=fair.pk).due_on == DAY
