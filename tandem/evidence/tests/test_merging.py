"""Merging companies: suggested with a reason, done row by row, found again by imports, and taken apart exactly."""

import pytest
from django.apps import apps
from django.db import models

from tandem.charter.models import CharterMember
from tandem.charter.models.program import EarlyAccess, Program
from tandem.core.errors import Refused
from tandem.evidence.likely import like, suggestions
from tandem.evidence.merging import everything_carried
from tandem.evidence.models import Company, CompanyMerger, KeptApart
from tandem.evidence.sameness import Identity, bare_name, label_of, likely_pairs, why_one
from tandem.evidence.tests.conftest import Cast
from tandem.evidence.tests.importing_cast import Cast as Importing
from tandem.messaging.models import Deal

BESIDE = {
    "evidence.companymerger.gone",
    "evidence.companymerger.into",
    "evidence.keptapart.one",
    "evidence.keptapart.other",
    "evidence.sorting.company",  # what an act was about, as it was
}


def test_every_foreign_key_to_a_company_goes_over() -> None:
    """A merger's own rows and history stay; everything else that points at a company is carried."""
    pointing = {
        f"{model._meta.label_lower}.{field.name}"
        for model in apps.get_models(include_auto_created=True)
        for field in model._meta.get_fields()
        if isinstance(field, models.ForeignKey)
        and field.remote_field.model is Company
        and not hasattr(model, "pgh_id")
        and not model._meta.proxy
    }
    assert pointing - BESIDE == {one.label for one in everything_carried()}


@pytest.mark.parametrize(
    ("name", "bare"),
    [
        ("Harbor Credit, Inc.", "harbor credit"), ("The Müller & Söhne GmbH & Co. KG", "muller and sohne"),
        ("Peña S.A.", "pena"), ("AG", "ag"), ("Limited Brands Ltd", "limited brands"), ("O’Neill PLC", "oneill"),
    ],
)  # fmt: skip
def test_a_name_is_compared_without_its_legal_form(name: str, bare: str) -> None:
    assert bare_name(name) == bare


@pytest.mark.parametrize(
    ("one", "other", "why"),
    [
        (Identity(1, "A", "0012x00000AbCdE"), Identity(2, "B", "0012x00000AbCdEAAZ"), "The same CRM id"),
        (Identity(1, "A", "", ("harbor.com",)), Identity(2, "B", "", ("harbor.de",)), "E-mail domains"),
        (Identity(1, "A", "", ("eu.harbor.com",)), Identity(2, "B", "", ("harbor.com",)), "E-mail domains"),
        (Identity(1, "Harbor Credit"), Identity(2, "HARBOR CREDIT Ltd"), "The same name"),
        (Identity(1, "Harbor Credit"), Identity(2, "Harbour Credit"), "Nearly"),
        (Identity(1, "Harbor Credit"), Identity(2, "Harper Credits"), ""),
        (Identity(1, "Branch 12 Bank"), Identity(2, "Branch 13 Bank"), ""),
        (Identity(1, "Acme"), Identity(2, "Acne"), ""),
        (Identity(1, "A", "", ("abc.com",)), Identity(2, "B", "", ("abc.de",)), ""),
    ],
)
def test_two_companies_are_likely_one_for_a_reason(one: Identity, other: Identity, why: str) -> None:
    found = why_one(one, other)
    assert bool(found) == bool(why)
    assert (found.why if found else "").startswith(why)


def test_a_slip_at_either_end_of_a_name_is_found_among_thousands() -> None:
    many = [Identity(n, f"{chr(97 + n % 26) * 3} company number {n} {chr(97 + n % 25) * 4}") for n in range(10, 3000)]
    typos = [Identity(1, "Quarry Stoneworks"), Identity(2, "Quarry Stonewerks"), Identity(3, "Qarry Stoneworks")]
    pairs = {(each.one, each.other) for each in likely_pairs([*many, *typos])}
    assert {(1, 2), (1, 3)} <= pairs


def test_the_label_of_a_domain_is_what_stands_before_its_ending() -> None:
    assert [label_of(name) for name in ("mail.harbor.co.uk", "harbor.de", "abc.de", "de")] == [
        "harbor",
        "harbor",
        "",
        "",
    ]


def twin(cast: Cast) -> Company:
    return Company.open("Quarry Stoneworks Ltd", by=cast.pm, domains=["quarry-uk.example"], crm_id="T-1", plan="Pro")


@pytest.mark.django_db
def test_likely_companies_are_suggested_until_somebody_says_they_are_two(cast: Cast) -> None:
    other = twin(cast)
    assert [(each.one, each.other) for each in suggestions(cast.pm) if cast.quarry in (each.one, each.other)] == [
        (cast.quarry, other)
    ]
    assert [each.other for each in like(cast.quarry)] == [other]
    other.keep_apart(cast.quarry, by=cast.pm)
    assert like(cast.quarry) == []
    cast.quarry.let_be_suggested(other, by=cast.pm)
    assert len(like(cast.quarry)) == 1
    assert not KeptApart.objects.filter(one=cast.quarry).exists()


@pytest.mark.django_db
def test_what_hangs_on_one_goes_over_and_comes_back_exactly(cast: Cast) -> None:
    other = twin(cast)
    person = other.add_contact("Ann", email="ann@quarry-uk.example", by=cast.pm)
    theirs = cast.note("Theirs", author_email="ann@quarry-uk.example", also=[cast.quarry])
    ours = cast.note("Ours", author_email="bo@quarry.example", also=[other])
    third = cast.note("Third", author_email="cy@lantern.example", also=[other, cast.quarry])
    deal = Deal.open(cast.product, "Renewal", company=other, by=cast.pm)
    program = Program.open(cast.product, "Six", market=cast.market, by=cast.pm)
    member = CharterMember.nominate(program, other, by=cast.pm)
    before = state(cast, other)

    cast.quarry.absorb(other, by=cast.pm)
    for row in (person, theirs, deal, member, other, cast.quarry):
        row.refresh_from_db()
    assert {person.company, theirs.company, deal.company, member.company, other.merged_into} == {cast.quarry}
    assert (list(ours.also.all()), list(theirs.also.all()), list(third.also.all())) == ([], [], [cast.quarry])
    assert (cast.quarry.plan, set(cast.quarry.domains.values_list("domain", flat=True))) == (
        "Pro",
        {"quarry.example", "quarry-uk.example"},
    )
    assert Company.objects.named("quarry stoneworks ltd") == cast.quarry
    with pytest.raises(Refused):
        other.restore(by=cast.pm)

    late = cast.note("Came since", author_email="ann@quarry-uk.example")
    cast.quarry.part_from(other, by=cast.pm)
    late.refresh_from_db()
    assert late.company == cast.quarry
    late.say_company(None, by=cast.pm)
    assert state(cast, other) == before


def state(cast: Cast, other: Company) -> dict[str, object]:
    """Everything that hangs on the two companies, and their facts."""
    found: dict[str, object] = {
        one.label: sorted(
            one.model._base_manager.filter(**{f"{one.field}__in": [cast.quarry, other]}).values_list("pk", one.field)
        )
        for one in everything_carried()
    }
    for company in Company.objects.filter(pk__in=[cast.quarry.pk, other.pk]).select_related("item"):
        found[company.title] = (company.plan, company.arr, company.custom, company.item.retired_at)
    return found


@pytest.mark.django_db
def test_two_members_of_one_program_are_for_people_and_two_early_places_become_one(cast: Cast) -> None:
    other = twin(cast)
    program = Program.open(cast.product, "Six", market=cast.market, by=cast.pm)
    ours, theirs = (CharterMember.nominate(program, company, by=cast.pm) for company in (cast.quarry, other))
    for company in (cast.quarry, other):
        program.offer_early_access(company, by=cast.pm)
    with pytest.raises(Refused, match="Both are in Six"):
        cast.quarry.absorb(other, by=cast.pm)
    theirs.retire(because="Twice", by=cast.pm)
    cast.quarry.absorb(other, by=cast.pm)
    assert [row.company for row in EarlyAccess.objects.filter(program=program)] == [cast.quarry]
    theirs.refresh_from_db()
    assert theirs.company == other
    cast.quarry.part_from(other, by=cast.pm)
    assert EarlyAccess.objects.filter(program=program).count() == 2
    assert ours.company == cast.quarry


@pytest.mark.django_db
def test_a_file_that_names_a_merged_company_finds_the_one_that_stays(cast: Cast) -> None:
    other, importing = twin(cast), Importing(cast.pm, cast.product)
    cast.quarry.absorb(other, by=cast.pm)
    again = importing.bring(
        "name,crm id,domain,employees\nQuarry Stoneworks Ltd,T-1,quarry-eu.example,999\n", target="companies"
    )
    cast.quarry.refresh_from_db()
    assert (again.created, again.updated, again.rejected) == (0, 1, 0)
    assert (cast.quarry.title, cast.quarry.employees) == ("Quarry Stoneworks", 30)
    assert cast.quarry.domains.filter(domain="quarry-eu.example").exists()
    importing.bring("text,company\nIt is slow,Quarry Stoneworks Ltd\nSo slow,T-1\n")
    assert {note.company for note in importing.notes()} == {cast.quarry}


@pytest.mark.django_db
def test_what_makes_no_sense_is_refused(cast: Cast) -> None:
    other = twin(cast)
    with pytest.raises(Refused):
        other.absorb(other, by=cast.pm)
    with pytest.raises(Refused):
        cast.quarry.part_from(other, by=cast.pm)
    cast.quarry.absorb(other, by=cast.pm)
    with pytest.raises(Refused):
        cast.lantern.absorb(other, by=cast.pm)
    cast.lantern.absorb(cast.quarry, by=cast.pm)
    assert Company.objects.named("Quarry Stoneworks Ltd") == cast.lantern
    cast.lantern.part_from(cast.quarry, by=cast.pm)
    assert Company.objects.named("Quarry Stoneworks Ltd") == cast.quarry
    assert CompanyMerger.objects.filter(into=cast.lantern, undone_at=None).count() == 0
