"""Forms of saved searches."""

from __future__ import annotations

from typing import Any

from django import forms

from tandem.evidence.models.saved_search import ALERTS, NAME
from tandem.evidence.piles import plain_address


class NameSearch(forms.Form):
    """A search's name, and whether others see it."""

    name = forms.CharField(label="Name", max_length=NAME)
    shared = forms.BooleanField(
        label="Everyone who sees the product may open it", required=False
    )


class FollowSearch(forms.Form):
    """Whether and how often one is told of what is new."""

    alert = forms.ChoiceField(
        label="New notes in it", choices=ALERTS, required=False, help_text="You are told under Notices."
    )


class KeepSearch(FollowSearch, NameSearch):
    """A search to be kept: the address it stands at comes with it."""

    asked = forms.CharField(widget=forms.HiddenInput, required=False, max_length=4000)

    field_order = ["name", "alert", "shared", "asked"]

    def said(self, product: Any, member: Any) -> dict[str, Any]:
        """What the verb takes."""
        given = self.cleaned_data
        return {**given, "asked": plain_address(given["asked"], product, member)}
