"""A launch plan: drafted by anybody, accepted by the product marketer, and what counts of it only then."""

from __future__ import annotations

from datetime import date
from importlib import import_module
from typing import Any

import pytest
from django.apps import apps
from django.test import Client

from tandem.core.errors import NotAllowed, Refused
from tandem.definition.availability import holds
from tandem.definition.models import Release
from tandem.evidence.models import TargetMarket
from tandem.launch.models import Launch, PlanStep
from tandem.launch.tests.conftest import Cast
from tandem.team.models import Console, Product
from tandem.team.models.acceptance import Acceptance
from tandem.team.seats import open_of

pytestmark = pytest.mark.django_db
DAY = date(2026, 12, 20)


def test_what_the_marketer_plans_is_accepted_and_anybody_elses_plan_is_a_draft(cast: Cast, client: Client) -> None:
    assert cast.launch.is_accepted
    draft = Launch.plan(cast.product, "Drafted", tier=3, day=DAY, by=cast.helper)
    assert not draft.is_accepted
    assert "Drafted" in " ".join(str(one) for one in open_of(cast.product, "pmm", cast.pmm))
    for who in (cast.helper, cast.pm):
        with pytest.raises(NotAllowed):
            draft.accept(by=who)
    client.force_login(cast.pmm)
    page = f"/launches/{draft.number}"
    assert "Draft, waits for acceptance" in client.get(page).content.decode()
    client.post(f"{page}/acceptance")
    assert Launch.objects.get(pk=draft.pk).is_accepted
    assert "Draft, waits for acceptance" not in client.get(page).content.decode()


def test_a_draft_is_neither_signed_for_go_nor_launched(cast: Cast) -> None:
    draft = Launch.plan(cast.product, "Drafted", tier=3, day=DAY, by=cast.helper)
    for form in ("support", "release_note"):
        PlanStep.add(draft, form, form=form, days_from_day=-1, owner=cast.pmm, by=cast.pmm).finish(by=cast.pmm)
    with pytest.raises(Refused, match="The plan is a draft"):
        draft.sign("pm", go=True, by=cast.pm)
    draft.accept(by=cast.pmm)
    draft = Launch.objects.get(pk=draft.pk)
    for side, who in (("pm", cast.pm), ("pmm", cast.pmm)):
        draft.sign(side, go=True, by=who)
    draft.launch(by=cast.pmm)


def test_a_drafted_launch_of_tier_1_holds_no_release_back(cast: Cast) -> None:
    release = Release.plan(cast.product, "2.0", by=cast.pm)
    draft = Launch.plan(cast.product, "Drafted", tier=1, day=DAY, releases=[release], by=cast.helper)
    assert not [hold for hold in holds(release, DAY) if hold.name == "references"]
    draft.accept(by=cast.pmm)
    assert [hold for hold in holds(release, DAY) if hold.name == "references"]


def test_what_an_accepted_plan_promises_changes_by_those_who_accept_it(cast: Cast) -> None:
    launch = cast.launch

    def change(by: Any, **said: Any) -> None:
        launch.item.refresh_from_db()
        launch.revise(by=by, version=launch.version, **said)

    for said in ({"tier": 2}, {"day": DAY}, {"market_share": 40}):
        with pytest.raises(NotAllowed, match="The plan is accepted"):
            change(cast.helper, **said)
    change(cast.helper, audience="Owners of small firms", tier=3)
    change(cast.pmm, market_share=40)
    assert Launch.objects.get(pk=launch.pk).market_share == 40


def test_a_launch_is_for_one_of_its_products_target_markets(cast: Cast, client: Client) -> None:
    rule = [{"field": "employees", "is": "at least", "value": [5]}]
    market = TargetMarket.define(cast.product, "Firms of 5 and more", rule, by=cast.pm)
    other = Product.open("Elsewhere", slug="elsewhere", by=Console())
    theirs = TargetMarket.define(other, "Theirs", rule, by=Console())
    with pytest.raises(Refused, match="of its own product"):
        Launch.plan(cast.product, "Spring", tier=3, day=DAY, market=theirs, by=cast.pmm)
    client.force_login(cast.pmm)
    form = client.get("/products/sideline/launches/new").content.decode()
    assert "Firms of 5 and more" in form
    assert "Theirs" not in form
    launch = Launch.plan(cast.product, "Spring", tier=3, day=DAY, market=market, by=cast.pmm)
    assert launch.market == market


def test_plans_from_before_go_on_counting(cast: Cast) -> None:
    Acceptance.objects.filter(item=cast.launch.pk).delete()
    import_module("tandem.launch.migrations.0003_accepted_plans").accept_those_there_are(apps, None)
    assert Acceptance.objects.get(item=cast.launch.pk).by == cast.pmm
