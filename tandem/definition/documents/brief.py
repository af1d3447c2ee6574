"""A brief on one page: what, for whom, on what ground, by when, and what is open. What does not fit is on its page."""

from __future__ import annotations

from collections.abc import Sequence

from tandem.definition.documents.facts import Facts
from tandem.definition.documents.forms import Form, Part, register
from tandem.definition.documents.requirements import open_points
from tandem.definition.documents.wording import day, figures_of, marked, named, nothing, quotes, shortened
from tandem.paper.form import Block, Points, line, link, paragraphs, strong

MOST = 4
LINE = 150


def what(facts: Facts, edition: str) -> Sequence[Block]:
    points = [line(strong("Status: "), facts.says)]
    points += [line(strong("Planned for: "), day(facts.day))] if facts.day else []
    points += [line(strong("Answers for it: "), facts.owner)] if facts.owner else []
    return [*paragraphs(shortened(facts.summary)), Points(tuple(points))]


def whom(facts: Facts, edition: str) -> Sequence[Block]:
    rows = [line(named(one.ref), f": {shortened(one.persona, LINE)}" if one.persona else "") for one in facts.problems]
    return _few(rows, facts) if rows else [nothing("It names no problem that it solves.")]


def ground(facts: Facts, edition: str) -> Sequence[Block]:
    if not facts.ground.notes:
        return [nothing("No note of a customer speaks for it yet.")]
    said = [one for feature in facts.features for one in feature.quotes if len(one.text) <= 2 * LINE]
    return [figures_of(facts.ground, facts), *quotes(said[:1])]


def must(facts: Facts, edition: str) -> Sequence[Block]:
    """Of a release its features, of a feature what must be true."""
    if facts.is_whole_release:
        rows = [line(named(one.ref), f" ({one.status.lower()})") for one in facts.features]
    else:
        required = [row for one in facts.features for row in one.requirements if row.counts]
        rows = [line(marked(row.ref), f" {shortened(row.text, LINE)}") for row in required]
    return _few(rows, facts) if rows else [nothing("Nothing is required yet.")]


def still_open(facts: Facts, edition: str) -> Sequence[Block]:
    found = open_points(facts, edition)
    rows = [one for block in found if isinstance(block, Points) for one in block.lines]
    return _few(rows, facts) if rows else found


def aims(facts: Facts, edition: str) -> Sequence[Block]:
    rows = [
        line(named(one.ref), ": ", link(f"{one.baseline} to {one.target}", one.ref.href), f" by {day(one.due_on)}")
        for one in facts.goals
    ]
    return _few(rows, facts) if rows else []


def _few(rows: Sequence[tuple], facts: Facts) -> Sequence[Block]:  # type: ignore[type-arg]
    """The first few, and how many more there are."""
    shown = list(rows[:MOST])
    if len(rows) > MOST:
        shown.append(line("and ", link(f"{len(rows) - MOST} more", facts.about.href)))
    return [Points(tuple(shown))]


register(
    Form(
        "brief",
        "One-page brief",
        "What it is, for whom, on what ground, by when and what is open, on one page.",
        ("feature", "release"),
        {
            "what": Part("What it is", what),
            "whom": Part("For whom", whom),
            "ground": Part("On what ground", ground),
            "must": Part("What it brings", must),
            "goals": Part("Goals", aims),
            "open": Part("Open points", still_open),
        },
        place=4,
    )
)
