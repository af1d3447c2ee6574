"""Forms of product lines: a new one, its head, and which products belong to it."""

from __future__ import annotations

from typing import Any

from django import forms

from tandem.team.models import Member


class LineForm(forms.Form):
    """A product line and its head."""

    title = forms.CharField(label="Name", max_length=120)
    head = forms.ModelChoiceField(
        queryset=Member.objects.none(), label="Head", required=False, empty_label="Nobody yet"
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["head"].queryset = Member.objects.active().order_by("item__title")  # type: ignore[attr-defined]


class LineEditForm(LineForm):
    """Another name, or another head."""

    version = forms.IntegerField(widget=forms.HiddenInput)
