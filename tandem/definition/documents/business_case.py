"""The business case: worth by the evidence, cost by the estimates, and what is taken for granted."""

from __future__ import annotations

from collections.abc import Sequence

from tandem.definition.documents import requirements
from tandem.definition.documents.facts import Assumed, Case, Facts, case_of
from tandem.definition.documents.forms import Form, Part, register
from tandem.definition.documents.wording import day, figures_of, grounds, money, named, nothing, quotes
from tandem.paper.form import Block, Figure, Figures, Paragraph, Points, Table, line, link, paragraphs
from tandem.ui.figures import num

MOST_QUOTES = 3
UNITS = {"share": "%"}


def proposal(facts: Facts, edition: str) -> Sequence[Block]:
    """What is proposed, and what the case comes to in numbers."""
    case = _case(facts)
    return [*paragraphs(facts.summary), Figures(tuple(_comes_to(case, facts)))]


def value(facts: Facts, edition: str) -> Sequence[Block]:
    ground = facts.ground
    if not ground.notes:
        return [nothing("No customer's word speaks for it, so no revenue is touched by what is known.")]
    case = _case(facts)
    blocks: list[Block] = [figures_of(ground, facts), grounds(facts.problems or facts.features, facts)]
    touched = link(money(ground.arr, facts.currency), ground.href)
    if case.value is None:
        told = line(
            touched,
            f" of {facts.money_word} asked for it. What share of it this keeps or wins, nobody has assumed yet.",
        )
    else:
        worth = link(money(case.value, facts.currency), _assumptions(facts))
        told = line(
            touched,
            f" of {facts.money_word} asked for it; of that {num(case.share)}% is assumed to be kept or won: ",
            worth,
            " a year.",
        )
    return [*blocks, Paragraph(told)]


def cost(facts: Facts, edition: str) -> Sequence[Block]:
    case = _case(facts)
    rows = tuple(
        (line(named(one.ref)), line(link(num(one.effort) if one.effort is not None else "not estimated", one.ref.href)))
        for one in facts.features
    )
    blocks: list[Block] = [Table(("Feature", "Person-weeks"), rows, (1,))] if rows else []
    total = link(num(case.effort), facts.about.href)
    points = [line("Estimated: ", total, " person-weeks.")]
    if case.unestimated:
        those = f"{case.unestimated} of {case.estimated + case.unestimated} features"
        points.append(line(f"Not estimated: {those}; what they cost is not in the sum."))
    points.append(_priced(case, facts))
    return [*blocks, Points(tuple(points))]


def evidence(facts: Facts, edition: str) -> Sequence[Block]:
    """How good the ground is: how old, how many conversations, how much of it one voice; and words."""
    ground = facts.ground
    if not ground.notes:
        return [nothing("There is none.")]
    points = [line(f"First said {day(ground.first)}, last {day(ground.newest)}.")]
    points.append(
        line(
            link(f"{ground.with_pm} of {num(ground.notes)} notes", ground.href),
            " are from conversations with the product manager.",
        )
    )
    if ground.loudest:
        points.append(
            line(
                link(f"{ground.loudest_share:.0%}", ground.href),
                f" of the notes come from {ground.loudest}, the loudest.",
            )
        )
    said = {one.text: one for feature in facts.features for one in feature.quotes}
    return [Points(tuple(points)), *quotes(list(said.values())[:MOST_QUOTES])]


def assumptions(facts: Facts, edition: str) -> Sequence[Block]:
    if not facts.assumed:
        return [nothing("None is stated. What is not counted above is not known.")]
    rows = tuple(
        (
            line(one.text),
            line(link(_valued(one, facts), _assumptions(facts))),
            line(one.because or "Not said."),
            line(f"{one.by}, {day(one.on)}"),
        )
        for one in facts.assumed
    )
    return [Table(("Taken for granted", "Number", "Because", "Stated by"), rows, (1,))]


def goals(facts: Facts, edition: str) -> Sequence[Block]:
    return requirements.aims(facts, edition)


def _case(facts: Facts) -> Case:
    return case_of((one.effort for one in facts.features), facts.ground.arr, facts.assumed)


def _comes_to(case: Case, facts: Facts) -> list[Figure]:
    ground, place = facts.ground, _assumptions(facts)
    shown = [
        Figure(
            f"{facts.money_word} touched",
            money(ground.arr, facts.currency),
            ground.href,
            f"{num(ground.companies)} companies, as of {day(facts.today)}",
        )
    ]
    if case.value is not None:
        shown.append(
            Figure("a year, by assumption", money(case.value, facts.currency), place, f"{num(case.share)}% of it")
        )
    if case.cost is not None:
        shown.append(Figure("cost", money(case.cost, facts.currency), place, f"{num(case.effort)} person-weeks"))
    else:
        shown.append(Figure("person-weeks", num(case.effort), facts.about.href, "estimated"))
    if case.times is not None:
        shown.append(Figure("times its cost in a year", f"{case.times}×", place, "value by cost"))
    return shown


def _priced(case: Case, facts: Facts) -> tuple:  # type: ignore[type-arg]
    place = _assumptions(facts)
    if case.cost is None:
        return line("What a person-week costs, nobody has assumed yet, so no cost is reckoned.")
    parts = [f"{num(case.effort)} person-weeks at {money(case.week, facts.currency)}"] if case.week is not None else []
    parts += [f"{money(case.extra, facts.currency)} beside the work"] if case.extra is not None else []
    return line(f"{' and '.join(parts)}: ", link(money(case.cost, facts.currency), place), ".")


def _valued(one: Assumed, facts: Facts) -> str:
    if one.value is None:
        return "–"
    if one.stands_for in ("week", "extra"):
        return money(one.value, facts.currency)
    return f"{num(one.value)}{UNITS.get(one.stands_for, '')}"


def _assumptions(facts: Facts) -> str:
    return f"{facts.about.href}/documents#assumptions"


register(
    Form(
        "business_case",
        "Business case",
        "What it is worth by the evidence, what it costs by the estimates, what is assumed and what was decided.",
        ("feature", "release"),
        {
            "proposal": Part("What is proposed", proposal),
            "problem": Part("The problem, and who has it", requirements.problem),
            "value": Part("Value", value),
            "cost": Part("Cost", cost),
            "evidence": Part("How good the evidence is", evidence),
            "assumptions": Part("Assumptions", assumptions),
            "goals": Part("Goals", goals),
            "decisions": Part("Decisions", requirements.decided),
            "open": Part("Open points", requirements.open_points),
        },
        place=2,
    )
)
