"""Forms about custom fields themselves."""

from __future__ import annotations

from django import forms

from tandem.team.filling import FORMS
from tandem.team.models.custom_field import OF


class CustomFieldForm(forms.Form):
    """One thing more to ask."""

    name = forms.CharField(label="Name", max_length=80)
    of = forms.ChoiceField(label="Asked of", choices=OF)
    form = forms.ChoiceField(label="Answer", choices=list(FORMS.items()))
    options = forms.CharField(
        label="Answers to choose from",
        required=False,
        max_length=25_000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="One on a line, for a list only.",
    )
    hint = forms.CharField(label="What it is for", required=False, max_length=300)
    unit = forms.CharField(label="Unit", required=False, max_length=20, help_text="For numbers, such as seats or days.")


class EditCustomField(forms.Form):
    """What may change once it was answered: the words, not the form of the answer."""

    title = forms.CharField(label="Name", max_length=80)
    hint = forms.CharField(label="What it is for", required=False, max_length=300)
    unit = forms.CharField(label="Unit", required=False, max_length=20)
    version = forms.IntegerField(widget=forms.HiddenInput)
