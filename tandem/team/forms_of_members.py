"""Forms for who belongs: inviting, accepting, and the people of a product."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib.auth.password_validation import validate_password

from tandem.team.channel_text import TOLD
from tandem.team.models import Member, Product
from tandem.team.models.product import SIDES
from tandem.team.permissions import ROLES


class InvitationForm(forms.Form):
    """Whom to ask, and as what."""

    emails = forms.CharField(
        label="E-mail addresses",
        max_length=60_000,
        widget=forms.Textarea(attrs={"rows": 4, "spellcheck": "false"}),
        help_text="One, or many: a line each, or between commas.",
    )
    role = forms.ChoiceField(choices=[(role, role.capitalize()) for role in ROLES], initial="contributor")
    product = forms.ModelChoiceField(
        queryset=Product.objects.none(),
        to_field_name="slug",
        required=False,
        label="To answer for",
        empty_label="No product",
        help_text="Only for one person: they take the seat when they accept.",
    )
    side = forms.ChoiceField(choices=[("", "No seat"), *SIDES], required=False, label="As")

    def __init__(self, said: Any = None, *, member: Member, **more: Any) -> None:
        super().__init__(said, **more)
        self.fields["product"].queryset = member.products()  # type: ignore[attr-defined]


class AcceptanceForm(forms.Form):
    """Who somebody is who was invited, and how they will sign in."""

    name = forms.CharField(label="Your name", max_length=120, widget=forms.TextInput(attrs={"autocomplete": "name"}))
    password = forms.CharField(
        label="A password",
        max_length=200,
        strip=False,
        help_text="At least ten characters.",
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def clean_password(self) -> str:
        said: str = self.cleaned_data["password"]
        validate_password(said)
        return said


EVENTS = [(told.key, told.label) for told in TOLD]


class WebhookForm(forms.Form):
    """A channel, and what it is told of."""

    name = forms.CharField(label="Name", max_length=80, help_text="Such as that of the channel: #launches.")
    address = forms.CharField(
        label="Address of the incoming webhook",
        max_length=2000,
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
        help_text="From Slack, Mattermost or Rocket.Chat. Whoever has it can write there: it is not shown again.",
    )
    product = forms.ModelChoiceField(
        queryset=Product.objects.none(),
        to_field_name="slug",
        required=False,
        label="Of which product",
        empty_label="All that are not restricted",
    )
    events = forms.MultipleChoiceField(choices=EVENTS, widget=forms.CheckboxSelectMultiple, label="Tell when")
    inside = forms.BooleanField(
        required=False,
        label="The address is inside our own network",
        help_text="Allows a private address, any port, and http without encryption.",
    )

    def __init__(self, said: Any = None, *, member: Member, **more: Any) -> None:
        super().__init__(said, **more)
        self.fields["product"].queryset = member.products()  # type: ignore[attr-defined]


class EventsForm(forms.Form):
    """What a channel is told of."""

    events = forms.MultipleChoiceField(choices=EVENTS, widget=forms.CheckboxSelectMultiple, label="Tell when")
