"""Features: requirements, user experience and validations, and the problems they solve."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any, ClassVar, Self

from django.db import models
from django.db.models import Exists, OuterRef, Prefetch, Q
from django.utils.text import capfirst

from tandem.core import clock
from tandem.core.errors import Refused
from tandem.core.places import in_order
from tandem.definition.models.dependency import Depending
from tandem.definition.models.experience import Experience, Shown
from tandem.definition.models.problem import Problem
from tandem.definition.models.release import Release
from tandem.definition.models.requirement import Requirement
from tandem.definition.models.scoring import Estimate, Score
from tandem.definition.models.serving import Serves, Serving, served_at
from tandem.definition.models.status import Stated, Status
from tandem.definition.readiness import Definition, Readiness, bars_of, problem_stands
from tandem.definition.scoring import Score as Rice
from tandem.definition.scoring import rice
from tandem.definition.statuses import STATES, landing
from tandem.evidence.models import Highlight, Note
from tandem.record.history import kept
from tandem.record.models import NamedQuerySet
from tandem.record.verbs import recorded
from tandem.team.models import Member, Product
from tandem.team.models.acceptance import Accepted

STATUSES = list(STATES["feature"].items())
RICE = ("reach", "impact", "confidence", "effort")


class FeatureQuerySet(NamedQuerySet):
    """Features, by where they stand."""

    def under_way(self) -> Self:
        return self.in_use().exclude(status__in=("dropped", "shipped"))

    def at(self, product: Product) -> Self:
        """Those of a product, and those of others that serve it."""
        return self.filter(Q(item__product=product.pk) | Q(item__in=served_at(product)))

    def never_tried(self) -> Self:
        return self.filter(validations=None)

    def with_definition(self) -> Self:
        """With everything their bars and readiness ask for, in a fixed number of statements."""
        return self.select_related("item__acceptance", "release__item", "own_status__item").prefetch_related(
            Prefetch("requirements", Requirement.objects.standing()),
            Prefetch("experiences", Experience.objects.filter(taken_out_at=None).select_related("file")),
            Prefetch("problems", Problem.objects.with_item().order_by("item__number")),
            "validations__item__acceptance",
        )

    def spoken_of(self) -> Self:
        """Those that some note speaks of, or of a problem they solve, also one of another product they serve."""
        links = Highlight.objects.standing()
        solved = Problem.objects.filter(Exists(links.filter(about=OuterRef("pk"))))
        spoken = Exists(links.filter(about=OuterRef("pk"))) | Exists(solved.filter(features=OuterRef("pk")))
        served = Exists(Serving.objects.accepted().filter(problems__in=solved, feature=OuterRef("pk")))
        return self.filter(spoken | served).select_related("item").prefetch_related("problems__item")

    def ready(self) -> set[int]:
        """The keys of those that are ready to build. Only those are read that have every part that counts."""
        whole = self.filter(item__acceptance__isnull=False, pk__in=Requirement.objects.values("feature"))
        whole = whole.filter(pk__in=Experience.objects.values("feature")).exclude(validations=None)
        return {one.pk for one in whole.exclude(problems=None).with_definition() if one.is_ready_to_build}


@kept()
class Feature(Shown, Depending, Stated, Serves, Accepted):
    """Something that solves named problems; three bars show its requirements, experience and validation."""

    kind: ClassVar[str] = "feature"
    state_field: ClassVar[str] = "status"
    searched: ClassVar[tuple[str, ...]] = ("statement", "external_id")
    revisable: ClassVar[tuple[str, ...]] = ("statement", "reach", "impact", "confidence", "effort")

    statement = models.TextField(default="", blank=True)
    problems = models.ManyToManyField(Problem, related_name="features", blank=True)
    release = models.ForeignKey(Release, models.SET_NULL, null=True, blank=True, related_name="features")
    status = models.CharField(max_length=10, default="idea", choices=STATUSES)
    delivery_status = models.CharField(max_length=60, default="", blank=True)
    delivered_in = models.CharField(max_length=40, default="", blank=True)
    delivery_url = models.CharField(max_length=500, default="", blank=True)
    external_id = models.CharField(max_length=120, default="", blank=True)
    reach = models.DecimalField(max_digits=12, decimal_places=2, null=True, blank=True)
    impact = models.DecimalField(max_digits=4, decimal_places=2, null=True, blank=True)
    confidence = models.DecimalField(max_digits=4, decimal_places=2, null=True, blank=True)
    effort = models.DecimalField(max_digits=8, decimal_places=2, null=True, blank=True)

    objects = FeatureQuerySet.as_manager()

    @property
    def definition(self) -> Definition:
        """What is standing of it; ask for many at once with_definition()."""
        standing = [row for row in self.requirements.all() if not row.item.is_retired]
        shown = [row for row in self.experiences.all() if row.taken_out_at is None]
        tests = [test for test in self.validations.all() if test.verdict and not test.item.is_retired]
        tests = sorted(tests, key=lambda test: (test.held_on, test.pk))
        return Definition(
            [row.criteria for row in standing if row.counts],
            [row.form for row in shown],
            [test.verdict for test in tests if test.is_accepted],
            without_criteria=[row.mark for row in standing if row.counts and not row.criteria.strip()],
            not_accepted=[test.mark for test in tests if not test.is_accepted],
        )

    @property
    def readiness(self) -> Readiness:
        stands = problem_stands([(problem.state, problem.is_accepted) for problem in self.problems.all()])
        definition = self.definition
        return Readiness(bars_of(definition), stands, self.is_accepted, definition)

    @property
    def is_ready_to_build(self) -> bool:
        return self.readiness.is_ready

    @property
    def is_open(self) -> bool:
        return self.status not in ("dropped", "shipped")

    @property
    def is_delivered_elsewhere(self) -> bool:
        """Whether a delivery tool owns its status: it changes there, and here with the next import."""
        return bool(self.delivered_in)

    def score(self, heard_from: int = 0) -> Rice:
        return rice(self.reach, self.impact, self.confidence, self.effort, heard_from=heard_from)

    @classmethod
    @recorded("opened", act="draft definition", facts=("external_id",))
    def open(
        cls,
        product: Product,
        title: str,
        *,
        by: Any,
        statement: str = "",
        problems: Any = (),
        external_id: str = "",
        delivery_status: str = "",
    ) -> Feature:
        """Open a feature for the problems it should solve."""
        if not title.strip():
            raise Refused("Give the feature a title: what a customer can do with it.")
        first = landing(Status.objects.own(product, "feature"), "idea")
        fields = {"statement": statement, "external_id": external_id, "delivery_status": delivery_status}
        made = cls._make(title.strip(), product=product, own_status_id=first, **fields)
        _refuse_strangers(made, problems)
        made.problems.set(problems)
        made._accept_if_owner(by)
        Score.begin(made, by)
        return made

    @recorded("revised", act="")
    def revise(self, *, by: Any, version: int, because: str = "", **changes: Any) -> None:
        """Change the plain fields. The numbers of RICE are estimates too: every model that weighs them moves along."""
        self._refuse_stale(version, changes)
        for name, value in changes.items():
            self._put(name, value)
        self.save()
        Estimate.follow(self, {name: changes[name] for name in RICE if name in changes}, by=by, because=because)

    def take_estimates(self, values: Mapping[str, Decimal | None]) -> None:
        """The numbers of RICE stand on the feature itself as well, where its API has always had them."""
        if mine := [name for name in RICE if name in values]:
            for name in mine:
                setattr(self, name, values[name])
            self.save(update_fields=mine)

    @recorded("took on a problem", act="draft definition", facts=("problem",))
    def take_on(self, problem: Problem, *, by: Any) -> None:
        """Let it solve one more problem of the same product, or of one that took it as serving there too."""
        if serving := self.serving_of(problem):
            serving.problems.add(problem)
            return
        _refuse_strangers(self, [problem])
        self.problems.add(problem)

    @recorded("let go of a problem", act="draft definition", facts=("problem",))
    def let_go(self, problem: Problem, *, by: Any) -> None:
        """It no longer claims to solve this problem. The inverse of taking it on."""
        self.problems.remove(problem)
        for serving in self.servings.filter(problems=problem):
            serving.problems.remove(problem)

    @recorded("put a requirement elsewhere", act="draft definition", facts=("requirement", "place"))
    def arrange(self, requirement: Requirement, place: int, *, by: Any) -> None:
        """Put a requirement at another place among those of the feature; putting it back undoes this."""
        in_order(list(self.requirements.standing()), requirement.pk, place)

    @recorded("supported with a note", act="draft definition", facts=("note",))
    def support_with(self, note: Note, *, by: Any) -> Highlight:
        """Link a note that speaks for it; saying no before is taken back by this."""
        self.unfitting.filter(note=note).delete()
        found = Highlight.objects.filter(note=note, about=self.item, taken_back_at=None).first()
        return found or Highlight.objects.create(
            note=note, version=note.version, about=self.item, by_id=by.pk, at=clock.now()
        )

    @recorded("passed over a note", act="draft definition", facts=("note",))
    def pass_over(self, note: Note, *, by: Any) -> None:
        """Say that a suggested note does not speak for it; it is not suggested again."""
        Unfitting.objects.get_or_create(feature=self, note=note, defaults={"by": by, "at": clock.now()})

    @recorded("put into a release", act="accept definition", facts=("release",))
    def put_into(self, release: Release, *, by: Any, because: str = "") -> None:
        """Put it into a release that has not shipped. What is in a release's scope is the product manager's word."""
        if release.has_shipped:
            raise Refused(f"{release.title} has shipped; nothing can be put into it any more.")
        if not self.is_open:
            raise Refused(f"This feature is {self.status}.")
        if release.item.product_id != self.item.product_id:
            raise Refused("That release belongs to another product.")
        self.release = release
        self.save(update_fields=["release"])

    @recorded("taken out of its release", act="accept definition")
    def take_out_of_release(self, *, by: Any, because: str = "") -> None:
        """Take it out of the scope it is in. The inverse of putting it in."""
        if self.release is None:
            raise Refused("It is in no release.")
        if self.release.has_shipped:
            raise Refused(f"{self.release.title} has shipped with it.")
        self.release = None
        self.save(update_fields=["release"])

    @recorded("sent to delivery", act="accept definition", facts=("is_ready_to_build",))
    def build(self, *, by: Any, because: str = "") -> None:
        """Send it to delivery. A feature that is not ready may go with a reason, which is counted as a bypass."""
        self._refuse_elsewhere()
        if not self.is_open:
            raise Refused(f"This feature is {self.status}.")
        if not self.is_ready_to_build and not because.strip():
            raise Refused(
                "Not ready to build. " + " ".join(self.readiness.sentences) + " Send it anyway only with a reason."
            )
        self._become("building")

    @recorded("shipped", act="accept definition")
    def ship(self, *, by: Any) -> None:
        """It reached the customers."""
        self._refuse_elsewhere()
        if not self.is_open:
            raise Refused(f"This feature is {self.status}.")
        self._become("shipped")

    @recorded("dropped", act="accept definition")
    def drop(self, *, because: str, by: Any) -> None:
        """Decide not to build it; those who asked can be told why."""
        self._refuse_elsewhere()
        if not because.strip():
            raise Refused("Say why it is dropped; people asked for it.")
        if self.status == "shipped":
            raise Refused("It has shipped; it cannot be dropped any more.")
        self._become("dropped")

    @recorded("picked up again", act="accept definition")
    def pick_up(self, *, by: Any, because: str = "") -> None:
        """Take a dropped feature up again. The inverse of dropping it."""
        self._refuse_elsewhere()
        if self.status != "dropped":
            raise Refused("Only a dropped feature can be picked up again.")
        self._become("defining")

    @recorded("took the status over of", act="accept definition")
    def take_status_over(self, *, by: Any, because: str = "") -> None:
        """From now on its status is kept here, until a file of the delivery tool names it again."""
        if not self.is_delivered_elsewhere:
            raise Refused("Its status is kept here already.")
        self.delivered_in = ""
        self.save(update_fields=["delivered_in"])

    def _refuse_elsewhere(self) -> None:
        if self.is_delivered_elsewhere:
            raise Refused(
                f"{capfirst(self.delivered_in)} owns its status: change it there and import again, or take the status"
                " over."
            )

    def begin(self) -> None:
        """The first part of its definition begins it."""
        if self.status == "idea" and not self.is_delivered_elsewhere:
            self._become("defining")

    def enter(self, state: str, *, by: Any, because: str = "") -> None:
        """Come into another state by the act that leads there: what that act asks for is asked here as well."""
        if state == "building":
            self.build(by=by, because=because)
        elif state == "shipped":
            self.ship(by=by)
        elif state == "dropped":
            self.drop(because=because, by=by)
        elif state == "defining" and self.status == "dropped":
            self.pick_up(by=by, because=because)
        elif state == "defining" and self.status == "idea":
            self.begin()
        else:
            raise Refused(f"Nothing leads from {self.means} to {STATES['feature'][state]}.")


@kept()
class Unfitting(models.Model):
    """A suggested note of which somebody said that it does not speak for the feature."""

    feature = models.ForeignKey(Feature, models.CASCADE, related_name="unfitting")
    note = models.ForeignKey(Note, models.CASCADE, related_name="+")
    by = models.ForeignKey(Member, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["feature", "note"], name="unfitting_once")]

    def __str__(self) -> str:
        return f"not {self.note}"


def _refuse_strangers(feature: Feature, problems: Any) -> None:
    if any(problem.item.product_id != feature.item.product_id for problem in problems):
        raise Refused("A feature solves problems of its own product, and of those that took it as serving there too.")
