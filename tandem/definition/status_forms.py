"""Forms about statuses: they clean, the verbs write."""

from __future__ import annotations

from typing import Any

from django import forms

from tandem.definition.models.status import OF
from tandem.definition.statuses import LONGEST, STATES, TONES

MEANINGS = [(label, [(f"{kind}.{state}", name) for state, name in STATES[kind].items()]) for kind, label in OF]


class StatusForm(forms.Form):
    """One more step of a product's features or problems."""

    name = forms.CharField(label="Name", max_length=LONGEST)
    means = forms.ChoiceField(
        label="Means", choices=MEANINGS, help_text="Rules, gates and figures go by this. It does not change later."
    )
    tone = forms.ChoiceField(label="Color", choices=list(TONES.items()), required=False)


class ReviseStatus(forms.Form):
    """What may change: the name and the color, not what it means."""

    title = forms.CharField(label="Name", max_length=LONGEST)
    tone = forms.ChoiceField(label="Color", choices=list(TONES.items()), required=False)
    version = forms.IntegerField(widget=forms.HiddenInput)


class RetireStatus(forms.Form):
    """What takes the place of a status."""

    instead = forms.ChoiceField(label="What stands at it moves to", required=False)
    because = forms.CharField(label="Why", max_length=2000)

    def __init__(self, *args: Any, beside: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["instead"].choices = [("", "Choose one"), *((str(one.number), one.title) for one in beside)]  # type: ignore[attr-defined]
        if not beside:
            del self.fields["instead"]
