"""Forms of documents: assumptions of a business case, and how documents of the workspace look."""

from __future__ import annotations

from typing import Any

from django import forms

from tandem.core import files
from tandem.core.contents import HEAD, kind_of
from tandem.core.models import StoredFile
from tandem.definition.documents import Form, all_forms
from tandem.definition.documents.drawing import PICTURES
from tandem.definition.forms import area
from tandem.definition.models.document import STANDS_FOR

LARGEST_LOGO = 512 * 1024


class AssumptionForm(forms.Form):
    """What is taken for granted, and the number it stands for."""

    text = forms.CharField(label="What is taken for granted", max_length=300)
    stands_for = forms.ChoiceField(label="The case reckons with it as", choices=STANDS_FOR, required=False)
    value = forms.DecimalField(label="Number", required=False, min_value=0, max_digits=18, decimal_places=2)
    because = forms.CharField(
        label="Because", required=False, max_length=2000, widget=area(),
        help_text="What it rests on, so that others can doubt it.",
    )  # fmt: skip


class StyleForm(forms.Form):
    """Color, words at the foot, picture, and for each kind of document its sections, one a line."""

    color = forms.CharField(
        label="Color of headings",
        max_length=7,
        widget=forms.TextInput(attrs={"type": "color"}),
        help_text="A dark one: it stands on white.",
    )
    footer = forms.CharField(label="Words at the foot of every page", required=False, max_length=200)
    logo = forms.FileField(label="Picture at the head", required=False, help_text="PNG or JPEG, at most 512 KB.")
    without_logo = forms.BooleanField(label="No picture", required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for form in all_forms():
            self.fields[form.name] = forms.CharField(
                label=f"Sections of: {form.label}", required=False, max_length=2000,
                widget=area(len(form.parts)),
                help_text="One a line, in the order they shall have. One that is taken out is not drawn.",
            )  # fmt: skip

    def clean_logo(self) -> StoredFile | None:
        brought = self.cleaned_data["logo"]
        return kept_logo(brought) if brought else None

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        for form in all_forms():
            if form.name in said:
                said[form.name] = self._sections(form, said[form.name])
        return said

    def _sections(self, form: Form, text: str) -> list[str]:
        """The names of the sections these titles are of; all of them where none is given."""
        known = {part.title.casefold(): name for name, part in form.parts.items()}
        lines = [line.strip() for line in text.splitlines() if line.strip()]
        if strange := [line for line in lines if line.casefold() not in known]:
            titles = ", ".join(part.title for part in form.parts.values())
            self.add_error(form.name, f"There is no section {strange[0]}. There are: {titles}.")
        return list(dict.fromkeys(known[line.casefold()] for line in lines if line.casefold() in known))


def kept_logo(brought: Any) -> StoredFile:
    """A picture for the head of documents, kept once it is known to be one."""
    head = brought.read(HEAD)
    brought.seek(0)
    if brought.size > LARGEST_LOGO:
        raise forms.ValidationError("The picture is larger than 512 KB.")
    if kind_of(head) not in PICTURES:
        raise forms.ValidationError("That is no PNG or JPEG picture.")
    return files.store(brought.chunks(), name=str(brought.name), content_type=kind_of(head))
