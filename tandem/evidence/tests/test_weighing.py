"""What is counted for the quality of evidence: every number is as many notes as the list that it opens."""

from collections.abc import Iterator
from datetime import date, timedelta
from urllib.parse import urlencode

import pytest
from django.db import connection
from django.http import QueryDict
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tandem.core import clock
from tandem.evidence.api_themes import ThemeOut
from tandem.evidence.facts import evidence_of, evidence_of_themes
from tandem.evidence.figures import refresh_figures, refresh_product
from tandem.evidence.models import Area, Company, Heard, Note, Segment, Source, Theme
from tandem.evidence.piles import Pile
from tandem.evidence.quality import Quality
from tandem.evidence.search import find_notes
from tandem.evidence.tests.conftest import Cast
from tandem.record.models import Item


@pytest.fixture
def calls(cast: Cast) -> Source:
    return Source.open(cast.product, "Calls", form="call", by=cast.pm)


@pytest.fixture
def problem(cast: Cast) -> Item:
    made = cast.product.item.made_at
    return Item.objects.create(
        kind="problem", number=900_001, title="It waits", product=cast.product.item, made_at=made
    )


@pytest.fixture
def notes(cast: Cast, calls: Source) -> list[Note]:
    """Old and new, from two sources and both companies, for both at once, from nobody known; one folded, one dismissed."""
    now, pm = clock.now(), cast.pm
    common = Source.open(None, "Everywhere", by=pm)

    def note(text: str, ago: int, by: Source = cast.source, **said: object) -> Note:
        return Note.add(cast.product, text, by=pm, source=by, said_at=now - timedelta(days=ago), **said)

    made = [note(f"Stone {n}", 20 * n, author_email=f"a{n}@quarry.example") for n in range(8)]
    made += [note(f"Stage {n}", 5, calls, author_email=f"b{n}@lantern.example") for n in range(2)]
    made += [note("Both wait", 3, author_email="c@lantern.example", also=[cast.quarry])]
    made += [note("Somebody", 100), note("Everywhere", 1, common), note("Put away", 1, author_email="d@quarry.example")]
    made[-1].dismiss(by=pm)
    made[1].fold(made[0], by=pm)
    return made


@pytest.fixture
def theme(cast: Cast, notes: list[Note]) -> Theme:
    """All of the product's notes in one theme of one area."""
    area = Area.objects.create(product=cast.product.item, title="All of it", found_at=clock.now())
    theme = Theme._make("All", product=cast.product.item, found_at=clock.now(), area_id=area.pk)
    Note.objects.of(cast.product).update(theme=theme)
    refresh_product(cast.product.pk)
    return Theme.objects.select_related("item").get(pk=theme.pk)


def numbers(quality: Quality, cast: Cast, **within: object) -> Iterator[tuple[str, int, int]]:
    """Every number, and how many notes the list holds that it opens."""
    asked = {name: str(value) for name, value in within.items()}
    yield "all", quality.notes, Pile.of(QueryDict(urlencode(asked)).dict(), cast.product, cast.pm).notes.count()
    for aspect in quality.aspects:
        for figure in aspect.figures:
            said = QueryDict(urlencode({**asked, **figure.narrows})).dict()
            yield aspect.key, figure.count, Pile.of(said, cast.product, cast.pm).notes.count()


def test_each_number_of_a_theme_is_as_many_notes_as_its_list(cast: Cast, theme: Theme) -> None:
    live = evidence_of_themes([theme], clock.now().date())[theme.pk].quality
    found = list(numbers(live, cast, theme=theme.number))
    assert [(key, counted) for key, counted, _ in found] == [
        ("all", 11), ("recency", 7), ("loudest", 8), ("sources", 9), ("sources", 2), ("market", 8),
    ]  # fmt: skip
    assert [counted for _, counted, _ in found] == [listed for _, _, listed in found]


def test_each_number_of_a_problem_is_as_many_notes_as_its_list(cast: Cast, notes: list[Note], problem: Item) -> None:
    for note in notes:
        note.link(problem, by=cast.pm)
    found = list(numbers(evidence_of(problem, clock.now().date()).quality, cast, about=problem.mark))
    assert found[0] == ("all", 13, 13)  # the folded one and the workspace's are linked too
    assert [counted for _, counted, _ in found] == [listed for _, _, listed in found]


def test_what_is_kept_beside_a_theme_is_what_a_page_would_count(cast: Cast, theme: Theme) -> None:
    live = evidence_of_themes([theme], clock.now().date())[theme.pk]
    assert theme.counted == live.counted
    assert (theme.note_count, theme.company_count, theme.arr) == (live.notes, live.companies, live.arr)


def test_an_area_and_a_product_have_the_same_numbers_as_their_lists(cast: Cast, theme: Theme) -> None:
    area = Area.objects.get(pk=theme.area_id)
    assert area.quality is not None
    for quality, within in ((area.quality, {"area": area.pk}), (Heard.objects.get(pk=cast.product.pk).quality, {})):
        found = list(numbers(quality, cast, **within))
        assert found[0][1] == 11
        assert [counted for _, counted, _ in found] == [listed for _, _, listed in found]


def test_dismissing_a_note_takes_it_out_of_the_kept_numbers(cast: Cast, theme: Theme) -> None:
    note = Note.objects.filter(theme=theme, folded_into=None).worth_reading().first()
    assert note is not None
    note.dismiss(by=cast.pm)
    kept = Theme.objects.get(pk=theme.pk).counted
    assert kept is not None
    assert kept.notes == 10
    note.put_back(by=cast.pm)
    assert Theme.objects.get(pk=theme.pk).note_count == 11


def test_a_large_theme_is_weighed_by_what_was_kept(cast: Cast, theme: Theme, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tandem.evidence.facts.MANY", 5)
    theme.weighed = {**theme.weighed, "on": "2026-01-01"}
    with CaptureQueriesContext(connection) as asked:
        kept = evidence_of_themes([theme], clock.now().date())[theme.pk].quality
    assert kept.counted.on == date(2026, 1, 1)
    assert not any("percentile" in one["sql"] for one in asked)


def test_the_weighing_of_many_themes_takes_as_many_statements_as_of_one(cast: Cast, theme: Theme) -> None:
    others = [Theme._make(f"Other {n}", product=cast.product.item, found_at=clock.now()).pk for n in range(6)]
    with CaptureQueriesContext(connection) as one:
        refresh_figures([theme.pk])
    with CaptureQueriesContext(connection) as many:
        refresh_figures([theme.pk, *others])
    assert len(many) == len(one)


def test_notes_are_narrowed_by_a_segment_kept_as_a_rule(cast: Cast, theme: Theme, client: Client) -> None:
    arts = Segment.define("Arts houses", [{"field": "industry", "is": "in", "value": ["arts"]}], by=cast.pm)
    Company.objects.filter(pk=cast.quarry.pk).update(segment="Arts houses, small")
    for asked, said in (
        ({"segment": arts.mark}, 3),
        ({"segment": "arts houses"}, 3),
        ({"segment": "Arts houses, small"}, 8),
    ):
        pile = Pile.of(asked, cast.product, cast.pm)
        assert pile.notes.count() == said
    assert Pile.of({"segment": arts.mark, "market": "in"}, cast.product, cast.pm).notes.count() == 0
    assert Pile.of({"segment": arts.mark, "market": "out"}, cast.product, cast.pm).notes.count() == 2
    pile = Pile.of({"segment": arts.mark}, cast.product, cast.pm)
    found = find_notes(cast.product, "wait OR stone OR stage", cast.pm, narrow=pile.keep)
    assert sorted(hit.note.body for hit in found.hits) == ["Both wait", "Stage 0", "Stage 1"]
    client.force_login(cast.pm)
    assert "Segment Arts houses" in client.get(f"/products/sideline/notes?segment={arts.mark}").content.decode()


def test_the_numbers_on_the_pages_lead_to_their_lists(cast: Cast, theme: Theme, client: Client) -> None:
    client.force_login(cast.pm)
    page = client.get(theme.get_absolute_url()).content.decode()
    since = theme.counted.since.isoformat() if theme.counted else ""
    base = f"/products/sideline/notes?theme={theme.number}&amp;"
    for way in (f"since={since}", f"company={cast.quarry.number}", f"source={cast.source.number}", "market=in"):
        assert f'href="{base}{way}"' in page
    told = ThemeOut.resolve_quality(theme) or {}
    assert (told["notes"], told["lately"], told["loudest_notes"], told["market_notes"]) == (11, 7, 8, 8)
