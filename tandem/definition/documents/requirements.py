"""Product requirements: the problem and who has it, the evidence, what must be true, how it feels, what was tried."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from datetime import date

from tandem.definition.criteria import Criterion
from tandem.definition.documents.facts import Facts, FeatureFacts, Needed, Required, Tried
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
from tandem.paper.form import (
    Block,
    Entry,
    Heading,
    Line,
    Paragraph,
    Points,
    Run,
    Table,
    line,
    link,
    paragraphs,
    quiet,
    strong,
)
from tandem.ui.figures import plural

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
    """How many there are of each kind, then each under its own number with what it is seen by."""
    rows = [row for one in facts.features for row in one.requirements]
    return [*_counts(rows, facts), *_each(facts, _required)]


def experience(facts: Facts, edition: str) -> Sequence[Block]:
    return _each(facts, _shown)


def interviews(facts: Facts, edition: str) -> Sequence[Block]:
    """Conversations about its problems. What was learned in them is read where they are planned."""
    rows = tuple(
        line(
            named(one.ref), ", about ", marked(one.about), ": ", link(f"{one.held} of {one.named} held", one.ref.href),
            f", the last on {day(one.last)}." if one.last else ".",
        )
        for one in facts.talked
    )  # fmt: skip
    return [Points(rows)] if rows else [nothing("No conversation about it was planned.")]


def validations(facts: Facts, edition: str) -> Sequence[Block]:
    return [_test(one, facts.today) for one in facts.tried] or [nothing("It was never tried by a customer.")]


def dependencies(facts: Facts, edition: str) -> Sequence[Block]:
    """What it needs first, what waits for it, and what stands before general availability; with what comes too late."""
    features = facts.features
    ships = [] if facts.is_whole_release else [one.release for one in features if one.release]
    before = [line("It ships in ", named(one), ".") for one in ships]
    before += [line("Closed: " if not one.is_open else "Open: ", link(one.because, one.href)) for one in facts.before]
    told = {
        "Needs": [_needing(each, " needs ", one) for each in features for one in each.needs],
        "Needed by": [_needing(each, " is needed by ", one) for each in features for one in each.needed_by],
        "Before it goes out": before,
    }
    blocks = [block for head, rows in told.items() if rows for block in (Heading(line(head)), Points(tuple(rows)))]
    return blocks or [nothing("It needs no other feature, none waits for it, and nothing else has to happen first.")]


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
        points += [line(marked(one.ref), f": {other.clash}") for other in one.needs if other.clash]
        points += [line(marked(one.ref), ": unanswered: ", named(ref)) for ref in one.inputs]
    points += [line(link(one.because, one.href)) for one in facts.before if not one.is_open]
    return [Points(tuple(points))] if points else [nothing("None.")]


def _required(feature: FeatureFacts) -> Sequence[Block]:
    return [_requirement(row) for row in feature.requirements] or [nothing("Nothing is required yet.")]


def _counts(rows: Sequence[Required], facts: Facts) -> Sequence[Block]:
    if not rows:
        return []
    place = facts.about.href if facts.is_whole_release else f"{facts.about.href}#requirements"
    kinds, stands = _counted(row.priority for row in rows), _counted(row.status for row in rows)
    return [Paragraph(line(link(plural(len(rows), "requirement"), place), f": {kinds}; {stands}."))]


def _requirement(row: Required) -> Entry:
    head = line(strong(row.ref.mark, row.ref.href), f" {row.text} ", quiet(f"({row.priority}, {row.status.lower()})"))
    unsaid = (line(quiet("Nobody said yet how one would see that it is met.")),) if row.counts else ()
    return Entry(head, tuple(_criterion(one) for one in row.criteria) or unsaid)


def _criterion(one: Criterion) -> Line:
    """A sentence, or the steps of a scenario in a row."""
    steps = [part for step in one.steps for part in (strong(f"{step.word} "), f"{step.says} ")]
    return line(*steps) if steps else line(one.says)


def _counted(values: Iterable[str]) -> str:
    """3 must, 1 should."""
    return ", ".join(f"{many} {value.lower()}" for value, many in Counter(values).items())


def _test(one: Tried, today: date) -> Entry:
    if one.is_open:
        told = [line(strong("Planned." if one.held_on > today else "No verdict yet."))]
    else:
        told = [line(strong(f"{one.verdict}. "), one.happened)]
    told += [line("With ", ", ".join(one.companies), ".")] if one.companies else []
    told += [line("Tasks: ", link(one.went, one.ref.href), ".")] if one.went else []
    return Entry(line(strong(one.ref.mark, one.ref.href), f" {one.form}, {day(one.held_on)}"), tuple(told))


def _needing(feature: FeatureFacts, verb: str, one: Needed) -> Line:
    where = ", ".join(part for part in (one.status.lower(), one.release and f"in {one.release}", _on(one)) if part)
    other: str | Run = named(one.ref) if one.ref.mark else one.ref.title
    because = f" {one.because}" if one.because else ""
    too_late = strong(f" {one.clash}") if one.clash else ""
    return line(marked(feature.ref), verb, other, f" ({where})." if where else ".", because, too_late)


def _on(one: Needed) -> str:
    return day(one.day) if one.day else ""


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
            "interviews": Part("Conversations", interviews),
            "requirements": Part("Requirements", requirements),
            "experience": Part("How it feels", experience),
            "validations": Part("Tried by customers", validations),
            "goals": Part("Goals", aims),
            "dependencies": Part("Needs and needed by", dependencies),
            "decisions": Part("Decisions", decided),
            "open": Part("Open points", open_points),
        },
        place=1,
    )
)
