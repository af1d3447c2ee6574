"""Handing a seat over, delegates within their scope, and area owners below the two owners."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from django.test import Client

from tandem.core import clock
from tandem.core.errors import NotAllowed, Refused
from tandem.definition.models import Problem
from tandem.launch.models import Launch, PlanStep
from tandem.record.models import Event
from tandem.team.models import (
    Accountability,
    AreaOwner,
    Console,
    Delegation,
    Input,
    Matter,
    Member,
    Notice,
    Product,
    Workspace,
)
from tandem.team.permissions import DELEGABLE, allows, within
from tandem.team.stages import empty_stages

CONSOLE = Console()


def test_a_delegation_holds_for_the_acts_it_names_and_for_all_where_it_names_none() -> None:
    hat = frozenset(("contributor", "pm delegate"))
    for act in DELEGABLE["pm"]:
        assert allows(act, within(act, hat, {"pm delegate": ()}))
        assert allows(act, within(act, hat, {"pm delegate": ("answer input",)})) is (act == "answer input")
    assert allows("draft definition", within("draft definition", hat, {"pm delegate": ("answer input",)}))


@pytest.mark.parametrize("side", ["pm", "pmm"])
def test_what_can_be_delegated_is_neither_signing_nor_overruling_nor_handing_on(side: str) -> None:
    assert not {"sign", "overrule", "delegate", "hand over", "name owners", "name area owners"} & set(DELEGABLE[side])


@pytest.fixture
def team(db: None) -> dict[str, Member]:
    if not Workspace.objects.exists():
        Workspace.open("Northwind Finance", by=CONSOLE)
    roles = {"pm": "contributor", "pmm": "contributor", "next": "contributor", "head": "head"}
    return {
        name: Member.join(name.capitalize(), email=f"{name}@seats.example", role=role, by=CONSOLE)
        for name, role in roles.items()
    }


@pytest.fixture
def product(team: dict[str, Member]) -> Product:
    made = Product.open("Sideline", slug="sideline", by=CONSOLE)
    for side in ("pm", "pmm"):
        made.put_in_charge(team[side], side, by=CONSOLE)
        team[side].forget_hats()
    return Product.objects.select_related("item").get(pk=made.pk)


def test_a_seat_is_handed_over_in_one_act_with_all_that_is_open(product: Product, team: dict[str, Member]) -> None:
    given = Input.give(product.item, "Is this still right?", to_side="pmm", by=team["pm"])
    matter = Matter.raise_(product, "Who writes the page?", by=team["pm"])
    matter.take(team["pmm"], by=team["pmm"])
    launch = Launch.plan(product, "Spring", tier=3, day=date(2026, 12, 4), by=CONSOLE)
    step = PlanStep.add(launch, "Brief support", days_from_day=-3, owner=team["pmm"], by=CONSOLE)
    product.delegate(team["head"], "pmm", until=Workspace.current().today, by=team["pmm"])
    before = Event.objects.count()
    seat = product.hand_over(team["next"], "pmm", because="Moves on", note="Start with the page.", by=team["pmm"])
    assert Event.objects.count() == before + 1
    said = " ".join(seat.open_then)
    for open_thing in (given.title, matter.title, launch.title, step.title, "Delegations that end: Head"):
        assert open_thing in said
    step.refresh_from_db(), matter.refresh_from_db(), launch.refresh_from_db()
    assert step.owner == matter.taken_by == launch.lead == team["next"] == product.pmm
    assert not Delegation.objects.current().filter(product=product).exists()
    assert Notice.objects.filter(member=team["next"], text__contains="Sideline is yours").exists()
    assert list(product.accountabilities.filter(side="pmm").order_by("pk").values_list("until", flat=True)) == [
        Workspace.current().today,
        None,
    ]


def test_only_the_holder_a_head_or_an_administrator_hands_over(product: Product, team: dict[str, Member]) -> None:
    with pytest.raises(NotAllowed):
        product.hand_over(team["next"], "pmm", because="I want it", by=team["pm"])
    with pytest.raises(Refused, match="Say why"):
        product.hand_over(team["next"], "pm", because=" ", by=team["pm"])
    with pytest.raises(Refused, match="does not hold this seat"):
        product.hand_over(team["pm"], "pm", because="To myself", by=team["pm"])
    product.hand_over(team["next"], "pm", because="Leave", by=team["head"])
    team["pm"].forget_hats()
    with pytest.raises(NotAllowed):
        product.hand_over(team["head"], "pm", because="Twice", by=team["pm"])
    assert Accountability.objects.current().get(product=product, side="pm").member == team["next"]


def test_a_delegate_accepts_within_the_scope_up_to_the_last_day(product: Product, team: dict[str, Member]) -> None:
    today, drafted = Workspace.current().today, Problem.open(product, "Slow", by=CONSOLE)
    row = product.delegate(team["next"], "pm", until=today, acts=["answer input"], by=team["pm"])
    with pytest.raises(NotAllowed):
        drafted.accept(by=team["next"])
    for act in ("sign", "overrule", "delegate", "hand over"):
        assert not team["next"].may(act, product)
    product.delegate(team["next"], "pm", until=today, by=team["pm"])
    drafted.accept(by=team["next"])
    assert Delegation.objects.filter(pk=row.pk, ended_on=today).exists()
    product.end_delegation(Delegation.objects.current().get(product=product), by=team["pm"])
    team["next"].forget_hats()
    assert not team["next"].may("accept definition", product)
    Delegation.objects.create(
        product=product, side="pm", member=team["next"], since=today, until=today - timedelta(days=1)
    )
    team["next"].forget_hats()
    assert not team["next"].may("accept definition", product)


def test_what_a_delegation_cannot_be_is_refused(product: Product, team: dict[str, Member]) -> None:
    today = Workspace.current().today
    with pytest.raises(Refused, match="still to come"):
        product.delegate(team["next"], "pm", until=today - timedelta(days=1), by=team["pm"])
    with pytest.raises(Refused, match="cannot be given this: sign"):
        product.delegate(team["next"], "pm", until=today, acts=["sign"], by=team["pm"])
    with pytest.raises(Refused, match="your own seat"):
        product.delegate(team["pm"], "pm", until=today, by=team["pm"])
    with pytest.raises(Refused, match="Only the accountable person"):
        product.delegate(team["next"], "pmm", until=today, by=team["pm"])


def test_an_area_owner_drafts_and_accepts_nothing(product: Product, team: dict[str, Member]) -> None:
    viewer = Member.join("Vera", email="vera@seats.example", role="viewer", by=CONSOLE)
    assert not viewer.may("draft messaging", product)
    area = AreaOwner.put_in_charge(product, viewer, side="pmm", form="region", name="Europe", by=team["pmm"])
    assert viewer.may("draft messaging", product)
    assert not any(viewer.may(act, product) for act in ("accept messaging", "accept definition", "sign", "delegate"))
    with pytest.raises(NotAllowed):
        AreaOwner.put_in_charge(product, viewer, side="pmm", form="region", name="Asia", by=team["pm"])
    AreaOwner.put_in_charge(product, team["next"], side="pmm", form="region", name="europe", by=team["head"])
    area.refresh_from_db()
    assert area.until == Workspace.current().today


def test_the_page_of_the_seats_tells_history_and_hides_the_note_from_others(
    client: Client, product: Product, team: dict[str, Member]
) -> None:
    product.hand_over(team["next"], "pm", because="Moves on", note="Zebra first.", by=team["pm"])
    client.force_login(team["head"])
    html = client.get("/products/sideline/seats").content.decode()
    assert "Zebra first." in html
    assert "Moves on" in html
    client.force_login(Member.join("Vera", email="vera@seats.example", role="viewer", by=CONSOLE))
    html = client.get("/products/sideline/seats").content.decode()
    assert "Moves on" in html
    assert "Zebra" not in html
    assert client.get("/products/sideline/seats/ceo/handing-over").status_code == 404


def test_the_end_of_a_product_asks_for_its_last_days_and_leaves_work_to_do(
    product: Product, team: dict[str, Member]
) -> None:
    with pytest.raises(NotAllowed):
        product.move_to("mature", because="Grown up", by=team["pm"])
    with pytest.raises(Refused, match="last day of sale"):
        product.move_to("end of life", because="Few use it", by=team["head"])
    sale, support = date(2027, 3, 31), date(2028, 3, 31)
    with pytest.raises(Refused, match="cannot end before"):
        product.move_to("end of life", because="x", last_sale_on=support, support_ends_on=sale, by=team["head"])
    product.move_to("end of life", because="Few use it", last_sale_on=sale, support_ends_on=support, by=team["head"])
    assert Matter.objects.of(product).filter(taken_by=None).count() == 3
    product.move_to("mature", because="They stay after all", by=team["head"])
    assert (product.last_sale_on, product.support_ends_on) == (None, None)


def test_a_company_that_is_starting_does_not_see_the_stages_in_which_nothing_is(product: Product) -> None:
    workspace = Workspace.current()
    assert empty_stages(product) == set()
    workspace.revise(preset="starting", version=workspace.version, by=CONSOLE)
    assert empty_stages(product) == {"charter", "launch", "messaging", "outcomes"}
    Launch.plan(product, "Spring", tier=3, day=date(2026, 12, 4), by=CONSOLE)
    assert empty_stages(product) == {"charter", "messaging", "outcomes"}


@pytest.mark.parametrize(
    ("zone", "hour", "holds"),
    [("Pacific/Auckland", 10, True), ("Pacific/Auckland", 12, False), ("America/Los_Angeles", 28, True)],
)
def test_a_delegation_holds_through_its_last_day_where_the_company_works(
    product: Product, team: dict[str, Member], zone: str, hour: int, holds: bool
) -> None:
    product.delegate(team["head"], "pmm", until=date(2026, 11, 22), by=team["pmm"])
    Workspace.objects.update(time_zone=zone)
    with clock.standing_still(datetime(2026, 11, 22, tzinfo=UTC) + timedelta(hours=hour)):
        assert Delegation.objects.current().filter(product=product).exists() == holds
        team["head"].forget_hats()
        assert team["head"].may("accept the launch plan", product) == holds
