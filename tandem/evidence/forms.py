"""Forms of evidence: a quick note, highlights, companies, target markets."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta, tzinfo
from email.utils import parseaddr
from typing import Any

from django import forms

from tandem.core import clock
from tandem.core.errors import Refused
from tandem.evidence.files_field import AttachField
from tandem.evidence.forwarded import Forwarded, read_forwarded
from tandem.evidence.models.company import LIFE_CYCLE, Company
from tandem.evidence.models.highlight import CONSENTS, FEELINGS
from tandem.evidence.models.source import KINDS, Source
from tandem.evidence.models.theme import Theme
from tandem.record.kinds import BY_PREFIX
from tandem.record.models import Item

MINUTES = "%Y-%m-%dT%H:%M"
MARK = re.compile(r"\s*([A-Za-z]{1,2})-(\d{1,15})\b")


class QuickNote(forms.Form):
    """What somebody said, and as much of who and where as is known."""

    text = forms.CharField(
        label="What was said", widget=forms.Textarea(attrs={"rows": 6, "autofocus": True}), strip=False
    )
    author = forms.CharField(
        label="Who said it", required=False, max_length=200, help_text="An e-mail address finds the company by itself."
    )
    company = forms.CharField(
        label="Company",
        required=False,
        max_length=1000,
        help_text="When it speaks for several, part them by semicolons.",
        widget=forms.TextInput(attrs={"list": "companies"}),
    )
    form = forms.ChoiceField(label="Where", choices=KINDS, initial="call")
    title = forms.CharField(label="Subject", required=False, max_length=500)
    said_at = forms.DateTimeField(
        label="When",
        required=False,
        help_text="Now, unless you say otherwise.",
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format=MINUTES),
    )
    source = forms.ModelChoiceField(Source.objects.none(), label="Source", required=False, empty_label="Notes by hand")
    about = forms.CharField(
        label="Speaks of",
        required=False,
        max_length=300,
        help_text="A problem or another thing that the whole note is linked to.",
        widget=forms.TextInput(attrs={"list": "about-list", "placeholder": "P-7 or a few letters"}),
    )
    with_pm = forms.BooleanField(label="The PM took part in this conversation", required=False)
    attachments = AttachField(required=False)

    looked = forms.BooleanField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, product: Any, member: Any, zone: tzinfo = UTC, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.member, self.zone = member, zone
        asks = {"hx-get": "/companies/whose", "hx-trigger": "input changed delay:400ms", "hx-target": "previous .hint"}
        self.fields["author"].widget.attrs |= asks
        self.fields["source"].queryset = Source.objects.of(product).in_use().select_related("item")  # type: ignore[attr-defined]

    def in_dialog(self) -> None:
        """Ask for less: what is seldom said stays away until it is; lists have names of their own beside the page's."""
        for name in ("title", "said_at", "source"):
            if not self[name].value() and name not in self.errors:
                del self.fields[name]
        self.fields["company"].widget.attrs["list"] = "quick-companies"
        self.fields["about"].widget.attrs["list"] = "quick-about"
        self.fields["attachments"].widget.kept = self.is_bound or bool(self.initial.get("looked"))

    def clean_company(self) -> list[Company]:
        try:
            return companies_named(self.cleaned_data["company"])
        except Refused as refused:
            raise forms.ValidationError(refused.sentence) from refused

    def clean_about(self) -> Item | None:
        try:
            return item_named(self.cleaned_data["about"], self.member)
        except Refused as refused:
            raise forms.ValidationError(refused.sentence) from refused

    def said(self) -> dict[str, Any]:
        """What the verb takes."""
        given = dict(self.cleaned_data)
        name, email = author_of(given.pop("author"))
        companies, said_at, _ = given.pop("company"), given.pop("said_at"), given.pop("looked")
        files = given.pop("attachments")
        return {
            **given,
            "files": files,
            "company": companies[0] if companies else None,
            "also": companies[1:],
            "author_email": email,
            "author_name": name,
            "said_at": said_at.replace(tzinfo=self.zone) if said_at else None,
        }

    def clean_said_at(self) -> datetime | None:
        said_at: datetime | None = self.cleaned_data["said_at"]
        if said_at and said_at.replace(tzinfo=self.zone) > clock.now() + timedelta(minutes=1):
            raise forms.ValidationError("That is still to come. Say when it was said.")
        return said_at

    def proposed(self) -> Forwarded | None:
        """What a pasted mail or chat says of itself, where nobody has looked at it yet or said who it was."""
        if not self.is_valid() or self.cleaned_data["looked"] or self.cleaned_data["author"].strip():
            return None
        return read_forwarded(self.cleaned_data["text"], today=clock.today(), zone=self.zone)

    def proposing(self, found: Forwarded) -> dict[str, Any]:
        """The form's fields with what was found, for a person to look at."""
        at = found.said_at.astimezone(self.zone).strftime(MINUTES) if found.said_at else ""
        mail = {"form": "email"} if found.email else {}
        typed = {name: self.data.get(name, "") for name in self.fields if name != "attachments"}
        said = {"text": found.body, "author": found.author, "title": found.subject or typed["title"], "said_at": at}
        return {**typed, **mail, **said, "with_pm": bool(typed["with_pm"]), "looked": True}


def author_of(text: str) -> tuple[str, str]:
    """Name and e-mail address of what a person typed: either, or Ines Roth <ines@harbor.example>."""
    text = text.strip()
    if "@" not in text:
        return text, ""
    name, email = parseaddr(text)
    return (name, email) if "@" in email and "<" in text else ("", text)


class FilesForm(forms.Form):
    """Files for a note that is there already."""

    attachments = AttachField(label="Add files")


class FurtherCompany(forms.Form):
    """Who spoke, or for whom a note speaks too."""

    company = forms.CharField(label="Company", max_length=1000, widget=forms.TextInput(attrs={"list": "companies"}))
    speaks = forms.BooleanField(label="This is who said it, instead of the one named now", required=False)

    def clean_company(self) -> list[Company]:
        try:
            return companies_named(self.cleaned_data["company"])
        except Refused as refused:
            raise forms.ValidationError(refused.sentence) from refused


class Mark(forms.Form):
    """What marked words, or a whole note, speak of: written P-7, or picked from the list."""

    about = forms.CharField(
        label="Speaks of",
        required=False,
        max_length=300,
        widget=forms.TextInput(attrs={"list": "about-list", "placeholder": "P-7 or a few letters"}),
    )

    def item(self, member: Any) -> Item | None:
        """The item that was named, if this member may see it."""
        return item_named(self.cleaned_data["about"], member)


class MarkWords(Mark):
    """The same with the place of the words, their feeling, and whether they may be quoted."""

    start = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
    end = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
    feeling = forms.ChoiceField(
        label="Sounds", required=False, choices=[(name, name or "not said") for name in FEELINGS]
    )
    consent = forms.ChoiceField(label="As a quote", required=False, choices=CONSENTS)

    field_order = ["start", "end", "about", "feeling", "consent"]


class CompanyForm(forms.Form):
    """A company's own facts."""

    title = forms.CharField(label="Name", max_length=200)
    life_cycle = forms.ChoiceField(
        label="Is a", choices=[(name, name.capitalize()) for name in LIFE_CYCLE], initial="customer"
    )
    arr = forms.DecimalField(
        label="ARR",
        required=False,
        min_value=0,
        max_digits=18,
        decimal_places=2,
        help_text="A year, in the workspace's currency.",
    )
    employees = forms.IntegerField(label="People", required=False, min_value=0, max_value=2_000_000_000)
    industry = forms.CharField(label="Industry", required=False, max_length=80)
    country = forms.CharField(label="Country", required=False, max_length=60)
    plan = forms.CharField(label="Plan", required=False, max_length=60)
    segment = forms.CharField(label="Segment", required=False, max_length=60)


class NewCompany(CompanyForm):
    """A company that was not there yet, with the domains its mail comes from."""

    domains = forms.CharField(
        label="E-mail domains",
        required=False,
        max_length=2000,
        help_text="Separated by spaces. Notes from there find the company by themselves.",
    )


class EditCompany(CompanyForm):
    """A company's facts, changed since the version last seen."""

    version = forms.IntegerField(widget=forms.HiddenInput)


class ReviseSource(forms.Form):
    """A source's name and kind, changed since the version last seen."""

    title = forms.CharField(label="Name", max_length=120, widget=forms.TextInput(attrs={"autofocus": True}))
    form = forms.ChoiceField(label="What it holds", choices=KINDS)
    version = forms.IntegerField(widget=forms.HiddenInput)


class DomainForm(forms.Form):
    domain = forms.CharField(label="E-mail domain", max_length=253)


class ContactForm(forms.Form):
    """A person at a company."""

    name = forms.CharField(label="Name", max_length=200)
    email = forms.EmailField(label="E-mail", required=False, max_length=254)
    role = forms.CharField(label="Role", required=False, max_length=120)
    ours = forms.BooleanField(label="They work with us, such as a partner or consultant", required=False)


class SegmentOfMany(forms.Form):
    """The segment of several companies at once; left empty, it is taken away."""

    segment = forms.CharField(label="Segment", max_length=60, required=False)


class NameForm(forms.Form):
    """A theme's own name."""

    title = forms.CharField(label="Name", max_length=200)


class MergeForm(forms.Form):
    """Which theme takes the notes."""

    into = forms.TypedChoiceField(label="Merge into", coerce=int)

    def __init__(self, *args: Any, themes: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.themes = {theme.number: theme for theme in themes}
        self.fields["into"].choices = [(number, theme.title) for number, theme in self.themes.items()]  # type: ignore[attr-defined]

    def clean_into(self) -> Theme:
        found: Theme = self.themes[self.cleaned_data["into"]]
        return found


class MoveForm(MergeForm):
    """Which theme a note belongs to."""

    into = forms.TypedChoiceField(label="Theme", coerce=int)


def marked(text: str) -> tuple[str, int] | None:
    """Kind and number of a mark such as P-7, with which the text begins."""
    found = MARK.match(text)
    kind = BY_PREFIX.get(found[1].upper()) if found else None
    return (kind.name, int(found[2])) if kind and found else None


def quick_note_from(asked: Mapping[str, str]) -> dict[str, Any]:
    """What an address fills in beforehand: whom one spoke with (a company's number or name), whether the PM took part,
    and what it was about.
    """
    company = asked.get("company", "").replace("\0", "")[:200]
    if company.isascii() and company.isdigit() and len(company) < 16:
        known = Company.objects.in_use().filter(item__number=int(company)).select_related("item").first()
        company = known.title if known else ""
    with_pm = asked.get("with_pm") == "1"
    return {
        "company": company, "about": asked.get("about", "").replace("\0", "")[:300], "with_pm": with_pm,
        "form": "interview" if with_pm else "call",
    }  # fmt: skip


def companies_named(text: str) -> list[Company]:
    """The companies that a person names, parted by semicolons; a name that nobody knows is refused."""
    if whole := Company.objects.named(text) if text.strip() else None:
        return [whole]
    names = [name for part in text.split(";") if (name := part.strip())]
    found = {name: Company.objects.named(name) for name in names}
    if unknown := [name for name in names if found[name] is None]:
        said = f"called {unknown[0]}" if len(names) > 1 else "of this name"
        raise Refused(f"There is no company {said} yet. Leave it out, or add the company first.")
    return list({company.pk: company for company in found.values() if company}.values())


def item_named(text: str, member: Any) -> Item | None:
    """The item that a mark such as P-7 stands for, among those the member may see; refused when there is none."""
    if not text.strip():
        return None
    found = marked(text)
    item = Item.objects.visible_to(member).filter(kind=found[0], number=found[1]).first() if found else None
    if item is None:
        raise Refused(f"There is no “{text.strip()}”. Pick one from the list, or write its mark such as P-7.")
    return item
