"""Forms of roadmaps and objectives: they clean, the verbs write."""

from __future__ import annotations

from typing import Any

from django import forms

from tandem.definition.forms import NumberedField, Version, area, day_input
from tandem.definition.horizons import CONFIDENCES, ROUNDINGS
from tandem.definition.models import Component, Initiative, Objective
from tandem.definition.models.roadmap import AUDIENCES, LONGEST_DAYS


class TiesForm(forms.Form):
    """What a feature belongs to."""

    objective = NumberedField(
        label="Objective", queryset=Objective.objects.none(), required=False, to_field_name="item__number",
        empty_label="None",
    )  # fmt: skip
    initiative = NumberedField(
        label="Initiative", queryset=Initiative.objects.none(), required=False, to_field_name="item__number",
        empty_label="None",
    )  # fmt: skip
    component = NumberedField(
        label="Component", queryset=Component.objects.none(), required=False, to_field_name="item__number",
        empty_label="None",
    )  # fmt: skip

    def __init__(self, *args: Any, product: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, kind in (("objective", Objective), ("initiative", Initiative), ("component", Component)):
            rows = kind.objects.of(product).in_use().select_related("item").order_by("item__number")
            self.fields[name].queryset = rows  # type: ignore[attr-defined]


class MoveForm(forms.Form):
    """The new dates of a release."""

    charter_release_on = forms.DateField(label="Charter release", required=False, widget=day_input())
    available_on = forms.DateField(label="General availability", required=False, widget=day_input())


class EditionForm(forms.Form):
    """What one audience reads of a release or feature."""

    audience = forms.ChoiceField(choices=AUDIENCES, widget=forms.HiddenInput)
    name = forms.CharField(label="Name outside", max_length=200)
    text = forms.CharField(label="Text outside", required=False, max_length=2000, widget=area(3))
    promised_on = forms.DateField(
        label="Date", required=False, widget=day_input(),
        help_text="Kept inside; outside only its month, quarter or half.",
    )  # fmt: skip
    rounding = forms.ChoiceField(label="Told as", choices=ROUNDINGS)
    confidence = forms.ChoiceField(label="Confidence", choices=CONFIDENCES)


class LinkForm(forms.Form):
    """A link to share the roadmap by."""

    title = forms.CharField(label="Whom it is for", max_length=120, help_text="Such as the customers' council.")
    audience = forms.ChoiceField(label="Edition", choices=AUDIENCES)
    days = forms.IntegerField(label="Works for so many days", min_value=1, max_value=LONGEST_DAYS, initial=90)
    because = forms.CharField(
        label="Why our own names may be read", required=False, max_length=2000, widget=area(),
        help_text="Only when the check names some. What names a customer without consent is never shared.",
    )  # fmt: skip


class ObjectiveForm(forms.Form):
    """What a product wants to reach."""

    title = forms.CharField(
        label="What we want to reach", max_length=300, widget=forms.TextInput(attrs={"autofocus": True})
    )
    statement = forms.CharField(label="Why", required=False, widget=area(3), max_length=4000)
    starts_on = forms.DateField(label="From", required=False, widget=day_input())
    due_on = forms.DateField(label="By", required=False, widget=day_input())


class ResultForm(forms.Form):
    """A number by which one sees whether an objective is reached."""

    title = forms.CharField(label="What is measured", max_length=300)
    baseline = forms.DecimalField(label="Today", max_digits=18, decimal_places=2, initial=0)
    target = forms.DecimalField(label="Target", max_digits=18, decimal_places=2)
    unit = forms.CharField(label="Unit", required=False, max_length=30)


class ValueForm(forms.Form):
    """Where a key result stands."""

    value = forms.DecimalField(label="Now", max_digits=18, decimal_places=2)
    because = forms.CharField(label="Where the number is from", required=False, max_length=2000)


class ComponentForm(forms.Form):
    """A part of a product."""

    title = forms.CharField(label="Name", max_length=300, widget=forms.TextInput(attrs={"autofocus": True}))
    statement = forms.CharField(label="What it is", required=False, widget=area(3), max_length=4000)


class InitiativeForm(ComponentForm):
    """A larger piece of work."""

    objective = TiesForm.base_fields["objective"]

    def __init__(self, *args: Any, product: Any = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if product is not None:
            rows = Objective.objects.of(product).in_use().select_related("item").order_by("item__number")
            self.fields["objective"].queryset = rows  # type: ignore[attr-defined]


class ReviseObjective(ObjectiveForm, Version):
    """Change an objective."""


class ReviseComponent(ComponentForm, Version):
    """Change a component or the words of an initiative."""
