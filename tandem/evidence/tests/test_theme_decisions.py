"""What a person decides about themes stays decided: over twenty re-runs, while notes come in."""

from datetime import timedelta
from decimal import Decimal

import pytest

from tandem.core import clock
from tandem.core.errors import Refused
from tandem.evidence.areas import words_of
from tandem.evidence.models import Area, Note, Placement, Theme
from tandem.evidence.parts import Parts
from tandem.evidence.tests.conftest import Cast
from tandem.evidence.tests.test_themes import CRANE, INVOICE, heard, labels, themes

__all__ = ["heard"]

HOLIDAY = ["my holiday request was lost", "nobody approved the holiday request", "holiday request denied again"]
PARKING = ["the parking lot is full", "no free parking place", "parking lot full every morning"]


def of(cast: Cast, words: str) -> Theme:
    """The theme that most notes with these words are in."""
    return Theme.objects.get(pk=Note.objects.of(cast.product).filter(body__contains=words).latest("pk").theme_id)


def test_renames_merges_splits_dismissals_and_pins_survive_twenty_reruns(heard: Cast) -> None:
    for times in range(8):
        for text in [*HOLIDAY, *PARKING]:
            heard.note(f"{text} {times}")
    Theme.discover(heard.product, by=heard.pm)
    crane, invoice, holiday, parking = (of(heard, word) for word in ("crane", "invoice", "holiday", "parking"))
    assert len({theme.pk for theme in (crane, invoice, holiday, parking)}) == 4
    crane.rename("Cranes stand still", by=heard.pm)
    crane.pin(by=heard.pm)
    tax = list(invoice.notes.filter(body__contains="tax").values_list("pk", flat=True))
    split = invoice.split(tax, "The tax is wrong", by=heard.pm)
    parking.dismiss(by=heard.pm)
    strays = [heard.note("something else entirely, not to be grouped"), heard.note("another stray remark")]
    for stray in strays:
        stray.move(crane, by=heard.pm)
    holiday.merge(Theme.objects.numbered(crane.number), by=heard.pm)
    for times in range(20):
        with clock.standing_still(clock.now() + timedelta(days=times)):
            heard.note(f"{CRANE[times % 4]} again {times}")
            heard.note(f"{INVOICE[times % 4]} again {times}")
            heard.note(f"the printer is out of toner {times}")
            Theme.discover(heard.product, by=heard.pm)
    kept = Theme.objects.numbered(crane.number)
    assert (kept.title, kept.pinned) == ("Cranes stand still", True)
    assert themes(heard)[0] == kept
    assert kept.notes.filter(body__contains="crane").count() >= 30
    assert set(Theme.objects.numbered(split.number).notes.values_list("pk", flat=True)) >= set(tax)
    assert Theme.objects.numbered(split.number).title == "The tax is wrong"
    assert Theme.objects.numbered(parking.number).state == "dismissed"
    assert not Note.objects.filter(theme=holiday).exists()
    assert all(Note.objects.get(pk=stray.pk).theme == kept for stray in strays)


def test_a_part_of_a_theme_becomes_a_theme_of_its_own_and_merging_undoes_it(heard: Cast) -> None:
    theme = themes(heard)[0]
    parts = Parts.of(theme)
    assert sum(len(part.notes) for part in parts.rows) == theme.note_count
    assert Parts.of(theme) == parts
    some = list(theme.notes.values_list("pk", flat=True))[:4]
    made = theme.split(some, "Just these", by=heard.pm)
    made.refresh_from_db()
    assert (made.note_count, made.split_from) == (4, theme)
    made.merge(Theme.objects.numbered(theme.number), by=heard.pm)
    assert Theme.objects.numbered(theme.number).note_count == theme.note_count


def test_a_split_needs_some_notes_and_leaves_some(heard: Cast) -> None:
    theme = themes(heard)[0]
    with pytest.raises(Refused, match="look again"):
        theme.split([0], "Nothing", by=heard.pm)
    with pytest.raises(Refused, match="Rename it instead"):
        theme.split(list(theme.notes.values_list("pk", flat=True)), "All", by=heard.pm)


def test_a_moved_note_follows_a_merged_theme(heard: Cast) -> None:
    first, second, *_ = themes(heard)
    stray = heard.note("a stray remark")
    stray.move(second, by=heard.pm)
    second.merge(first, by=heard.pm)
    Theme.discover(heard.product, by=heard.pm)
    stray.refresh_from_db()
    assert stray.theme == first
    assert Placement.objects.get(note=stray).theme == second


def test_a_theme_tells_its_stars_and_its_promoters(heard: Cast) -> None:
    theme = themes(heard)[0]
    notes = list(theme.notes.order_by("pk"))
    for note, stars in zip(notes[:3], (5, 4, 3), strict=True):
        Note.objects.filter(pk=note.pk).update(rating=stars, rating_scale="stars_1_5")
    for note, answer in zip(notes[3:], (10, 9, 8, 3), strict=False):
        Note.objects.filter(pk=note.pk).update(rating=answer, rating_scale="nps_0_10")
    Theme.discover(heard.product, by=heard.pm)
    found = Theme.objects.numbered(theme.number)
    assert (found.stars, found.starred) == (Decimal(4), 3)
    assert (found.promoters, found.passives, found.detractors) == (2, 1, 1)


def test_an_area_is_called_by_its_largest_themes_and_belongs_where_most_notes_are(
    heard: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert words_of(labels(0, 0, 0, 1), labels(7, 7, 8, 9), {7: ["feed", "sync"], 8: ["bank"], 9: []}) == {
        0: ("Feed, bank", ["feed", "bank"]), 1: ("Without words", []),
    }  # fmt: skip
    monkeypatch.setattr("tandem.language.themes.COARSE_BELOW", 10)
    Theme.discover(heard.product, by=heard.pm)
    shown = themes(heard)
    assert all(theme.area for theme in shown)
    area = shown[0].area
    area.rename("Machines", by=heard.pm)
    Theme.discover(heard.product, by=heard.pm)
    assert Area.objects.get(pk=area.pk).title == "Machines"
    assert themes(heard)[0].area == area
