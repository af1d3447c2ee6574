"""Inputs across the seam, unowned matters, and the flags they raise."""

from datetime import UTC, datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tandem.core import clock
from tandem.core.errors import NotAllowed, Refused
from tandem.record.flags import every_flag
from tandem.team.asking import listed
from tandem.team.models import Console, Input, Matter, Member, Notice, Product, Workspace
from tandem.team.reminding import remind_of_late_ones
from tandem.team.seam import both_directions, inputs_of

pytestmark = pytest.mark.django_db
console = Console()


@pytest.fixture
def seated(db: None) -> tuple[Product, Member, Member]:
    if not Workspace.objects.exists():
        Workspace.open("Northwind Finance", by=console)
    pm, pmm = (Member.join(name, email=f"{name}@seam.example", by=console) for name in ("Pia", "Max"))
    product = Product.open("Seam", slug="seam", by=console)
    product.put_in_charge(pm, "pm", by=console)
    product.put_in_charge(pmm, "pmm", by=console)
    fresh = {member.email: member for member in Member.objects.filter(email__endswith="@seam.example")}
    return Product.objects.get(slug="seam"), fresh["pia@seam.example"], fresh["max@seam.example"]


def rules(product: Product) -> set[str]:
    return {flag.rule for flag in every_flag(product, Workspace.current().today)}


def test_only_the_addressed_side_answers(seated: tuple[Product, Member, Member]) -> None:
    product, pm, pmm = seated
    given = Input.give(product.item, "Ask how long the switch takes", to_side="pm", by=pmm)
    assert given.from_side == "pmm"
    with pytest.raises(NotAllowed):
        given.answer(taken=True, by=pmm)
    given.answer(taken=True, by=pm)
    assert Input.objects.get(pk=given.pk).answered.taken


def test_declining_needs_a_reason(seated: tuple[Product, Member, Member]) -> None:
    product, pm, pmm = seated
    given = Input.give(product.item, "Ask how long the switch takes", to_side="pm", by=pmm)
    with pytest.raises(Refused, match="Say why"):
        given.answer(taken=False, by=pm)


def test_an_input_is_answered_once(seated: tuple[Product, Member, Member]) -> None:
    product, pm, pmm = seated
    given = Input.give(product.item, "Ask", to_side="pm", by=pmm)
    given.answer(taken=True, by=pm)
    with pytest.raises(Refused, match="already answered"):
        Input.objects.get(pk=given.pk).answer(taken=False, because="No", by=pm)


def test_inputs_are_read_waiting_ones_first_then_the_newest_answer(seated: tuple[Product, Member, Member]) -> None:
    product, pm, pmm = seated
    given = [Input.give(product.item, title, to_side="pm", by=pmm) for title in ("First", "Second", "Third", "Fourth")]
    for place, day in ((0, 10), (1, 12)):
        with clock.standing_still(datetime(2026, 11, day, tzinfo=UTC)):
            given[place].answer(taken=True, by=pm)
    assert [found.title for found in inputs_of(product)] == ["Fourth", "Third", "Second", "First"]


def test_inputs_unanswered_raise_a_flag_when_they_are_late(seated: tuple[Product, Member, Member]) -> None:
    product, _, pmm = seated
    with clock.standing_still(datetime(2026, 11, 10, tzinfo=UTC)):
        Input.give(product.item, "Ask", to_side="pm", by=pmm)
    assert "input unanswered" in rules(product)
    waiting = next(way for way in both_directions(product) if way.to_side == "pm")
    assert (waiting.waiting, waiting.answered) == (1, 0)


def test_new_work_that_fits_nowhere_raises_a_flag_until_someone_takes_it(
    seated: tuple[Product, Member, Member],
) -> None:
    product, pm, pmm = seated
    with clock.standing_still(datetime(2026, 11, 10, tzinfo=UTC)):
        matter = Matter.raise_(product, "Who sets the price?", by=pmm, raised_from=product.item)
    assert "unowned work" in rules(product)
    matter.take(pmm, by=pm)
    assert "unowned work" not in rules(product)


def test_a_product_without_owners_is_flagged_for_both_seats(db: None) -> None:
    if not Workspace.objects.exists():
        Workspace.open("Northwind Finance", by=console)
    product = Product.open("Lonely", slug="lonely", by=console)
    assert {"no pm", "no pmm"} <= rules(product)


def test_pages_of_the_team_answer(seated: tuple[Product, Member, Member], client) -> None:  # type: ignore[no-untyped-def]
    product, pm, pmm = seated
    given = Input.give(product.item, "Ask how long the switch takes", to_side="pm", by=pmm)
    matter = Matter.raise_(product, "Who sets the price?", by=pmm)
    client.force_login(pm, backend="allauth.account.auth_backends.AuthenticationBackend")
    pages = ["/team", "/products/seam/team", "/products/seam/inputs", "/me/inputs?whose=mine", "/me", "/workspace", f"/inputs?about={product.mark}&to_side=pmm"]
    pages += [
        pm.get_absolute_url(),
        given.get_absolute_url(),
        matter.get_absolute_url(),
        "/record",
        f"/record/{given.mark}",
    ]
    assert {url: client.get(url).status_code for url in pages} == dict.fromkeys(pages, 200)
    refused = client.post(f"{given.get_absolute_url()}/answer", {"taken": "no", "because": ""})
    assert refused.status_code == 422
    assert "Say why it is declined" in refused.content.decode()


def test_a_reason_is_said_by_whoever_answered_and_naming_them_costs_no_statement_a_row(
    seated: tuple[Product, Member, Member],
    client,  # type: ignore[no-untyped-def]
) -> None:
    product, pm, pmm = seated
    client.force_login(pmm, backend="allauth.account.auth_backends.AuthenticationBackend")
    about, counted = Matter.raise_(product, "Price", by=pm), {}
    for many in (1, 2, 3):
        Input.give(about.item, f"Ask {many}", to_side="pm", by=pmm).answer(taken=False, because="Too long.", by=pm)
        with CaptureQueriesContext(connection) as asked:
            listed = client.get("/products/seam/inputs?state=answered").content.decode()
        counted[many] = len(asked)
        beside = client.get(about.get_absolute_url()).content.decode()
        assert [text.count("Pia: Too long.") for text in (listed, beside)] == [many, many]
        assert "Max: Too long." not in listed + beside
    assert counted[3] == counted[2]


def test_late_inputs_come_first_and_each_list_has_its_own(seated: tuple[Product, Member, Member]) -> None:
    product, pm, pmm = seated
    for day, text in ((20, "Fresh"), (10, "Late"), (1, "Latest")):
        with clock.standing_still(datetime(2026, 11, day, tzinfo=UTC)):
            Input.give(product.item, text, to_side="pm", by=pmm)
    Input.give(product.item, "Back", to_side="pmm", by=pm)
    titles = lambda *asked, **more: [one.title for one in listed(*asked, **more)]  # noqa: E731
    assert titles(pm, product, "", "waiting") == ["Latest", "Late", "Fresh", "Back"]
    assert titles(pm, None, "mine", "waiting") == ["Latest", "Late", "Fresh"]
    assert titles(pm, None, "given", "waiting") == ["Back"]
    Input.objects.get(item__title="Late").answer(taken=True, by=pm)
    assert titles(pmm, product, "given", "answered") == ["Late"]
    first = listed(pm, product, "", "waiting", size=2)
    assert [one.title for one in first] == ["Latest", "Fresh"]
    assert titles(pm, product, "", "waiting", after=first.next, size=2) == ["Back"]


def test_whoever_has_not_answered_in_time_is_reminded_once(seated: tuple[Product, Member, Member]) -> None:
    product, pm, pmm = seated
    for day, text in ((20, "Fresh"), (10, "Late")):
        with clock.standing_still(datetime(2026, 11, day, 18, tzinfo=UTC)):
            Input.give(product.item, text, to_side="pm", by=pmm)
    Notice.objects.all().delete()
    assert remind_of_late_ones() >= 1
    assert [notice.text for notice in Notice.objects.filter(member=pm)] == [
        f"Your answer on {product.mark} Seam was due 7 days ago"
    ]
    assert remind_of_late_ones() == 0


def test_what_an_input_went_into_is_of_the_same_product(seated: tuple[Product, Member, Member]) -> None:
    product, pm, pmm = seated
    other = Matter.raise_(Product.open("Other", slug="other-seam", by=console), "Elsewhere", by=pm)
    given = Input.give(product.item, "Ask", to_side="pm", by=pmm)
    with pytest.raises(Refused, match="another product"):
        given.answer(taken=True, used_in=other.item, by=pm)
    here = Matter.raise_(product, "Here", by=pm)
    given.answer(taken=True, used_in=here.item, by=pm)
    assert Input.objects.get(pk=given.pk).answered.used_in == here.item


def test_a_token_is_shown_once_and_can_be_ended(seated: tuple[Product, Member, Member], client) -> None:  # type: ignore[no-untyped-def]
    _, pm, _ = seated
    client.force_login(pm, backend="allauth.account.auth_backends.AuthenticationBackend")
    made = client.post("/me", {"name": "nightly", "scopes": ["read"], "days": "30"})
    assert "tandem_" in made.content.decode()
    assert "tandem_" not in client.get("/me").content.decode()
    token = pm.tokens.get()
    client.post(f"/me/tokens/{token.pk}/end")
    assert pm.tokens.get().ended_at is not None
