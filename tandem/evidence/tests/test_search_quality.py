"""How good search is on real texts: typos in bank questions, judged reviews, and things known to be in the demo."""

from __future__ import annotations

import csv
import random
from collections import Counter
from pathlib import Path

import pytest
from django.contrib.postgres.search import SearchRank
from django.db.models import F

from tandem.evidence.models import Note
from tandem.evidence.search import find_notes, matching
from tandem.evidence.tests.conftest import NOW, Cast
from tandem.evidence.vectors import fill_vectors
from tandem.evidence.wording import count_words, held_by, meant_by
from tandem.language.words import words_of
from tandem.team.models import Console, Product

DATA = Path(__file__).resolve().parents[4] / "shared" / "data"
LETTERS = "abcdefghijklmnopqrstuvwxyz"


@pytest.mark.parametrize("query", ["the feed from our bank stopped and nobody noticed", "closing the books takes days"])
def test_a_question_in_other_words_finds_more_than_its_words_do(db: None, query: str) -> None:
    product = Product.objects.select_related("item").get(slug="ledgerly")
    found = find_notes(product, query, Console(), limit=10).hits
    assert len(found) == 10
    assert sum(hit.why == "meaning" for hit in found) >= 5


def test_a_known_note_is_found_first_by_a_few_of_its_words(db: None) -> None:
    product = Product.objects.select_related("item").get(slug="ledgerly")
    chance = random.Random(4)
    notes = [note for note in Note.objects.of(product).worth_reading().order_by("pk") if len(note.body.split()) >= 12]
    first = 0
    for note in chance.sample(notes, 25):
        words = note.body.split()
        start = chance.randrange(len(words) - 6)
        hits = find_notes(product, f'"{" ".join(words[start : start + 6])}"', Console(), limit=10).hits
        first += bool(hits) and note.body in [hit.note.body for hit in hits[:3]]
    assert first >= 23


@pytest.mark.data
def test_typos_in_bank_questions_are_forgiven(cast: Cast) -> None:
    path = DATA / "support" / "banking77" / "test.csv"
    if not path.exists():
        pytest.skip("the real exports are not beside the repository")
    with path.open(newline="") as file:
        texts = [row["text"] for row in csv.DictReader(file)]
    kept(cast, texts)
    count_words(cast.product.pk)
    often = Counter(word for text in texts for word in set(words_of(text)))
    chance = random.Random(77)
    words = chance.sample(sorted(word for word, many in often.items() if many >= 5 and len(word) >= 5 and word.isalpha()), 150)
    wrong = [(word, slip(word, chance)) for word in words]
    unknown = [(word, typed) for word, typed in wrong if not held_by([typed], [cast.product.pk]).get(typed)]
    forgiven = sum(word[:4] in " ".join(meant_by(typed, [cast.product.pk])) for word, typed in unknown)
    assert len(unknown) > 100
    assert forgiven / len(unknown) >= 0.85


@pytest.mark.data
def test_judged_reviews_are_found_at_least_as_well_by_words_and_meaning_as_by_words(cast: Cast) -> None:
    folder = DATA / "app_reviews" / "is22_evernote_search"
    if not folder.exists():
        pytest.skip("the real exports are not beside the repository")
    judged = [rows_of_workbook(path) for path in sorted(folder.glob("*.xlsx"))]
    kept(cast, list(dict.fromkeys(text for rows in judged for _, text, _ in rows)))
    fill_vectors(cast.product.pk)
    fused = words = 0.0
    for rows in judged:
        query, right = rows[0][0], {text for _, text, verdict in rows if verdict == "Y"}
        fused += precision([hit.note.body for hit in find_notes(cast.product, query, cast.pm, limit=10).hits], right)
        by_words = Note.objects.of(cast.product).filter(search=matching(query))
        ranked = by_words.annotate(rank=SearchRank(F("search"), matching(query))).order_by("-rank", "-pk")
        words += precision(list(ranked.values_list("body", flat=True)[:10]), right)
    assert fused >= words


def slip(word: str, chance: random.Random) -> str:
    """One letter left out, doubled, changed, or swapped with the next; the first stays."""
    at = chance.randrange(1, len(word) - 1)
    left, right = word[:at], word[at + 1 :]
    kinds = (left + right, left + 2 * word[at] + right, left + chance.choice(LETTERS) + right, left + right[0] + word[at] + right[1:])
    return chance.choice(kinds)


def rows_of_workbook(path: Path) -> list[tuple[str, str, str]]:
    """Query, review, verdict."""
    import openpyxl

    rows = openpyxl.load_workbook(path, read_only=True).active.iter_rows(min_row=2, max_col=5, values_only=True)
    return [(str(row[3]), str(row[2]), str(row[4])) for row in rows if row[2] and row[4] in ("Y", "N")]


def precision(found: list[str], right: set[str]) -> float:
    return sum(text in right for text in found[:10]) / 10


def kept(cast: Cast, texts: list[str]) -> None:
    """Notes of the product with these texts, all at once."""
    notes = [
        Note(source=cast.source, product=cast.product.item, key=n.to_bytes(16, "big"), body=text, said_at=NOW, added_at=NOW)
        for n, text in enumerate(texts)
    ]
    Note.objects.bulk_create(notes, batch_size=1000)
