"""Forms of prioritizing: a model from a template, its formula, a driver with its rubric, and estimates."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from decimal import Decimal, InvalidOperation
from typing import Any

from django import forms

from tandem.core.errors import Refused
from tandem.definition.models.scoring import Driver
from tandem.definition.recipes import FILLS, RECIPES

FIELD = "d_"
STEP = re.compile(r"\s*(?P<value>-?\d{1,12}(?:\.\d{1,2})?)\s*[:=]\s*(?P<text>.*)")
NUMBER: dict[str, Any] = {"max_digits": 14, "decimal_places": 2}


class ModelForm(forms.Form):
    """Which template to begin with."""

    recipe = forms.ChoiceField(
        label="Begin with",
        choices=[(one.key, f"{one.name}: {one.says}") for one in RECIPES.values()],
        widget=forms.RadioSelect,
    )
    title = forms.CharField(label="Name", max_length=120, required=False, help_text="Empty: the template's.")


class FormulaForm(forms.Form):
    """A formula, and why it is another now."""

    formula = forms.CharField(
        label="Formula",
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2, "spellcheck": "false", "class": "mono"}),
        help_text="Numbers, drivers, + - * / and brackets; min(a, b), max(a, b), if(a > b, c, d), weighted(a, b).",
    )
    because = forms.CharField(label="Why it changes", required=False, max_length=2000)


class RubricField(forms.CharField):
    """One step a line: a number, a colon, and what it means."""

    def clean(self, value: Any) -> list[list[str]]:
        lines = [line for line in super().clean(value).splitlines() if line.strip()]
        read = [STEP.fullmatch(line) for line in lines]
        for line, found in zip(lines, read, strict=True):
            if not found:
                raise forms.ValidationError(f"“{line[:40]}” is no step: write it as 5: Half of them do.")
        return [[found["value"], found["text"].strip()[:200]] for found in read if found]


class DriverForm(forms.Form):
    """One driver: its scale, weight, direction, what fills it, and what its steps mean."""

    key = forms.CharField(
        label="Short name",
        max_length=30,
        help_text="As formulas write it, such as time_saved. One that exists is changed.",
    )
    name = forms.CharField(label="Name", max_length=80)
    unit = forms.CharField(label="Unit or scale", max_length=60, required=False)
    low = forms.DecimalField(label="Lowest", required=False, **NUMBER)
    high = forms.DecimalField(label="Highest", required=False, **NUMBER)
    weight = forms.DecimalField(
        label="Weight",
        required=False,
        min_value=0,
        max_value=1000,
        decimal_places=2,
        help_text="Counts in weighted(...). Empty: 1.",
    )
    falls = forms.BooleanField(label="The less of it, the better", required=False)
    filled_from = forms.ChoiceField(
        label="Filled from", required=False, choices=[("", "People estimate it"), *FILLS.items()]
    )
    rubric = RubricField(
        label="What its steps mean",
        required=False,
        max_length=3000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="One step a line, such as 5: Half of them do.",
    )
    because = forms.CharField(label="Why it changes", required=False, max_length=2000)

    def said(self) -> dict[str, Any]:
        """The fields of the verb."""
        given = dict(self.cleaned_data)
        return given | {"weight": Decimal(1) if given["weight"] is None else given["weight"]}


def of_driver(driver: Driver) -> dict[str, Any]:
    """A driver as its form shows it."""
    names = ("key", "name", "unit", "low", "high", "weight", "falls", "filled_from")
    told = {name: getattr(driver, name) for name in names}
    numbers = {name: f"{value:f}".removesuffix(".00") for name, value in told.items() if isinstance(value, Decimal)}
    return {**told, **numbers} | {"rubric": "\n".join(f"{value}: {text}" for value, text in driver.rubric)}


class EstimatesForm(forms.Form):
    """One number for each driver; an empty one is left to the evidence."""

    def __init__(
        self, data: Any, *, drivers: Iterable[Driver], now: Mapping[str, Decimal], heard: Mapping[str, str]
    ) -> None:
        super().__init__(data, initial={f"{FIELD}{key}": f"{value:f}" for key, value in now.items()})
        self.now = now
        for driver in drivers:
            self.fields[f"{FIELD}{driver.key}"] = forms.DecimalField(
                label=driver.name, required=False, help_text=_hint(driver, heard.get(driver.key, "")), **NUMBER
            )
        self.fields["because"] = forms.CharField(label="Why", required=False, max_length=2000)

    def changes(self) -> dict[str, Decimal | None]:
        """What is another than it was, by the driver's short name."""
        said = {name.removeprefix(FIELD): value for name, value in self.cleaned_data.items() if name.startswith(FIELD)}
        return {key: value for key, value in said.items() if value != self.now.get(key)}


def _hint(driver: Driver, heard: str) -> str:
    steps = "; ".join(f"{value} {text.lower()}" for value, text in driver.rubric if text)
    return " ".join(f"{part}." for part in (driver.unit, steps, heard) if part)


def placed(data: Mapping[str, str], drivers: Iterable[Driver]) -> dict[str, Decimal | None]:
    """The numbers that a form of a few drivers brought; what is no number is refused, and an empty one takes back."""
    found: dict[str, Decimal | None] = {}
    for driver in drivers:
        if (said := data.get(f"{FIELD}{driver.key}")) is not None:
            found[driver.key] = _number(driver, said.strip())
    return found


def _number(driver: Driver, said: str) -> Decimal | None:
    if not said:
        return None
    try:
        return Decimal(said).quantize(Decimal("0.01"))
    except InvalidOperation:
        raise Refused(f"“{said[:20]}” is no number that {driver.name} can be.") from None
