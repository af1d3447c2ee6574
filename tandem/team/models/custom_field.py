"""Custom fields: what a company wants to know of its problems, features and companies beyond what Tandem asks."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models.functions import Lower
from django.utils.text import slugify

from tandem.core import clock
from tandem.core.errors import Refused
from tandem.record.history import kept
from tandem.record.models import Item, Named, NamedQuerySet
from tandem.record.verbs import recorded
from tandem.team.filling import FORMS, LISTS, Shape, read
from tandem.team.models.member import Member
from tandem.team.models.workspace import Workspace

OF = [("problem", "Problems"), ("feature", "Features"), ("company", "Companies")]
MOST_FIELDS, MOST_OPTIONS, LONGEST_OPTION = 40, 200, 120


class CustomFieldQuerySet(NamedQuerySet):
    """Custom fields belong to the workspace: whoever sees a thing sees what it is asked."""

    def asked_of(self, kind: str) -> list[CustomField]:
        """Those in use for one kind of thing, in their order, with what may be chosen. Two statements."""
        found = self.in_use().filter(of=kind).select_related("item").prefetch_related("options")
        return list(found.order_by("position", "pk"))


@kept()
class CustomField(Named):
    """One question that is asked of every problem, feature or company, and the form of its answer."""

    kind: ClassVar[str] = "custom field"
    draft_act: ClassVar[str] = "administer"
    searched: ClassVar[tuple[str, ...]] = ("hint",)
    revisable: ClassVar[tuple[str, ...]] = ("hint", "unit")

    of = models.CharField(max_length=10, choices=OF)
    key = models.CharField(max_length=40)
    form = models.CharField(max_length=10, choices=list(FORMS.items()))
    hint = models.CharField(max_length=300, default="", blank=True)
    unit = models.CharField(max_length=20, default="", blank=True)
    position = models.IntegerField(default=0)

    objects = CustomFieldQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["of", "key"], name="custom_field_key")]

    @property
    def shape(self) -> Shape:
        """What its answers are read by."""
        known = [(one.pk, one.title, one.is_in_use) for one in self.options.all()] if self.form in LISTS else []
        unit = Workspace.current().currency if self.form == "money" else self.unit
        return Shape(self.title, self.form, unit, tuple(known))

    @classmethod
    @recorded("opened", act="administer", facts=("of", "form"))
    def open(
        cls, name: str, *, of: str, form: str, by: Any, hint: str = "", unit: str = "", options: tuple[str, ...] = ()
    ) -> CustomField:
        """Ask one thing more of every problem, feature or company."""
        name = " ".join(name.split())
        _refuse_unfit(name, of, form, options)
        beside = cls.objects.filter(of=of).select_related("item")
        if len([one for one in beside if not one.item.is_retired]) >= MOST_FIELDS:
            raise Refused(f"More than {MOST_FIELDS} fields are filled in by nobody; retire one first.")
        if any(one.title.lower() == name.lower() for one in beside):
            raise Refused(f"There is a field {name} already; change that one, or restore it.")
        key = _free_key(name, {one.key for one in beside})
        made = cls._make(name, of=of, form=form, hint=hint, unit=unit, key=key, position=len(beside))
        made._offer([*dict.fromkeys(" ".join(one.split()) for one in options if one.strip())])
        return made

    @recorded("offered", act="administer", facts=("title",))
    def offer(self, title: str, *, by: Any) -> FieldOption:
        """Let one answer more be chosen; one that was withdrawn comes back with the answers that had chosen it."""
        title = " ".join(title.split())
        if self.form not in LISTS:
            raise Refused(f"{self.title} is not chosen from a list.")
        known = self.options.filter(title__iexact=title).first()
        if known and known.is_in_use:
            raise Refused(f"{known.title} can be chosen already.")
        if known is None:
            (known,) = self._offer([title])
        known.withdrawn_at = None
        known.save(update_fields=["withdrawn_at"])
        return known

    @recorded("withdrew", act="administer", facts=("title",))
    def withdraw(self, title: str, *, by: Any) -> None:
        """No longer let an answer be chosen. Where it was chosen it stays."""
        option = self._option(title)
        option.withdrawn_at = clock.now()
        option.save(update_fields=["withdrawn_at"])

    @recorded("reworded", act="administer", facts=("title", "to"))
    def reword(self, title: str, to: str, *, by: Any) -> None:
        """Call an answer otherwise, wherever it was chosen."""
        option, to = self._option(title), " ".join(to.split())
        if self.options.filter(title__iexact=to).exclude(pk=option.pk).exists():
            raise Refused(f"{to} is among the answers already.")
        _refuse_answers([to])
        option.title = to
        option.save(update_fields=["title"])

    @recorded("moved", act="administer", facts=("place",))
    def move(self, place: int, *, by: Any) -> None:
        """Ask it at this place, counted from one, among those of its kind."""
        others = [one for one in CustomField.objects.asked_of(self.of) if one.pk != self.pk]
        others.insert(min(max(place - 1, 0), len(others)), self)
        for position, one in enumerate(others):
            one.position = position
        CustomField.objects.bulk_update(others, ["position"])

    def _option(self, title: str) -> FieldOption:
        found = self.options.filter(title__iexact=title.strip()).first()
        if found is None:
            raise Refused(f"{title} is no answer to {self.title}.")
        return found

    def _offer(self, titles: list[str]) -> list[FieldOption]:
        begun = self.options.count()
        if begun + len(titles) > MOST_OPTIONS:
            raise Refused(f"A list of more than {MOST_OPTIONS} answers is no longer read.")
        _refuse_answers(titles)
        rows = [FieldOption(field=self, title=title, position=begun + at) for at, title in enumerate(titles)]
        return FieldOption.objects.bulk_create(rows)

    def _put(self, name: str, value: Any) -> None:
        if name == "title":
            value = " ".join(str(value).split())
            same = CustomField.objects.filter(of=self.of, item__title__iexact=value).exclude(pk=self.pk)
            if not value or same.exists():
                raise Refused(f"There is a field {value} already." if value else "Give it a name.")
        super()._put(name, value)


@kept()
class FieldOption(models.Model):
    """One answer that may be chosen."""

    field = models.ForeignKey(CustomField, models.PROTECT, related_name="options")
    title = models.CharField(max_length=LONGEST_OPTION)
    position = models.IntegerField()
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("position", "pk")
        constraints = [models.UniqueConstraint("field", Lower("title"), name="field_option_title")]

    def __str__(self) -> str:
        return self.title

    @property
    def is_in_use(self) -> bool:
        return self.withdrawn_at is None


@kept()
class FieldValue(models.Model):
    """What one thing answers to one custom field: text, a number as text, a date, yes or no, options or a colleague."""

    field = models.ForeignKey(CustomField, models.PROTECT, related_name="values")
    about = models.ForeignKey(Item, models.PROTECT, related_name="custom_values")
    value = models.JSONField(null=True)
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["about", "field"], name="field_value_once")]
        indexes = [GinIndex(fields=["value"], opclasses=["jsonb_path_ops"], name="field_value_chosen")]

    def __str__(self) -> str:
        return f"{self.field}: {self.value}"

    @property
    def item(self) -> Item:
        """Its place in the record is that of the thing it is said of."""
        return self.about

    @classmethod
    @recorded("filled in", act="fill in fields", facts=("said",))
    def fill(cls, about: Item, said: Mapping[str, Any], *, by: Any) -> FieldValue:
        """Answer some of the custom fields of a thing, by their keys; an empty answer takes the earlier one away."""
        asked = {one.key: one for one in CustomField.objects.asked_of(about.kind)}
        if unknown := sorted(set(said) - set(asked)):
            raise Refused(f"There is no field {unknown[0]} for a {about.kind}.")
        if not said:
            raise Refused("Say what is to be filled in.")
        put: FieldValue | None = None
        for key, answer in said.items():
            field = asked[key]
            value = read(field.shape, answer)
            if field.form == "member" and value is not None:
                value = _colleague(field, value)
            put = cls._put(field, about, value)
        assert put is not None
        return put

    @classmethod
    def _put(cls, field: CustomField, about: Item, value: Any) -> FieldValue:
        found, _ = cls.objects.update_or_create(
            field=field, about=about, defaults={"value": value, "at": clock.now()}
        )
        return found


def _colleague(field: CustomField, number: int) -> int:
    found = Member.objects.active().filter(item__number=number).first()
    if found is None:
        raise Refused(f"{field.title} names a colleague who works here.")
    return int(found.pk)


def _refuse_unfit(name: str, of: str, form: str, options: tuple[str, ...]) -> None:
    if not name or len(name) > 80:
        raise Refused("Give it a name of at most 80 letters.")
    if of not in dict(OF) or form not in FORMS:
        raise Refused("Choose what it is asked of, and the form of the answer.")
    if form in LISTS and not any(one.strip() for one in options):
        raise Refused("Name at least one answer that may be chosen.")
    if form not in LISTS and options:
        raise Refused("Answers to choose from belong to a list.")


def _refuse_answers(titles: list[str]) -> None:
    if any(not title or len(title) > LONGEST_OPTION for title in titles):
        raise Refused(f"An answer has a name of at most {LONGEST_OPTION} letters.")
    if len({title.lower() for title in titles}) < len(titles):
        raise Refused("Two of the answers are called alike.")


def _free_key(name: str, taken: set[str]) -> str:
    """Short, of small letters, the same for good: programs and files name the field by it."""
    plain = slugify(name).replace("-", "_")[:34].strip("_") or "field"
    return next(key for key in (plain, *(f"{plain}_{n}" for n in range(2, 1000))) if key not in taken)
