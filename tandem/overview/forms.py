"""Forms of the overview."""

from django import forms


class AcknowledgeForm(forms.Form):
    """That it is known and fine, and why."""

    flag = forms.CharField(widget=forms.HiddenInput, max_length=200)
    because = forms.CharField(label="Why is it fine?", max_length=500, widget=forms.Textarea(attrs={"rows": 2}))


class SnoozeForm(forms.Form):
    """Until when a flag sleeps, and why."""

    flag = forms.CharField(widget=forms.HiddenInput, max_length=200)
    until = forms.DateField(label="Until", widget=forms.DateInput(attrs={"type": "date"}))
    because = forms.CharField(label="Why can it wait?", max_length=500, widget=forms.Textarea(attrs={"rows": 2}))
