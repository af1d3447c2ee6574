"""The gate before general availability: references hold a release, and only both owners pass it, each with a reason."""

from datetime import date
from decimal import Decimal

import pytest
from django.test import Client

from tandem.charter.models import Program
from tandem.core.errors import NotAllowed, Refused
from tandem.definition.models import Feature, Goal, Release
from tandem.evidence.models import TargetMarket
from tandem.launch.models import Launch, Overrule
from tandem.launch.tests.conftest import Cast
from tandem.record.models import Event

pytestmark = pytest.mark.django_db


@pytest.fixture
def release(cast: Cast) -> Release:
    """A release with a charter program behind it that has no reference yet."""
    release = Release.plan(cast.product, "Sideline 1.0", available_on=date(2026, 12, 4), by=cast.pm)
    Feature.open(cast.product, "Approval chains", by=cast.pm).put_into(release, by=cast.pm)
    small = [{"field": "employees", "is": "between", "value": [5, 50]}]
    market = TargetMarket.define(cast.product, "Small firms", small, by=cast.pm)
    Program.open(cast.product, "Sideline program", market=market, release=release, by=cast.pm)
    return release


def test_the_references_gate_holds_a_release_without_references(cast: Cast, release: Release) -> None:
    with pytest.raises(Refused, match="0 of 6 references live and happy"):
        release.make_available(by=cast.pm)
    assert not Release.objects.get(pk=release.pk).has_shipped


def test_one_owner_alone_does_not_overrule_the_references_gate(cast: Cast, release: Release) -> None:
    Overrule.of_release(release, "references", "pm", because="Four are live, two answer in a week.", by=cast.pm)
    with pytest.raises(Refused, match="references live and happy"):
        release.make_available(by=cast.pm)


def test_both_owners_overrule_the_references_gate_each_with_a_reason_for_ever_in_the_record(
    cast: Cast, release: Release
) -> None:
    Overrule.of_release(release, "references", "pm", because="Four are live, two answer in a week.", by=cast.pm)
    Overrule.of_release(release, "references", "pmm", because="The fair is on Tuesday.", by=cast.pmm)
    release.make_available(by=cast.pm)
    assert Release.objects.get(pk=release.pk).has_shipped
    kept = Overrule.objects.filter(about=release.item).values_list("side", "because")
    with pytest.raises(Refused, match="nothing to overrule"):
        Overrule.of_release(Release.objects.get(pk=release.pk), "references", "pm", because="Late.", by=cast.pm)
    assert dict(kept) == {"pm": "Four are live, two answer in a week.", "pmm": "The fair is on Tuesday."}
    assert Event.objects.filter(item=release.item, verb="overruled a gate of").count() == 2


def test_overruling_for_a_release_needs_a_reason_the_own_seat_and_a_closed_gate(cast: Cast, release: Release) -> None:
    with pytest.raises(Refused, match="needs a reason"):
        Overrule.of_release(release, "references", "pm", because=" ", by=cast.pm)
    with pytest.raises(NotAllowed):
        Overrule.of_release(release, "references", "pmm", because="Mine too.", by=cast.pm)
    with pytest.raises(NotAllowed):
        Overrule.of_release(release, "references", "pm", because="I help.", by=cast.helper)
    with pytest.raises(Refused, match="No closed gate called weather"):
        Overrule.of_release(release, "weather", "pm", because="It rains.", by=cast.pm)
    assert not Overrule.objects.filter(about=release.item).exists()


def test_a_side_overrules_a_gate_once(cast: Cast, release: Release) -> None:
    Overrule.of_release(release, "references", "pm", because="Two answer in a week.", by=cast.pm)
    with pytest.raises(Refused, match="has overruled this gate already"):
        Overrule.of_release(release, "references", "pm", because="Once more.", by=cast.pm)


def test_a_tier_1_release_without_a_charter_program_is_held_by_the_references_gate(cast: Cast) -> None:
    bare = Release.plan(cast.product, "Sideline 2.0", by=cast.pm)
    Feature.open(cast.product, "Split bills", by=cast.pm).put_into(bare, by=cast.pm)
    Launch.plan(cast.product, "Sideline 2.0", tier=1, day=date(2026, 12, 20), releases=[bare], by=cast.pmm)
    with pytest.raises(Refused, match="There is no charter program"):
        bare.make_available(by=cast.pm)
    for side, owner in (("pm", cast.pm), ("pmm", cast.pmm)):
        Overrule.of_release(bare, "references", side, because="Everyone knows us.", by=owner)
    bare.make_available(by=cast.pm)
    assert Release.objects.get(pk=bare.pk).has_shipped


@pytest.mark.parametrize("tier", [2, 3])
def test_a_release_of_a_smaller_launch_without_a_program_goes_out_without_references(cast: Cast, tier: int) -> None:
    bare = Release.plan(cast.product, "Sideline 2.0", by=cast.pm)
    Feature.open(cast.product, "Split bills", by=cast.pm).put_into(bare, by=cast.pm)
    Launch.plan(cast.product, "Sideline 2.0", tier=tier, day=date(2026, 12, 20), releases=[bare], by=cast.pmm)
    bare.make_available(by=cast.pm)
    assert Release.objects.get(pk=bare.pk).has_shipped


def test_a_goal_of_a_launch_stays_as_it_was_stated_once_it_has_happened(cast: Cast) -> None:
    goal = Goal.state(cast.launch, "Trials", target=Decimal(80), by=cast.pm)
    Launch.objects.filter(pk=cast.launch.pk).update(launched_on=date(2026, 11, 20))
    with pytest.raises(Refused, match="stays as it was stated"):
        goal.revise(by=cast.pm, version=goal.version, target=Decimal(10))


def test_the_page_of_a_release_lets_an_owner_overrule_its_closed_gate(
    cast: Cast, release: Release, client: Client
) -> None:
    address = f"/releases/{release.number}/overruling?gate=references"
    client.force_login(cast.helper)
    assert "Overrule" not in client.get(release.get_absolute_url()).content.decode()
    client.force_login(cast.pm)
    assert address in client.get(release.get_absolute_url()).content.decode()
    assert "0 of 6 references" in client.get(address).content.decode()
    said = {"gate": "references", "side": "pm", "because": " "}
    assert client.post(address, said).status_code == 422
    assert client.post(address, {**said, "because": "The fair is on Tuesday."}).status_code == 303
    assert "The fair is on Tuesday." in client.get(release.get_absolute_url()).content.decode()
