"""Release notes: what was asked and what changed. The outside edition names no customer without consent, holds no
figure, and leads nowhere inside.
"""

from __future__ import annotations

from collections.abc import Sequence

from tandem.definition.documents import requirements
from tandem.definition.documents.facts import Facts, FeatureFacts, Said
from tandem.definition.documents.forms import Form, Part, register
from tandem.definition.documents.wording import counted, day, joined, named, nothing, quotes
from tandem.paper.form import Block, Heading, Line, Paragraph, Points, Quote, line, link, paragraphs, quiet, strong

MOST_QUOTES = 2
MOST_NAMES = 5


def summary(facts: Facts, edition: str) -> Sequence[Block]:
    return paragraphs(facts.summary)


def changes(facts: Facts, edition: str) -> Sequence[Block]:
    """For each feature: what was asked, what changed, who asked."""
    blocks: list[Block] = []
    outside, quoted = edition == "outside", set[str]()
    for one in _told_of(facts, edition):
        blocks.append(Heading(line(one.ref.title) if outside else line(named(one.ref))))
        asked = [problem.ref.title for problem in one.problems]
        if asked:
            blocks.append(Paragraph(line(strong("What was asked: "), "; ".join(asked), ".")))
        changed = one.told.what or one.statement
        blocks += [Paragraph(line(strong("What changed: "), changed))] if changed.strip() else []
        blocks += [Paragraph(line(link("See it", one.told.link)))] if one.told.link else []
        if who := _who_asked(one, facts, outside=outside):
            blocks.append(Paragraph(who))
        words = _words(one, facts) if outside else list(quotes(one.quotes[:MOST_QUOTES]))
        blocks += [quote for quote in words if quote.text not in quoted]
        quoted |= {quote.text for quote in words}
    return blocks or [nothing("Nothing is in it yet.")]


def unchanged(facts: Facts, edition: str) -> Sequence[Block]:
    """What people may have hoped for and this does not bring."""
    points = [
        line(strong(f"{one.ref.title}: "), one.told.unchanged) for one in _told_of(facts, edition) if one.told.unchanged
    ]
    if edition == "inside" and facts.dropped:
        points.append(line("Dropped from it: ", *joined(facts.dropped), "."))
    return [Points(tuple(points))] if points else []


def goals(facts: Facts, edition: str) -> Sequence[Block]:
    return requirements.aims(facts, edition) if edition == "inside" else []


def before_it_goes_out(facts: Facts, edition: str) -> Sequence[Block]:
    """Inside alone: which features have no words for people outside yet, and whether it is out at all."""
    if edition == "outside":
        return []
    points = [
        line("No words for people outside yet, its own title and statement stand in: ", named(one.ref))
        for one in facts.features
        if not one.told.what
    ]
    points += [line("Not shipped yet: ", named(one.ref)) for one in facts.features if not one.is_out]
    return [Points(tuple(points))] if points else [nothing("Every feature is out and has words for people outside.")]


def _told_of(facts: Facts, edition: str) -> Sequence[FeatureFacts]:
    """Outside, once a release is out, only what is out is told."""
    if edition == "outside" and facts.has_shipped:
        return [one for one in facts.features if one.is_out]
    return facts.features


def _who_asked(feature: FeatureFacts, facts: Facts, *, outside: bool) -> Line:
    names = sorted(facts.companies[key] for key in feature.askers & facts.nameable if key in facts.companies)[
        :MOST_NAMES
    ]
    if not outside:
        count = counted(feature.ground.companies, "company,companies", feature.ground.href)
        return (
            line("Asked for by ", count, ". ", quiet(f"As of {day(facts.today)}.")) if feature.ground.companies else ()
        )
    if not names:
        return ()
    others = " and others" if len(feature.askers) > len(names) else ""
    return line(f"Asked for by {', '.join(names)}{others}.")


def _words(feature: FeatureFacts, facts: Facts) -> list[Quote]:
    """Words that may be used in public; the name beside them only with consent to be named."""
    free: list[Said] = [one for one in feature.quotes if one.may_leave][:MOST_QUOTES]
    return [Quote(one.text, line(one.who if one.company in facts.nameable else "A customer")) for one in free]


register(
    Form(
        "release_notes",
        "Release notes",
        "What was asked and what changed. The edition for people outside names no customer without consent.",
        ("release",),
        {
            "summary": Part("In short", summary),
            "changes": Part("What changed", changes),
            "unchanged": Part("What did not change", unchanged),
            "goals": Part("Goals", goals),
            "before": Part("Before it goes out", before_it_goes_out),
        },
        ("inside", "outside"),
        place=3,
    )
)
