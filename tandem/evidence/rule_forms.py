"""Forms of saved rules: a target market and a segment, each field one condition."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from django import forms

from tandem.evidence.market import FIELDS, NUMBERS, OWN, AnyOf, Condition, Rule
from tandem.evidence.models.company import LIFE_CYCLE


class MarketForm(forms.Form):
    """A sentence, and its rule as plain fields; an empty field sets no condition."""

    sentence = forms.CharField(
        label="For whom, in a sentence",
        max_length=300,
        widget=forms.TextInput(attrs={"placeholder": "Small firms that keep their own books"}),
    )
    employees_from = forms.DecimalField(label="People from", required=False, min_value=0, max_digits=11)
    employees_to = forms.DecimalField(label="People up to", required=False, min_value=0, max_digits=11)
    arr_from = forms.DecimalField(label="ARR at least", required=False, min_value=0, max_digits=14)
    industry = forms.CharField(label="Industries", required=False, max_length=1000, help_text="Separated by commas.")
    country = forms.CharField(label="Countries", required=False, max_length=1000, help_text="Separated by commas.")
    plan = forms.CharField(label="Plans", required=False, max_length=1000, help_text="Separated by commas.")
    segment = forms.CharField(label="Segments", required=False, max_length=1000, help_text="Separated by commas.")
    life_cycle = forms.MultipleChoiceField(
        label="Is a",
        required=False,
        choices=[(name, name.capitalize()) for name in LIFE_CYCLE],
        widget=forms.CheckboxSelectMultiple,
    )
    own = forms.CharField(
        label="Facts of your own",
        required=False,
        max_length=2000,
        help_text="One on each line, such as Region = EMEA, Americas.",
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def conditions(self) -> list[dict[str, Any]]:
        """The rule that the filled-in fields make."""
        given = self.cleaned_data
        rule = [
            _numbers("employees", given.get("employees_from"), given.get("employees_to")),
            _numbers("arr", given.get("arr_from"), None),
        ]
        rule += [_choices(field, given.get(field)) for field in FIELDS if field not in NUMBERS]
        rule += [_choices(f"{OWN}{name}", said) for name, said in _lines(given.get("own") or "")]
        return [condition for condition in rule if condition]


class SegmentForm(MarketForm):
    """A segment's name and rule; its conditions must all hold, or one of them is enough."""

    sentence = forms.CharField(
        label="Name", max_length=120, widget=forms.TextInput(attrs={"placeholder": "Large customers in Europe"})
    )
    match = forms.ChoiceField(
        label="A company belongs to it when",
        choices=[("all", "all of these hold"), ("any", "any of these holds")],
        initial="all",
    )
    field_order = ("sentence", "match")

    def conditions(self) -> list[dict[str, Any]]:
        rule = super().conditions()
        return [{"any": rule}] if self.cleaned_data.get("match") == "any" and len(rule) > 1 else rule


def fields_of(rules: Sequence[Rule]) -> dict[str, Any]:
    """What the form shows for a rule that is there already."""
    if len(rules) == 1 and isinstance(rules[0], AnyOf):
        return {**fields_of(rules[0].conditions), "match": "any"}
    shown: dict[str, Any] = {}
    for rule in rules:
        if isinstance(rule, Condition):
            shown |= _own_field(rule, shown) if rule.field.startswith(OWN) else _field(rule)
    return shown


def is_too_rich(rules: Sequence[Rule]) -> bool:
    """Whether a rule, given over the API, says more than the fields of the form can show."""
    alone = rules[0].conditions if len(rules) == 1 and isinstance(rules[0], AnyOf) else rules
    said = [rule.field for rule in alone if isinstance(rule, Condition)]
    bounds = any(isinstance(rule, Condition) and rule.field == "arr" and rule.relation != "at least" for rule in alone)
    return bounds or len(said) < len(alone) or len(set(said)) < len(said)


def _field(rule: Condition) -> dict[str, Any]:
    if rule.relation == "in":
        return {rule.field: list(rule.value) if rule.field == "life_cycle" else ", ".join(rule.value)}
    low = {f"{rule.field}_from": rule.value[0]} if rule.relation != "at most" else {}
    return low | ({f"{rule.field}_to": rule.value[-1]} if rule.relation != "at least" else {})


def _own_field(rule: Condition, shown: dict[str, Any]) -> dict[str, Any]:
    line = f"{rule.field.removeprefix(OWN)} = {', '.join(rule.value)}"
    return {"own": "\n".join(part for part in (shown.get("own"), line) if part)}


def _lines(text: str) -> list[tuple[str, str]]:
    """Each line as a name and what it may be; one without an equals sign names nothing."""
    parted = [line.partition("=") for line in text.splitlines() if line.strip()]
    return [(name.strip(), said.strip()) for name, _, said in parted]


def _numbers(field: str, low: Decimal | None, high: Decimal | None) -> dict[str, Any] | None:
    if low is not None and high is not None:
        return {"field": field, "is": "between", "value": [low, high]}
    if low is not None:
        return {"field": field, "is": "at least", "value": [low]}
    return {"field": field, "is": "at most", "value": [high]} if high is not None else None


def _choices(field: str, given: Any) -> dict[str, Any] | None:
    values = given if isinstance(given, list) else [part.strip() for part in str(given or "").split(",")]
    values = [value for value in values if value]
    return {"field": field, "is": "in", "value": values} if values or field.startswith(OWN) else None
