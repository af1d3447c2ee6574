"""Statuses: what a product calls the steps of its features and problems. Each means one fixed state."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models

from tandem.core import clock
from tandem.core.errors import Refused
from tandem.definition.statuses import (
    LONGEST,
    MOST,
    MOST_WORDS,
    STATES,
    TONES,
    Own,
    landing,
    needs_another,
    plain,
    unfit,
)
from tandem.record.history import kept
from tandem.record.models import Item, Named, NamedQuerySet
from tandem.record.verbs import recorded
from tandem.team.models import Product

OF = [("feature", "Features"), ("problem", "Problems")]


class StatusQuerySet(NamedQuerySet):
    """Statuses of a product, in their order."""

    def for_kind(self, kind: str) -> StatusQuerySet:
        return self.in_use().filter(of=kind).select_related("item").order_by("position", "item__number")

    def own(self, product: Any, kind: str) -> list[Own]:
        """A product's statuses as plain values, in one statement. `product` is one, or its item."""
        rows = self.filter(item__product=product.pk).for_kind(kind)
        return [Own(one.pk, one.title, one.state, tuple(one.words.splitlines())) for one in rows]


@kept()
class Status(Named):
    """What a product calls one step of its features or problems: its title. Rules read the state it means."""

    kind: ClassVar[str] = "status"
    draft_act: ClassVar[str] = "name statuses"
    revisable: ClassVar[tuple[str, ...]] = ("tone",)

    of = models.CharField(max_length=10, choices=OF)
    state = models.CharField(max_length=10)
    tone = models.CharField(max_length=4, default="", blank=True, choices=list(TONES.items()))
    position = models.IntegerField()
    words = models.TextField(default="", blank=True)

    objects = StatusQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "statuses"

    @property
    def means(self) -> str:
        """The fixed name of its state."""
        return STATES[self.of][self.state]

    @property
    def standing(self) -> NamedQuerySet:
        """What stands at it, also what was retired meanwhile."""
        found: NamedQuerySet = getattr(self, f"{self.of}s").all()
        return found

    @property
    def beside(self) -> StatusQuerySet:
        """The other statuses of its state."""
        return self._of_product().filter(state=self.state).exclude(pk=self.pk)

    @classmethod
    @recorded("named a status", act="name statuses", facts=("name", "of", "state"))
    def add(cls, product: Product, name: str, *, of: str, state: str, by: Any, tone: str = "") -> Status:
        """Name one more step. The first of its state takes the place of the fixed name for all that is in it."""
        Item.objects.select_for_update().get(pk=product.pk)
        name, known = " ".join(name.split()), list(cls.objects.of(product).for_kind(of))
        _refuse(unfit(name, state, fixed=STATES.get(of, {}), others=[one.title for one in known]), tone)
        if len(known) >= MOST:
            raise Refused(f"More than {MOST} statuses are read by nobody; retire one first.")
        last = max((one.position for one in known), default=0)
        made = cls._make(name, product=product, of=of, state=state, tone=tone, position=last + 1)
        made._take_in_nameless()
        return made

    @recorded("put elsewhere", act="name statuses", facts=("place",))
    def arrange(self, place: int, *, by: Any) -> None:
        """Put it at another place among the statuses of its state; putting it back undoes this. What was moved to the
        state later stands at the first.
        """
        rows = list(self.beside)
        places = sorted(one.position for one in [*rows, self])
        rows.insert(max(0, min(place - 1, len(rows))), self)
        for position, one in zip(places, rows, strict=True):
            one.position = position
        Status.objects.bulk_update(rows, ["position"])

    @recorded("retired", act="", facts=("instead",))
    def retire(self, *, by: Any, because: str, instead: Status | None = None) -> None:
        """Use it no more. What stands at it moves to another status of the same state, as this one act; after the last
        of a state, its fixed name is shown again.
        """
        others = list(self.beside)
        if instead is not None and instead not in others:
            raise Refused(f"What takes its place is another status that means {self.means}.")
        if instead is None and needs_another(len(others), self.standing.count()):
            raise Refused("Features and problems stand at it: say which other status of its state takes its place.")
        _put_at(self.standing, instead)
        self.item.retired_at = clock.now()

    @recorded("restored", act="")
    def restore(self, *, by: Any, because: str = "") -> None:
        """Use it again; what was moved when it was retired stays where it is. The inverse of retiring."""
        others = [one.title for one in self._of_product()]
        _refuse(unfit(self.title, self.state, fixed=STATES[self.of], others=others), self.tone)
        if len(others) >= MOST:
            raise Refused(f"More than {MOST} statuses are read by nobody; retire one first.")
        self.item.retired_at = None
        self._take_in_nameless()

    @recorded("took a word for", act="name statuses", facts=("word",))
    def hear(self, word: str, *, by: Any) -> None:
        """When a delivery tool says this word, it means this status, from the next import on, and no other. `unhear`
        undoes it.
        """
        said, own = plain(word), self.words.splitlines()
        if self.of != "feature" or not said or len(said) > LONGEST:
            raise Refused(f"A word of a delivery tool, of at most {LONGEST} letters, means a status of features.")
        if len(own) >= MOST_WORDS:
            raise Refused(f"A status has at most {MOST_WORDS} words.")
        for other in self._of_product().exclude(pk=self.pk):
            other._keep_words([one for one in other.words.splitlines() if one != said])
        self._keep_words([*dict.fromkeys([*own, said])])

    @recorded("took a word back from", act="name statuses", facts=("word",))
    def unhear(self, word: str, *, by: Any) -> None:
        """The word means this status no more. The inverse of taking it."""
        own = self.words.splitlines()
        if plain(word) not in own:
            raise Refused(f"{word} does not mean {self.title}.")
        self._keep_words([one for one in own if one != plain(word)])

    def _of_product(self) -> StatusQuerySet:
        return Status.objects.filter(item__product=self.item.product_id).for_kind(self.of)

    def _take_in_nameless(self) -> None:
        """The first of a state takes what was called by the fixed name."""
        if not self.beside.exists():
            kind = self.standing.model
            here = kind._default_manager.filter(item__product=self.item.product_id)
            _put_at(here.filter(**{kind.state_field: self.state}, own_status=None), self)

    def _keep_words(self, words: list[str]) -> None:
        if words != self.words.splitlines():
            self.words = "\n".join(words)
            self.save(update_fields=["words"])

    def _put(self, name: str, value: Any) -> None:
        if name == "title":
            value = " ".join(str(value).split())
            others = [one.title for one in self._of_product() if one.pk != self.pk]
            _refuse(unfit(value, self.state, fixed=STATES[self.of], others=others), self.tone)
        if name == "tone":
            _refuse("", value)
        super()._put(name, value)


class Stated(Named):
    """A noun with a fixed state, and what its product calls the step it stands at."""

    state_field: ClassVar[str]

    own_status = models.ForeignKey(Status, models.PROTECT, null=True, blank=True, related_name="%(class)ss")

    class Meta:
        abstract = True

    @property
    def fixed_state(self) -> str:
        """What rules compute with."""
        return str(getattr(self, self.state_field))

    @property
    def means(self) -> str:
        """The fixed name of its state, as every product has it."""
        return STATES[self.kind][self.fixed_state]

    @property
    def status_name(self) -> str:
        """What the product calls the step it stands at."""
        return self.own_status.title if self.own_status else self.means

    @property
    def tone(self) -> str:
        """The color that the product gave the step."""
        return self.own_status.tone if self.own_status else ""

    @recorded("moved", act="draft definition", facts=("to",))
    def move_to(self, to: Status | str, *, by: Any, because: str = "") -> None:
        """Put it at another status, or into a state that has none of its own. Within its state nothing else happens,
        and moving it back undoes it; another state is reached by the act that leads there, which asks, refuses and
        records for itself.
        """
        self._refuse_elsewhere()
        status, state = (to, to.state) if isinstance(to, Status) else (None, to)
        self._refuse_unfit(status, state)
        if state != self.fixed_state:
            self.enter(state, by=by, because=because)
        self.own_status = status
        self.save(update_fields=["own_status"])

    def enter(self, state: str, *, by: Any, because: str = "") -> None:
        """Come into another state by the one act that leads there."""
        raise NotImplementedError

    def _refuse_elsewhere(self) -> None:
        """Nothing else owns its status, unless the noun says so."""

    def _refuse_unfit(self, status: Status | None, state: str) -> None:
        own = Status.objects.filter(item__product=self.item.product_id).for_kind(self.kind)
        if status is not None:
            Item.objects.select_for_update().get(pk=status.pk)
            if not own.filter(pk=status.pk).exists():
                raise Refused(f"{status.title} is no status of this product that a {self.kind} could stand at.")
        elif state not in STATES[self.kind] or own.filter(state=state).exists():
            raise Refused("Choose one of the statuses of this product.")
        if state == self.fixed_state and self.own_status == status:
            raise Refused(f"It stands at {self.status_name} already.")

    def _become(self, state: str) -> None:
        """The only way into a state: with the status of the product that comes first in it."""
        setattr(self, self.state_field, state)
        self.own_status_id = landing(Status.objects.own(self.item.product, self.kind), state, self.own_status_id)
        self.save(update_fields=[self.state_field, "own_status"])


def _put_at(things: models.QuerySet[Any], status: Status | None) -> None:
    """Many at once: whoever changes one of them meanwhile is told, as with every other change."""
    keys = list(things.values_list("pk", flat=True))
    Item.objects.filter(pk__in=keys).update(version=models.F("version") + 1)
    things.model._default_manager.filter(pk__in=keys).update(own_status=status)


def _refuse(sentence: str, tone: str) -> None:
    if sentence:
        raise Refused(sentence)
    if tone not in TONES:
        raise Refused("A status has one of the colors that are offered.")
