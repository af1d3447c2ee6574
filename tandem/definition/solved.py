"""Whether a problem is solved: what the people who voiced it say after something for it shipped."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from tandem.definition.models.reply import Reply
from tandem.definition.replying import is_solved
from tandem.evidence.models import Highlight
from tandem.team.models import Workspace
from tandem.ui.figures import plural


@dataclass(frozen=True)
class Answers:
    """How many were told, how many answered, how many of those say that their problem is gone."""

    told: int
    answers: int
    yes: int
    share: float
    least: int

    @property
    def is_solved(self) -> bool:
        return is_solved(self.yes, self.answers, share=self.share, least=self.least)

    @property
    def says(self) -> str:
        if not self.told:
            return "Nobody who voiced it has been told yet that something shipped for it."
        heard = f"{self.yes} of {plural(self.answers, 'person,people')} who answered say it is solved"
        needed = f"it takes {self.least} answers, and {self.share:.0%} of them"
        return f"{heard}; {plural(self.told, 'was,were')} told." if self.is_solved else f"{heard}; {needed}."


def answers_to(problem: Any) -> Answers:
    """Each person once, by their latest word; told about the problem itself or about what solves it."""
    about = [problem.pk, *problem.features.filter(status="shipped").values_list("pk", flat=True)]
    voiced = Highlight.objects.standing().filter(about=problem.item).values("note")
    replies = Reply.objects.told().filter(about__in=about, notes__in=voiced).order_by("heard_at", "pk")
    last = dict(replies.values_list("person", "solved"))
    heard = [solved for solved in last.values() if solved is not None]
    limits = Workspace.current().thresholds
    return Answers(len(last), len(heard), sum(heard), limits.solved_share, limits.solved_answers)
