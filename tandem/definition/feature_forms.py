"""Forms of a feature's parts: requirements, what shows it, tests with customers, what it needs."""

from __future__ import annotations

from typing import Any

from django import forms

from tandem.definition.forms import CompaniesField, area, day_input
from tandem.definition.models.experience import EXPERIENCES
from tandem.definition.models.requirement import PRIORITIES
from tandem.definition.models.validation import FORMS as TESTS
from tandem.definition.models.validation import VERDICTS


class RequirementForm(forms.Form):
    """What must be true, one or several lines, and how one would see it."""

    text = forms.CharField(
        label="What must be true",
        max_length=100_000,
        widget=area(4),
        help_text="Each line becomes a requirement. Lines of Given, When and Then below one are its criteria.",
    )
    criteria = forms.CharField(
        label="Acceptance criteria",
        required=False,
        max_length=8000,
        widget=area(3),
        help_text="How somebody would see that it is met, one a line; for a single requirement.",
    )
    priority = forms.ChoiceField(label="Priority", choices=PRIORITIES, required=False, initial="must")

    def clean(self) -> Any:
        """Criteria given apart belong to one requirement: of several lines nobody could say to which."""
        said = super().clean() or {}
        if (said.get("criteria") or "").strip() and len((said.get("text") or "").strip().splitlines()) > 1:
            self.add_error(
                "criteria", "Of several lines nobody can say to which this belongs: write it below its line."
            )
        said["priority"] = said.get("priority") or "must"
        return said


class ExperienceForm(forms.Form):
    """A flow, mock-up or prototype."""

    form = forms.ChoiceField(label="What it is", choices=EXPERIENCES)
    title = forms.CharField(label="Title", required=False, max_length=200)
    steps = forms.CharField(
        label="Steps of a flow",
        required=False,
        max_length=60_000,
        widget=area(3),
        help_text="One a line. Pictures are added to each step afterwards.",
    )
    url = forms.CharField(label="Link", required=False, max_length=2000, help_text="Begins with https://.")
    file = forms.FileField(
        label="Or a file",
        required=False,
        help_text="A picture, a document, or a prototype as one page of HTML or a zip of such pages: up to 25 MB.",
    )


class StepForm(forms.Form):
    """One step of a flow."""

    caption = forms.CharField(label="What happens", max_length=1000, widget=area())
    picture = forms.FileField(label="Picture", required=False, help_text="PNG, JPEG, GIF or WebP, up to 10 MB.")

    def __init__(self, *args: Any, position: int = 0, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.position = position  # of the flow it belongs to


class ValidationForm(forms.Form):
    """A test with real customers that was held."""

    form = forms.ChoiceField(label="Kind of test", choices=TESTS)
    companies = CompaniesField(label="Companies that tried it", widget=area(), help_text="One name a line.")
    tasks = forms.CharField(
        label="What they were asked to do", required=False, widget=area(), help_text="One task a line."
    )
    happened = forms.CharField(label="What happened", widget=area(3))
    verdict = forms.ChoiceField(label="Verdict", choices=VERDICTS, widget=forms.RadioSelect)
    held_on = forms.DateField(label="Held on", required=False, widget=day_input(), help_text="Today, when left empty.")


class PlanForm(forms.Form):
    """A test that is still to be held."""

    form = forms.ChoiceField(label="Kind of test", choices=TESTS)
    companies = CompaniesField(
        label="With which companies", required=False, widget=area(), help_text="One name a line; people can be added."
    )
    tasks = forms.CharField(
        label="What they will be asked to do", required=False, widget=area(4), help_text="One task a line."
    )
    held_on = forms.DateField(label="On", required=False, widget=day_input(), help_text="Today, when left empty.")


class VerdictForm(forms.Form):
    """How a test went as a whole."""

    verdict = forms.ChoiceField(label="Verdict", choices=VERDICTS, widget=forms.RadioSelect)
    happened = forms.CharField(label="What happened", max_length=20_000, widget=area(4))
    held_on = forms.DateField(label="Held on", required=False, widget=day_input())


class TaskForm(forms.Form):
    """One more thing people are asked to do."""

    text = forms.CharField(label="Task", max_length=1000)
