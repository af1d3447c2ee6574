"""Messaging's gates and flags, on the facts of a product."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tandem.core.errors import NotAllowed, Refused
from tandem.launch.gates import gates_of
from tandem.messaging.flags import of_messaging
from tandem.messaging.models import Deal, SalesAsset, StageMessage
from tandem.messaging.readiness import ASKED
from tandem.messaging.standing import of_messaging as standing
from tandem.messaging.tests.conftest import TODAY, Cast
from tandem.record.reactions import edges_of
from tandem.team.models import Member


def gate(launch: object, name: str) -> object:
    return {one.name: one for one in gates_of(launch, TODAY)}[name]  # type: ignore[arg-type]


@pytest.mark.django_db
def test_a_claim_without_proof_closes_the_claims_gate_and_says_why(cast: Cast) -> None:
    launch = cast.launch()
    claim = cast.claim("Close your books in a day", launches=[launch])
    for company in range(3):
        against = cast.quote(f"two days it takes, at {'abc'[company]}", company)
        claim.prove("quote", highlight=against, supports=False, by=cast.pmm)
    assert not gate(launch, "claims proven").open  # type: ignore[attr-defined]
    flag = next(flag for flag in of_messaging(cast.product, TODAY) if flag.rule == "claim without proof")
    assert (flag.severity, flag.label, flag.who) == ("closed", "Gate closed", cast.pmm)
    assert flag.title == "“Close your books in a day” has no proof"
    assert flag.because == "3 quotes say two days; none says one"
    claim.prove("metric", says="A median of one day over seven closes.", by=cast.pmm)
    assert gate(launch, "claims proven").open  # type: ignore[attr-defined]
    assert standing(cast.product, TODAY).says == "1 of 1 claim has proof"


@pytest.mark.django_db
def test_assets_and_training_open_their_gates(cast: Cast) -> None:
    launch = cast.launch()
    brought = [
        SalesAsset.bring(cast.product, form, form=form, url="https://files.example/a", by=cast.pmm) for form in ASKED[1]
    ]
    assert "Missing" in gate(launch, "sales assets ready").because  # type: ignore[attr-defined]
    for asset in brought:
        asset.release(by=cast.pmm)
    assert gate(launch, "sales assets ready").open  # type: ignore[attr-defined]
    sellers = Member.objects.active().filter(role="sales").count()
    assert f"0 of {sellers} sales members" in gate(launch, "sales trained").because  # type: ignore[attr-defined]
    for asset in brought:
        asset.confirm(by=cast.rep)
    trained = gate(launch, "sales trained")
    assert trained.open is (sellers == 1)  # type: ignore[attr-defined]
    assert sellers == 1 or f"1 of {sellers} sales members" in trained.because  # type: ignore[attr-defined]


@pytest.mark.django_db
def test_sales_making_its_own_deck_is_a_pattern_until_it_is_adopted_with_credit(cast: Cast) -> None:
    deal = Deal.open(cast.product, "Sideline A", by=cast.pm, amount=50_000)
    asset = SalesAsset.bring(
        cast.product, "The switch", form="deck", url="https://files.example/1", by=cast.rep, deals=[deal]
    )
    for version in (2, 3):
        asset.add_version(url=f"https://files.example/{version}", by=cast.rep)
    flag = next(flag for flag in of_messaging(cast.product, TODAY) if flag.label == "Pattern")
    assert flag.because == "3 versions in 1 week, on a deal worth $50k"
    with pytest.raises(Refused, match="Adopt it first"):
        asset.release(by=cast.pmm)
    with pytest.raises(NotAllowed):
        asset.adopt(by=cast.rep)
    asset.adopt(by=cast.pmm)
    assert (asset.trainer, asset.owner) == (cast.rep, cast.pmm)
    assert not [flag for flag in of_messaging(cast.product, TODAY) if flag.label == "Pattern"]
    assert deal.item in [edge.item for edge in edges_of(asset.item)]


@pytest.mark.django_db
def test_empty_stages_and_expired_assets_are_flags(cast: Cast) -> None:
    StageMessage.say(cast.product, "need", "A link will stop one day.", by=cast.pmm)
    asset = SalesAsset.bring(
        cast.product,
        "Old",
        form="faq",
        url="https://files.example/a",
        by=cast.pmm,
        expires_on=TODAY + timedelta(days=1),
    )
    asset.release(by=cast.pmm)
    rules = {flag.rule for flag in of_messaging(cast.product, TODAY + timedelta(days=2))}
    assert {"awareness stage empty", "asset expired", "no positioning"} <= rules


@pytest.mark.django_db
def test_a_withdrawn_reference_makes_a_claim_stale(cast: Cast) -> None:
    claim, reference = cast.claim(), cast.reference()
    claim.prove("reference", reference=reference, by=cast.pmm)
    assert claim.strength(TODAY) == "proven"
    reference.withdraw(by=cast.pm)
    assert type(claim).objects.get(pk=claim.pk).strength(TODAY) == "stale"
    with pytest.raises(NotAllowed):
        claim.release_without_proof(because="It is true.", by=cast.pm)
