"""Highlights mark words, link them, and can be taken back."""

import pytest

from tandem.core.errors import NotAllowed, Refused
from tandem.evidence.models import Highlight, Note
from tandem.evidence.tests.conftest import Cast
from tandem.record.models import Event, Item


@pytest.fixture
def problem(cast: Cast) -> Item:
    return Item.objects.create(
        kind="problem",
        number=900_001,
        title="The crane stops",
        product=cast.product.item,
        made_at=cast.product.item.made_at,
    )


def test_a_highlight_keeps_the_marked_words(cast: Cast, problem: Item) -> None:
    note = cast.note("Every Monday the crane stops 🏗 and we wait.")
    made = note.highlight(13, 30, about=problem, feeling="angry", by=cast.pm)
    assert made.words == note.body[13:30] == "the crane stops 🏗"
    assert made.about == problem


def test_highlighting_the_same_words_twice_leaves_one_highlight(cast: Cast, problem: Item) -> None:
    note = cast.note("The crane stops.")
    note.highlight(0, 9, about=problem, by=cast.pm)
    note.highlight(0, 9, about=problem, by=cast.pm)
    assert Highlight.objects.filter(note=note).count() == 1


def test_words_outside_the_note_are_refused(cast: Cast, problem: Item) -> None:
    note = cast.note("Short.")
    with pytest.raises(Refused):
        note.highlight(2, 99, about=problem, by=cast.pm)


def test_a_highlight_taken_back_can_be_put_back(cast: Cast, problem: Item) -> None:
    made = cast.note("The crane stops.").highlight(0, 9, about=problem, by=cast.pm)
    made.take_back(by=cast.pm)
    assert not Highlight.objects.standing().filter(pk=made.pk).exists()
    made.put_back(by=cast.pm)
    assert Highlight.objects.standing().filter(pk=made.pk).exists()


def test_a_link_to_a_whole_note_is_no_quote(cast: Cast, problem: Item) -> None:
    link = cast.note("The crane stops.").link(problem, by=cast.pm)
    with pytest.raises(Refused):
        link.mark_quote("may_use", by=cast.pm)


def test_a_marked_quote_says_whether_it_may_be_used(cast: Cast) -> None:
    quote = cast.note("Best crane ever.").highlight(0, 16, consent="ask_first", by=cast.pm)
    quote.mark_quote("may_use", by=cast.pm)
    assert list(Highlight.objects.quotes().filter(note__source=cast.source)) == [quote]


def test_a_viewer_may_not_highlight(cast: Cast, problem: Item) -> None:
    note = cast.note("The crane stops.")
    with pytest.raises(NotAllowed):
        note.highlight(0, 9, about=problem, by=cast.viewer)


def test_what_was_done_to_a_note_is_told_by_its_source(cast: Cast, problem: Item) -> None:
    cast.note("The crane stops.").link(problem, by=cast.pm)
    assert Event.objects.about(cast.source.item).filter(verb="linked", by=cast.pm.item).count() == 1


def test_a_problem_of_another_product_is_refused(cast: Cast, problem: Item) -> None:
    problem.product = None
    problem.kind = "activity"
    problem.save()
    with pytest.raises(Refused):
        cast.note("The crane stops.").link(problem, by=cast.pm)


def test_a_note_finds_its_company_by_the_domain_of_the_author(cast: Cast) -> None:
    assert cast.note("Hello", author_email="Ann@eu.quarry.example").company == cast.quarry


def test_free_mail_finds_no_company(cast: Cast) -> None:
    assert cast.note("Hello", author_email="ann@gmail.com").company is None


def test_a_note_without_words_is_refused(cast: Cast) -> None:
    with pytest.raises(Refused):
        Note.add(cast.product, "  \n ", by=cast.pm)


def test_dismissing_a_note_can_be_undone(cast: Cast) -> None:
    note = cast.note("Test test")
    note.dismiss(by=cast.pm)
    assert note.state == "dismissed"
    note.put_back(by=cast.pm)
    assert Note.objects.get(pk=note.pk).state == "new"
