"""Whatever has a page is talked about and followed, a single note too; and what was said is found again by its words."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import Resolver404, resolve

from tandem.core import clock
from tandem.definition.models import Problem
from tandem.evidence.models import Note
from tandem.record.kinds import KINDS
from tandem.record.models import Item
from tandem.team.models import Comment, Console, Follow, Notice
from tandem.team.models.product import page_of
from tandem.team.talking import WITHOUT
from tandem.team.telling import changes_for
from tests.cast import Cast


def has_page(kind: str) -> bool:
    try:
        return bool(resolve(f"/{KINDS[kind].path}/1"))
    except Resolver404:
        return False


@pytest.mark.wide
@pytest.mark.django_db
def test_every_kind_that_has_a_page_is_talked_about_and_followed_there(cast: Cast) -> None:
    browser, seen = cast.browser("contributor"), Item.objects.visible_to(cast.people["contributor"])
    newest = {item.kind: item for item in seen.order_by("kind", "-pk").distinct("kind")}
    paged = {kind for kind in KINDS if has_page(kind)} - WITHOUT | {"product"}  # its people talk on its team page
    said = {kind: browser.get(page_of(newest[kind])).content.decode() for kind in paged if kind in newest}
    assert [kind for kind, page in said.items() if 'id="talk"' not in page or "/follows" not in page] == []
    assert paged <= set(said)


@pytest.mark.django_db
def test_who_follows_a_note_hears_of_that_note_alone(cast: Cast) -> None:
    reader, pm, browser = cast.people["contributor"], cast.people["pm"], cast.browser("contributor")
    followed, other = Note.objects.filter(product=cast.product.pk, state="new").order_by("pk")[:2]
    page = followed.get_absolute_url()
    assert browser.post("/follows", {"about": page, "on": "yes"}).status_code == 303
    assert "You are told of what happens here" in browser.get(page).content.decode()
    assert "You are told of what happens here" not in browser.get(other.get_absolute_url()).content.decode()
    since = clock.now() - timedelta(seconds=1)
    for note in (followed, other):
        Comment.write(note.item, "Who calls them?", note=note.pk, by=pm)
        note.finish(by=pm)
    (told,) = Notice.objects.filter(member=reader, happening="comment")
    assert told.url.startswith(page)
    (line,) = changes_for(reader, since, clock.now())
    assert (line.url, line.title.startswith("a note from")) == (page, True)
    browser.post("/follows", {"about": page, "on": ""})
    assert changes_for(reader, since, clock.now()) == []
    owners = changes_for(cast.people["pmm"], since, clock.now())
    assert followed.item.get_absolute_url() in {line.url for line in owners}  # of all notes of a source, in one line
    Follow.end(followed.item, note=followed.pk, by=cast.people["pmm"])
    Comment.write(followed.item, "Nobody did.", note=followed.pk, by=pm)
    assert not Notice.objects.filter(member=cast.people["pmm"], text__contains="comments", url=page).exists()
    about = {"about": page}
    said = cast.program("contributor").post("/api/v1/follows", about, content_type="application/json").json()
    assert said == {"about": page, "follows": True}


@pytest.mark.django_db
def test_a_comment_is_found_by_its_words_for_as_long_as_it_stands(cast: Cast) -> None:
    pm, browser, program = cast.people["pm"], cast.browser("contributor"), cast.program("contributor")
    problem = Problem.open(cast.product, "Ferries", by=pm)
    note = Note.objects.filter(product=cast.product.pk).order_by("pk").last()
    assert note is not None
    beside = Comment.write(problem.item, "They ship quinces on Tuesdays.", by=pm)
    of_note = Comment.write(note.item, "No quinces here.", note=note.pk, by=pm)

    def found(words: str) -> set[str]:
        rows = program.get("/api/v1/search", {"q": words, "limit": 50}).json()
        shown = browser.get("/search", {"q": words}).content.decode()
        palette = browser.get("/palette", {"q": words}).content.decode()
        urls = {row["url"] for row in rows if row["kind"] == "comment"}
        assert all(url in shown and url in palette for url in urls)
        return urls

    assert found("quince tuesday") == {beside.address}
    assert found("quinces") == {beside.address, of_note.address}
    beside.mend("They ship medlars.", by=pm)
    assert found("quinces") == {of_note.address}
    assert found("medlars") == {beside.address}
    of_note.take_back(by=pm)
    problem.retire(because="A mistake", by=pm)
    assert found("quinces") | found("medlars") == set()
    of_note.put_back(by=pm)
    Note.objects.filter(pk=note.pk).update(product=None)
    assert found("quinces") == {of_note.address}
    Comment.objects.filter(pk=of_note.pk).update(note=note.pk + 10**9)  # its import was undone
    assert found("quinces") == set()


@pytest.mark.django_db
def test_searching_costs_as_many_statements_however_many_comments_there_are(
    cast: Cast, django_assert_max_num_queries: object
) -> None:
    problem = Problem.open(cast.product, "Ferries", by=Console())
    for number in range(12):
        Comment.write(problem.item, f"Quinces of crate {number}", by=cast.people["pm"])
    from tandem.overview.finding import find_comments

    member = cast.people["contributor"]
    find_comments("quinces", member)
    with django_assert_max_num_queries(2):  # type: ignore[operator]
        assert len(find_comments("quinces", member, most=10)) == 10
