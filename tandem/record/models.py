"""Items and events: everything a person can name has one row here, and every change leaves one event."""

from __future__ import annotations

from typing import Any, ClassVar, Protocol, Self

from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVector, SearchVectorField
from django.db import models
from django.db.models.functions import Now

from tandem.core import clock
from tandem.core.errors import Refused, Stale
from tandem.core.ids import uuid7
from tandem.record.history import kept
from tandem.record.kinds import KINDS, kind_and_number
from tandem.record.numbering import next_numbers
from tandem.record.verbs import recorded


class Actor(Protocol):
    """Who acts: a member, as far as the record needs to know one."""

    @property
    def pk(self) -> Any: ...

    def may(self, act: str, about: Any = None) -> bool: ...

    def visible_products(self) -> Any: ...


class ItemQuerySet(models.QuerySet["Item"]):
    """Items, as far as a member may see them."""

    def visible_to(self, member: Any) -> Self:
        seen = member.visible_products()
        return self.filter(models.Q(product=None) | models.Q(product__in=seen)).exclude(
            models.Q(kind="product") & ~models.Q(pk__in=seen)
        )

    def in_use(self) -> Self:
        return self.filter(retired_at=None)

    def marked(self, mark: str) -> Self:
        """The one that a mark such as P-7 names, in whatever case; none where it names nothing."""
        kind, number = kind_and_number(mark)
        return self.filter(kind=kind, number=number) if kind else self.none()


@kept(derived=["search"])
class Item(models.Model):
    """One thing a person can name: comments, inputs, snoozes, search and events point here by a real foreign key."""

    kind = models.CharField(max_length=20)
    number = models.BigIntegerField()
    title = models.TextField()
    text = models.TextField(default="", blank=True)
    product = models.ForeignKey("self", models.PROTECT, null=True, related_name="+")
    version = models.IntegerField(default=1)
    made_at = models.DateTimeField()
    retired_at = models.DateTimeField(null=True)
    search = models.GeneratedField(
        expression=SearchVector("title", weight="A", config="english")
        + SearchVector("text", weight="B", config="english"),
        output_field=SearchVectorField(),
        db_persist=True,
    )

    objects = ItemQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["kind", "number"], name="item_number")]
        indexes = [
            GinIndex(fields=["search"], name="item_search"),
            models.Index(fields=["product", "kind"], name="item_product_kind"),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def mark(self) -> str:
        """What people write: P-7."""
        return f"{KINDS[self.kind].prefix}-{self.number}"

    @property
    def is_retired(self) -> bool:
        return self.retired_at is not None

    def get_absolute_url(self) -> str:
        return f"/{KINDS[self.kind].path}/{self.number}"


class EventQuerySet(models.QuerySet["Event"]):
    """Events, newest first where read as a story."""

    def visible_to(self, member: Any) -> Self:
        return self.filter(models.Q(item=None) | models.Q(item__in=Item.objects.visible_to(member)))

    def about(self, item: Item) -> Self:
        return self.filter(item=item)

    def newest_first(self) -> Self:
        return self.order_by("-at", "-id")


class Event(models.Model):
    """One verb, done: who, when, on what, and why. Written once, never changed."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    verb = models.CharField(max_length=40)
    item = models.ForeignKey(Item, models.PROTECT, null=True, related_name="events")
    product = models.ForeignKey(Item, models.PROTECT, null=True, related_name="+")
    by = models.ForeignKey(Item, models.PROTECT, null=True, related_name="acts")
    within = models.ForeignKey("self", models.PROTECT, null=True, related_name="parts")
    because = models.TextField(default="", blank=True)
    facts = models.JSONField(default=dict)
    at = models.DateTimeField()
    recorded_at = models.DateTimeField(db_default=Now(), editable=False)

    objects = EventQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["item", "-at", "-id"], name="event_item_newest"),
            models.Index(fields=["product", "-at", "-id"], name="event_product_newest"),
            models.Index(fields=["-at", "-id"], name="event_newest"),
        ]

    def __str__(self) -> str:
        return f"{self.verb} {self.item.mark if self.item else ''}".strip()


class Redaction(models.Model):
    """One table in which words were covered because a person asked for it: which, how many rows, when. Never what."""

    place = models.TextField()
    rows = models.BigIntegerField()
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.rows} rows of {self.place}"


class NamedQuerySet(models.QuerySet[Any]):
    """Nouns with a row in the record. `product_path` leads from the row to its product's item."""

    product_path = "item__product"

    def visible_to(self, member: Any) -> Self:
        inside = {f"{self.product_path}__in": member.visible_products()}
        return self.filter(models.Q(**{self.product_path: None}) | models.Q(**inside))

    def in_use(self) -> Self:
        return self.filter(item__retired_at=None)

    def of(self, product: Any) -> Self:
        return self.filter(**{self.product_path: product.pk})

    def numbered(self, number: int) -> Any:
        return self.select_related("item").get(item__number=number)


class Named(models.Model):
    """A noun of the product: its title, number, product and version live in its item, its own facts here."""

    kind: ClassVar[str]
    searched: ClassVar[tuple[str, ...]] = ()
    revisable: ClassVar[tuple[str, ...]] = ()
    draft_act: ClassVar[str] = "draft definition"

    item = models.OneToOneField(Item, models.PROTECT, primary_key=True, related_name="+")

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.item.title

    @property
    def title(self) -> str:
        return self.item.title

    @property
    def number(self) -> int:
        return self.item.number

    @property
    def mark(self) -> str:
        return self.item.mark

    @property
    def version(self) -> int:
        return self.item.version

    def get_absolute_url(self) -> str:
        return self.item.get_absolute_url()

    def words_searched(self) -> str:
        """What search should find this by, beside its title."""
        return "\n".join(str(value) for name in self.searched if (value := getattr(self, name)))

    @recorded("revised", act="")
    def revise(self, *, by: Actor, version: int, because: str = "", **changes: Any) -> None:
        """Change the plain fields. A version other than the one last seen is refused, showing both texts."""
        self._refuse_stale(version, changes)
        for name, value in changes.items():
            self._put(name, value)
        self.save()

    @recorded("retired", act="")
    def retire(self, *, by: Actor, because: str) -> None:
        """Take it out of use. Nothing is deleted: its page and history stay, and it can be restored."""
        self.item.retired_at = clock.now()

    @recorded("restored", act="")
    def restore(self, *, by: Actor, because: str = "") -> None:
        """Bring it back into use: the inverse of retiring."""
        self.item.retired_at = None

    @classmethod
    def _make(cls, title: str, *, product: Any = None, **fields: Any) -> Self:
        """One item and its noun. Called by creating verbs only, inside their transaction."""
        (made,) = cls._make_many([(title, fields)], product=product)
        return made

    @classmethod
    def _make_many(cls, rows: list[tuple[str, dict[str, Any]]], *, product: Any = None) -> list[Self]:
        """Items first, then nouns, in two statements however many there are."""
        numbers = next_numbers(cls.kind, len(rows))
        now = clock.now()
        owner = product.item if isinstance(product, Named) else product
        items = [
            Item(kind=cls.kind, number=number, title=title, product=owner, made_at=now)
            for number, (title, _) in zip(numbers, rows, strict=True)
        ]
        Item.objects.bulk_create(items, batch_size=1000)
        made = [cls(item=item, **fields) for item, (_, fields) in zip(items, rows, strict=True)]
        nouns: Any = cls._default_manager
        return nouns.bulk_create(made, batch_size=1000)

    def _refuse_stale(self, version: int, changes: dict[str, Any]) -> None:
        now = Item.objects.select_for_update().get(pk=self.pk)
        unknown = set(changes) - {"title", *self.revisable}
        if unknown:
            raise Refused(f"{', '.join(sorted(unknown))} cannot be changed here.")
        kept = {"title", *(field.name for field in self._meta.fields if not field.null)}
        if gone := [name for name, value in changes.items() if value is None and name in kept]:
            raise Refused(f"{', '.join(sorted(gone))} cannot be taken away; leave it out to keep it.")
        if now.version != version:
            theirs = {name: getattr(now if name == "title" else self, name) for name in changes}
            raise Stale(
                "Somebody changed this while you were writing; both texts are below.", yours=changes, theirs=theirs
            )
        self.item = now

    def _put(self, name: str, value: Any) -> None:
        if name == "title":
            self.item.title = value
        else:
            setattr(self, name, value)
