"""The custom fields of one thing: what it answers, in words, and the form to fill them in."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django import forms

from tandem.record.models import Item
from tandem.team.filling import in_words
from tandem.team.models import CustomField, FieldValue, Member

EMPTY = ("", "Not said")
IN_SIGHT = 12  # a longer list is no row of filters


@dataclass(frozen=True)
class Answered:
    """One field, the answer as it is kept, and as a person reads it."""

    field: CustomField
    value: Any
    words: str

    @property
    def plain(self) -> str:
        """As a file holds it, to be read again: numbers without their unit, dates as 2026-11-22."""
        if self.value is None:
            return ""
        return str(self.value) if self.field.form in ("number", "money", "day") else self.words


def answers_of(item: Item) -> list[Answered]:
    """Every field asked of this thing, answered or not. At most four statements."""
    asked = CustomField.objects.asked_of(item.kind)
    return answers_of_many(asked, [item.pk])[item.pk] if asked else []


def answers_of_many(asked: list[CustomField], items: Iterable[int]) -> dict[int, list[Answered]]:
    """The answers of many things to the same fields, in two statements."""
    keys = list(items)
    rows = FieldValue.objects.filter(about__in=keys, field__in=asked).values_list("about", "field", "value")
    kept = {(about, field): value for about, field, value in rows}
    named = {value for (_, field), value in kept.items() if value is not None and field in _of_members(asked)}
    colleagues = dict(Member.objects.filter(pk__in=named).values_list("pk", "item__title")) if named else {}
    shapes = [(one, one.shape) for one in asked]
    return {
        key: [
            Answered(one, value := kept.get((key, one.pk)), in_words(shape, value, colleagues)) for one, shape in shapes
        ]
        for key in keys
    }


@dataclass(frozen=True)
class Narrowing:
    """One field that a list may be narrowed by, and the answer that is asked for."""

    field: CustomField
    chosen: str

    @property
    def title(self) -> str:
        return self.field.title

    @property
    def name(self) -> str:
        """Its name in an address."""
        return f"field.{self.field.key}"

    @property
    def choices(self) -> list[tuple[str, str]]:
        return [("", f"{self.field.title}: any"), *_answers_to(self.field)]

    @property
    def kept(self) -> Any:
        """The answer as it is kept."""
        if self.field.form == "yes":
            return self.chosen == "yes"
        return next(one.pk for one in self.field.options.all() if one.title == self.chosen)


def narrowings(kind: str, said: Mapping[str, str]) -> list[Narrowing]:
    """Fields answered by yes, no or from a short list. What the address says that makes no sense narrows nothing."""
    made = []
    for field in CustomField.objects.asked_of(kind):
        answers = dict(_answers_to(field))
        asked = said.get(f"field.{field.key}", "")
        if answers and (len(answers) <= IN_SIGHT or asked in answers):
            made.append(Narrowing(field, asked if asked in answers else ""))
    return made


def narrowed(found: Any, chosen: Iterable[Narrowing]) -> Any:
    """Those things alone that answer so; each field is one search of an index."""
    for one in chosen:
        if one.chosen:
            rows = FieldValue.objects.filter(field=one.field, value__contains=one.kept)
            found = found.filter(pk__in=rows.values("about"))
    return found


def seen(item: Item) -> str:
    """How the answers stood when somebody began to write: another mark than now means that somebody was faster."""
    rows = FieldValue.objects.filter(about=item).order_by("-at").values_list("at", flat=True)
    return f"{len(rows)} {rows[0].isoformat()}" if rows else "0"


class FillingForm(forms.Form):
    """The custom fields of one thing, each as its form asks."""

    def __init__(self, answers: list[Answered], said: Any = None, *, stood: str = "") -> None:
        super().__init__(said, initial={one.field.key: _initial(one) for one in answers} | {"stood": stood})
        people = [(str(row[0]), row[1]) for row in _people()] if _of_members([one.field for one in answers]) else []
        for one in answers:
            self.fields[one.field.key] = _asking(one, people)
        self.fields["stood"] = forms.CharField(widget=forms.HiddenInput)

    def changed(self) -> Mapping[str, Any]:
        """What is said otherwise than it stood, by key."""
        return {key: self.cleaned_data[key] for key in self.changed_data if key != "stood"}


def _answers_to(field: CustomField) -> list[tuple[str, str]]:
    if field.form == "yes":
        return [("yes", "Yes"), ("no", "No")]
    return [(one.title, one.title) for one in field.options.all()]


def _of_members(asked: Iterable[CustomField]) -> set[int]:
    return {one.pk for one in asked if one.form == "member"}


def _people() -> Iterable[tuple[int, str]]:
    found = Member.objects.active().order_by("item__title")
    return found.values_list("item__number", "item__title")


def _initial(one: Answered) -> Any:
    if one.value is None:
        return None
    if one.field.form == "yes":
        return "yes" if one.value else "no"
    if one.field.form == "choices":
        return [option.title for option in one.field.options.all() if option.pk in one.value]
    if one.field.form == "choice":
        return one.words
    if one.field.form == "member":
        return Member.objects.filter(pk=one.value).values_list("item__number", flat=True).first()
    return one.value


def _asking(one: Answered, people: list[tuple[str, str]]) -> forms.Field:
    field = one.field
    said: dict[str, Any] = {"label": field.title, "required": False, "help_text": _help(one)}
    chosen = one.value if isinstance(one.value, list) else [one.value]
    options = [(row.title, row.title) for row in field.options.all() if row.is_in_use or row.pk in chosen]
    made: dict[str, forms.Field] = {
        "line": forms.CharField(**said),
        "words": forms.CharField(widget=forms.Textarea(attrs={"rows": 4}), **said),
        "number": forms.CharField(widget=forms.TextInput(attrs={"inputmode": "decimal"}), **said),
        "money": forms.CharField(widget=forms.TextInput(attrs={"inputmode": "decimal"}), **said),
        "day": forms.DateField(widget=forms.DateInput(attrs={"type": "date"}), **said),
        "yes": forms.ChoiceField(choices=[EMPTY, ("yes", "Yes"), ("no", "No")], **said),
        "choice": forms.ChoiceField(choices=[EMPTY, *options], **said),
        "choices": forms.MultipleChoiceField(choices=options, widget=forms.CheckboxSelectMultiple, **said),
        "link": forms.CharField(widget=forms.URLInput, **said),
        "member": forms.ChoiceField(choices=[EMPTY, *people], **said),
    }
    return made[field.form]


def _help(one: Answered) -> str:
    unit = one.field.shape.unit if one.field.form in ("number", "money") else ""
    return " ".join(part for part in (one.field.hint, f"In {unit}." if unit else "") if part)
