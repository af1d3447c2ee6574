"""Forms of interviews."""

from __future__ import annotations

from django import forms

from tandem.definition.forms import ReviseInterview, area, day_input
from tandem.definition.scripts import SCRIPT


class InterviewForm(forms.Form):
    """A plan of conversations."""

    title = forms.CharField(label="Name of the plan", required=False, max_length=300)
    goal = ReviseInterview.base_fields["goal"]
    script = forms.CharField(
        label="Questions",
        required=False,
        max_length=20_000,
        widget=area(12),
        initial=SCRIPT,
        help_text="One a line. These ask what people did, not what they would buy; change them as you like.",
    )


class HeldForm(forms.Form):
    """A conversation that took place."""

    transcript = forms.CharField(
        label="What was said",
        required=False,
        max_length=200_000,
        widget=area(10),
        help_text="Paste the transcript or your notes. They become a note about the problem.",
    )
    note = forms.IntegerField(
        label="Or the number of a note",
        required=False,
        min_value=1,
        help_text="Where the transcript was imported already: the number at the end of the note's address.",
    )
    held_on = forms.DateField(label="Held on", required=False, widget=day_input(), help_text="Today, when left empty.")
    with_pm = forms.BooleanField(label="The product manager took part", required=False, initial=True)
    learned = forms.CharField(label="What we learned", required=False, max_length=8000, widget=area(4))
