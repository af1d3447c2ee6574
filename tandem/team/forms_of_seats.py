"""Forms of the seats of a product: handing over, delegates, area owners, and the life cycle."""

from __future__ import annotations

from typing import Any

from django import forms

from tandem.team.models import Member, Product
from tandem.team.models.area_owner import FORMS
from tandem.team.models.product import SIDES
from tandem.team.permissions import DELEGABLE

# What each act that can be delegated is called on a page.
ACTS_SAID = {
    "accept definition": "Accept problems, features, verdicts and scope",
    "confirm a charter member": "Confirm charter members",
    "answer input": "Answer inputs",
    "record an outcome": "Record outcomes",
    "accept messaging": "Accept positioning, claims and sales assets",
    "accept the launch plan": "Accept the launch plan",
}


class PersonForm(forms.Form):
    """A colleague who is still a member."""

    member = forms.ModelChoiceField(queryset=Member.objects.none(), label="Person", empty_label="Choose a person")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["member"].queryset = Member.objects.active().order_by("item__title")  # type: ignore[attr-defined]


class HandOverForm(PersonForm):
    """Who has the seat next, why, and what they should know."""

    because = forms.CharField(label="Why it changes hands", max_length=500, help_text="The record keeps it.")
    note = forms.CharField(
        label="What the successor should know",
        required=False,
        max_length=8000,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text="Read by the people of the two seats, heads and administrators.",
    )
    also = forms.BooleanField(
        label="Pass on the matters, activities and launch steps held here too", required=False, initial=True
    )


class DelegateForm(PersonForm):
    """Who may accept, what, and up to which day."""

    until = forms.DateField(label="Up to and with", widget=forms.DateInput(attrs={"type": "date"}))
    acts = forms.MultipleChoiceField(
        label="They may",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="With none chosen, all of them. Signing, overruling, delegating and handing over stay with you.",
    )
    because = forms.CharField(label="Reason", required=False, max_length=500)
    side = forms.CharField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, side: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["side"].initial = side
        self.fields["acts"].choices = [(act, ACTS_SAID[act]) for act in DELEGABLE[side]]  # type: ignore[attr-defined]


class AreaForm(PersonForm):
    """Who answers for a region, a segment or a component."""

    form = forms.ChoiceField(choices=FORMS, label="Area")
    name = forms.CharField(label="Called", max_length=120)
    side = forms.ChoiceField(choices=SIDES, label="Below the owner of")


class LifeCycleForm(forms.Form):
    """Where the product goes next; its end asks for more."""

    life_cycle = forms.ChoiceField(label="From now on it is")
    because = forms.CharField(label="Why", max_length=500)
    last_sale_on = forms.DateField(
        label="Last day of sale", required=False, widget=forms.DateInput(attrs={"type": "date"})
    )
    support_ends_on = forms.DateField(
        label="Last day of support", required=False, widget=forms.DateInput(attrs={"type": "date"})
    )
    successor = forms.ModelChoiceField(
        queryset=Product.objects.none(), label="What customers move to", required=False, empty_label="Nothing of ours"
    )

    def __init__(self, *args: Any, choices: list[tuple[str, str]], others: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["life_cycle"].choices = choices  # type: ignore[attr-defined]
        self.fields["successor"].queryset = others  # type: ignore[attr-defined]
