"""Forms of launch: they clean, the verbs write."""

from __future__ import annotations

from typing import Any

from django import forms

from tandem.definition.models import Problem, Release
from tandem.evidence.models import TargetMarket
from tandem.launch.models.step import FORMS
from tandem.team.models import Member, Product
from tandem.team.models.product import SIDES

TIERS = [(1, "Tier 1: new product, market or buyer"), (2, "Tier 2: worth telling"), (3, "Tier 3: release note")]


def _day(**attrs: Any) -> forms.DateInput:
    return forms.DateInput(attrs={"type": "date", **attrs}, format="%Y-%m-%d")


def people() -> Any:
    return Member.objects.active().select_related("item").order_by("item__title")


class LaunchForm(forms.Form):
    """A new launch."""

    title = forms.CharField(label="Name", max_length=200, widget=forms.TextInput(attrs={"autofocus": True}))
    tier = forms.TypedChoiceField(
        label="Tier", choices=TIERS, coerce=int, help_text="The tier decides which gates stand before the day."
    )
    day = forms.DateField(label="Day", widget=_day())
    releases = forms.ModelMultipleChoiceField(
        label="Releases it covers", queryset=Release.objects.none(), required=False, widget=forms.CheckboxSelectMultiple
    )
    problem = forms.ModelChoiceField(
        label="The one problem it announces",
        queryset=Problem.objects.none(),
        required=False,
        empty_label="None yet",
    )
    market = forms.ModelChoiceField(
        label="Target market", queryset=TargetMarket.objects.none(), required=False, empty_label="None yet"
    )
    market_share = forms.DecimalField(
        label="Share of the target market that has it",
        required=False,
        min_value=0,
        max_value=100,
        help_text="In percent.",
    )
    audience = forms.CharField(
        label="Audience", required=False, max_length=1000, widget=forms.Textarea(attrs={"rows": 2})
    )
    template = forms.BooleanField(label="Start from the plan usual for its tier", required=False, initial=True)

    def __init__(self, *args: Any, product: Product, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        releases = Release.objects.of(product).in_use().filter(made_available_on=None).select_related("item")
        self.fields["releases"].queryset = releases  # type: ignore[attr-defined]
        markets = TargetMarket.objects.of(product).in_use().in_order()
        self.fields["market"].queryset = markets  # type: ignore[attr-defined]
        self.fields["market"].initial = markets.first()
        self.fields["problem"].queryset = Problem.objects.of(product).in_use().select_related("item")  # type: ignore[attr-defined]


class StepForm(forms.Form):
    """One step of the plan."""

    title = forms.CharField(label="What has to happen", max_length=300)
    owner = forms.ModelChoiceField(
        label="Owner", queryset=Member.objects.none(), required=False, empty_label="Nobody yet"
    )
    days_from_day = forms.IntegerField(
        label="Days from the day", min_value=-3650, max_value=3650, initial=0, help_text="-14 is two weeks before it."
    )
    form = forms.ChoiceField(label="Kind", choices=FORMS)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["owner"].queryset = people()  # type: ignore[attr-defined]


class PasteForm(forms.Form):
    """Steps as they stand in a sheet."""

    rows = forms.CharField(
        label="Rows",
        max_length=100_000,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text="Task, owner, days from the day, kind; one step a row.",
    )


class OwnerForm(forms.Form):
    """Who does a step."""

    member = forms.ModelChoiceField(queryset=Member.objects.none())

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["member"].queryset = people()  # type: ignore[attr-defined]


class SignForm(forms.Form):
    """Go or no-go for one side."""

    side = forms.ChoiceField(choices=SIDES, widget=forms.HiddenInput)
    go = forms.TypedChoiceField(
        label="Decision",
        choices=[("yes", "Go"), ("no", "No-go")],
        coerce=lambda said: said == "yes",
        widget=forms.RadioSelect,
    )
    because = forms.CharField(
        label="Reason",
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Needed for a no-go.",
    )


class OverruleForm(forms.Form):
    """One side's reason for passing a closed gate."""

    gate = forms.CharField(max_length=40, widget=forms.HiddenInput)
    side = forms.ChoiceField(label="For", choices=SIDES)
    because = forms.CharField(
        label="Why this gate may stay closed", max_length=2000, widget=forms.Textarea(attrs={"rows": 3})
    )


class MoveForm(forms.Form):
    """Another day."""

    day = forms.DateField(label="New day", widget=_day())
    because = forms.CharField(label="Why the day moves", max_length=1000, widget=forms.Textarea(attrs={"rows": 2}))
