"""The form of the mapping page: a column for each field, and how the values in the columns are read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Self

from django import forms

from tandem.core.errors import Refused
from tandem.evidence.importing import mapping as mappings
from tandem.evidence.importing.remembering import Remembered, carried, named, proposed
from tandem.evidence.models import Import
from tandem.evidence.reading import Column, Field, Question, Shape, values
from tandem.evidence.reading.dates import ORDERS
from tandem.ui.figures import plural

SAMPLE = 40
MARKS = [("", "Found by itself"), (".", "1,234.56"), (",", "1.234,56")]
READINGS = ("order_", "mark_", "zone", "currency", "rates")


class MappingForm(forms.Form):
    """A column for each field of the target, the order of dates, the decimal mark, the zone, for money its currency and
    rates, and an answer to each question of the preset. Proposed is what was chosen before: on this page, for this
    file, or for one like it.
    """

    def __init__(
        self, data: Any = None, *, brought: Import, shape: Shape, by: Any, chosen: dict[str, Any] | None = None
    ) -> None:
        self.remembered: Remembered | None = None
        super().__init__(data, initial=chosen or self._initial(brought, shape, by))
        self._asked = _asked_by_preset(shape)
        self._made, self._recognized = shape.base is not None, bool(shape.preset)
        self._rare = {field.name for field in brought.goes_to.fields if field.is_rare}
        self._filled = {str(one.position) for one in shape.columns if any(sample.strip() for sample in one.samples)}
        for number, asked in enumerate(self._asked):
            self.fields[f"answer_{number}"] = _answer(asked)
        columns = [("", "–"), *((str(column.position), _described(column)) for column in shape.columns)]
        for field in brought.goes_to.fields:
            self._add_column(field, columns)
        self._add_answers({field.kind for field in brought.goes_to.fields})

    def _initial(self, brought: Import, shape: Shape, by: Any) -> dict[str, Any]:
        if brought.mapping:
            kept = mappings.Mapping.from_json(brought.mapping)
            return answers_of(kept) | _answered(shape, kept.answers)
        found = proposed(brought, by)
        asked = {question.column for question in shape.questions if question.kind == "date_order"}
        initial = {"zone": "UTC", **{f"column_{name}": str(at) for name, at in found.fields.items()}}
        if found.mapping is None:
            return initial
        self.remembered = found
        was = found.mapping
        orders = {f"order_{n}": was.orders.get(n, "") for n, at in found.fields.items() if at in asked}
        marks = {name: mark for name, mark in was.said.items() if name.startswith("mark_")}
        said = {name: value for name, value in answers_of(was).items() if name in ("zone", "currency", "rates")}
        return initial | orders | marks | said | _answered(shape, was.answers)

    def _add_column(self, field: Field, columns: list[tuple[str, str]]) -> None:
        self.fields[f"column_{field.name}"] = forms.ChoiceField(
            label=field.label,
            choices=columns,
            required=field.required,
            help_text=field.help,
            error_messages={"required": f"Choose the column for {field.label}."},
        )
        if field.kind == "date":
            orders = [("", "Order found by itself"), *ORDERS.items()]
            self.fields[f"order_{field.name}"] = forms.ChoiceField(
                label=f"{field.label}: order of its dates", choices=orders, required=False
            )
        if field.kind in ("number", "money"):
            self.fields[f"mark_{field.name}"] = forms.ChoiceField(
                label=f"{field.label}: how its numbers are written", choices=MARKS, required=False
            )

    def _add_answers(self, kinds: set[str]) -> None:
        if "date" in kinds:
            self.fields["zone"] = _text("Time zone where none is written", 40, "Such as UTC or Europe/Paris.")
        if "money" in kinds:
            self.fields["currency"] = _text("Currency where none is written", 3)
            help = "Such as EUR 1.08, GBP 1.27: what one of each is worth here."
            self.fields["rates"] = _text("Rates of other currencies", 400, help)

    @property
    def columns(self) -> list[forms.BoundField]:
        """Which column is which field, without those that are folded away."""
        return [bound for bound in self._columns if not self._is_folded(bound)]

    @property
    def folded(self) -> list[forms.BoundField]:
        """The fields that this file hardly has: of a preset those it leaves empty, else the rare ones without a column;
        with how their values are read.
        """
        folded = [bound for bound in self._columns if self._is_folded(bound)]
        return [*folded, *(bound for bound in self._readings if self._reads_one_of(bound, folded))]

    @property
    def folded_says(self) -> str:
        """What is folded away."""
        count = len([bound for bound in self._columns if self._is_folded(bound)])
        says = "that the first rows leave empty" if self._made else "that this file has no column for"
        return f"{plural(count, 'field')} {says}"

    @property
    def readings(self) -> list[forms.BoundField]:
        """How the values in the columns are to be read."""
        folded = self.folded
        return [bound for bound in self._readings if bound not in folded]

    @property
    def _columns(self) -> list[forms.BoundField]:
        return [bound for bound in self.visible_fields() if bound.name.startswith("column_")]

    @property
    def _readings(self) -> list[forms.BoundField]:
        return [bound for bound in self.visible_fields() if not bound.name.startswith(("column_", "answer_"))]

    def _is_folded(self, bound: forms.BoundField) -> bool:
        if bound.errors or bound.field.required:
            return False
        said, name = str(bound.value() or ""), bound.name.removeprefix("column_")
        if self._made:
            return said not in self._filled
        return not said and (self._recognized or name in self._rare)

    def _reads_one_of(self, bound: forms.BoundField, columns: list[forms.BoundField]) -> bool:
        of = bound.name.removeprefix("order_").removeprefix("mark_")
        return of != bound.name and not bound.errors and f"column_{of}" in [one.name for one in columns]

    @property
    def asked(self) -> list[forms.BoundField]:
        """What the preset asks."""
        return [bound for bound in self.visible_fields() if bound.name.startswith("answer_")]

    @property
    def said(self) -> dict[str, Any]:
        """What stands on the page: as it was sent, as far as it can be read, else as it is proposed."""
        if self.is_bound:
            return getattr(self, "cleaned_data", {})
        try:
            rates = _rates(self.initial.get("rates", ""))
        except Refused:  # out of an address that somebody wrote
            rates = {}
        return {**self.initial, "answers": self._answers(self.initial), "rates": rates}

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = super().clean() or {}
        said["answers"] = self._answers(said)
        return said

    def clean_rates(self) -> dict[str, str]:
        try:
            return _rates(self.cleaned_data["rates"])
        except Refused as refused:
            raise forms.ValidationError(refused.sentence) from None

    def _answers(self, said: Mapping[str, Any]) -> dict[str, str]:
        """The answers to what the preset asks, by the names of the questions."""
        return {asked.name: said.get(f"answer_{number}") or "" for number, asked in enumerate(self._asked)}


@dataclass(frozen=True)
class Chosen:
    """What was chosen on the page, by the names of columns and questions: a file that is read in another way may have
    them elsewhere.
    """

    columns: dict[str, str]
    answers: dict[str, str]
    readings: dict[str, str]

    @classmethod
    def of(cls, brought: Import, said: Mapping[str, str]) -> Self:
        shape = brought.shown_shape
        if shape is None:
            return cls({}, {}, {})
        places = {one.name: said.get(f"column_{one.name}", "") for one in brought.goes_to.fields}
        columns = named({name: int(at) for name, at in places.items() if at.isdecimal() and len(at) < 6}, shape)
        answers = {one.name: said.get(f"answer_{number}", "") for number, one in enumerate(_asked_by_preset(shape))}
        return cls(columns, answers, {name: said[name] for name in said if name.startswith(READINGS) and said[name]})

    def as_query(self, brought: Import) -> dict[str, str]:
        """As far as the columns are still there; nothing where none is."""
        shape = brought.shown_shape
        found = carried(self.columns, shape.columns)[0] if shape else {}
        if shape is None or not found:
            return {}
        columns = {f"column_{name}": str(at) for name, at in found.items()}
        return {**columns, **self.readings, **_answered(shape, self.answers)}


def answers_of(mapping: mappings.Mapping) -> dict[str, Any]:
    """A kept mapping as the form shows it."""
    rates = ", ".join(f"{code} {rate}" for code, rate in mapping.rates.items())
    return {
        **{f"column_{name}": str(at) for name, at in mapping.fields.items()},
        **mapping.said,
        "zone": mapping.zone, "currency": mapping.currency, "rates": rates,
    }  # fmt: skip


def _asked_by_preset(shape: Shape) -> list[Question]:
    return [question for question in shape.questions if question.name]


def _answered(shape: Shape, answers: Mapping[str, str]) -> dict[str, str]:
    """What was answered to the preset's questions, under the names that they have in the form."""
    asked = enumerate(_asked_by_preset(shape))
    return {f"answer_{number}": answers[one.name] for number, one in asked if answers.get(one.name)}


def _rates(text: str) -> dict[str, str]:
    """EUR 1.08, GBP 1.27 as currency and rate."""
    found = {}
    for part in filter(None, (part.strip() for part in text.replace(";", ",").split(","))):
        code, _, rate = part.partition(" ")
        try:
            found[code.upper()] = str(values.number(rate))
        except Refused:
            raise Refused(f"“{part[:40]}” is not a rate. Write it as EUR 1.08.") from None
    return found


def _answer(asked: Question) -> forms.Field:
    if not asked.choices:
        return forms.CharField(label=asked.sentence, required=False, max_length=200, initial=asked.proposed)
    choices = list(asked.choices) if asked.proposed else [("", "Choose"), *asked.choices]
    return forms.ChoiceField(label=asked.sentence, choices=choices, required=True, initial=asked.proposed)


def _text(label: str, most: int, help_text: str = "") -> forms.CharField:
    return forms.CharField(label=label, required=False, max_length=most, help_text=help_text)


def _described(column: Column) -> str:
    sample = next((sample for sample in column.samples if sample.strip()), "")
    short = " ".join(sample.split())[:SAMPLE]
    return f"{column.name[:80]} – {short}" if short else column.name[:80]
