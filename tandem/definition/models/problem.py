"""Problems: who has it, in what situation, what it costs them, what they do today."""

from __future__ import annotations

from typing import Any, ClassVar, Self

from django.db import models

from tandem.core import clock
from tandem.core.errors import Refused
from tandem.definition.against import against_then
from tandem.definition.grounds import evidence_then, heard_of
from tandem.definition.models.contrary import Contested
from tandem.definition.models.scoring import Score
from tandem.definition.models.status import Stated, Status
from tandem.definition.statuses import STATES as NAMED
from tandem.definition.statuses import landing
from tandem.definition.validating import Check, Ways, ask_for_all, checks_to_validate
from tandem.evidence.facts import Evidence
from tandem.evidence.linking import link_notes
from tandem.evidence.models import Highlight, Theme
from tandem.record.history import kept
from tandem.record.models import NamedQuerySet
from tandem.record.verbs import recorded
from tandem.team.models import Member, Product, Workspace
from tandem.team.models.acceptance import Accepted

STATES = list(NAMED["problem"].items())
STATEMENT = ("statement", "persona", "situation", "frequency", "cost", "workaround", "willingness")
TONES = {"heard": "warn", "validated": "ok", "solved": "ok", "refuted": ""}


class ProblemQuerySet(NamedQuerySet):
    """Problems of a product, by what became of them."""

    def validated(self) -> Self:
        return self.filter(state__in=("validated", "solved"), item__acceptance__isnull=False)

    def without_feature(self) -> Self:
        from tandem.definition.models.feature import Feature

        served = Feature.objects.in_use().exclude(status="dropped").filter(problems=models.OuterRef("pk"))
        return self.exclude(models.Exists(served))

    def spoken_of(self) -> Self:
        """Those that some note speaks of."""
        links = Highlight.objects.standing().filter(about=models.OuterRef("pk"))
        return self.filter(models.Exists(links)).select_related("item")

    def with_item(self) -> Self:
        return self.select_related("item__acceptance", "own_status__item")


@kept()
class Problem(Contested, Stated, Accepted):
    """A problem of customers, in their words. `state` follows the latest standing verdict."""

    kind: ClassVar[str] = "problem"
    state_field: ClassVar[str] = "state"
    searched: ClassVar[tuple[str, ...]] = STATEMENT
    revisable: ClassVar[tuple[str, ...]] = STATEMENT

    statement = models.TextField(default="", blank=True)
    persona = models.CharField(max_length=120, default="", blank=True)
    situation = models.TextField(default="", blank=True)
    cost = models.TextField(default="", blank=True)
    workaround = models.TextField(default="", blank=True)
    frequency = models.CharField(max_length=200, default="", blank=True)
    willingness = models.TextField(default="", blank=True)
    state = models.CharField(max_length=10, default="heard", choices=STATES)
    theme = models.ForeignKey(Theme, models.SET_NULL, null=True, blank=True, related_name="problems")

    objects = ProblemQuerySet.as_manager()

    @property
    def tone(self) -> str:
        return super().tone or TONES[self.state]

    @property
    def stands(self) -> bool:
        """Validated (or already solved), and accepted: what features may rest on."""
        return self.state in ("validated", "solved") and self.is_accepted

    def standing_verdict(self) -> Verdict | None:
        return self.verdicts.filter(withdrawn_at=None).select_related("by__item").order_by("-at", "-id").first()

    def checks(self, ways: Ways | None = None, evidence: Evidence | None = None) -> list[Check]:
        """What the rule of validation asks for, point by point."""
        workspace = Workspace.current()
        heard = heard_of(self, workspace.thresholds.companies_to_validate, evidence)
        return checks_to_validate(heard, workspace.today, ways)

    @classmethod
    @recorded("opened", act="draft definition", facts=("theme",))
    def open(
        cls,
        product: Product,
        title: str,
        *,
        by: Any,
        statement: str = "",
        persona: str = "",
        situation: str = "",
        cost: str = "",
        workaround: str = "",
        frequency: str = "",
        willingness: str = "",
        theme: Theme | None = None,
    ) -> Problem:
        """Open a problem; from a theme, all of the theme's notes speak of it from now on, as one event."""
        said = {
            "statement": statement,
            "persona": persona,
            "situation": situation,
            "cost": cost,
            "workaround": workaround,
            "frequency": frequency,
            "willingness": willingness,
        }
        first = landing(Status.objects.own(product, "problem"), "heard")
        made = cls._make(_named(title), product=product, theme=theme, own_status_id=first, **said)
        if theme is not None:
            link_notes(theme, made.item, by)
        made._accept_if_owner(by)
        Score.begin(made, by)
        return made

    def take_estimates(self, values: Any) -> None:
        """Nothing of a problem's own is estimated."""

    @recorded("validated", act="accept definition")
    def validate(self, *, by: Any, because: str = "") -> Verdict:
        """Call it validated: enough companies of the target market said it and the product manager spoke with one.

        The evidence of the day is kept with the verdict. The owner's verdict accepts the problem as well.
        """
        self._refuse_same("validated")
        ask_for_all(self.checks())
        self._accept_if_owner(by)
        return self._call("validated", because, by)

    @recorded("refuted", act="accept definition")
    def refute(self, *, because: str, by: Any) -> Verdict:
        """Call it refuted: people do not have this problem, or not so that it matters. It needs a reason."""
        self._refuse_same("refuted")
        if not because.strip():
            raise Refused("Say what showed that this is not a problem.")
        return self._call("refuted", because, by)

    @recorded("solved", act="accept definition")
    def solve(self, *, by: Any, because: str = "") -> Verdict:
        """Call it solved, when enough of the people who voiced it were asked after it shipped and say so."""
        from tandem.definition.solved import answers_to

        self._refuse_same("solved")
        answers = answers_to(self)
        if not answers.is_solved:
            raise Refused(f"Not yet. {answers.says}")
        return self._call("solved", because or answers.says, by)

    @recorded("withdrew the verdict on", act="accept definition")
    def withdraw_verdict(self, *, by: Any, because: str = "") -> None:
        """Take the latest verdict back; the one before it stands again. The inverse of validating and refuting."""
        standing = self.standing_verdict()
        if standing is None:
            raise Refused("No verdict stands on this problem.")
        standing.withdrawn_at = clock.now()
        standing.save(update_fields=["withdrawn_at"])
        before = self.standing_verdict()
        self._become(before.verdict if before else "heard")

    def _refuse_same(self, verdict: str) -> None:
        if self.state == verdict:
            raise Refused(f"This problem is {verdict} already.")

    def _call(self, verdict: str, because: str, by: Any) -> Verdict:
        then = {**evidence_then(self), **against_then(self)}
        called = Verdict.objects.create(
            problem=self, verdict=verdict, because=because, evidence=then, by=by, at=clock.now()
        )
        self._become(verdict)
        return called

    def enter(self, state: str, *, by: Any, because: str = "") -> None:
        """Come into another state by the verdict that leads there; back by withdrawing the one that stands."""
        if state == "heard":
            self.withdraw_verdict(by=by, because=because)
            if self.state != state:
                raise Refused(f"The verdict before it, {self.means}, would stand again. Withdraw that one as well.")
            return
        verdicts: dict[str, Any] = {"validated": self.validate, "refuted": self.refute, "solved": self.solve}
        verdicts[state](by=by, because=because)


@kept()
class Verdict(models.Model):
    """Somebody called a problem validated, solved or refuted, on the evidence of that day."""

    problem = models.ForeignKey(Problem, models.PROTECT, related_name="verdicts")
    verdict = models.CharField(max_length=10, choices=STATES[1:])
    because = models.TextField(default="", blank=True)
    evidence = models.JSONField(default=dict)
    by = models.ForeignKey(Member, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return self.verdict


def _named(title: str) -> str:
    if not title.strip():
        raise Refused("Give the problem a title: what goes wrong, for whom.")
    return title.strip()
