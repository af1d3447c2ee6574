"""Reading requirements out of text: lines pasted from elsewhere, and criteria written as Given, When and Then."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

STEP = re.compile(r"(given|when|then|and|but)\b[:,]?\s*(.*)", re.IGNORECASE)
BEGINS = ("given", "when", "then")
BULLET = re.compile(r"(?:[-*•–]|\[[ xX]?\]|\(?\d{1,3}[.)]|#{1,6})\s+")
FOLLOWS = ("and", "but")


@dataclass(frozen=True)
class Step:
    """One step of a scenario: Given, and what is given."""

    word: str
    says: str


@dataclass(frozen=True)
class Criterion:
    """One acceptance criterion: a sentence, or the steps of a scenario."""

    says: str = ""
    steps: tuple[Step, ...] = ()

    @property
    def is_scenario(self) -> bool:
        return bool(self.steps)

    @property
    def lines(self) -> list[str]:
        """As text, a line for each step."""
        return [f"{step.word} {step.says}" for step in self.steps] if self.steps else [self.says]


@dataclass
class Draft:
    """A requirement as it was pasted."""

    text: str
    under: list[str] = field(default_factory=list)

    @property
    def criteria(self) -> str:
        return "\n".join(self.under)


def criteria_in(text: str) -> list[Criterion]:
    """One criterion a line; lines of Given, When, Then, And, But are the steps of one scenario, which the next Given
    ends, as an empty line does. A line that holds a whole scenario is taken apart.
    """
    found: list[Criterion] = []
    steps: list[Step] = []
    for line in [*text.splitlines(), ""]:
        said = _plain(line)
        taken = _steps(said, steps)
        if not taken or taken[0].word == "Given":
            found += [Criterion(steps=tuple(steps))] if steps else []
            steps = []
        steps += taken
        if said and not taken:
            found.append(Criterion(said))
    return found


def drafts_in(text: str) -> list[Draft]:
    """The requirements in pasted lines: bullets and numbers are taken off, and what belongs to the line above - steps
    of a scenario, lines set in deeper than the first - becomes its criteria.
    """
    lines = [line for line in text.splitlines() if line.strip()]
    least = min((_depth(line) for line in lines), default=0)
    drafts: list[Draft] = []
    for line in lines:
        said = _plain(line)
        if drafts and (_depth(line) > least or _begins_step(said, bool(drafts[-1].under))):
            drafts[-1].under.append(said)
        elif said:
            drafts.append(Draft(said))
    return drafts


def _steps(said: str, before: list[Step]) -> list[Step]:
    """The steps in one line; And and But only after another step."""
    found = STEP.match(said)
    if not found or (found[1].lower() in FOLLOWS and not before) or not found[2]:
        return []
    return [Step(word.capitalize(), says) for word, says in _parts(said)]


def _parts(said: str) -> list[tuple[str, str]]:
    """`Given a, when b, then c` taken apart; within a sentence these words are steps only after a comma."""
    parts = re.split(r"[,;]\s+(?=(?:given|when|then)\b)", said, flags=re.IGNORECASE)
    read = [STEP.match(part) for part in parts]
    return [(one[1], one[2].strip().rstrip(",;")) for one in read if one and one[2].strip()]


def _begins_step(said: str, after_steps: bool) -> bool:
    found = STEP.match(said)
    return bool(found and (found[1].lower() in BEGINS or after_steps))


def _plain(line: str) -> str:
    """A line without its bullet or number."""
    return " ".join(BULLET.sub("", line.strip(), count=1).split())


def _depth(line: str) -> int:
    return len(line.expandtabs(4)) - len(line.expandtabs(4).lstrip())
