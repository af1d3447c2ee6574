"""Forms of outcomes: they clean, the verbs write."""

from __future__ import annotations

from typing import Any

from django import forms


def _why(label: str, *, required: bool, hint: str = "") -> forms.CharField:
    return forms.CharField(
        label=label, required=required, max_length=2000, help_text=hint, widget=forms.Textarea(attrs={"rows": 2})
    )


def _actual(*, required: bool) -> forms.DecimalField:
    return forms.DecimalField(label="Came to", required=required, max_digits=18, decimal_places=2)


class ReadForm(forms.Form):
    """What a goal came to."""

    actual = _actual(required=True)
    because = _why("Where the figure comes from", required=False)


class JudgeForm(forms.Form):
    """A signed judgment, where nothing could be measured."""

    met = forms.TypedChoiceField(
        label="In your judgment",
        choices=[("yes", "It was met"), ("no", "It was missed")],
        coerce=lambda said: said == "yes",
        widget=forms.RadioSelect,
    )
    because = _why("What it rests on", required=True, hint="Who said or saw it. Your name stands beside it.")


class CorrectForm(forms.Form):
    """Another figure or judgment in place of the one that stands."""

    actual = _actual(required=False)
    met = forms.ChoiceField(
        label="Or a judgment",
        required=False,
        choices=[("", "A figure, as above"), ("yes", "It was met"), ("no", "It was missed")],
    )
    because = _why("Why it changes", required=True, hint="The first result stays in the history.")

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        said["met"] = {"yes": True, "no": False}.get(said.get("met", ""))
        return said


class PasteForm(forms.Form):
    """Past releases and goals as rows of a spreadsheet."""

    rows = forms.CharField(
        label="Rows",
        max_length=200_000,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text=(
            "Release, the day it shipped, goal, before, target, unit, the day it was to be measured, what it came to."
            " The last three may be empty."
        ),
    )
