"""Forms of comments and of what a member is told."""

from __future__ import annotations

from typing import Any
from zoneinfo import available_timezones

from django import forms

from tandem.team.models import Choices
from tandem.team.models.comment import LONGEST
from tandem.team.models.follow import HAPPENINGS, WAYS


class CommentForm(forms.Form):
    """The words of a comment."""

    text = forms.CharField(max_length=LONGEST, widget=forms.Textarea)


class ChoicesForm(forms.Form):
    """How to be told of each thing, and when the digest comes."""

    digest_hour = forms.TypedChoiceField(
        label="The daily digest comes at", coerce=int, choices=[(hour, f"{hour}:00") for hour in range(24)]
    )
    time_zone = forms.ChoiceField(label="In the time zone", required=False)

    def __init__(self, said: Any = None, *, choices: Choices, usual: str) -> None:
        now = {name: getattr(choices, name) for name in (*HAPPENINGS, "digest_hour", "time_zone")}
        super().__init__(said, initial=now)
        zones = [(zone, zone.replace("_", " ")) for zone in sorted(available_timezones())]
        self.fields["time_zone"].choices = [("", f"As the workspace: {usual}"), *zones]  # type: ignore[attr-defined]
        ways = {name: forms.ChoiceField(label=label, choices=WAYS) for name, (label, _) in HAPPENINGS.items()}
        self.fields = {**ways, **self.fields}

    @property
    def ways(self) -> dict[str, str]:
        return {name: self.cleaned_data[name] for name in HAPPENINGS}
