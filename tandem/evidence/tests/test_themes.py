"""Themes: what a person did to them survives every re-run; new notes find their place."""

from datetime import timedelta
from pathlib import Path

import numpy as np
import pytest

from tandem.core import clock
from tandem.core.errors import NotAllowed, Refused
from tandem.evidence.carrying import continued
from tandem.evidence.discovery import catch_up, title_of, unsorted
from tandem.evidence.importing import from_command
from tandem.evidence.models import Note, Theme
from tandem.evidence.search import near_notes, search_notes
from tandem.evidence.tests.conftest import Cast
from tandem.record.models import Item

CRANE = [
    "crane stops every monday",
    "the crane stopped again",
    "our crane stops at noon",
    "crane standing still, stopped",
]
INVOICE = [
    "the invoice is wrong",
    "wrong invoice amount",
    "invoice shows the wrong tax",
    "amount on the invoice is wrong",
]


def labels(*numbers: int) -> np.ndarray:
    return np.array(numbers, np.int64)


def test_a_theme_continues_where_most_of_its_notes_went() -> None:
    assert continued(labels(7, 7, 7, 8, 8), labels(1, 1, 1, 0, 0)).tolist() == [7, 7, 7, 8, 8]


def test_a_cluster_of_new_notes_is_a_new_theme() -> None:
    assert continued(labels(0, 0, -1, -1), labels(0, 0, 1, 1)).tolist() == [0, 0, -2, -2]


def test_a_theme_that_shares_next_to_nothing_is_not_continued() -> None:
    former, found = labels(0, *[-1] * 20, *[0] * 20), labels(*[0] * 21, *[1] * 20)
    assert set(continued(former, found)[:21].tolist()) == {-1}


def test_a_decided_theme_that_nothing_continues_keeps_its_notes() -> None:
    former, found = labels(0, 0, 0, 0, 1), labels(0, 0, 0, 0, 0)
    assert continued(former, found, decided={1}).tolist() == [0, 0, 0, 0, 1]


def test_merged_themes_stay_merged_when_the_engine_splits_them_again() -> None:
    former, found = labels(*[0] * 10), labels(*[0] * 6, *[1] * 4)
    assert set(continued(former, found, absorbing={0}).tolist()) == {0}
    assert set(continued(former, found).tolist()) == {0, -2}


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("The crane stops every day. We wait and wait.", "The crane stops every day"),
        ("Short", "Short"),
        ("a b " * 60, None),
        ("\n\n Two\nlines", "Two"),
    ],
)
def test_a_title_is_the_first_sentence(text: str, title: str | None) -> None:
    found = title_of(text)
    assert len(found) <= 91
    assert found == title or (title is None and found.endswith("…"))


@pytest.fixture
def heard(cast: Cast) -> Cast:
    for times in range(4):
        for text in [*CRANE, *INVOICE]:
            cast.note(f"{text} {times}", author_email="a@quarry.example")
    Theme.discover(cast.product, by=cast.pm)
    return cast


def themes(cast: Cast) -> list[Theme]:
    return Theme.objects.of(cast.product).shown().ranked("notes")


def test_every_note_has_a_theme(heard: Cast) -> None:
    assert not Note.objects.of(heard.product).filter(theme=None).exists()
    assert sum(theme.note_count for theme in themes(heard)) == 32


def test_revenue_of_a_theme_counts_each_company_once(heard: Cast) -> None:
    assert themes(heard)[0].arr == 40_000


def test_the_same_notes_give_the_same_themes(heard: Cast) -> None:
    before = [(theme.number, theme.title, theme.note_count) for theme in themes(heard)]
    Theme.discover(heard.product, by=heard.pm)
    assert [(theme.number, theme.title, theme.note_count) for theme in themes(heard)] == before


def test_names_survive_twenty_reruns_while_notes_come_in(heard: Cast) -> None:
    crane = Note.objects.of(heard.product).filter(body__startswith="crane stops").first().theme
    crane.rename("Cranes stand still", by=heard.pm)
    for times in range(20):
        heard.note(f"{CRANE[times % 4]} more {times}")
        heard.note(f"the parking lot is full {times}")
        Theme.discover(heard.product, by=heard.pm)
    kept = Theme.objects.numbered(crane.number)
    assert kept.title == "Cranes stand still"
    assert kept.notes.filter(body__contains="crane").count() > kept.notes.count() / 2


def test_notes_that_were_only_put_nearest_leave_a_named_theme_for_one_of_their_own(heard: Cast) -> None:
    crane = Note.objects.of(heard.product).filter(body__startswith="crane stops").first().theme
    crane.rename("Cranes stand still", by=heard.pm)
    with clock.standing_still(clock.now() + timedelta(days=1)):
        for times in range(12):
            for text in ("my holiday request was lost", "nobody approved the holiday request", "holiday request denied"):
                heard.note(f"{text} {times}")
        Theme.discover(heard.product, by=heard.pm)
    kept = Theme.objects.numbered(crane.number)
    assert kept.notes.filter(body__contains="crane").count() == 16
    assert not kept.notes.filter(body__contains="holiday").exists()


def test_a_dismissed_theme_stays_dismissed(heard: Cast) -> None:
    gone = themes(heard)[0]
    gone.dismiss(by=heard.pm)
    Theme.discover(heard.product, by=heard.pm)
    assert Theme.objects.numbered(gone.number).state == "dismissed"


def test_merged_themes_stay_one(heard: Cast) -> None:
    first, second, *_ = themes(heard)
    second.merge(first, by=heard.pm)
    Theme.discover(heard.product, by=heard.pm)
    assert Note.objects.filter(theme=second).count() == 0
    assert Item.objects.get(pk=second.pk).retired_at


def test_a_restored_theme_may_gather_notes_again(heard: Cast) -> None:
    first, second, *_ = themes(heard)
    second.merge(first, by=heard.pm)
    Theme.objects.numbered(second.number).restore(by=heard.pm)
    assert second in Theme.objects.of(heard.product).shown()


def test_a_theme_is_not_merged_into_itself(heard: Cast) -> None:
    theme = themes(heard)[0]
    with pytest.raises(Refused):
        theme.merge(theme, by=heard.pm)


def test_a_new_note_goes_to_the_nearest_theme_at_once(heard: Cast) -> None:
    assert "invoice" in heard.note("wrong amount on our invoice").theme.title


def test_imported_notes_are_placed_when_caught_up(heard: Cast) -> None:
    some = Note.objects.of(heard.product).filter(body__endswith="0")[:3]
    Note.objects.filter(pk__in=[note.pk for note in some]).update(theme=None)
    assert catch_up(heard.product) == 3
    assert not Note.objects.of(heard.product).filter(theme=None).exists()


def test_linking_a_theme_is_undone_by_unlinking(heard: Cast) -> None:
    made = heard.product.item.made_at
    problem = Item.objects.create(kind="problem", number=900_001, title="P", product=heard.product.item, made_at=made)
    theme = themes(heard)[0]
    assert theme.link(problem, by=heard.pm) == theme.note_count
    assert theme.link(problem, by=heard.pm) == 0
    assert theme.unlink(problem, by=heard.pm) == theme.note_count


def test_a_viewer_may_not_find_themes(heard: Cast) -> None:
    with pytest.raises(NotAllowed):
        Theme.discover(heard.product, by=heard.viewer)


def test_a_product_without_notes_has_no_themes(cast: Cast) -> None:
    assert Theme.discover(cast.product, by=cast.pm) == []


def test_a_note_that_holds_the_very_words_stands_first(heard: Cast) -> None:
    note = heard.note("The tower crane had a short circuit")
    found = search_notes(heard.product, "short circuit", heard.pm)
    assert found[0].note == note
    assert found[0].why == "these very words"


def test_search_finds_the_meaning_without_the_words(heard: Cast) -> None:
    found = search_notes(heard.product, "mistake on my bill", heard.pm)
    assert any("invoice" in hit.note.body for hit in found[:5])
    assert found[0].why == "meaning"


def test_search_shows_no_note_of_a_hidden_product(heard: Cast) -> None:
    heard.product.restricted = True
    heard.product.save()
    found = search_notes(None, "crane stops", heard.viewer)
    assert not [hit for hit in found if hit.note.product_id == heard.product.pk]


@pytest.mark.parametrize("query", ["", "   ", "\0", '"', "!!! & | <->", "😀", "x" * 5000])
def test_no_query_breaks_the_search(heard: Cast, query: str) -> None:
    assert isinstance(search_notes(heard.product, query, heard.pm), list)


def test_near_notes_speak_of_the_same(heard: Cast) -> None:
    note = Note.objects.of(heard.product).filter(body__contains="crane").first()
    near = near_notes(note, heard.pm)
    assert near
    assert note not in near
    assert all("crane" in other.body for other in near)


def test_few_imported_notes_go_to_the_nearest_theme_and_many_wait_for_the_next_finding(
    heard: Cast, tmp_path: Path
) -> None:
    with clock.standing_still(clock.now() + timedelta(days=1)):
        bring(heard, tmp_path, ["the crane stopped on Friday", "the crane stopped on Sunday"])
        assert unsorted(heard.product) == 0
        bring(heard, tmp_path, [f"holiday request {day} was lost" for day in range(12)])
        assert unsorted(heard.product) == 12
        Theme.discover(heard.product, by=heard.pm)
    assert unsorted(heard.product) == 0


def bring(cast: Cast, folder: Path, texts: list[str]) -> None:
    rows = folder / "later.csv"
    rows.write_text("\n".join(["text", *texts]))
    from_command(str(rows), cast.product.slug, mapping={"body": "text"}, by=cast.pm)


def test_a_named_theme_keeps_its_notes_where_no_finding_was_recorded_before(
    heard: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    crane = Note.objects.of(heard.product).filter(body__startswith="crane stops").first().theme
    crane.rename("Cranes stand still", by=heard.pm)
    monkeypatch.setattr("tandem.evidence.discovery.last_found", lambda product: None)
    Theme.discover(heard.product, by=heard.pm)
    assert Theme.objects.numbered(crane.number).notes.filter(body__contains="crane").count() == 16
