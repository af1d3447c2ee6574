"""The portfolio: every product with owners, readiness, hit rate and flags, in a bounded number of statements."""

from __future__ import annotations

import csv
import io
import re
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client

from tandem.definition.models import Goal, Release
from tandem.launch.models import Launch
from tandem.outcomes.models import Result
from tandem.overview.jobs import count_portfolio
from tandem.overview.portfolio import AT_ONCE, Asked, count_ahead, portfolio, rolled_up
from tandem.team.models import Console, Member, Product, ProductLine, Workspace

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 22)
CONSOLE = Console()


@pytest.fixture
def head(db: None) -> Member:
    cache.clear()
    if not Workspace.objects.exists():
        Workspace.open("Northwind Finance", by=CONSOLE)
    return Member.join("Henrike Lund", email="henrike@sideline.example", role="head", by=CONSOLE)


def _open(number: int, head: Member) -> Product:
    product = Product.open(f"Sideline {number:02}", slug=f"sideline-{number}", by=CONSOLE)
    product.put_in_charge(head, "pm", by=CONSOLE)
    release = Release.recall(product, "1.0", made_available_on=date(2026, 3, 31), by=CONSOLE)
    goal = Goal.recall(release, "Used", stated_on=date(2026, 3, 1), target=Decimal(5), by=CONSOLE)
    if number % 2:
        Result.read(goal, Decimal(6), by=CONSOLE)
    return product


def _lines(head: Member, sort: str = "name") -> dict[str, Any]:
    found = portfolio(head, TODAY, sort)
    return {line.product.slug: line for line in found if line.product.slug.startswith("sideline")}


def test_each_product_stands_with_owners_readiness_hit_rate_and_flags(client: Client, head: Member) -> None:
    launch = Launch.plan(_open(1, head), "Sideline spring", tier=3, day=date(2026, 12, 4), by=CONSOLE)
    client.force_login(head)
    html = client.get("/portfolio").content.decode()
    text = " ".join(re.sub(r"<[^>]+>", " ", html).split())
    for said in ("Sideline 01", "Henrike Lund", "Nobody", "Sideline spring", "of 2 passed", "100%", "1 of 1"):
        assert said in text
    assert f'href="{launch.get_absolute_url()}"' in html
    assert 'href="/products/sideline-1/flags"' in html


def test_forty_products_are_read_in_a_bounded_number_of_statements(
    head: Member, client: Client, django_assert_max_num_queries: Any
) -> None:
    for number in range(40):
        _open(number, head)
    with django_assert_max_num_queries(40 * 60):
        first = _lines(head)
    with django_assert_max_num_queries(12):
        again = _lines(head)
    assert len(first) == 40
    assert {key: line.figures for key, line in first.items()} == {key: line.figures for key, line in again.items()}
    client.force_login(head)
    with django_assert_max_num_queries(45):
        assert "still being counted" not in client.get("/portfolio").content.decode()
    cache.clear()
    with django_assert_max_num_queries(AT_ONCE * 80 + 45):
        assert "still being counted" in client.get("/portfolio").content.decode()


def test_the_worker_counts_ahead_so_that_the_page_waits_for_nothing(
    client: Client, head: Member, django_assert_max_num_queries: Any
) -> None:
    for number in range(AT_ONCE + 2):
        _open(number, head)
    count_portfolio(0)
    client.force_login(head)
    with django_assert_max_num_queries(45):
        assert "still being counted" not in client.get("/portfolio").content.decode()
    assert count_ahead(TODAY) == 0, "nothing happened since"
    Launch.plan(Product.objects.get(slug="sideline-1"), "Sideline spring", tier=3, day=date(2026, 12, 4), by=CONSOLE)
    assert count_ahead(TODAY) == 1


def test_what_happens_to_a_product_shows_at_once(head: Member) -> None:
    product = _open(1, head)
    assert _lines(head)["sideline-1"].figures.launch == ""
    Launch.plan(product, "Sideline spring", tier=3, day=date(2026, 12, 4), by=CONSOLE)
    assert _lines(head)["sideline-1"].figures.launch == "Sideline spring"


def test_the_portfolio_sorts_by_launch_hit_rate_and_flags(head: Member) -> None:
    products = [_open(number, head) for number in range(3)]
    Launch.plan(products[2], "Sideline spring", tier=3, day=date(2026, 12, 4), by=CONSOLE)
    assert next(iter(_lines(head, "launch"))) == "sideline-2"
    assert list(_lines(head, "hits"))[-1] == "sideline-1"
    flagged = list(_lines(head, "flags").values())
    assert [line.figures.flags for line in flagged] == sorted((line.figures.flags for line in flagged), reverse=True)


def test_a_restricted_product_is_not_in_the_portfolio_of_others(head: Member) -> None:
    product = _open(1, head)
    product.restrict(by=CONSOLE)
    other = Member.join("Nils", email="nils@sideline.example", by=CONSOLE)
    assert "sideline-1" in _lines(head)
    assert "sideline-1" not in _lines(other)


def test_an_unknown_order_is_the_order_by_name(client: Client, head: Member) -> None:
    client.force_login(head)
    assert client.get("/portfolio?sort=nonsense").status_code == 200


def test_the_portfolio_is_given_out_as_a_table_without_formulas(client: Client, head: Member) -> None:
    _open(1, head)
    sly = Product.open("=1+1", slug="sideline-sly", by=CONSOLE)
    sly.put_in_charge(head, "pmm", by=CONSOLE)
    client.force_login(head)
    assert "/portfolio.csv?sort=hits" in client.get("/portfolio?sort=hits").content.decode()
    rows = list(csv.DictReader(io.StringIO(client.get("/portfolio.csv").content.decode())))
    by_name = {row["Product"]: row for row in rows}
    assert by_name["Sideline 01"]["Product manager"] == "Henrike Lund"
    assert by_name["Sideline 01"]["Hit rate"] == "100%"
    assert by_name["'=1+1"]["Product marketer"] == "Henrike Lund"


def test_it_is_narrowed_by_line_head_owner_and_life_cycle_and_rolled_up(client: Client, head: Member) -> None:
    line = ProductLine.open("Side things", head=head, by=CONSOLE)
    products = [_open(number, head) for number in range(3)]
    for product in products[:2]:
        product.revise(line=line, version=product.version, by=CONSOLE)
    products[1].revise(life_cycle="mature", version=products[1].version, by=CONSOLE)

    def found(**asked: Any) -> list[str]:
        lines = portfolio(head, TODAY, asked=Asked(**{name: str(said) for name, said in asked.items()}))
        return [each.product.slug for each in lines if each.product.slug.startswith("sideline")]

    assert found(line=line.number) == found(head=head.number) == ["sideline-0", "sideline-1"]
    assert found(line=line.number, life_cycle="mature") == ["sideline-1"]
    assert found(owner=head.number) == ["sideline-0", "sideline-1", "sideline-2"]
    rolled = {one.name: one for one in rolled_up(list(_lines(head).values()), "head")}
    assert (len(rolled["Henrike Lund"].lines), rolled["Henrike Lund"].rate.percent) == (2, "50%")
    assert rolled["No head"].empty_seats == 1
    client.force_login(head)
    page = client.get(f"/portfolio?line={line.number}&by=head").content.decode()
    assert "<b>Sideline 01</b>" in page
    assert "<b>Sideline 02</b>" not in page
    assert client.get("/portfolio?line=x&owner=-1&life_cycle=none&head=" + "9" * 40).status_code == 200


def _said(given: Any) -> list[list[list[str]]]:
    """The tables of a file of slides, each a list of rows."""
    from pptx import Presentation

    tables = [shape.table for slide in Presentation(io.BytesIO(given.content)).slides for shape in slide.shapes if shape.has_table]
    return [[[cell.text for cell in row.cells] for row in table.rows] for table in tables]


def test_slides_say_what_the_page_says_of_the_products_one_sees(client: Client, head: Member) -> None:
    line = ProductLine.open("=Side things", head=head, by=CONSOLE)
    for number in range(16):
        product = _open(number, head)
        if number < 14:
            product.revise(line=line, version=product.version, by=CONSOLE)
    product.restrict(by=CONSOLE)
    Launch.plan(Product.objects.get(slug="sideline-1"), "Sideline spring", tier=3, day=date(2026, 12, 4), by=CONSOLE)
    client.force_login(head)
    asked = f"?line={line.number}&sort=readiness"
    page = client.get(f"/portfolio{asked}").content.decode()
    assert all(f"/portfolio.{kind}{asked.replace('&', '&amp;')}" in page for kind in ("pptx", "pdf", "png"))
    first, second = _said(client.get(f"/portfolio.pptx{asked}"))
    assert first[0] == second[0] == ["Product", "Product manager", "Product marketer", "Evidence", "Next launch", *first[0][5:]]
    rolled = rolled_up(portfolio(head, TODAY, asked=Asked(line=str(line.number))), "line")[0]
    assert first[1][:3] == ["=Side things", "14 products", "14 empty seats"]
    assert (first[1][4], first[1][7]) == ("0 of 1 ready", f"{rolled.rate.percent} (7 of 14)")
    assert first[2][:2] + first[2][4:6] == ["Sideline 01", "Henrike Lund", "Sideline spring, 4 Dec 2026", "0 of 2 passed"]
    assert second[1][0] == "=Side things, continued"
    assert len(first) + len(second) - 3 - 1 == 14 + 0

    client.force_login(Member.join("Nils", email="nils@sideline.example", by=CONSOLE))
    told = [row[0] for table in _said(client.get("/portfolio.pptx?by=head")) for row in table]
    assert "Sideline 14" in told
    assert "Sideline 15" not in told
    assert client.get("/portfolio.pdf").content.startswith(b"%PDF")
    assert client.get("/portfolio.png?by=head").content.startswith(b"\x89PNG")
