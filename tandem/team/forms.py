"""Forms of the team: they clean, the verbs write."""

from __future__ import annotations

from typing import Any

from django import forms

from tandem.record.models import Item
from tandem.team.models import Activity, Member, Workspace
from tandem.team.models.product import SIDES
from tandem.team.models.workspace import MASKABLE
from tandem.team.permissions import ROLES
from tandem.team.thresholds import PRESETS


class MarkField(forms.CharField):
    """A mark such as P-7, cleaned to the item if this member may see it."""

    member: Any = None

    def clean(self, value: Any) -> Any:
        said = super().clean(value)
        if not said:
            return None
        if found := Item.objects.visible_to(self.member).marked(said).first():
            return found
        raise forms.ValidationError(f"There is no {said} that you may see.")


class InputForm(forms.Form):
    """Something to say to the other side about one object."""

    about = MarkField(widget=forms.HiddenInput)
    to_side = forms.ChoiceField(choices=SIDES, label="For")
    text = forms.CharField(
        label="What should they consider?", widget=forms.Textarea(attrs={"rows": 3}), max_length=2000
    )

    def __init__(self, *args: Any, member: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["about"].member = member  # type: ignore[attr-defined]


class AnswerForm(forms.Form):
    """Take or decline an input."""

    taken = forms.TypedChoiceField(
        label="Answer",
        choices=[("yes", "Take it"), ("no", "Decline it")],
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect,
    )
    because = forms.CharField(
        label="Reason",
        required=False,
        max_length=2000,
        help_text="Needed when you decline.",
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    used_in = MarkField(
        label="Where it is used",
        required=False,
        max_length=30,
        help_text="A mark such as F-21 or CL-3, if it went into something.",
    )

    def __init__(self, *args: Any, member: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["used_in"].member = member  # type: ignore[attr-defined]


class MatterForm(forms.Form):
    """A piece of work that fits nowhere."""

    title = forms.CharField(label="What needs an owner?", max_length=300)


class MemberForm(forms.Form):
    """A new member."""

    name = forms.CharField(label="Name", max_length=120)
    email = forms.EmailField(label="E-mail", max_length=254)
    role = forms.ChoiceField(choices=[(role, role.capitalize()) for role in ROLES], initial="contributor")
    password = forms.CharField(
        label="First password",
        min_length=10,
        widget=forms.PasswordInput,
        help_text="At least ten characters; they change it after signing in.",
    )


class OwnerForm(forms.Form):
    """Who answers for one side."""

    side = forms.ChoiceField(choices=SIDES, label="Side")
    member = forms.ModelChoiceField(queryset=Member.objects.none(), label="Person")
    because = forms.CharField(label="Reason", required=False, max_length=500)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["member"].queryset = Member.objects.active().select_related("item").order_by("item__title")  # type: ignore[attr-defined]


class ActivityForm(forms.Form):
    """Who is accountable for one activity."""

    activity = forms.ModelChoiceField(queryset=Activity.objects.none(), to_field_name="key")
    member = forms.ModelChoiceField(queryset=Member.objects.none())

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["activity"].queryset = Activity.objects.in_use()  # type: ignore[attr-defined]
        self.fields["member"].queryset = Member.objects.active()  # type: ignore[attr-defined]


class TokenForm(forms.Form):
    """A new API token."""

    name = forms.CharField(label="What is it for?", max_length=80)
    scopes = forms.MultipleChoiceField(
        label="It may",
        choices=[("read", "Read"), ("write", "Write")],
        widget=forms.CheckboxSelectMultiple,
        initial=["read"],
    )
    days = forms.IntegerField(label="Days it lives", min_value=1, max_value=365, initial=90)


class ProductForm(forms.Form):
    """A new product."""

    name = forms.CharField(label="Name", max_length=120)
    slug = forms.SlugField(
        label="Address",
        max_length=60,
        help_text="Small letters and hyphens; it stands in every address of the product.",
    )
    summary = forms.CharField(label="In one sentence", required=False, max_length=400)


class LetterForm(forms.Form):
    """The letter to those who asked, and within how many days they should have it."""

    reply_subject = forms.CharField(label="Subject", max_length=300)
    reply_shipped = forms.CharField(
        label="When what they asked for is there", max_length=8000, widget=forms.Textarea(attrs={"rows": 14})
    )
    reply_declined = forms.CharField(
        label="When it will not be built", max_length=8000, widget=forms.Textarea(attrs={"rows": 12})
    )
    answer_days = forms.IntegerField(
        label="Days within which who asked is told", min_value=1, max_value=365, help_text="Counted from the release."
    )
    version = forms.IntegerField(widget=forms.HiddenInput)


ROLES_SAID = {"contributor": "Contributors", "sales": "Sales", "viewer": "Viewers"}


class WorkspaceForm(forms.Form):
    """The company's settings."""

    title = forms.CharField(label="Company", max_length=120)
    currency = forms.RegexField(r"^[A-Z]{3}$", label="Currency", help_text="Three letters, such as USD.")
    preset = forms.ChoiceField(
        choices=[(name, name.capitalize()) for name in PRESETS], label="Thresholds for a company that is"
    )
    masked_for = forms.MultipleChoiceField(
        choices=[(role, ROLES_SAID[role]) for role in MASKABLE],
        widget=forms.CheckboxSelectMultiple,
        required=False,
        label="Addresses, phone numbers and names of customers are covered for",
        help_text="Owners of a product and their delegates always see them.",
    )
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, said: Any = None, *, workspace: Workspace) -> None:
        kept = {
            "title": workspace.title,
            "currency": workspace.currency,
            "preset": workspace.preset,
            "masked_for": workspace.masked_for,
            "version": workspace.version,
        }
        super().__init__(said, initial=kept)
