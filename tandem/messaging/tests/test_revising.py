"""Competitors, sales assets and deals are changed on a page or by a program; nobody's words are lost, rules hold."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client

from tandem.core.errors import NotAllowed, Refused, Stale
from tandem.messaging.models import Competitor, Deal, SalesAsset
from tandem.messaging.tests.conftest import Cast
from tandem.team.models import Token

pytestmark = pytest.mark.django_db


@pytest.fixture
def rival(cast: Cast) -> Competitor:
    return Competitor.enter(cast.product, "Rivalbooks", by=cast.pm, summary="The incumbent.")


@pytest.fixture
def asset(cast: Cast) -> SalesAsset:
    return SalesAsset.bring(cast.product, "A deck", form="deck", url="https://files.example/deck", by=cast.pmm)


@pytest.fixture
def deal(cast: Cast) -> Deal:
    return Deal.open(
        cast.product, "Sideline A, team plan", amount=Decimal(9000), opened_on=date(2026, 9, 1), by=cast.pm
    )


def fresh(noun: Any) -> Any:
    return type(noun).objects.select_related("item").get(pk=noun.pk)


def test_a_competitor_is_changed_on_its_page(as_pmm: Client, rival: Competitor) -> None:
    said = {"title": "Rival Books", "summary": "Sold again.", "site": "https://rival.example", "version": rival.version}
    assert as_pmm.post(f"/competitors/{rival.number}/edit", said).status_code == 303
    assert (fresh(rival).title, fresh(rival).site) == ("Rival Books", "https://rival.example")


@pytest.mark.parametrize("place", ["competitors", "assets", "deals"])
def test_who_writes_while_somebody_else_did_sees_both_texts(
    as_pmm: Client, rival: Competitor, asset: SalesAsset, deal: Deal, place: str
) -> None:
    noun: Any = {"competitors": rival, "assets": asset, "deals": deal}[place]
    seen = noun.version
    noun.revise(by=noun.item and _owner(noun), version=seen, title="Theirs meanwhile")
    said = {"title": "Mine", "form": "deck", "version": seen}
    answer = as_pmm.post(f"/{place}/{noun.number}/edit", said)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Somebody changed this" in page
    assert "meanwhile" in page
    assert "Mine" in page
    assert fresh(noun).title == "Theirs meanwhile"
    assert as_pmm.post(f"/{place}/{noun.number}/edit", said | {"version": fresh(noun).version}).status_code == 303
    assert fresh(noun).title == "Mine"


def _owner(noun: Any) -> Any:
    from tandem.team.models import Product

    return Product.objects.get(pk=noun.item.product_id).pmm


def test_two_competitors_do_not_share_a_name(cast: Cast, rival: Competitor) -> None:
    other = Competitor.enter(cast.product, "Quillbooks", by=cast.pm)
    with pytest.raises(Refused, match="among the competitors already"):
        other.revise(by=cast.pm, version=other.version, title="rivalbooks")
    rival.revise(by=cast.pm, version=rival.version, title="RivalBooks")
    assert fresh(rival).title == "RivalBooks"


def test_an_asset_keeps_what_was_changed_of_its_facts_and_of_its_newest_version(cast: Cast, asset: SalesAsset) -> None:
    asset.add_version(by=cast.pmm, url="https://files.example/deck-2", says="New prices")
    asset.revise(
        by=cast.pmm, version=asset.version, says="New prices for 2027", persona="Controller",
        expires_on=date(2027, 6, 30),
    )  # fmt: skip
    now = SalesAsset.objects.with_versions().get(pk=asset.pk)
    assert (now.persona, now.expires_on, now.says) == ("Controller", date(2027, 6, 30), "New prices for 2027")
    assert [version.says for version in now.versions.all()] == ["New prices for 2027", ""]


def test_what_is_released_is_changed_only_by_who_accepts_messaging(cast: Cast, asset: SalesAsset) -> None:
    asset.revise(by=cast.rep, version=asset.version, persona="Controller")
    asset.release(by=cast.pmm)
    with pytest.raises(NotAllowed):
        asset.revise(by=cast.rep, version=asset.version, expires_on=date(2030, 1, 1))
    asset.revise(by=cast.pmm, version=asset.version, expires_on=date(2030, 1, 1))
    assert fresh(asset).expires_on == date(2030, 1, 1)


def test_an_amount_corrected_by_hand_is_in_the_currency_of_the_workspace(cast: Cast, deal: Deal) -> None:
    Deal.objects.filter(pk=deal.pk).update(currency="EUR", rate=Decimal("1.1"), amount_original=Decimal(8000))
    deal = fresh(deal)
    deal.revise(by=cast.pm, version=deal.version, amount=Decimal(9500))
    assert (fresh(deal).amount, fresh(deal).amount_original, fresh(deal).rate) == (9500, 9500, None)
    assert fresh(deal).currency != "EUR"


def test_a_deal_does_not_end_before_it_was_opened(cast: Cast, deal: Deal) -> None:
    with pytest.raises(Refused, match="the dates say otherwise"):
        deal.revise(by=cast.pm, version=deal.version, closed_on=date(2026, 8, 1))
    with pytest.raises(Stale):
        deal.revise(by=cast.pm, version=deal.version + 1, stage="Talks")


def test_a_program_changes_what_it_names_and_leaves_the_rest(
    cast: Cast, rival: Competitor, asset: SalesAsset, deal: Deal
) -> None:
    secret = Token.make(cast.pmm, "matrix", scopes=["read", "write"], by=cast.pmm).secret
    program = Client(headers={"Authorization": f"Bearer {secret}"})
    for noun, path, change in (
        (rival, "competitors", {"site": "https://rival.example"}),
        (asset, "assets", {"persona": "Controller", "competitor": rival.number}),
        (deal, "deals", {"stage": "Talks", "amount": "9500"}),
    ):
        address, said = f"/api/v1/{path}/{noun.number}", {"version": noun.version, **change}
        answer = program.patch(address, said, content_type="application/json")
        assert answer.status_code == 200, answer.content
        assert answer.json()["version"] == noun.version + 1
        assert program.patch(address, said, content_type="application/json").status_code == 409
    assert (fresh(rival).summary, fresh(rival).site) == ("The incumbent.", "https://rival.example")
    assert fresh(asset).competitor == rival
    assert (fresh(deal).title, fresh(deal).amount) == ("Sideline A, team plan", 9500)


def test_the_list_of_assets_comes_in_pages(cast: Cast, as_pmm: Client) -> None:
    for number in range(53):
        SalesAsset.bring(cast.product, f"Sheet {number:02}", form="faq", url="https://files.example/f", by=cast.pmm)
    first = as_pmm.get("/products/sideline/assets?form=faq&state=draft").content.decode()
    assert "Sheet 52" in first
    assert "Sheet 02" not in first
    assert "Older assets" in first
    after = first.split("after=")[1].split('"')[0].split("&")[0]
    second = as_pmm.get(f"/products/sideline/assets?form=faq&state=draft&after={after}").content.decode()
    assert "Sheet 02" in second
    assert "Sheet 52" not in second


@pytest.mark.parametrize("state", ["released", "draft", "field", "expired", ""])
def test_assets_are_narrowed_by_where_they_stand(cast: Cast, as_pmm: Client, state: str) -> None:
    made = {
        name: SalesAsset.bring(
            cast.product,
            f"One {name}",
            form="faq",
            url="https://files.example/f",
            by=cast.rep if name == "field" else cast.pmm,
        )
        for name in ("released", "draft", "field", "expired")
    }
    for name in ("released", "expired"):
        made[name].release(by=cast.pmm)
    SalesAsset.objects.filter(pk=made["expired"].pk).update(expires_on=date(2026, 1, 1))
    page = as_pmm.get(f"/products/sideline/assets?state={state}").content.decode()
    shown = {name for name in made if f"One {name}" in page}
    assert shown == {"draft": {"draft", "field"}, "": set(made)}.get(state, {state})
