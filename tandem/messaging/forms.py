"""Forms of messaging: they clean, the verbs write."""

from __future__ import annotations

from typing import Any

from django import forms

from tandem.charter.models import Reference
from tandem.definition.models import Goal, Validation
from tandem.evidence.models import Company
from tandem.messaging.models import Claim, Competitor, Deal, KeyMessage, SalesAsset
from tandem.messaging.models.asset import FORMS as ASSETS
from tandem.messaging.models.claim import FORMS as PROOFS
from tandem.messaging.models.competitor import STANDINGS
from tandem.messaging.models.deal import OUTCOMES
from tandem.messaging.models.positioning import AWARENESS


def _area(rows: int = 2) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows})


def _day() -> forms.DateInput:
    return forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


def _first() -> forms.TextInput:
    return forms.TextInput(attrs={"autofocus": True})


class _Numbered:
    """Choices are told apart by their number, never by a primary key."""

    def prepare_value(self, value: Any) -> Any:
        return value.number if hasattr(value, "number") else value


class OneChoice(_Numbered, forms.ModelChoiceField):  # type: ignore[type-arg]
    """One noun."""


class ManyChoices(_Numbered, forms.ModelMultipleChoiceField):  # type: ignore[type-arg]
    """Several nouns."""

    def prepare_value(self, value: Any) -> Any:
        if isinstance(value, (list, tuple)):
            return [super(ManyChoices, self).prepare_value(one) for one in value]
        return super().prepare_value(value)


def _one(model: Any, label: str, **kwargs: Any) -> OneChoice:
    """A choice of one noun by its number; the rows are given when the form is made."""
    kwargs.setdefault("required", False)
    return OneChoice(label=label, queryset=model._default_manager.none(), to_field_name="item__number", **kwargs)


class Choosing(forms.Form):
    """A form whose choices are the nouns a member may see, given as `rows={field: queryset}`."""

    def __init__(self, *args: Any, rows: dict[str, Any] | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, found in (rows or {}).items():
            self.fields[name].queryset = found  # type: ignore[attr-defined]


class PositioningForm(forms.Form):
    """A new version of the positioning."""

    title = forms.CharField(label="Category", max_length=200, widget=_first(), help_text="What kind of thing is this?")
    for_whom = forms.CharField(label="For whom", widget=_area())
    not_for = forms.CharField(label="Who it is not for", required=False, widget=_area())
    alternative = forms.CharField(label="What they would use instead", required=False, widget=_area())
    different = forms.CharField(label="What is different", required=False, widget=_area())
    value = forms.CharField(label="What that is worth", required=False, widget=_area())


class AwarenessForm(forms.Form):
    """The message for one stage of awareness."""

    stage = forms.ChoiceField(label="People who", choices=AWARENESS)
    message = forms.CharField(label="What we tell them", required=False, widget=_area(), max_length=2000)


class KeyMessageForm(forms.Form):
    """A key message."""

    title = forms.CharField(label="The message, in one sentence", max_length=300)


class ClaimForm(Choosing):
    """A claim and the key message it stands under."""

    title = forms.CharField(label="The claim, in one sentence", max_length=400, widget=_first())
    message = _one(KeyMessage, "Under the key message", empty_label="None")


class ReviseClaim(ClaimForm):
    """Change a claim's words."""

    version = forms.IntegerField(widget=forms.HiddenInput)


class ProofForm(Choosing):
    """Proof other than a quote."""

    form = forms.ChoiceField(label="What it is", choices=[choice for choice in PROOFS if choice[0] != "quote"])
    reference = _one(Reference, "Reference", empty_label="None")
    validation = _one(Validation, "Validation", empty_label="None")
    goal = _one(Goal, "Goal it was measured for", empty_label="None")
    says = forms.CharField(
        label="What it says",
        required=False,
        widget=_area(),
        help_text="Of a metric: what was measured, how, and what it came to.",
    )
    url = forms.CharField(label="Address", required=False, max_length=2000)
    as_of = forms.DateField(label="As of", required=False, widget=_day())
    against = forms.BooleanField(label="It speaks against the claim", required=False)


class ReasonForm(forms.Form):
    """A reason, kept in the record with the act."""

    because = forms.CharField(label="Reason", widget=_area(), max_length=2000)


class PasteForm(forms.Form):
    """A page or deck, pasted."""

    text = forms.CharField(
        label="The text of a page or a deck",
        widget=forms.Textarea(attrs={"rows": 10, "autofocus": True}),
        max_length=50_000,
        strip=True,
    )


class CompetitorForm(forms.Form):
    """A competitor."""

    title = forms.CharField(label="Name", max_length=120)
    summary = forms.CharField(label="In a sentence", required=False, widget=_area())
    site = forms.URLField(label="Site", required=False, assume_scheme="https")


class ReviseCompetitor(CompetitorForm):
    """Change a competitor's name, summary and site."""

    title = forms.CharField(
        label="Name", max_length=120, widget=_first(), help_text="Deals are held against it by this name."
    )
    version = forms.IntegerField(widget=forms.HiddenInput)


class CapabilityForm(forms.Form):
    """How we stand against one competitor in one capability."""

    name = forms.CharField(label="Capability", max_length=160)
    standing = forms.ChoiceField(label="How we stand", choices=STANDINGS, widget=forms.RadioSelect)
    evidence = forms.CharField(label="What shows it", widget=_area())
    as_of = forms.DateField(label="Seen on", required=False, widget=_day(), help_text="Today, when left empty.")


class VersionForm(Choosing):
    """A file or a link, and the deals it was made for."""

    file = forms.FileField(label="File", required=False)
    url = forms.CharField(label="Or a link", required=False, max_length=2000)
    says = forms.CharField(label="What is new in it", required=False, max_length=500)
    deals = ManyChoices(
        label="Made for the deals", queryset=Deal.objects.none(), required=False, to_field_name="item__number",
        widget=forms.SelectMultiple(attrs={"size": 5}),
    )  # fmt: skip


class AssetFacts(Choosing):
    """What is said of a sales asset, whichever version it has."""

    title = forms.CharField(label="Title", max_length=200, widget=_first())
    form = forms.ChoiceField(label="What it is", choices=ASSETS)
    persona = forms.CharField(label="For whom", required=False, max_length=80)
    awareness = forms.ChoiceField(label="At which stage", required=False, choices=[("", "Any"), *AWARENESS])
    competitor = _one(Competitor, "Against", empty_label="Nobody")
    expires_on = forms.DateField(label="Expires on", required=False, widget=_day())


class AssetForm(AssetFacts, VersionForm):
    """A sales asset with its first version."""

    field_order = ("title", "form", "file", "url")
    claims = ManyChoices(
        label="Claims it makes",
        queryset=Claim.objects.none(),
        required=False,
        to_field_name="item__number",
        widget=forms.CheckboxSelectMultiple,
    )


class ReviseAsset(AssetFacts):
    """Change a sales asset's facts; another file or link is a newer version."""

    says = forms.CharField(label="What is new in the newest version", required=False, max_length=500)
    version = forms.IntegerField(widget=forms.HiddenInput)


class CarryForm(Choosing):
    """A claim that an asset makes."""

    claim = _one(Claim, "Claim", required=True)


class RequestForm(Choosing):
    """What sales needs, and for which deal."""

    title = forms.CharField(label="What do you need?", max_length=1000, widget=_area(3))
    form = forms.ChoiceField(label="As a", choices=ASSETS)
    deal = _one(Deal, "For the deal", empty_label="None")
    expedited = forms.BooleanField(label="It has to go first", required=False)


class AnswerForm(Choosing):
    """An asset, or an answer in words."""

    asset = _one(SalesAsset, "Asset", empty_label="In words")
    because = forms.CharField(label="In words", required=False, widget=_area())


class ClosingForm(forms.Form):
    """How a deal ended."""

    outcome = forms.ChoiceField(label="It ended as", choices=OUTCOMES[1:])
    reason = forms.CharField(label="Why", required=False, widget=_area())
    competitor = forms.CharField(label="Against", required=False, max_length=120)


class ReviseDeal(forms.Form):
    """Change what is known of a deal."""

    title = forms.CharField(label="Deal", max_length=200, widget=_first())
    amount = forms.DecimalField(
        label="Amount", required=False, min_value=0, max_digits=18, decimal_places=2,
        help_text="In the workspace's currency.",
    )  # fmt: skip
    stage = forms.CharField(label="Stage", required=False, max_length=60)
    opened_on = forms.DateField(label="Opened on", required=False, widget=_day())
    closed_on = forms.DateField(
        label="Closed on", required=False, widget=_day(), help_text="Of an open deal, the day it is expected to end."
    )
    owner = forms.CharField(label="Owner", required=False, max_length=120)
    competitor = forms.CharField(label="Against", required=False, max_length=120)
    reason = forms.CharField(label="Why it ended so", required=False, widget=_area(), max_length=2000)
    version = forms.IntegerField(widget=forms.HiddenInput)


class ProspectForm(Choosing):
    """A company or an industry to sell to."""

    company = _one(Company, "Company", empty_label="Not among ours")
    industry = forms.CharField(label="Or an industry", required=False, max_length=80)
