"""Forms of charter: they clean, the verbs write."""

from __future__ import annotations

from typing import Any

from django import forms

from tandem.charter.models.reference import SCOPES
from tandem.charter.models.session import FORMS
from tandem.evidence.models import Company

ANSWERED = [("", "Not asked"), ("yes", "Very disappointed"), ("no", "Not very disappointed")]
YES_GENERAL = "Yes, we build one general product, not a custom one"
YES_AFTER = "Yes, they pay, if at all, after they love it"
_NONE: Any = None  # each form is given its choices when it is made


def _area(rows: int = 2) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows})


def _day() -> forms.DateInput:
    return forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


class CompanyField(forms.CharField):
    """The name of a company, cleaned to the company."""

    def clean(self, value: Any) -> Company:
        name = super().clean(value)
        found = Company.objects.in_use().named(name)
        if found is None:
            raise forms.ValidationError(f"No company is called {name}, or more than one is.")
        return found


class LinesField(forms.CharField):
    """Short texts, one a line."""

    def clean(self, value: Any) -> list[str]:
        lines = [line.strip() for line in super().clean(value).splitlines() if line.strip()]
        if long := next((line for line in lines if len(line) > 80), None):
            raise forms.ValidationError(f"Keep each line below 80 characters: {long[:40]}…")
        return lines


class NumberedField(forms.ModelChoiceField):  # type: ignore[type-arg]
    """One thing, chosen by its number."""

    def __init__(self, **said: Any) -> None:
        super().__init__(_NONE, to_field_name="item__number", **said)

    def prepare_value(self, value: Any) -> Any:
        return value.number if hasattr(value, "number") else value


class NumberedManyField(forms.ModelMultipleChoiceField):  # type: ignore[type-arg]
    """Several things, chosen by their numbers."""

    def __init__(self, **said: Any) -> None:
        super().__init__(_NONE, **said)

    def prepare_value(self, value: Any) -> Any:
        if isinstance(value, list | tuple):
            return [self.prepare_value(one) for one in value]
        return value.number if hasattr(value, "number") else value

    def clean(self, value: Any) -> Any:
        numbers = {int(one) for one in value or () if str(one).isdecimal() and len(str(one)) < 19}
        found = list(self.queryset.filter(item__number__in=numbers)) if self.queryset is not None else []
        if len(found) != len(set(value or ())):
            raise forms.ValidationError("One of these is not in the program any more.")
        return found


class ProgramForm(forms.Form):
    """A new charter program."""

    title = forms.CharField(label="Name", max_length=120, widget=forms.TextInput(attrs={"autofocus": True}))
    market = NumberedField(label="Target market", empty_label=None)
    release = NumberedField(label="Release it proves", required=False, empty_label="None yet")
    rhythm_days = forms.IntegerField(label="Days between sessions", initial=14, min_value=1, max_value=365)

    def __init__(self, *args: Any, markets: Any, releases: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["market"].queryset = markets  # type: ignore[attr-defined]
        self.fields["release"].queryset = releases  # type: ignore[attr-defined]


class NominationForm(forms.Form):
    """A company to make a candidate."""

    company = CompanyField(label="Company", max_length=200)
    because = forms.CharField(label="Why them", required=False, max_length=500)
    early_adopter = forms.BooleanField(label="They like anything new (early adopter)", required=False)
    brought_by_sales = forms.BooleanField(label="Sales brought them", required=False)


class AgreementForm(forms.Form):
    """What a company says when it joins, and the deal."""

    urgency = forms.CharField(label="How urgent the problem is, in their words", widget=_area())
    one_general_product = forms.BooleanField(label=YES_GENERAL, required=False)
    pays_after = forms.BooleanField(label=YES_AFTER, required=False)
    prepaid = forms.BooleanField(label="They want to pay in advance", required=False)
    gets = LinesField(label="What they get", required=False, widget=_area(3), help_text="One a line.")
    gives = LinesField(label="What they give", required=False, widget=_area(3), help_text="One a line.")
    agreed_by = forms.CharField(label="Who agreed", required=False, max_length=200)
    agreement = forms.FileField(label="Signed agreement", required=False)


class ReasonForm(forms.Form):
    """A reason, kept in the record with the act."""

    because = forms.CharField(label="Reason", widget=_area(), max_length=2000)


class AnswerForm(forms.Form):
    """What they answered."""

    score = forms.IntegerField(label="Would you recommend us? 0 to 10", required=False, min_value=0, max_value=10)
    very_disappointed = forms.ChoiceField(label="Without it they would be", choices=ANSWERED, required=False)

    def clean_very_disappointed(self) -> bool | None:
        return {"yes": True, "no": False}.get(self.cleaned_data["very_disappointed"])


class WishForm(forms.Form):
    """A feature a member asked for."""

    feature = NumberedField(label="Feature", empty_label=None)
    words = forms.CharField(label="In their words", required=False, max_length=1000)

    def __init__(self, *args: Any, features: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["feature"].queryset = features  # type: ignore[attr-defined]


class ConsentForm(forms.Form):
    """A consent to be a reference."""

    scopes = forms.MultipleChoiceField(label="They consent to", choices=SCOPES, widget=forms.CheckboxSelectMultiple)
    wording = forms.CharField(label="The consent, in the words they agreed to", widget=_area(3))
    statement = forms.CharField(
        label="Statement of use",
        required=False,
        widget=_area(),
        help_text="How they use it. Without it they do not count.",
    )
    address = forms.CharField(
        label="Address of their application", required=False, max_length=2000, help_text="Asked for platform products."
    )
    granted_by = forms.CharField(label="Who consented", max_length=200)
    expires_on = forms.DateField(
        label="Until", required=False, widget=_day(), help_text="Empty: as long as is usual here."
    )


class UseForm(forms.Form):
    """One use of a reference."""

    scope = forms.ChoiceField(label="Used as", choices=SCOPES)
    purpose = forms.CharField(label="What for", max_length=500)


class BuildForm(forms.Form):
    """A build for the members."""

    version = forms.CharField(label="Version", max_length=60, help_text="Such as 0.8.")
    says = forms.CharField(label="What is new in it", required=False, widget=_area())


class DeploymentForm(forms.Form):
    """A member runs a build."""

    member = NumberedField(label="Member", empty_label=None)
    on = forms.DateField(label="Deployed on", required=False, widget=_day(), help_text="Today, when left empty.")
    last_active_on = forms.DateField(label="Last used on", required=False, widget=_day())

    def __init__(self, *args: Any, members: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["member"].queryset = members  # type: ignore[attr-defined]


class UsageForm(forms.Form):
    """Rows of a usage file."""

    rows = forms.CharField(
        label="Company, version, last active",
        widget=_area(8),
        max_length=200_000,
        help_text="One line a company, days as 2026-11-20.",
    )


class SessionForm(forms.Form):
    """A session to come."""

    title = forms.CharField(label="What it is for", max_length=200)
    form = forms.ChoiceField(label="Kind", choices=FORMS)
    starts_at = forms.DateTimeField(
        label="When", widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")
    )
    members = NumberedManyField(label="With", widget=forms.CheckboxSelectMultiple, required=False)
    questions = forms.CharField(label="Questions", required=False, widget=_area(4), help_text="One a line.")

    def __init__(self, *args: Any, members: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["members"].queryset = members  # type: ignore[attr-defined]

    def clean_questions(self) -> list[str]:
        return [line.strip() for line in self.cleaned_data["questions"].splitlines() if line.strip()]


class OutcomeForm(forms.Form):
    """What came of a session."""

    outcome = forms.CharField(label="What came of it", widget=_area(4))


class EarlyAccessForm(forms.Form):
    """A company to offer early access to."""

    company = CompanyField(label="Company", max_length=200)
    because = forms.CharField(label="Why", required=False, max_length=500)
