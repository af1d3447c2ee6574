"""When a feature is ready to build: three parts complete, for a problem that was validated."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

BEGUN, COMPLETE = 0.5, 1.0
SEEN = ("mockup", "prototype")
STANDS = ("validated", "solved")
NAMED = 4


@dataclass(frozen=True)
class Definition:
    """What is defined: criteria of each requirement that counts, forms of experience, accepted verdicts of tests, the
    oldest first. The marks name what a sentence can point at.
    """

    criteria: Sequence[str] = ()
    experiences: Sequence[str] = ()
    verdicts: Sequence[str] = ()
    without_criteria: Sequence[str] = ()
    not_accepted: Sequence[str] = ()


@dataclass(frozen=True)
class Bars:
    """The three bars of a definition, each from 0 (missing) over 0.5 (begun) to 1 (complete)."""

    requirements: float
    experience: float
    validation: float

    @property
    def missing(self) -> list[str]:
        """The parts that are not complete."""
        named = {"requirements": self.requirements, "experience": self.experience, "validation": self.validation}
        return [name for name, share in named.items() if share < COMPLETE]


@dataclass(frozen=True)
class Readiness:
    """A feature's bars, and whether what stands around them is there as well."""

    bars: Bars
    problem_stands: bool
    accepted: bool
    definition: Definition = field(default_factory=Definition, repr=False)

    @property
    def is_ready(self) -> bool:
        """All three bars, a validated and accepted problem, and the feature itself accepted."""
        return not self.bars.missing and self.problem_stands and self.accepted

    @property
    def says(self) -> str:
        """In three or four words, what holds the feature; the parts first, then the problem, then the acceptance."""
        if parts := len(self.bars.missing):
            return {1: "One part missing", 2: "Two parts missing", 3: self._all_three}[parts]
        if not self.problem_stands:
            return "Waits for the problem"
        return "Ready to build" if self.accepted else "Waits for acceptance"

    @property
    def _all_three(self) -> str:
        bars = (self.bars.requirements, self.bars.experience, self.bars.validation)
        return (
            "All three parts are begun" if all(bars) else "Three parts missing" if any(bars) else "Nothing defined yet"
        )

    @property
    def sentences(self) -> list[str]:
        """Everything that is missing before it is ready to build."""
        parts = [_SAYS[part](self.definition) for part in self.bars.missing]
        problem = [] if self.problem_stands else ["It solves no problem yet that was validated and accepted."]
        return [*parts, *problem, *([] if self.accepted else ["The product manager has not accepted it."])]


def _of_requirements(definition: Definition) -> str:
    lacking = list(definition.without_criteria)
    if not lacking or len(lacking) > NAMED:
        return "Every requirement needs its acceptance criteria, and there must be one."
    verb = "needs" if len(lacking) == 1 else "need"
    return f"{_and(lacking)} {verb} acceptance criteria: how would somebody see that it is met?"


def _of_experience(definition: Definition) -> str:
    return "A mock-up or a prototype must show how it looks and feels."


def _of_validation(definition: Definition) -> str:
    if definition.not_accepted:
        return f"The product manager has to accept the verdict of {_and(definition.not_accepted[-NAMED:])}."
    return "Its latest test with customers must have worked."


_SAYS = {"requirements": _of_requirements, "experience": _of_experience, "validation": _of_validation}


def _and(marks: Sequence[str]) -> str:
    return marks[0] if len(marks) == 1 else f"{', '.join(marks[:-1])} and {marks[-1]}"


def bars_of(definition: Definition) -> Bars:
    """Complete: criteria on each requirement, something to see, and a latest test that worked and was accepted."""
    held = _validation(definition.verdicts) or (BEGUN if definition.not_accepted else 0)
    return Bars(_requirements(definition.criteria), _experience(definition.experiences), held)


def problem_stands(problems: Sequence[tuple[str, bool]]) -> bool:
    """Whether one of the problems, given as (state, accepted), is validated and accepted."""
    return any(state in STANDS and accepted for state, accepted in problems)


def _requirements(criteria: Sequence[str]) -> float:
    if not criteria:
        return 0
    return COMPLETE if all(text.strip() for text in criteria) else BEGUN


def _experience(forms: Sequence[str]) -> float:
    if not forms:
        return 0
    return COMPLETE if any(form in SEEN for form in forms) else BEGUN


def _validation(verdicts: Sequence[str]) -> float:
    if not verdicts:
        return 0
    return COMPLETE if verdicts[-1] == "works" else BEGUN
