"""A restricted product's words are seen by its own people and by nobody else, wherever one looks."""

from __future__ import annotations

from urllib.parse import quote

import pytest
from django.core.files.base import ContentFile

from tandem.definition.models import Problem
from tandem.evidence.alerting import tell_of_new
from tandem.evidence.models import Attachment, Note, SavedSearch, Survey
from tandem.evidence.wording import count_words
from tandem.team.models import Comment, Console, Notice, Product
from tests.cast import SECRET, Cast
from tests.routes import operations, pages

WORD, SOUGHT = SECRET.split()[0], SECRET.split()[1]  # what is looked out for, and what is searched by


@pytest.fixture
def secret(cast: Cast) -> Product:
    """A restricted product with one problem and one note, all of them named by words that stand nowhere else."""
    product = Product.open(f"{SECRET} suite", slug="hush", by=Console())
    Product.objects.filter(pk=product.pk).update(restricted=True)
    problem = Problem.open(product, f"{SECRET} problem", by=Console(), statement=f"{SECRET} statement")
    note = Note.add(product, f"{SECRET} was all they could say about it.", by=Console())
    note.link(problem.item, by=Console())
    head = cast.people["head"]
    Comment.write(problem.item, f"{SECRET} says the head", by=head)
    Comment.write(note.item, f"{SECRET} again", note=note.pk, by=head)
    note.attach(ContentFile(SECRET.encode(), f"{SECRET}.txt"), by=Console())
    Survey.open(product, f"{SECRET} survey", by=Console())
    return product


def places() -> list[str]:
    """Every page and list that names no thing, and everything that can be searched."""
    words = [SOUGHT, SOUGHT[:4], f"{SOUGHT} {SECRET.split()[2]}"]
    searched = ["/search?q={}", "/palette?q={}", "/api/v1/search?q={}", "/api/v1/notes/search?q={}"]
    listed = [f"/{route.path}" for route in pages() if not route.names_an_object]
    listed += [f"/{route.path}" for route in operations() if route.method == "get" and not route.names_an_object]
    listed += [f"{place}?product=hush" for place in listed if place.startswith("/api/")]
    return [*listed, *(place.format(quote(word)) for place in searched for word in words)]


@pytest.mark.django_db
def test_an_outsider_never_reads_a_word_of_a_restricted_product(cast: Cast, secret: Product) -> None:
    browser, program = cast.browser("outsider"), cast.program("outsider")
    told = []
    for place in places():
        client = program if place.startswith("/api/") else browser
        said = b"".join(client.get(place)).decode(errors="replace")
        if WORD in said:
            told.append(place)
    assert told == []


@pytest.mark.django_db
def test_a_head_finds_it(cast: Cast, secret: Product) -> None:
    assert WORD in cast.browser("head").get(f"/search?q={SOUGHT}").content.decode()
    assert f"{SECRET} suite" in cast.program("head").get("/api/v1/products").content.decode()


@pytest.mark.django_db
def test_its_pages_are_not_there_for_an_outsider(cast: Cast, secret: Product) -> None:
    problem = Problem.objects.get(item__product=secret.pk)
    survey = Survey.objects.get(item__product=secret.pk)
    file = Attachment.objects.get(note__product=secret.pk)
    pages = [f"/problems/{problem.number}", f"/surveys/{survey.number}", f"/trace/{problem.mark}", "/products/hush"]
    for path in (*pages, file.get_absolute_url(), f"/notes/{file.note_id}"):
        assert cast.browser("outsider").get(path).status_code == 404, path
        assert cast.browser("head").get(path).status_code == 200, path
    paths = [f"/api/v1/problems/{problem.number}", f"/api/v1/trace/{problem.mark}", "/api/v1/products/hush"]
    for path in (*paths, f"/api/v1{file.get_absolute_url()}", f"/api/v1/notes/{file.note_id}/attachments"):
        assert cast.program("outsider").get(path).status_code == 404, path
        assert cast.program("head").get(path).status_code == 200, path


@pytest.mark.django_db
def test_a_search_saved_before_the_product_was_hidden_tells_nothing(cast: Cast, secret: Product) -> None:
    Product.objects.filter(pk=secret.pk).update(restricted=False)
    outsider = cast.people["outsider"]
    search = SavedSearch.keep(secret, f"{WORD} watch", asked=f"q={SOUGHT}", alert="at once", by=outsider)
    Note.add(secret, f"{SECRET} again.", by=Console())
    tell_of_new()
    assert WORD in cast.browser("outsider").get("/notices").content.decode()
    Product.objects.filter(pk=secret.pk).update(restricted=True)
    Note.add(secret, f"{SECRET} once more.", by=Console())
    tell_of_new()
    for place in ("/notices", f"/palette?q={WORD[:5]}", "/api/v1/notices"):
        client = cast.program("outsider") if place.startswith("/api") else cast.browser("outsider")
        assert WORD not in client.get(place).content.decode(), place
    assert cast.program("outsider").get(f"/api/v1/saved-searches/{search.pk}").status_code == 404
    assert Notice.objects.filter(member=outsider).count() == 1


@pytest.mark.django_db
def test_a_typo_proposes_no_word_of_a_hidden_product(cast: Cast, secret: Product) -> None:
    for number in range(3):
        Note.add(secret, f"{SECRET} number {number}", by=Console())
    count_words(secret.pk)
    assert SOUGHT in cast.browser("head").get("/products/hush/notes?q=quoka").content.decode()
    for place in ("/search?q=quoka", "/palette?q=quoka", "/products/ledgerly/notes?q=quoka"):
        assert SOUGHT not in cast.browser("outsider").get(place).content.decode(), place


@pytest.mark.django_db
def test_an_open_thing_does_not_count_the_hidden_ones_beside_it(cast: Cast, secret: Product) -> None:
    seen = cast.program("outsider").get("/api/v1/products").json()
    assert "hush" not in str(seen)
