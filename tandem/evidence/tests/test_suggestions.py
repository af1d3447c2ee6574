"""What a note likely speaks of: proposed with its reason, answered by a key, and the share that was right."""

import pytest

from tandem.core.errors import Refused
from tandem.evidence.models import Highlight, Note, Suggestion
from tandem.evidence.proposing import said_of_precision
from tandem.evidence.suggesting import Signs, how_sure, suggestions, why
from tandem.record.models import Item
from tandem.team.models import Member, Product


def test_more_like_notes_make_it_surer() -> None:
    assert how_sure(Signs(near=(0.8, 0.7))) > how_sure(Signs(near=(0.8,))) > how_sure(Signs(near=(0.5,)))
    assert how_sure(Signs(near=(0.8,), theme=True)) > how_sure(Signs(near=(0.8,), title=0.1))
    assert how_sure(Signs()) == 0


def test_the_reason_names_what_speaks_for_it() -> None:
    said = why(Signs(near=(0.8, 0.6), title=0.6, theme=True), "stuck again")
    assert said == "Like 2 notes linked to it, most of all “stuck again”; its theme speaks of it; its words are near the title."


def test_the_precision_is_told_from_ten_answers_on() -> None:
    assert said_of_precision(taken=8, corrected=1, turned_down=0) == ""
    assert "30 of 80 suggestions answered so far were right, 38% (likely 28% to 48%)" in said_of_precision(
        taken=30, corrected=20, turned_down=30
    )


@pytest.fixture
def stuck(db: None) -> tuple[Note, Item, Member]:
    """A new note that says what many notes say which are linked to the demo's best-known problem."""
    product = Product.objects.get(slug="ledgerly")
    pm = Member.objects.get(item__title="Ada Okafor")
    problem = Item.objects.get(kind="problem", title="The bank feed stops and nobody is told")
    return Note.add(product, "My feed is stuck on Friday's balance again", by=pm), problem, pm


def test_a_note_like_linked_ones_is_suggested_what_they_speak_of(stuck: tuple[Note, Item, Member]) -> None:
    note, problem, pm = stuck
    best = suggestions(note, pm)[0]
    assert best.about == problem
    assert best.reason.startswith("Like ")
    assert len(best.like) >= 1


def test_a_suggestion_taken_links_the_note_and_is_not_made_again(stuck: tuple[Note, Item, Member]) -> None:
    note, problem, pm = stuck
    Suggestion.take(note, problem, by=pm)
    assert Highlight.objects.standing().filter(note=note, about=problem).exists()
    assert problem not in [proposal.about for proposal in suggestions(note, pm)]
    Suggestion.withdraw(note, problem, by=pm)
    assert not Highlight.objects.standing().filter(note=note, about=problem).exists()
    assert suggestions(note, pm)[0].about == problem


def test_a_suggestion_turned_down_stays_away_and_counts_against_precision(stuck: tuple[Note, Item, Member]) -> None:
    note, problem, pm = stuck
    before = Suggestion.objects.all().counted()["turned down"]
    Suggestion.turn_down(note, problem, by=pm)
    assert problem not in [proposal.about for proposal in suggestions(note, pm)]
    assert Suggestion.objects.all().counted()["turned down"] == before + 1
    assert not Highlight.objects.standing().filter(note=note).exists()


def test_a_corrected_suggestion_links_the_other(stuck: tuple[Note, Item, Member]) -> None:
    note, problem, pm = stuck
    other = Item.objects.filter(kind="problem", product=problem.product_id).exclude(pk=problem.pk).latest("number")
    Suggestion.correct(note, problem, other, by=pm)
    assert [link.about for link in Highlight.objects.standing().filter(note=note)] == [other]


def test_only_what_was_suggested_can_be_answered(stuck: tuple[Note, Item, Member]) -> None:
    note, problem, pm = stuck
    Suggestion.turn_down(note, problem, by=pm)
    with pytest.raises(Refused, match="not suggested"):
        Suggestion.take(note, problem, by=pm)
