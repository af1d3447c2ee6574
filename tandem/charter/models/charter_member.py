"""Charter members: a company on its way from candidate to reference."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, Any, ClassVar, Self

from django.contrib.postgres.fields import ArrayField
from django.db import models

from tandem.charter import rules
from tandem.charter.models.program import Program
from tandem.core.errors import Refused
from tandem.core.models import StoredFile
from tandem.definition.models import Feature
from tandem.evidence.models import Company, Contact, Note
from tandem.record.history import kept
from tandem.record.models import Named, NamedQuerySet
from tandem.record.verbs import recorded
from tandem.team.models import Workspace

if TYPE_CHECKING:
    from tandem.charter.models.answer import Happiness, Wish
    from tandem.charter.models.reference import Reference

STAGES = [
    ("candidate", "Candidate"), ("invited", "Invited"), ("joined", "Joined"), ("in_trial", "In trial"),
    ("live", "Live"),
    ("happy", "Happy"), ("reference", "Reference"), ("declined", "Declined"), ("left", "Left"),
]  # fmt: skip
ORIGINS = [("customer", "Customer"), ("prospect", "Prospect")]


class CharterMemberQuerySet(NamedQuerySet):
    """Charter members, by where they stand."""

    def taking_a_place(self) -> Self:
        """Those who joined and have not left: the cap counts them."""
        return self.in_use().filter(stage__in=rules.TAKING_A_PLACE)

    def at(self, *stages: str) -> Self:
        return self.in_use().filter(stage__in=stages)

    def with_company(self) -> Self:
        return self.select_related(
            "item", "company__item", "program__item", "program__market__item", "program__release__item", "contact"
        )


@kept()
class CharterMember(Named):
    """One company in one program, with the deal that was struck: what they get and what they give."""

    kind: ClassVar[str] = "charter member"
    draft_act: ClassVar[str] = "run the charter"
    searched: ClassVar[tuple[str, ...]] = ("urgency",)
    revisable: ClassVar[tuple[str, ...]] = ("early_adopter", "brought_by_sales", "contact", "gets", "gives")

    program = models.ForeignKey(Program, models.PROTECT, related_name="members")
    company = models.ForeignKey(Company, models.PROTECT, related_name="charter_memberships")
    contact = models.ForeignKey(Contact, models.SET_NULL, null=True, blank=True, related_name="+")
    stage = models.CharField(max_length=10, default="candidate", choices=STAGES)
    since = models.DateField()
    origin = models.CharField(max_length=8, default="customer", choices=ORIGINS)
    urgency = models.TextField(default="", blank=True)
    one_general_product = models.BooleanField(default=False)
    pays_after = models.BooleanField(default=False)
    gets = ArrayField(models.CharField(max_length=80), default=list, blank=True)
    gives = ArrayField(models.CharField(max_length=80), default=list, blank=True)
    agreed_on = models.DateField(null=True, blank=True)
    agreed_by = models.CharField(max_length=200, default="", blank=True)
    agreement = models.ForeignKey(StoredFile, models.PROTECT, null=True, blank=True, related_name="+")
    early_adopter = models.BooleanField(default=False)
    brought_by_sales = models.BooleanField(default=False)
    welcomed_on = models.DateField(null=True, blank=True)
    asked_on = models.DateField(null=True, blank=True)

    objects: ClassVar[Any] = CharterMemberQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["program", "company"], name="charter_member_once")]

    @property
    def in_market(self) -> bool:
        """Whether the company meets the rule of the program's one target market."""
        return self.program.market.holds(self.company)

    @property
    def waits_for_pm(self) -> bool:
        """Brought by sales, and the product manager has not said yes."""
        return self.brought_by_sales and self.welcomed_on is None

    def happiness(self) -> list[rules.Answer]:
        """Every answer, oldest first; prefetched answers are used as they are."""
        return sorted((row.fact for row in self.answers.all()), key=lambda answer: answer.on)

    def why_not_happy(self, today: date, within_days: int) -> str:
        return rules.why_not_happy(self.title, self.happiness(), today, within_days)

    @classmethod
    @recorded("nominated", act="run the charter", facts=("company", "brought_by_sales"))
    def nominate(
        cls, program: Program, company: Company, *, by: Any, because: str = "", origin: str = "",
        contact: Contact | None = None,
        early_adopter: bool = False, brought_by_sales: bool = False,
    ) -> CharterMember:  # fmt: skip
        """Make a company a candidate. One that is outside the target market may be; a flag says so."""
        program._refuse_closed()
        if cls.objects.filter(program=program, company=company).exists():
            raise Refused(f"{company} is in the program already.")
        origin = origin or ("customer" if company.life_cycle == "customer" else "prospect")
        made = cls._make(
            company.title, product=program.item.product, program=program, company=company, origin=origin,
            contact=contact,
            early_adopter=early_adopter, brought_by_sales=brought_by_sales, since=Workspace.current().today,
        )  # fmt: skip
        made._log("", "candidate", because, by)
        return made

    @recorded("welcomed", act="confirm a charter member")
    def welcome(self, *, by: Any, because: str = "") -> None:
        """The product manager's yes to a member that sales brought: a place is proof, not a bargaining chip."""
        self.welcomed_on = Workspace.current().today
        self.save(update_fields=["welcomed_on"])

    @recorded("turned away", act="confirm a charter member")
    def turn_away(self, *, by: Any, because: str = "") -> None:
        """Take back the yes to a member that sales brought. The inverse of welcoming."""
        self.welcomed_on = None
        self.save(update_fields=["welcomed_on"])

    @recorded("invited", act="run the charter")
    def invite(self, *, by: Any, because: str = "") -> None:
        """Invite a candidate. Refused when every place is taken: they are offered early access instead."""
        self._refuse_unless("candidate")
        self._refuse_uninvited()
        self._move("invited", because, by)

    @recorded("joined", act="run the charter", facts=("urgency", "prepaid", "gets", "gives", "agreed_by"))
    def join(
        self, *, urgency: str, one_general_product: bool, pays_after: bool, by: Any, gets: Sequence[str] = (),
        gives: Sequence[str] = (),
        agreed_by: str = "", agreement: StoredFile | None = None, prepaid: bool = False, because: str = "",
    ) -> None:  # fmt: skip
        """Record how urgent it is in their words, and both yeses. Payment in advance is refused; so is an eleventh."""
        self._refuse_unless("candidate", "invited")
        self._refuse_uninvited()
        if refusal := rules.refusal_to_join(self.title, rules.Yes(urgency, one_general_product, pays_after, prepaid)):
            raise Refused(refusal)
        self.urgency, self.one_general_product, self.pays_after = urgency.strip(), True, True
        self.gets, self.gives, self.agreed_by, self.agreement = list(gets), list(gives), agreed_by.strip(), agreement
        self.agreed_on = Workspace.current().today
        self._move("joined", because, by)

    @recorded("started the trial", act="run the charter")
    def start_trial(self, *, by: Any, because: str = "") -> None:
        """They try a build."""
        self._refuse_unless("joined")
        self._move("in_trial", because, by)

    @recorded("went live", act="run the charter")
    def go_live(self, *, by: Any, because: str = "") -> None:
        """They work with it. Refused while no build is deployed there: live is read from use, never typed by hope."""
        self._refuse_unless("joined", "in_trial")
        if not self.deployments.exists():
            raise Refused(f"{self.title} has deployed no build. Paste a usage file, or record the deployment, first.")
        self._move("live", because, by)

    @recorded("asked", act="run the charter")
    def ask(self, *, by: Any) -> None:
        """Note that they were asked whether they would recommend it; the answer is awaited."""
        if self.stage not in rules.TAKING_A_PLACE:
            raise Refused(f"{self.title} is {self.get_stage_display().lower()}; ask those who joined.")
        self.asked_on = Workspace.current().today
        self.save(update_fields=["asked_on"])

    @recorded("answered", act="run the charter", facts=("score", "very_disappointed"))
    def answer(
        self, *, by: Any, score: int | None = None, very_disappointed: bool | None = None, note: Note | None = None
    ) -> Happiness:
        """Record an answer: 0 to 10, or whether they would be very disappointed without it."""
        if score is None and very_disappointed is None:
            raise Refused("Give the score, or say how disappointed they would be without it.")
        if score is not None and not 0 <= score <= 10:
            raise Refused("The score is between 0 and 10.")
        day = Workspace.current().today
        return self.answers.create(score=score, very_disappointed=very_disappointed, note=note, answered_on=day)

    @recorded("confirmed as happy", act="confirm a charter member")
    def confirm_happy(self, *, by: Any, because: str = "") -> None:
        """The product manager confirms what the answers of the last 60 days say, and cannot say otherwise."""
        self._refuse_unless("live")
        workspace = Workspace.current()
        if missing := self.why_not_happy(workspace.today, workspace.thresholds.happy_within_days):
            raise Refused(missing)
        self._move("happy", because, by)

    def grant_reference(
        self, scopes: Sequence[str], *, wording: str, granted_by: str, by: Any, **said: Any
    ) -> Reference:
        """Record their consent to be a reference; see Reference.grant."""
        from tandem.charter.models.reference import Reference

        return Reference.grant(self, scopes, wording=wording, granted_by=granted_by, by=by, **said)

    @recorded("became a reference", act="run the charter")
    def become_reference(self, *, by: Any, because: str = "") -> None:
        """A happy member whose consent stands is a reference."""
        self._refuse_unless("happy")
        if not self.references.filter(withdrawn_on=None).exists():
            raise Refused(f"{self.title} has not consented. Record their consent first.")
        self._move("reference", because, by)

    @recorded("stopped being a reference", act="run the charter")
    def stop_being_reference(self, *, by: Any, because: str = "") -> None:
        """Without a consent that stands they are happy and no reference. The inverse of becoming one."""
        self._refuse_unless("reference")
        if self.references.filter(withdrawn_on=None).exists():
            raise Refused("Their consent stands. Withdraw it first.")
        self._move("happy", because, by)

    @recorded("wished", act="run the charter", facts=("feature",))
    def wish(self, feature: Feature, *, by: Any, words: str = "") -> Wish:
        """Note a feature they asked for. Asked for by one member alone, it is a one-off."""
        if feature.item.product_id != self.item.product_id:
            raise Refused("That feature belongs to another product.")
        made, _ = self.wishes.get_or_create(
            feature=feature, defaults={"asked_on": Workspace.current().today, "words": words.strip()}
        )
        return made

    @recorded("took back a wish", act="run the charter", facts=("feature",))
    def unwish(self, feature: Feature, *, by: Any) -> None:
        """They do not want it after all."""
        self.wishes.filter(feature=feature).delete()

    @recorded("declined", act="run the charter")
    def decline(self, *, because: str, by: Any) -> None:
        """They said no; why they did is worth knowing."""
        self._refuse_unless("candidate", "invited")
        self._move("declined", because, by, needs_reason=True)

    @recorded("left", act="run the charter")
    def leave(self, *, because: str, by: Any) -> None:
        """They leave the program. Their place is free; their references count no more."""
        self._refuse_unless(*rules.TAKING_A_PLACE)
        self._move("left", because, by, needs_reason=True)

    @recorded("moved back", act="run the charter")
    def move_back(self, *, because: str, by: Any) -> None:
        """Return to the stage before: the inverse of every move. The happy move back by the product manager's word."""
        target = self.stage_before()
        if target == "":
            raise Refused(f"{self.title} has not moved yet.")
        if self.stage in rules.HAPPY and not by.may("confirm a charter member", self):
            raise Refused("What the product manager confirmed, the product manager takes back.")
        if self.stage == "reference" and self.references.filter(withdrawn_on=None).exists():
            raise Refused("Their consent stands. Withdraw it, and they are no reference any more.")
        if target in rules.TAKING_A_PLACE and self.stage not in rules.TAKING_A_PLACE:
            self._refuse_full()
        self._move(target, because, by, needs_reason=True)

    def stage_before(self) -> str:
        """Where they stood before they first came forward to this stage; after a no, where they stood then."""
        came = [move.before for move in self.moves.order_by("pk") if move.after == self.stage]
        if self.stage in rules.ON_THE_WAY:
            place = rules.ON_THE_WAY.index(self.stage)
            came = [before for before in came if before in rules.ON_THE_WAY[:place]]
        return came[-1] if came else ""

    def _refuse_unless(self, *stages: str) -> None:
        self.refresh_from_db(fields=["stage", "since"])
        self.program._refuse_closed()
        if self.stage not in stages:
            raise Refused(f"{self.title} is {self.get_stage_display().lower()} now.")

    def _refuse_uninvited(self) -> None:
        if self.waits_for_pm:
            raise Refused(f"Sales brought {self.title}. The product manager says yes first.")
        self._refuse_full()

    def _refuse_full(self) -> None:
        cap, taken = self.program.cap, self.program.places_taken(holding=True)
        if not rules.has_room(taken, cap):
            raise Refused(
                f"All {cap} places are taken. Offer {self.title} the early access program instead: "
                "it has no limit, and is never counted as a reference."
            )

    def _move(self, stage: str, because: str, by: Any, *, needs_reason: bool = False) -> None:
        if needs_reason and not because.strip():
            raise Refused("Say why, so that the program remembers it.")
        before, self.stage, self.since = self.stage, stage, Workspace.current().today
        self.save()
        self._log(before, stage, because, by)

    def _log(self, before: str, after: str, because: str, by: Any) -> None:
        self.moves.create(before=before, after=after, because=because.strip(), on=self.since, by_id=by.pk)
