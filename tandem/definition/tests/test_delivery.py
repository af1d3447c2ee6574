"""The delivery tool owns the status of what came from it: its words, its days, its keys; and the loop closes from there."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from tandem.connectors.tests.kit import bring, figures, fixture
from tandem.core.errors import Refused
from tandem.definition.asked import askers_of, became_of_one
from tandem.definition.delivery import MEANT, WORDS, state_of, tool_of
from tandem.definition.models import Feature, Problem, Release, Reply
from tandem.definition.models.feature import STATUSES
from tandem.definition.solved import answers_to
from tandem.definition.suggesting import suggested_notes
from tandem.evidence.models import Company, Import, Note
from tandem.evidence.tests.importing_cast import Cast, counts, gather
from tandem.record.models import Event

JIRA = (
    "Summary,Issue key,Issue Type,Status,Status Category,Resolution,Resolved,Fix versions,Priority,Created\n"
    "Say when the feed stops,SD-1,Story,{one},{kind},{end},{day},Sideline 7,High,2026-01-05 10:00\n"
    "Sideline search,SD-2,Story,Weird word,To Do,,,,Low,2026-01-06 10:00\n"
)
OPEN = JIRA.format(one="In Progress", kind="In Progress", end="", day="")
DONE = JIRA.format(one="Done", kind="Done", end="Done", day="2026-02-01 10:00")


@pytest.fixture
def cast(db: None) -> Cast:
    return gather()


def jira(cast: Cast, text: str) -> Import:
    return cast.bring(text, target="features", name="jira.csv")


def feature(key: str) -> Feature:
    return Feature.objects.select_related("item", "release__item").get(external_id=key)


@pytest.mark.parametrize(
    ("word", "category", "resolution", "state"),
    [
        ("In Progress", "", "", "building"), ("  in   PROGRESS ", "", "", "building"), ("Closed", "", "Won't Fix", "dropped"),
        ("Closed", "Done", "Fixed", "shipped"), ("closed", "", "not_planned", "dropped"), ("Weird", "To Do", "", "idea"),
        ("Weird", "", "", ""), ("", "", "", ""), ("Won’t do", "", "", "dropped"), ("Weird", "indeterminate", "", "building"),
    ],
)  # fmt: skip
def test_their_words_mean_one_of_our_five(word: str, category: str, resolution: str, state: str) -> None:
    assert state_of(word, category, resolution) == state
    assert set(WORDS) <= {name for name, _ in STATUSES}
    assert len(MEANT) == sum(len({" ".join(one.split()) for one in said.split("|")}) for said in WORDS.values())
    assert tool_of("", "", says_status=False) == ""


def test_a_backlog_comes_in_once_and_its_tool_owns_the_status(cast: Cast) -> None:
    assert counts(jira(cast, OPEN)) == (2, 0, 0, 0, 0)
    assert counts(jira(cast, OPEN)) == (0, 0, 2, 0, 0)
    one = feature("SD-1")
    assert (one.delivered_in, one.delivery_status, one.status) == ("Jira", "In Progress", "building")
    assert one.release is not None
    assert one.release.title == "Sideline 7"
    assert feature("SD-2").status == "idea"
    for act in (one.ship, one.build):
        with pytest.raises(Refused, match="Jira owns its status"):
            act(by=cast.owner)
    with pytest.raises(Refused, match="Jira owns its status"):
        one.drop(because="Nobody asks.", by=cast.owner)
    assert counts(jira(cast, DONE.replace("Say when the feed stops", "Say it at once"))) == (0, 1, 1, 0, 0)
    one = feature("SD-1")
    assert (one.title, one.status) == ("Say it at once", "shipped")
    event = Event.objects.get(item=one.item, verb="shipped")
    assert event.at == datetime(2026, 2, 1, 10, tzinfo=UTC)
    assert event.because == "Jira says: Done."
    jira(cast, DONE)
    assert Event.objects.filter(item=one.item, verb="shipped").count() == 1
    one.take_status_over(by=cast.owner)
    assert not feature("SD-1").is_delivered_elsewhere


def test_an_issue_leads_back_to_jira_where_somebody_said_its_address(cast: Cast) -> None:
    cast.bring(OPEN, target="features", name="jira.csv", answers={"site": "https://jira.example/"})
    assert feature("SD-1").delivery_url == "https://jira.example/browse/SD-1"
    cast.bring(OPEN, target="features", name="jira.csv", answers={"site": "javascript:alert(1)"})
    assert feature("SD-1").delivery_url == "https://jira.example/browse/SD-1"


def test_the_same_key_in_another_tool_is_another_feature(cast: Cast) -> None:
    jira(cast, OPEN)
    cast.bring("Issue key,Title,Status\nSD-1,Something else,Done\n", target="features", name="other.csv")
    assert sorted(Feature.objects.filter(external_id="SD-1").values_list("delivered_in", flat=True)) == [
        "Jira",
        "the delivery tool",
    ]


def test_undoing_takes_back_features_and_the_releases_planned_for_them(cast: Cast) -> None:
    brought = jira(cast, OPEN)
    undone = brought.undo(by=cast.owner)
    assert (undone.taken_back, undone.kept) == (2, 0)
    assert not Release.objects.in_use().filter(item__title="Sideline 7").exists()
    assert counts(jira(cast, OPEN)) == (2, 0, 0, 0, 0)


@pytest.mark.parametrize(
    ("name", "tool", "states"),
    [
        ("github_features", "GitHub", {"idea", "shipped", "dropped"}),
        ("linear_features", "Linear", {"building", "shipped", "dropped"}),
        ("productboard_features", "Productboard", {"building", "shipped"}),
        ("aha_features", "Aha!", {"building", "shipped", "dropped"}),
    ],
)
def test_each_tool_says_where_its_features_stand(cast: Cast, name: str, tool: str, states: set[str]) -> None:
    report = bring(cast, name, target="features")
    made = Feature.objects.filter(delivered_in=tool)
    assert set(made.values_list("status", flat=True)) == states
    assert made.count() == report.created
    assert all(made.values_list("external_id", flat=True))
    if tool != "Linear":
        assert all(one.startswith("https://") for one in made.values_list("delivery_url", flat=True))


@pytest.mark.parametrize("name", ["github_milestones", "jira_versions", "aha_releases"])
def test_releases_come_with_their_id_and_are_renamed_by_it(cast: Cast, name: str) -> None:
    assert figures(bring(cast, name, target="releases"))[0] == 2
    first, second = Release.objects.of(cast.product).filter(item__title__startswith="Harbor").order_by("item__title")
    assert (first.has_shipped, second.has_shipped) == (True, False)
    place = fixture(name)
    renamed = place.parent / f"{place.stem}_renamed{place.suffix}"
    try:
        renamed.write_text(place.read_text().replace("Harbor 2", "Harbor Two"))
        assert figures(bring(cast, renamed, target="releases")) == (0, 1, 1, 0, 0)
    finally:
        renamed.unlink()
    second.refresh_from_db()
    assert Release.objects.get(pk=second.pk).title == "Harbor Two"


def test_what_the_tool_finished_is_told_and_the_answers_solve_the_problem(cast: Cast) -> None:
    """Notes are suggested, linked, their people told since the tool's day, and what they answer counts."""
    by, source = cast.owner, cast.source()
    problem = Problem.open(cast.product, "The feed stops and nobody says so", by=by)
    notes = [
        Note.add(
            cast.product, f"The bank feed stops on Friday and nobody says so, {place} times.", source=source, by=by,
            company=Company.open(f"Harbor {place}", by=by), author_name=f"Ana {place}", author_email=f"ana@h{place}.example",
            said_at=datetime(2026, 1, place + 1, tzinfo=UTC),
        )
        for place in range(3)
    ]  # fmt: skip
    jira(cast, OPEN)
    one = feature("SD-1")
    one.take_on(problem, by=by)
    assert set(suggested_notes(one, by)) >= set(notes[:1])
    for note in notes:
        one.support_with(note, by=by)
        note.link(problem.item, by=by)
    assert became_of_one(one) is None
    jira(cast, DONE)
    became = became_of_one(feature("SD-1"))
    assert became is not None
    assert became.on.isoformat() == "2026-02-01"
    assert len(askers_of([became])) == 3
    assert Reply.prepare(feature("SD-1"), by=by) == 3
    for reply in Reply.objects.filter(about=one.item):
        reply.mark_sent("hand", by=by)
        reply.hear("It does now. Thank you.", solved=True, by=by)
    answers = answers_to(problem)
    assert (answers.told, answers.answers, answers.yes) == (3, 3, 3)
