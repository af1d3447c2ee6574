"""Product requirements: the problem and who has it, the evidence, what must be true, how it feels, what was tried."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from tandem.definition.documents.facts import Facts, FeatureFacts
from tandem.definition.documents.forms import Form, Part, register
from tandem.definition.documents.wording import (
    day,
    decisions,
    figures_of,
    goals,
    grounds,
    joined,
    marked,
    named,
    nothing,
    of_problem,
    quotes,
)
from tandem.paper.form import Block, Heading, Paragraph, Points, Table, line, link, paragraphs, strong

MOST_QUOTES = 6
Told = Callable[[FeatureFacts], Sequence[Block]]


def scope(facts: Facts, edition: str) -> Sequence[Block]:
    """What is in it, and how far each part is defined."""
    blocks: list[Block] = [*paragraphs(facts.summary)]
    if facts.is_whole_release:
        rows = tuple((line(named(one.ref)), line(one.status), line(one.says)) for one in facts.features)
        blocks.append(Table(("Feature", "Status", "Definition"), rows) if rows else nothing("Nothing is in it yet."))
        if facts.more:
            blocks.append(nothing(f"{facts.more} more features are in it; their own pages tell of them."))
        if facts.dropped:
            blocks.append(Paragraph(line(strong("Dropped from it: "), *joined(facts.dropped), ".")))
    return blocks


def problem(facts: Facts, edition: str) -> Sequence[Block]:
    blocks: list[Block] = []
    for one in facts.problems:
        blocks += [Heading(line(named(one.ref), f" ({one.state.lower()})")), *of_problem(one)]
    return blocks or [nothing("It names no problem that it solves.")]


def evidence(facts: Facts, edition: str) -> Sequence[Block]:
    ground = facts.ground
    if not ground.notes:
        return [nothing("No note of a customer speaks for it yet.")]
    things = [*facts.problems, *(facts.features if facts.is_whole_release else ())]
    said = {one.text: one for feature in facts.features for one in feature.quotes}
    blocks: list[Block] = [figures_of(ground, facts)]
    blocks += [grounds(things, facts)] if things else []
    talks = link(f"{ground.with_pm} of the notes", ground.href)
    blocks.append(
        Paragraph(
            line(
                f"First said {day(ground.first)}, last {day(ground.newest)}; ",
                talks,
                " are from conversations with the product manager.",
            )
        )
    )
    return [*blocks, *quotes(list(said.values())[:MOST_QUOTES])]


def requirements(facts: Facts, edition: str) -> Sequence[Block]:
    return _each(facts, _required)


def experience(facts: Facts, edition: str) -> Sequence[Block]:
    return _each(facts, _shown)


def validations(facts: Facts, edition: str) -> Sequence[Block]:
    if not facts.tried:
        return [nothing("It was never tried by a customer.")]
    rows = tuple(
        (
            line(link(one.ref.mark, one.ref.href), f" {one.form}, {day(one.held_on)}"),
            line(", ".join(one.companies)),
            line(strong(f"{one.verdict}. "), one.happened),
        )
        for one in facts.tried
    )
    return [Table(("Test", "With", "What came of it"), rows)]


def dependencies(facts: Facts, edition: str) -> Sequence[Block]:
    """What it waits for: features, the release it is in, and what stands before general availability."""
    points = [
        line(marked(one.ref), " waits for ", *joined(one.waits_for), ".") for one in facts.features if one.waits_for
    ]
    if not facts.is_whole_release:
        points += [line("It ships in ", named(one.release), ".") for one in facts.features if one.release]
    points += [line("Closed: " if not one.is_open else "Open: ", link(one.because, one.href)) for one in facts.before]
    return [Points(tuple(points))] if points else [nothing("Nothing else has to happen first.")]


def decided(facts: Facts, edition: str) -> Sequence[Block]:
    all_of_them = {one.ref.mark: one for one in (*facts.decided, *(d for f in facts.features for d in f.decided))}
    return decisions(all_of_them.values()) or [nothing("Nothing was decided in the ledger.")]


def aims(facts: Facts, edition: str) -> Sequence[Block]:
    return goals(facts.goals) if facts.is_whole_release else []


def open_points(facts: Facts, edition: str) -> Sequence[Block]:
    """What is missing, unanswered or without a way to see that it is met."""
    points = []
    for one in facts.features:
        points += [line(marked(one.ref), f": {sentence}") for sentence in one.missing]
        points += [
            line(marked(one.ref), f": requirement {row.place} does not say how one would see that it is met.")
            for row in one.requirements
            if not row.criteria.strip()
        ]
        points += [line(marked(one.ref), ": unanswered: ", named(ref)) for ref in one.inputs]
    points += [line(link(one.because, one.href)) for one in facts.before if not one.is_open]
    return [Points(tuple(points))] if points else [nothing("None.")]


def _required(feature: FeatureFacts) -> Sequence[Block]:
    if not feature.requirements:
        return [nothing("Nothing is required yet.")]
    rows = tuple(
        (
            line(link(str(one.place), f"{feature.ref.href}#requirements")),
            line(one.text),
            line(one.criteria or "Not said."),
        )
        for one in feature.requirements
    )
    return [Table(("", "What must be true", "Seen to be met when"), rows)]


def _shown(feature: FeatureFacts) -> Sequence[Block]:
    if not feature.shown:
        return [nothing("No flow, mock-up or prototype yet.")]
    return [Points(tuple(line(f"{one.form}: ", link(one.title, one.href)) for one in feature.shown))]


def _each(facts: Facts, told: Told) -> Sequence[Block]:
    """Of a release under a heading for each feature."""
    blocks: list[Block] = []
    for one in facts.features:
        blocks += [Heading(line(named(one.ref)))] if facts.is_whole_release else []
        blocks += told(one)
    return blocks or [nothing("Nothing is in it yet.")]


register(
    Form(
        "requirements",
        "Product requirements",
        "The problem and who has it, the evidence, what must be true and how one would see it, how it feels, what was "
        "tried, what it waits for and what is still open.",
        ("feature", "release"),
        {
            "scope": Part("What it is", scope),
            "problem": Part("The problem, and who has it", problem),
            "evidence": Part("Evidence", evidence),
            "requirements": Part("Requirements", requirements),
            "experience": Part("How it feels", experience),
            "validations": Part("Tried by customers", validations),
            "goals": Part("Goals", aims),
            "dependencies": Part("Dependencies", dependencies),
            "decisions": Part("Decisions", decided),
            "open": Part("Open points", open_points),
        },
        place=1,
    )
)
