"""Forms of decisions: a choice with what was turned down, dissent, and when to look again."""

from __future__ import annotations

from typing import Any

from django import forms

from tandem.definition.forms import area, day_input
from tandem.definition.models.decision import FORMS
from tandem.definition.revisiting import MEASURES


class AlternativesField(forms.CharField):
    """One alternative a line: what it was, a colon, and why not."""

    def clean(self, value: Any) -> list[tuple[str, str]]:
        lines = [line.strip() for line in super().clean(value).splitlines() if line.strip()]
        parts = [line.partition(":") for line in lines]
        for line, (title, _, reason) in zip(lines, parts, strict=True):
            if not title.strip() or not reason.strip():
                raise forms.ValidationError(f"Say why “{line[:60]}” was turned down, after a colon.")
        return [(title.strip(), reason.strip()) for title, _, reason in parts]


class Revisiting(forms.Form):
    """When it comes back: a day, new evidence, either, or never."""

    measure = forms.ChoiceField(
        label="Or when customers say more", required=False, choices=[("", "Not by evidence"), *MEASURES.items()]
    )
    mark = forms.DecimalField(
        label="As many as", required=False, min_value=0, max_digits=14, decimal_places=2,
        help_text="Counted from today; revenue in the workspace's currency.",
    )  # fmt: skip


class DecisionForm(Revisiting):
    """What was decided, and because of what."""

    title = forms.CharField(label="Decided", max_length=300, widget=forms.TextInput(attrs={"autofocus": True}))
    because = forms.CharField(label="Because", widget=area())
    alternatives = AlternativesField(
        label="What was turned down", required=False, max_length=6000, widget=area(3),
        help_text="One a line, its reason after a colon: A stop button first: it spares 2 of 15 calls.",
    )  # fmt: skip
    form = forms.ChoiceField(label="Kind", choices=FORMS, initial="other")
    look_again_on = forms.DateField(label="Look again on", required=False, widget=day_input())

    field_order = ("title", "because", "alternatives", "form", "look_again_on", "measure", "mark")


class LookAgainForm(Revisiting):
    """A decision was looked at again and holds."""

    on = forms.DateField(
        label="Look again on", required=False, widget=day_input(), help_text="Empty: it holds for good."
    )
    because = forms.CharField(label="What you saw", required=False, widget=area())

    field_order = ("on", "measure", "mark", "because")


class AlternativeForm(forms.Form):
    """One thing that was turned down."""

    title = forms.CharField(label="What was turned down", max_length=300)
    because = forms.CharField(label="Why", max_length=4000, widget=area())


class DissentForm(forms.Form):
    """Another mind, in one's own words."""

    words = forms.CharField(label="Why you would decide otherwise", max_length=4000, widget=area(3))
