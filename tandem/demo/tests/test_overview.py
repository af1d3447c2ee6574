"""The overview says what is drawn, and an act of the person it names takes a finding off it."""

from __future__ import annotations

import pytest

from tandem.definition.models import Feature, Validation
from tandem.demo.tests.conftest import titled
from tandem.evidence.models import Company
from tandem.messaging.models import Claim, SalesAsset
from tandem.overview.standing import standing_of_product
from tandem.team.models import Matter, Product, Workspace

pytestmark = pytest.mark.django_db


def test_the_overview_says_what_is_drawn(ledgerly: Product) -> None:
    shown = standing_of_product(ledgerly, Workspace.current().today)
    says = {stage.name: (stage.count, stage.says) for stage in shown.stages}
    assert shown.headline == "Ledgerly 2.0 is not ready to launch"
    assert shown.subline == "Planned for 4 December. Two gates are closed, and both owners must sign."
    assert says["Evidence"] == (9, "9 themes from 764 notes")
    assert says["Definition"] == (5, "5 problems validated, 31 features")
    assert says["Charter"] == (4, "4 of 6 references live and happy")
    assert says["Launch"] == (12, "18 of 26 steps done")
    assert says["Messaging"] == (9, "7 of 9 claims have proof")
    assert says["Outcomes"] == (2, "1.8 met 2 of 5 goals")


HOLDING = [
    (
        "Two more reference customers",
        "Harbor Credit and Finch Books are live but not yet happy",
        "Gate closed",
        "risk",
        "Ada Okafor",
    ),
    (
        "“Close your books in a day” has no proof",
        "3 quotes say two days; none says one",
        "Gate closed",
        "risk",
        "Luis Moreno",
    ),
    (
        "Sales keeps making its own migration deck",
        "5 versions in 6 weeks, on deals worth $410k",
        "Pattern",
        "warn",
        "Luis Moreno",
    ),
    (
        "Bulk recategorize was never tried by a customer",
        "11 customers asked, $182k ARR",
        "Unvalidated",
        "warn",
        "Ada Okafor",
    ),
    ("Nobody owns pricing for the 2.0 add-on", "Raised 9 days ago from the launch plan", "Unowned", "", "None"),
]


def holding(ledgerly: Product) -> list[str]:
    """What the overview says holds the product back, in its order."""
    return [one.flag.title for one in standing_of_product(ledgerly, Workspace.current().today).worst]


def test_what_holds_2_0_back_is_what_is_drawn(ledgerly: Product) -> None:
    worst = standing_of_product(ledgerly, Workspace.current().today).worst
    flags = [one.flag for one in worst]
    assert [(flag.title, flag.because, flag.label, flag.tone, str(flag.who)) for flag in flags] == HOLDING
    assert [one.more for one in worst] == [0, 1, 0, 0, 0]


def test_adopting_the_migration_deck_takes_the_pattern_off_the_overview(ledgerly: Product) -> None:
    titled(SalesAsset, "Migration deck").adopt(by=ledgerly.pmm)
    assert HOLDING[2][0] not in holding(ledgerly)


def test_one_test_with_a_customer_takes_bulk_recategorize_off_the_overview(ledgerly: Product) -> None:
    kestrel = Company.objects.get(item__title__startswith="Kestrel")
    Validation.hold(
        titled(Feature, "Bulk recategorize"),
        "",
        form="prototype_test",
        companies=[kestrel],
        verdict="works",
        happened="Eighty lines in a minute.",
        by=ledgerly.pm,
    )
    assert HOLDING[3][0] not in holding(ledgerly)


def test_whoever_takes_the_pricing_takes_it_off_the_overview(ledgerly: Product) -> None:
    titled(Matter, "Pricing for the 2.0 add-on").take(ledgerly.pmm, by=ledgerly.pmm)
    assert HOLDING[4][0] not in holding(ledgerly)


def test_releasing_two_claims_without_proof_opens_a_gate(ledgerly: Product) -> None:
    for title in ("Close your books in a day", "Costs less than Quillbooks from the third seat on."):
        claim = titled(Claim, title)
        claim.release_without_proof(because="A quarter to prove it.", by=ledgerly.pmm)
    subline = standing_of_product(ledgerly, Workspace.current().today).subline
    assert subline == "Planned for 4 December. One gate is closed, and both owners must sign."
