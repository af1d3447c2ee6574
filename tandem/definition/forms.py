"""Forms of definition: they clean, the verbs write."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django import forms
from django.db.models.functions import Lower

from tandem.definition.models import Feature, Interview, Problem, Release, Requirement
from tandem.definition.models.requirement import PRIORITIES
from tandem.evidence.models import Company

IMPACTS = [
    ("", "Not estimated"),
    ("3", "3: massive"),
    ("2", "2: high"),
    ("1", "1: medium"),
    ("0.5", "0.5: low"),
    ("0.25", "0.25: minimal"),
]
CONFIDENCES = [
    ("", "Not estimated"),
    ("1", "100%: we measured it"),
    ("0.8", "80%: we have signs"),
    ("0.5", "50%: we believe it"),
]


def area(rows: int = 2) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows})


def day_input() -> forms.DateInput:
    return forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


class CompaniesField(forms.CharField):
    """Names of companies, one a line, cleaned to the companies."""

    def clean(self, value: Any) -> list[Company]:
        said = [line.strip() for line in super().clean(value).splitlines() if line.strip()]
        names = {name.lower(): name for name in said}
        found = Company.objects.in_use().select_related("item").annotate(low=Lower("item__title")).filter(low__in=names)
        known: dict[str, Company] = {company.low: company for company in found.order_by("-item__number")}
        if unknown := [name for low, name in names.items() if low not in known]:
            raise forms.ValidationError(f"No company is called {', '.join(unknown)}.")
        return [known[low] for low in names]


class NumberedField(forms.ModelChoiceField):  # type: ignore[type-arg]
    """One noun, chosen by its number."""

    def prepare_value(self, value: Any) -> Any:
        return value.number if hasattr(value, "number") else value


class NumberedFields(forms.ModelMultipleChoiceField):  # type: ignore[type-arg]
    """Several nouns, chosen by their numbers."""

    def prepare_value(self, value: Any) -> Any:
        if isinstance(value, list | tuple):
            return [self.prepare_value(one) for one in value]
        return value.number if hasattr(value, "number") else value

    def label_from_instance(self, obj: Any) -> str:
        return f"{obj.mark} {obj.title}"

    def _check_values(self, value: Any) -> Any:
        """Django looks for a field of the key's name on the noun, but its number is on its item."""
        said = {int(one) for one in value if str(one).isdecimal() and len(str(one)) < 19}
        found = self.queryset.filter(item__number__in=said)  # type: ignore[union-attr]
        if len(found) < len(set(value)):
            raise forms.ValidationError("One of these is not there any more.")
        return found


class ProblemForm(forms.Form):
    """A problem as customers have it."""

    title = forms.CharField(
        label="The problem, in one line", max_length=300, widget=forms.TextInput(attrs={"autofocus": True})
    )
    statement = forms.CharField(
        label="What happens",
        required=False,
        widget=area(3),
        help_text="Who has it, what goes wrong, what they do then.",
    )
    persona = forms.CharField(label="Who has it", required=False, max_length=120)
    situation = forms.CharField(label="In what situation", required=False, widget=area())
    frequency = forms.CharField(
        label="How often", required=False, max_length=200, help_text="Such as: every Monday, or twice a year."
    )
    cost = forms.CharField(label="What it costs them", required=False, widget=area())
    workaround = forms.CharField(label="What they do today", required=False, widget=area())
    willingness = forms.CharField(
        label="What they would pay",
        required=False,
        widget=area(),
        help_text="What they have paid or given up to be rid of it says more than what they say they would pay.",
    )


class FeatureForm(forms.Form):
    """A feature and the problems it solves."""

    title = forms.CharField(
        label="The feature, in one line", max_length=300, widget=forms.TextInput(attrs={"autofocus": True})
    )
    statement = forms.CharField(label="What a customer can do with it", required=False, widget=area(3))
    problems = NumberedFields(
        label="Problems it solves",
        queryset=Problem.objects.none(),
        required=False,
        to_field_name="item__number",
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args: Any, problems: Any = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if problems is None:
            del self.fields["problems"]
        else:
            self.fields["problems"].queryset = problems  # type: ignore[attr-defined]


class EstimateForm(forms.Form):
    """The numbers of a RICE score; reach may be left to the evidence."""

    reach = forms.DecimalField(
        label="Reach",
        required=False,
        min_value=0,
        max_digits=12,
        decimal_places=2,
        help_text="Customers in a quarter. Empty: the companies that were heard.",
    )
    impact = forms.TypedChoiceField(label="Impact", choices=IMPACTS, required=False, coerce=Decimal, empty_value=None)
    confidence = forms.TypedChoiceField(
        label="Confidence", choices=CONFIDENCES, required=False, coerce=Decimal, empty_value=None
    )
    effort = forms.DecimalField(
        label="Effort",
        required=False,
        min_value=Decimal("0.01"),
        max_digits=8,
        decimal_places=2,
        help_text="Person-weeks.",
    )


class ReleaseForm(forms.Form):
    """A release and its dates."""

    title = forms.CharField(
        label="Name", max_length=120, widget=forms.TextInput(attrs={"autofocus": True}), help_text="Such as 2.0."
    )
    summary = forms.CharField(label="What it is about", required=False, widget=area())
    charter_release_on = forms.DateField(label="Charter release", required=False, widget=day_input())
    available_on = forms.DateField(label="General availability", required=False, widget=day_input())


class GoalForm(forms.Form):
    """What a release should achieve."""

    title = forms.CharField(label="What will be measured", max_length=300)
    baseline = forms.DecimalField(label="Today", required=False, max_digits=18, decimal_places=2)
    target = forms.DecimalField(label="Target", required=False, max_digits=18, decimal_places=2)
    unit = forms.CharField(label="Unit", required=False, max_length=30, help_text="Such as % or days.")
    due_on = forms.DateField(label="Measured on", required=False, widget=day_input())


class ReasonForm(forms.Form):
    """A reason, kept in the record with the act."""

    because = forms.CharField(label="Reason", widget=area(), max_length=2000)


class DeclineForm(ReasonForm):
    """Why an input is not taken; it goes to the team's inputs."""

    taken = forms.CharField(widget=forms.HiddenInput, initial="no")


class OutsideForm(forms.Form):
    """What everyone who asked is told alike."""

    what = forms.CharField(
        label="What changed, or why not",
        required=False,
        max_length=4000,
        widget=area(3),
        help_text="For people outside. Empty: the feature's statement, or the reason of the decision.",
    )
    unchanged = forms.CharField(label="What did not change", required=False, max_length=4000, widget=area())
    link = forms.CharField(label="Where they can see it", required=False, max_length=500)


class ReplyForm(forms.Form):
    """The text of one reply."""

    subject = forms.CharField(label="Subject", max_length=300)
    body = forms.CharField(label="Text", max_length=20_000, widget=area(18))
    version = forms.IntegerField(widget=forms.HiddenInput)


SOLVED = [("", "They did not say"), ("yes", "Yes, it is solved"), ("no", "No, it is not")]


class SolvedForm(forms.Form):
    """Whether their problem is gone."""

    solved = forms.TypedChoiceField(
        label="Is it solved for them?",
        choices=SOLVED,
        required=False,
        coerce=lambda said: said == "yes",
        empty_value=None,
    )


class NotToldForm(ReasonForm):
    """Why this person is not told."""

    state = forms.CharField(widget=forms.HiddenInput, initial="declined")


class CameBackForm(ReasonForm):
    """What was said when it came back."""

    state = forms.CharField(widget=forms.HiddenInput, initial="returned")


class HeardForm(SolvedForm):
    """What they wrote back."""

    text = forms.CharField(label="What they wrote back", max_length=100_000, widget=area(5))
    field_order = ("text", "solved")


class AskForm(forms.Form):
    """An input to the other side about one thing; what arrives goes to the team's inputs."""

    about = forms.CharField(widget=forms.HiddenInput)
    to_side = forms.CharField(widget=forms.HiddenInput)
    text = forms.CharField(label="What should they consider?", max_length=2000, widget=area(3))


class ScopeForm(forms.Form):
    """The release a feature goes into; none takes it out."""

    release = NumberedField(
        label="Release",
        queryset=Release.objects.none(),
        required=False,
        to_field_name="item__number",
        empty_label="In no release",
    )

    def __init__(self, *args: Any, releases: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["release"].queryset = releases  # type: ignore[attr-defined]


class Version(forms.Form):
    """The version a person last saw; added to forms that revise."""

    version = forms.IntegerField(widget=forms.HiddenInput)


class ReviseProblem(ProblemForm, Version):
    """Change a problem's words."""


class ReviseFeature(Version):
    """Change a feature's words."""

    title = FeatureForm.base_fields["title"]
    statement = FeatureForm.base_fields["statement"]


class ReviseRelease(ReleaseForm, Version):
    """Change a release's name, summary and dates."""


class ReviseRequirement(Version):
    """Change what a requirement says."""

    title = forms.CharField(label="What must be true", max_length=2000, widget=area())
    criteria = forms.CharField(
        label="Acceptance criteria",
        required=False,
        max_length=8000,
        widget=area(8),
        help_text="One a line. Given, When and Then are recognized.",
    )
    priority = forms.ChoiceField(label="Priority", choices=PRIORITIES)


class ReviseInterview(Version):
    """Change what is to be learned, and what is asked."""

    title = forms.CharField(label="Name of the plan", max_length=300)
    goal = forms.CharField(label="What we want to learn", required=False, max_length=4000, widget=area(3))
    script = forms.CharField(
        label="Questions", required=False, max_length=20_000, widget=area(12), help_text="One a line, in their order."
    )


class ReviseEstimate(EstimateForm, Version):
    """Change the numbers of a score."""


REVISING: dict[type[Any], type[Version]] = {
    Problem: ReviseProblem,
    Feature: ReviseFeature,
    Release: ReviseRelease,
    Requirement: ReviseRequirement,
    Interview: ReviseInterview,
}
