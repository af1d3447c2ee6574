"""Companies out of files: matched by CRM id, domain or a name that only one has, with their money as written and as shown."""

from __future__ import annotations

from decimal import Decimal

import pytest

from tandem.core.errors import Refused
from tandem.evidence.models import Company, Contact
from tandem.evidence.tests.importing_cast import Cast, counts, gather
from tandem.record.models import Event

pytestmark = pytest.mark.django_db
TABLE = 'Company name,Domain,ID,ARR,Industry\nHarbor Sideline,harbor-s.example,a1,"$12,000",Finance\nMarlow Sideline,marlow-s.example,a2,900.50,Retail\n'


@pytest.fixture
def cast() -> Cast:
    return gather()


def test_companies_come_in_once_with_their_domains_and_a_line_in_their_history(cast: Cast) -> None:
    brought = cast.bring(TABLE, target="companies")
    assert counts(brought) == (2, 0, 0, 0, 0)
    assert counts(cast.bring(TABLE, target="companies")) == (0, 0, 2, 0, 0)
    harbor = Company.objects.get(crm_id="a1")
    assert (harbor.title, harbor.arr, harbor.arr_original, harbor.arr_currency) == (
        "Harbor Sideline",
        Decimal(12000),
        Decimal(12000),
        "USD",
    )
    assert [domain.domain for domain in harbor.domains.all()] == ["harbor-s.example"]
    assert Event.objects.filter(item=harbor.item, within=brought.run_event()).count() == 1
    assert "Finance" in harbor.item.text


def test_money_in_another_currency_needs_a_stated_rate(cast: Cast) -> None:
    text = TABLE.replace("$12,000", "€12,000")
    refused = cast.bring(text, target="companies")
    assert counts(refused) == (1, 0, 0, 0, 1)
    assert "No rate from EUR to USD" in refused.rejected_rows.get().reason
    cast.bring(text, target="companies", rates={"EUR": "1.10"})
    harbor = Company.objects.get(crm_id="a1")
    assert (harbor.arr, harbor.arr_original, harbor.arr_currency, harbor.arr_rate) == (
        Decimal(13200),
        Decimal(12000),
        "EUR",
        Decimal("1.1"),
    )


def test_monthly_revenue_counts_twelve_times(cast: Cast) -> None:
    cast.bring("name,mrr\nMonthly Sideline,100\n", target="companies")
    assert Company.objects.get(item__title="Monthly Sideline").arr == Decimal(1200)


def test_what_changed_is_updated_and_what_is_not_mapped_stays(cast: Cast) -> None:
    cast.bring(TABLE, target="companies")
    assert counts(cast.bring("ID,Company name,ARR\na1,Harbor Renamed,13000\n", target="companies")) == (0, 1, 0, 0, 0)
    harbor = Company.objects.get(crm_id="a1")
    assert (harbor.title, harbor.arr, harbor.industry) == ("Harbor Renamed", Decimal(13000), "Finance")


def test_two_crm_ids_are_two_companies_even_of_one_name(cast: Cast) -> None:
    cast.bring(TABLE, target="companies")
    assert counts(cast.bring("ID,Company name\na9,Harbor Sideline\n", target="companies")) == (1, 0, 0, 0, 0)


def test_a_domain_anybody_can_write_from_gives_the_row_back(cast: Cast) -> None:
    brought = cast.bring("name,domain\nFree Sideline,gmail.com\n", target="companies")
    assert counts(brought) == (0, 0, 0, 0, 1)


def test_undoing_retires_what_nothing_rests_on_and_a_second_import_brings_it_back(cast: Cast) -> None:
    brought = cast.bring(TABLE, target="companies")
    harbor = Company.objects.get(crm_id="a1")
    harbor.add_contact("Ana", by=cast.owner)
    undone = brought.undo(by=cast.owner)
    assert (undone.taken_back, undone.kept) == (1, 1)
    assert Company.objects.in_use().filter(crm_id__in=["a1", "a2"]).get() == harbor
    assert counts(cast.bring(TABLE, target="companies")) == (1, 0, 1, 0, 0)
    assert not Company.objects.get(crm_id="a2").item.is_retired


def test_a_company_that_a_person_retired_is_not_brought_back_by_a_file(cast: Cast) -> None:
    cast.bring(TABLE, target="companies")
    Company.objects.get(crm_id="a2").retire(by=cast.owner, because="Merged")
    again = cast.bring(TABLE, target="companies")
    assert counts(again) == (0, 0, 1, 0, 1)
    assert "retired here" in again.rejected_rows.get().reason


def test_companies_brought_later_tie_the_notes_that_are_brought_again(cast: Cast) -> None:
    notes = "text,email\nslow,ana@harbor-s.example\n"
    cast.bring(notes)
    cast.bring(TABLE, target="companies")
    assert counts(cast.bring(notes)) == (0, 1, 0, 0, 0)
    assert cast.notes().get().company == Company.objects.get(crm_id="a1")
    assert Contact.objects.filter(email="ana@harbor-s.example").count() == 1


def test_a_currency_that_is_none_is_refused_before_anything_comes_in(cast: Cast) -> None:
    with pytest.raises(Refused, match="currency"):
        cast.prepare(TABLE, target="companies", currency="DOLLAR")
