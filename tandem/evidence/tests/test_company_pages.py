"""The page of a company, the list of companies and the page of a person: everything they said and what became of it."""

import re
from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tandem.core import clock
from tandem.core.errors import Refused
from tandem.definition.models import Feature, Problem, Release
from tandem.evidence.models import Company, Contact, Note
from tandem.evidence.tests.conftest import Cast
from tandem.evidence.waiting import count_waiting, waiting_notes

pytestmark = pytest.mark.django_db


def test_notes_from_before_a_company_was_known_wait_until_somebody_gives_them(cast: Cast) -> None:
    early = cast.note("Early", author_email="Ann@eu.Harbor.example")
    other = cast.note("Elsewhere", author_email="bo@notharbor.example")
    below = cast.note("Below", author_email="cy@lab.harbor.example")
    Contact.objects.create(name="Ann", email="ann@eu.harbor.example")
    harbor = Company.open("Harbor", by=cast.pm, domains=["harbor.example"])
    Company.open("Harbor Lab", by=cast.pm, domains=["lab.harbor.example"])
    assert (list(waiting_notes(harbor)), count_waiting(harbor)) == ([early], 1)
    assert harbor.take_waiting_notes(by=cast.pm) == 1
    assert set(Note.objects.filter(pk__in=[early.pk, other.pk, below.pk], company=harbor)) == {early}
    assert harbor.contacts.get().name == "Ann"
    assert harbor.take_waiting_notes(by=cast.pm) == 0


def test_waiting_notes_are_found_by_their_index(cast: Cast) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
    assert "note_waiting" in waiting_notes(cast.quarry).explain()


def test_what_became_of_a_note_is_told_to_the_release(cast: Cast, client: Client) -> None:
    problem = Problem.open(cast.product, "The feed stops", by=cast.pm)
    release = Release.plan(cast.product, "Sideline 3", by=cast.pm)
    feature = Feature.open(cast.product, "Say it", by=cast.pm)
    feature.take_on(problem, by=cast.pm)
    feature.accept(by=cast.pm)
    feature.put_into(release, by=cast.pm)
    cast.note("It stops each Friday", author_email="a@quarry.example").link(problem.item, by=cast.pm)
    client.force_login(cast.pm)
    shown = client.get(cast.quarry.get_absolute_url()).content.decode()
    for said in ("It stops each Friday", "The feed stops", "Heard", f"{feature.mark} in Sideline 3: planned"):
        assert said in shown, said


def test_what_they_said_is_narrowed_by_words_and_source(cast: Cast, client: Client) -> None:
    cast.note("The feed stops", author_email="a@quarry.example")
    cast.note("Prices rise", author_email="a@quarry.example")
    client.force_login(cast.viewer)
    here = cast.quarry.get_absolute_url()
    assert "Prices rise" not in client.get(here, {"q": "feed"}).content.decode()
    assert "Prices rise" in client.get(here, {"source": cast.source.number}).content.decode()
    assert "did not say that" in client.get(here, {"source": 999_999}).content.decode()
    assert client.get(here, {"q": "\0'(", "source": "x" * 99, "after": "no"}).status_code == 200


def test_a_company_page_takes_as_many_statements_for_many_notes(cast: Cast, client: Client) -> None:
    client.force_login(cast.pm)
    problem = Problem.open(cast.product, "The feed stops", by=cast.pm)
    counts = []
    for _ in range(2):
        for _ in range(5):
            cast.note("It stops", author_email="a@quarry.example").link(problem.item, by=cast.pm)
        client.get(cast.quarry.get_absolute_url())
        with CaptureQueriesContext(connection) as asked:
            client.get(cast.quarry.get_absolute_url())
        counts.append(len(asked))
    assert counts[0] == counts[1] <= 50


def test_the_list_counts_notes_sorts_and_is_set_in_bulk(cast: Cast, client: Client) -> None:
    cast.note("We both wait", author_email="a@quarry.example", also=[cast.lantern])
    client.force_login(cast.pm)
    shown = client.get("/companies", {"q": "Theatre", "sort": "heard", "is": "customer"}).content.decode()
    assert "Lantern Theatre" in shown
    assert "Quarry Stoneworks" not in shown
    ticked = {"company": [cast.quarry.number, cast.lantern.number], "segment": "Mid-size"}
    assert client.post("/companies/segment", ticked).status_code == 303
    assert Company.objects.filter(segment="Mid-size").count() == 2
    assert client.post("/companies/segment", {"segment": "Nobody"}).status_code == 303
    for sort in ("name", "heard", "arr", "'"):
        assert client.get("/companies", {"sort": sort, "segment": "9" * 30, "market": "x"}).status_code == 200
    Company.open("=1+1 Works", by=cast.pm, arr=Decimal(5))
    said = b"".join(client.get("/companies.csv", {"q": "1+1"}).streaming_content).decode()
    assert "'=1+1 Works" in said
    assert "Quarry" not in said


def test_a_person_has_a_page_and_can_be_put_right(cast: Cast, client: Client) -> None:
    person = cast.quarry.add_contact("Ann Stone", email="ann@quarry.example", by=cast.pm)
    other = cast.quarry.add_contact("Bo", email="bo@quarry.example", by=cast.pm)
    cast.note("It stops", author_email="ann@quarry.example")
    client.force_login(cast.pm)
    shown = client.get(person.get_absolute_url()).content.decode()
    assert "It stops" in shown
    assert "Quarry Stoneworks" in shown
    with pytest.raises(Refused):
        other.correct(name="Bo", email="Ann@quarry.example", by=cast.pm)
    done = client.post(f"{person.get_absolute_url()}/edit", {"name": "Ann Stone-Hill", "email": "ann@quarry.example"})
    assert done.status_code == 303
    person.refresh_from_db()
    assert person.name == "Ann Stone-Hill"


def test_each_number_of_a_companys_notes_is_as_many_as_its_list(cast: Cast, client: Client) -> None:
    client.force_login(cast.pm)
    for number in range(6):
        cast.note(f"It stops {number}", author_email="a@quarry.example")
    cast.note("Both wait", author_email="c@lantern.example", also=[cast.quarry])
    cast.note("Long ago", author_email="a@quarry.example", said_at=clock.now() - timedelta(days=100))
    page = client.get(cast.quarry.get_absolute_url()).content.decode()
    told = re.findall(r'href="([^"]+\?(?:since|source)=[^"]+)" class="link" aria-label="(\d+) notes', page)
    assert [said for _, said in told] == ["7", "8"]
    for url, said in told:
        assert client.get(url).content.decode().count('<figure class="quote') == int(said)
    assert "All from one source, Sideline inbox." in page
