"""Problems: opened from what customers said, and called validated, refuted, or neither."""

from __future__ import annotations

import pytest
from django.test import Client

from tandem.core import clock
from tandem.core.errors import NotAllowed, Refused
from tandem.definition.grounds import evidence_for
from tandem.definition.market_shares import shares_of
from tandem.definition.models import Problem
from tandem.definition.tests.conftest import Cast
from tandem.evidence.models import Company, Highlight, TargetMarket, Theme
from tandem.record.models import Event

pytestmark = pytest.mark.django_db


def test_opening_from_a_theme_links_all_its_notes_as_one_event(cast: Cast) -> None:
    theme = Theme._make("The feed stops", product=cast.product, found_at=clock.now())
    for company in cast.companies[:4]:
        note = cast.say(None, company)
        note.theme = theme
        note.save()
    problem = Problem.open(cast.product, "The feed stops", theme=theme, by=cast.pm)
    assert Highlight.objects.filter(about=problem.item).count() == 4
    assert Event.objects.filter(item=problem.item).count() == 1


def test_what_the_owner_opens_is_accepted_and_what_another_drafts_waits(cast: Cast) -> None:
    assert Problem.open(cast.product, "Slow", by=cast.pm).is_accepted
    draft = Problem.open(cast.product, "Slower", by=cast.pmm)
    assert not draft.is_accepted
    with pytest.raises(NotAllowed):
        draft.accept(by=cast.pmm)
    draft.accept(by=cast.pm)
    assert Problem.objects.get(pk=draft.pk).is_accepted


def test_a_problem_is_validated_on_the_evidence_of_that_day(cast: Cast) -> None:
    problem = Problem.open(cast.product, "Slow", by=cast.pmm)
    cast.validate_ready(problem)
    verdict = problem.validate(by=cast.pm, because="Eight of eight said it unprompted.")
    assert (problem.state, problem.is_accepted) == ("validated", True)
    assert (verdict.evidence["in_market"], verdict.evidence["with_pm"]) == (8, 1)
    assert Problem.objects.of(cast.product).validated().get() == problem


def test_validation_is_refused_with_what_is_still_missing(cast: Cast) -> None:
    problem = Problem.open(cast.product, "Slow", by=cast.pm)
    cast.say(problem, cast.companies[0])
    with pytest.raises(Refused, match=r"so far 1 did\. The product manager must have spoken"):
        problem.validate(by=cast.pm)
    assert problem.verdicts.count() == 0


def test_companies_outside_the_target_market_do_not_validate(cast: Cast) -> None:
    problem = Problem.open(cast.product, "Slow", by=cast.pm)
    cast.validate_ready(problem)
    type(cast.companies[0]).objects.filter(pk__in=[company.pk for company in cast.companies]).update(employees=900)
    with pytest.raises(Refused, match="so far none did"):
        problem.validate(by=cast.pm)


def test_only_the_product_manager_or_a_delegate_gives_the_verdict(cast: Cast) -> None:
    problem = Problem.open(cast.product, "Slow", by=cast.pm)
    cast.validate_ready(problem)
    with pytest.raises(NotAllowed):
        problem.validate(by=cast.pmm)


def test_withdrawing_a_verdict_brings_the_one_before_back(cast: Cast) -> None:
    problem = Problem.open(cast.product, "Slow", by=cast.pm)
    cast.validate_ready(problem)
    problem.validate(by=cast.pm)
    problem.refute(because="Nobody would pay for it.", by=cast.pm)
    assert problem.state == "refuted"
    problem.withdraw_verdict(by=cast.pm)
    assert problem.state == "validated"
    problem.withdraw_verdict(by=cast.pm)
    assert problem.state == "heard"
    with pytest.raises(Refused, match="No verdict stands"):
        problem.withdraw_verdict(by=cast.pm)


def test_refuting_needs_a_reason(cast: Cast) -> None:
    problem = Problem.open(cast.product, "Slow", by=cast.pm)
    with pytest.raises(Refused, match="what showed"):
        problem.refute(because=" ", by=cast.pm)


def test_a_verdict_is_not_given_twice(cast: Cast) -> None:
    problem = Problem.open(cast.product, "Slow", by=cast.pm)
    cast.validate_ready(problem)
    problem.validate(by=cast.pm)
    with pytest.raises(Refused, match="validated already"):
        problem.validate(by=cast.pm)


def test_a_salesperson_may_not_open_a_problem(cast: Cast) -> None:
    with pytest.raises(NotAllowed):
        Problem.open(cast.product, "Slow", by=cast.rep)


def test_a_problem_needs_a_title(cast: Cast) -> None:
    with pytest.raises(Refused, match="title"):
        Problem.open(cast.product, "  ", by=cast.pm)


def test_each_target_market_says_how_much_of_it_has_the_problem(cast: Cast, client: Client) -> None:
    problem = Problem.open(cast.product, "The bank feed stops silently", by=cast.pm)
    for company in cast.companies[:3]:
        cast.say(problem, company)
    client.force_login(cast.pm)
    page = f"/problems/{problem.number}"
    assert "In each target market" not in client.get(page).content.decode()
    rule = {"field": "arr", "is": "between", "value": [2000, 5000]}
    TargetMarket.define(cast.product, "Worth 2,000 to 5,000", [rule], by=cast.pm)
    said = {one.market.title: (one.voiced, one.companies) for one in shares_of(cast.product.pk, _voices(problem))}
    everyone = Company.objects.in_use().filter(employees__range=(5, 50)).count()
    worth = Company.objects.in_use().filter(arr__range=(2000, 5000)).count()
    assert said == {"Firms of 5 to 50": (3, everyone), "Worth 2,000 to 5,000": (2, worth)}
    assert evidence_for(problem).in_market == 3
    assert "In each target market" in client.get(page).content.decode()


def _voices(problem: Problem) -> list[int | None]:
    return [voice.company for voice in evidence_for(problem).voices]
