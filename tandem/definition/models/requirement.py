"""Requirements: what must be true when a feature is built, each with its number, criteria, priority and status."""

from __future__ import annotations

from typing import Any, ClassVar, Self

from django.db import models

from tandem.core.errors import Refused
from tandem.core.places import place_after
from tandem.definition.criteria import Criterion, criteria_in, drafts_in
from tandem.record.history import kept
from tandem.record.models import Named, NamedQuerySet
from tandem.record.verbs import recorded
from tandem.team.models import Member

PRIORITIES = [("must", "Must"), ("should", "Should"), ("could", "Could"), ("wont", "Not this time")]
STATUSES = [("open", "Open"), ("agreed", "Agreed"), ("met", "Met")]
PRIORITY_TONES = {"must": "risk", "should": "warn", "could": "", "wont": ""}
STATUS_TONES = {"open": "", "agreed": "warn", "met": "ok"}
MOST_AT_ONCE = 100
LONGEST, LONGEST_CRITERIA = 2000, 8000


class RequirementQuerySet(NamedQuerySet):
    """Requirements, in the order their feature gives them."""

    def standing(self) -> Self:
        """Those in use, in their order."""
        return self.in_use().select_related("item").order_by("position", "item__number")


@kept()
class Requirement(Named):
    """What must be true when a feature is built; its title says it, its criteria say how somebody would see it."""

    kind: ClassVar[str] = "requirement"
    searched: ClassVar[tuple[str, ...]] = ("criteria",)
    revisable: ClassVar[tuple[str, ...]] = ("criteria", "priority")

    feature = models.ForeignKey("definition.Feature", models.PROTECT, related_name="requirements")
    position = models.IntegerField()
    criteria = models.TextField(default="", blank=True)
    priority = models.CharField(max_length=6, default="must", choices=PRIORITIES)
    status = models.CharField(max_length=6, default="open", choices=STATUSES)
    by = models.ForeignKey(Member, models.PROTECT, related_name="+")

    objects = RequirementQuerySet.as_manager()

    @property
    def text(self) -> str:
        """What must be true."""
        return self.title

    @property
    def criteria_list(self) -> list[Criterion]:
        """Its acceptance criteria one by one; what is written as Given, When and Then as its steps."""
        return criteria_in(self.criteria)

    @property
    def counts(self) -> bool:
        """Whether it has to be met for the feature to be what it is."""
        return self.priority != "wont"

    @property
    def tone(self) -> str:
        return STATUS_TONES[self.status]

    @property
    def priority_tone(self) -> str:
        return PRIORITY_TONES[self.priority]

    @classmethod
    @recorded("required", act="draft definition", facts=("text",))
    def state(
        cls, feature: Any, text: str, *, by: Any, criteria: str = "", priority: str = "must", status: str = "open"
    ) -> Requirement:
        """Say what must be true when the feature is built, and how one would see it. It comes after the others."""
        _refuse_unknown(priority, status)
        if not text.strip():
            raise Refused("Write what must be true when it is built.")
        said = {"criteria": _short(criteria, LONGEST_CRITERIA), "priority": priority, "status": status}
        made = cls._make(
            _short(" ".join(text.split()), LONGEST),
            product=feature.item.product, feature=feature, position=place_after(feature.requirements), by=by, **said,
        )  # fmt: skip
        feature.begin()
        return made

    @classmethod
    @recorded("pasted requirements", act="draft definition")
    def paste(cls, feature: Any, text: str, *, by: Any, priority: str = "must") -> list[Requirement]:
        """Each line becomes a requirement; lines of Given, When and Then, and lines set in, are criteria of the one
        before them.
        """
        drafts = drafts_in(text)
        if not drafts:
            raise Refused("Write what must be true when it is built.")
        if len(drafts) > MOST_AT_ONCE:
            raise Refused(f"At most {MOST_AT_ONCE} requirements at once; these are {len(drafts)}.")
        return [cls.state(feature, one.text, criteria=one.criteria, priority=priority, by=by) for one in drafts]

    @recorded("said how a requirement stands", act="draft definition", facts=("status",))
    def say_status(self, status: str, *, by: Any, because: str = "") -> None:
        """Open, agreed with those who build it, or met."""
        _refuse_unknown(self.priority, status)
        self.status = status
        self.save(update_fields=["status"])

    def _put(self, name: str, value: Any) -> None:
        if name == "priority":
            _refuse_unknown(value, self.status)
        if name in ("title", "criteria"):
            value = _short(value, LONGEST if name == "title" else LONGEST_CRITERIA)
        super()._put(name, value)


def _short(text: str, most: int) -> str:
    if len(text) > most:
        raise Refused(f"A requirement is said in at most {LONGEST:,} characters, its criteria in {LONGEST_CRITERIA:,}.")
    return text.strip()


def _refuse_unknown(priority: str, status: str) -> None:
    if priority not in dict(PRIORITIES):
        raise Refused("A priority is must, should, could, or not this time.")
    if status not in dict(STATUSES):
        raise Refused("A requirement is open, agreed or met.")
