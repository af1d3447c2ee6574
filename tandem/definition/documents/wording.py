"""The pieces that documents share: how a figure, a day, a problem or a quote is written and where it leads."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any

from tandem.definition.documents.facts import Decided, Facts, Goaled, Ground, ProblemFacts, Ref, Said
from tandem.paper.form import (
    Block,
    Entry,
    Figure,
    Figures,
    Line,
    Paragraph,
    Points,
    Quote,
    Run,
    Table,
    line,
    link,
    paragraphs,
    strong,
)
from tandem.ui.figures import SIGNS, num, plural, whole_day

SHORT = 280
day = whole_day


def moment(at: datetime) -> str:
    return f"{day(at)}, {at:%H:%M} {at:%Z}".strip()


def money(amount: Decimal, currency: str) -> str:
    """The whole amount: a document is read where no title shows on hovering."""
    return f"{SIGNS.get(currency, currency + ' ')}{amount:,.0f}"


def shortened(text: str, most: int = SHORT) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= most else (flat[:most].rpartition(" ")[0] or flat[:most]) + " …"


def named(ref: Ref) -> Run:
    return link(f"{ref.mark} {ref.title}", ref.href)


def marked(ref: Ref) -> Run:
    return link(ref.mark, ref.href)


def joined(refs: Sequence[Ref]) -> list[str | Run]:
    """Names with commas between them."""
    return [part for place, ref in enumerate(refs) for part in ((", ", named(ref)) if place else (named(ref),))]


def nothing(text: str) -> Paragraph:
    """What is missing is said, not left out."""
    return Paragraph(line(Run(text)))


def figures_of(ground: Ground, facts: Facts) -> Figures:
    """Who stands behind it: each number leads to the notes it is counted from."""
    as_of = f"as of {day(facts.today)}"
    shown = [
        Figure("companies said so", num(ground.companies), ground.href, as_of),
        Figure(f"{facts.money_word} touched", money(ground.arr, facts.currency), ground.href, as_of),
        Figure("notes", num(ground.notes), ground.href, f"newest {day(ground.newest)}"),
    ]
    if ground.has_market:
        shown.insert(1, Figure("of the target market", num(ground.in_market), ground.href, as_of))
    return Figures(tuple(shown))


def grounds(things: Iterable[Any], facts: Facts) -> Table:
    """A row for each problem or feature: notes, companies, revenue, newest."""
    rows = []
    for one in things:
        ground = one.ground
        figures = (num(ground.notes), num(ground.companies), money(ground.arr, facts.currency))
        rows.append(
            (line(named(one.ref)), *(line(link(figure, ground.href)) for figure in figures), line(day(ground.newest)))
        )
    heads = ("Said of", "Notes", "Companies", facts.money_word, "Newest")
    return Table(heads, tuple(rows), (1, 2, 3))


def quotes(said: Iterable[Said]) -> tuple[Quote, ...]:
    """In their words, each leading to its note."""
    return tuple(Quote(one.text, line(one.who, ", ", link(day(one.on), one.href))) for one in said)


def of_problem(problem: ProblemFacts) -> tuple[Block, ...]:
    """Who has it, in what situation, what it costs them, what they do today."""
    told = (
        ("Who has it", problem.persona), ("In what situation", problem.situation), ("What it costs them", problem.cost),
        ("What they do today", problem.workaround),
    )  # fmt: skip
    points = tuple(line(strong(f"{label}: "), text) for label, text in told if text.strip())
    return (*paragraphs(problem.statement), *((Points(points),) if points else ()))


def decisions(decided: Iterable[Decided]) -> tuple[Block, ...]:
    """What was decided, because of what, and what was turned down."""
    blocks: list[Block] = []
    for one in decided:
        draft = "" if one.is_accepted else ", not accepted yet"
        points = [line(strong("Because: "), one.because)]
        points += [line(strong("Turned down: "), text) for text in one.turned_down]
        head = line(strong(f"{one.ref.mark} {one.ref.title}", one.ref.href), f" ({day(one.on)}{draft})")
        blocks.append(Entry(head, tuple(points)))
    return tuple(blocks)


def goals(stated: Sequence[Goaled]) -> tuple[Block, ...]:
    if not stated:
        return (nothing("No goal is stated."),)
    rows = tuple(
        (
            line(named(one.ref)),
            line(link(one.baseline, one.ref.href)),
            line(link(one.target, one.ref.href)),
            line(day(one.due_on)),
        )
        for one in stated
    )
    return (Table(("Measured", "Today", "Target", "On"), rows, (1, 2)),)


def stamp(facts: Facts, edition: str = "inside") -> tuple[Line, ...]:
    """When it was drawn, by whom, from what state of the record."""
    if edition == "outside":
        return (line(day(facts.day if facts.has_shipped else facts.today)),)
    drawn = line(f"Drawn {moment(facts.at)} by {facts.by} from ", named(facts.about), ".")
    if facts.last_change is None or facts.last_ref is None:
        return (drawn,)
    state = line(
        f"State of the record of {facts.product.title}: last changed {moment(facts.last_change)} (",
        marked(facts.last_ref), "). Every number is of that moment and leads to its source.",
    )  # fmt: skip
    return drawn, state


def counted(count: int, words: str, href: str) -> Run:
    """12 companies, leading to who they are."""
    return link(plural(count, words), href)
