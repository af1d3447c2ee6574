"""Target markets: the rule, asked of a company and of the database, says the same."""

from decimal import Decimal
from itertools import product as every
from types import SimpleNamespace

import pytest

from tandem.core.errors import Refused
from tandem.evidence.addresses import domain_of, plain_domain, with_parents
from tandem.evidence.market import conditions_of, is_met
from tandem.evidence.models import Company, TargetMarket
from tandem.evidence.tests.conftest import Cast

BETWEEN = {"field": "employees", "is": "between", "value": [5, 50]}
RULES = [
    [BETWEEN],
    [{"field": "arr", "is": "at least", "value": ["9000.50"]}],
    [{"field": "employees", "is": "at most", "value": [30]}],
    [{"field": "industry", "is": "in", "value": ["building", "Arts"]}, BETWEEN],
    [{"field": "country", "is": "in", "value": ["Österreich", "France"]}],
    [{"field": "life_cycle", "is": "in", "value": ["prospect"]}],
    [{"field": "plan", "is": "in", "value": ["Pro"]}, {"field": "segment", "is": "in", "value": ["SMB"]}],
]


@pytest.mark.django_db
def test_the_rule_agrees_with_itself_for_every_company(cast: Cast) -> None:
    facts = every(("", "Building", "arts"), (None, 4, 5, 30, 50, 51), (None, Decimal("9000.49"), Decimal("9000.50")))
    for number, (industry, employees, arr) in enumerate(facts):
        country, plan = ("österreich", "pro") if number % 2 else ("France", "")
        life = "prospect" if number % 3 else "customer"
        more = {"country": country, "plan": plan, "segment": "smb" if number % 5 else "", "life_cycle": life}
        Company.open(f"Agreeing {number}", industry=industry, employees=employees, arr=arr, by=cast.pm, **more)
    for rule in RULES:
        market = TargetMarket.define(cast.product, "Some", rule, by=cast.pm)
        asked_of_each = {company.pk for company in Company.objects.all() if market.holds(company)}
        assert set(Company.objects.in_market(market).values_list("pk", flat=True)) == asked_of_each


def test_what_is_not_known_of_a_company_meets_no_condition_about_it() -> None:
    assert not is_met(conditions_of([BETWEEN]), SimpleNamespace(employees=None))


def test_both_bounds_are_inside() -> None:
    rule = conditions_of([BETWEEN])
    assert [is_met(rule, SimpleNamespace(employees=people)) for people in (4, 5, 50, 51)] == [False, True, True, False]


@pytest.mark.parametrize(
    "condition",
    [
        {"field": "password", "is": "in", "value": ["x"]},
        {"field": "employees", "is": "in", "value": [5]},
        {"field": "employees", "is": "between", "value": [50, 5]},
        {"field": "arr", "is": "at least", "value": ["NaN"]},
        {"field": "arr", "is": "at least", "value": ["many"]},
        {"field": "industry", "is": "in", "value": ["", " "]},
        {},
    ],
)
def test_a_condition_that_makes_no_sense_is_refused(condition: dict[str, object]) -> None:
    with pytest.raises(Refused):
        conditions_of([condition])


def test_a_condition_reads_as_a_person_says_it() -> None:
    assert str(conditions_of([{"field": "arr", "is": "at least", "value": [10000]}])[0]) == "ARR at least 10,000"


@pytest.mark.django_db
def test_a_company_in_one_of_several_markets_is_in_the_market(cast: Cast) -> None:
    large = TargetMarket.define(
        cast.product, "Large", [{"field": "employees", "is": "at least", "value": [300]}], by=cast.pm
    )
    inside = Company.objects.in_any_market([cast.market, large])
    assert {cast.quarry, cast.lantern} <= set(inside)


@pytest.mark.parametrize(
    ("email", "domain"),
    [
        ("Ann@Quarry.example", "quarry.example"),
        ("ann@gmail.com", ""),
        ("no address", ""),
        ("@quarry.example", ""),
        ("a@b", ""),
    ],
)
def test_the_domain_of_an_address_tells_the_company(email: str, domain: str) -> None:
    assert domain_of(email) == domain


def test_a_country_suffix_is_nobodys_domain() -> None:
    assert with_parents("mail.harbor.co.uk") == ["mail.harbor.co.uk", "harbor.co.uk"]


@pytest.mark.parametrize("text", ["https://www.Harbor.example/about", "harbor.example", " ann@harbor.example "])
def test_a_domain_is_read_as_people_write_it(text: str) -> None:
    assert plain_domain(text) == "harbor.example"


@pytest.mark.parametrize("text", ["", "harbor", "two words.example", "gmail.com"])
def test_what_is_no_company_domain_is_refused(text: str) -> None:
    with pytest.raises(Refused):
        plain_domain(text)


@pytest.mark.django_db
def test_a_domain_has_one_company(cast: Cast) -> None:
    with pytest.raises(Refused):
        cast.lantern.add_domain("quarry.example", by=cast.pm)


@pytest.mark.django_db
def test_two_companies_of_one_name_are_refused(cast: Cast) -> None:
    with pytest.raises(Refused):
        Company.open("quarry  stoneworks", by=cast.pm)


@pytest.mark.django_db
def test_the_market_put_first_is_proposed_first_and_the_others_keep_their_order(cast: Cast) -> None:
    rule = [{"field": "employees", "is": "at least", "value": [300]}]
    _, third = (TargetMarket.define(cast.product, name, rule, by=cast.pm) for name in ("Large", "Larger"))
    third.put_first(by=cast.pm)
    seen = TargetMarket.objects.of(cast.product).in_order()
    assert [one.title for one in seen] == ["Larger", cast.market.title, "Large"]
    cast.market.put_first(by=cast.pm)
    assert [one.title for one in seen.all()] == [cast.market.title, "Larger", "Large"]
