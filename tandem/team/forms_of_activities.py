"""Forms of the catalog of activities."""

from __future__ import annotations

from typing import Any

from django import forms

from tandem.team.models import Member
from tandem.team.models.activity import HOLDERS


class HolderForm(forms.Form):
    """Who holds an activity by the company's template."""

    holder = forms.ChoiceField(choices=HOLDERS, required=False, label="Usually held by", widget=forms.RadioSelect)
    person = forms.ModelChoiceField(
        queryset=Member.objects.none(), required=False, label="If one person", empty_label="Nobody"
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["person"].queryset = Member.objects.active().order_by("item__title")  # type: ignore[attr-defined]


class LeavingOutForm(forms.Form):
    """Why a product does without an activity."""

    because = forms.CharField(label="Why this product does without it", max_length=500)
