"""What messaging's rules notice about bypasses, and what a competitor does as well."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from types import SimpleNamespace

import pytest

from tandem.core.errors import Refused
from tandem.messaging.battlecard import battlecard
from tandem.messaging.flags import named, of_messaging
from tandem.messaging.models import Competitor, Deal, SalesAsset
from tandem.messaging.tests.conftest import TODAY, Cast
from tandem.record.flags import Flag


def flags(cast: Cast) -> dict[str, Flag]:
    return {flag.rule: flag for flag in of_messaging(cast.product, TODAY)}


@pytest.mark.django_db
def test_an_asset_used_unapproved_is_flagged_until_it_is_released(cast: Cast) -> None:
    deal = Deal.open(cast.product, "Sideline A", by=cast.pm, amount=50_000)
    made = {"form": "deck", "url": "https://files.example/1", "by": cast.pmm}
    asset = SalesAsset.bring(cast.product, "The switch", deals=[deal], **made)
    SalesAsset.bring(cast.product, "On no deal", **made)
    assert flags(cast)["asset unapproved"].about == (asset.mark,)
    asset.release(by=cast.pmm)
    assert "asset unapproved" not in flags(cast)


@pytest.mark.django_db
@pytest.mark.parametrize(
    "claim", ["Close your books in 2 days.", "The fastest way to close.", "It costs less than Tallyman."]
)
def test_a_number_superlative_or_comparison_without_proof_blocks_the_release_of_an_asset(
    cast: Cast, claim: str
) -> None:
    stated = cast.claim(claim)
    asset = SalesAsset.bring(
        cast.product, "Deck", form="deck", url="https://files.example/1", claims=[stated], by=cast.pmm
    )
    with pytest.raises(Refused, match="without proof"):
        asset.release(by=cast.pmm)
    stated.prove("metric", says="Measured over seven closes.", by=cast.pmm)
    asset.release(by=cast.pmm)
    assert asset.is_released


@pytest.mark.django_db
def test_a_claim_that_merely_asserts_does_not_block_the_release(cast: Cast) -> None:
    plain = cast.claim("Your bookkeeper keeps the evening.")
    asset = SalesAsset.bring(
        cast.product, "Deck", form="deck", url="https://files.example/1", claims=[plain], by=cast.pmm
    )
    asset.release(by=cast.pmm)
    assert plain.strength(TODAY) == "none"
    assert asset.is_released


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("standing", "mark"),
    [
        ("better", ""),
        ("equal", "Tallyman does as well: bank feeds"),
        ("worse", "Tallyman does better: bank feeds"),
    ],
)
def test_a_claim_that_a_competitor_does_as_well_or_better_is_marked_so(cast: Cast, standing: str, mark: str) -> None:
    rival = Competitor.enter(cast.product, "Tallyman", by=cast.pm)
    feeds = rival.note_capability("Bank feeds", standing, evidence="Their help page.", by=cast.pmm)
    claim = cast.claim("Your bank feeds never stop.")
    claim.compare(feeds, by=cast.pmm)
    assert [one.mark_on_a_claim for one in claim.compared_with.all()] == [mark]


@pytest.mark.django_db
def test_a_capability_needs_its_evidence(cast: Cast) -> None:
    rival = Competitor.enter(cast.product, "Tallyman", by=cast.pm)
    with pytest.raises(Refused, match="what shows it"):
        rival.note_capability("Bank feeds", "better", evidence=" ", by=cast.pmm)


@dataclass
class Known:
    """A capability as the battlecard reads it."""

    name: str
    standing: str
    evidence: str
    as_of: date = TODAY


def test_a_battlecard_says_what_is_better_first_and_admits_what_is_worse_with_evidence_and_date() -> None:
    rival = SimpleNamespace(name="Tallyman", summary="")
    card = battlecard("Sideline", rival, [Known("Price", "worse", "Their page"), Known("Feeds", "better", "A trial")])
    assert card.splitlines() == [
        "Sideline against Tallyman",
        "",
        "Say",
        "- Feeds: A trial (22 Nov 2026)",
        "",
        "Be honest, then turn to what we do better",
        "- Price: Their page (22 Nov 2026)",
    ]


def test_a_title_that_says_what_it_is_stands_for_itself() -> None:
    assert named("Deck", "Migration deck") == "migration deck"
    assert named("Deck", "The switch, week by week") == "deck “The switch, week by week”"
