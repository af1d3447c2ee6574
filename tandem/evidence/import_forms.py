"""Forms of the import pages: the file and where it goes, how it is read, how an import is ended or mended."""

from __future__ import annotations

from typing import Any, cast

from django import forms

from tandem.evidence.files_field import FilesField
from tandem.evidence.importing.prose import FORMS, form_of
from tandem.evidence.models import Import, Source
from tandem.evidence.models.source import KINDS
from tandem.evidence.presets import NONE, all_presets
from tandem.evidence.reading import Shape
from tandem.evidence.targets import all_targets

ENCODINGS = ("utf-8", "utf-8-sig", "utf-16", "windows-1252", "iso-8859-1", "mac-roman", "shift_jis", "gb18030")
ROWLESS = ["delimiter", "header_row"]
READ_WITHOUT = {
    "json": ROWLESS, "jsonl": ROWLESS, "zip": ["encoding", *ROWLESS], "talk": ROWLESS, "vtt": ROWLESS, "srt": ROWLESS,
    "xlsx": ["encoding", "delimiter"], "xls": ["encoding", "delimiter"],
}  # fmt: skip
DELIMITERS = [("", "Found by itself"), (",", "Comma"), (";", "Semicolon"), ("tab", "Tab"), ("|", "Bar")]


class FileForm(forms.Form):
    """Files or pasted text, what they are, and for notes the source they come from."""

    target = forms.ChoiceField(label="What is in it")
    file = FilesField(
        label="File", required=False,
        help_text="CSV, TSV, XLSX, XLS, JSON, JSON lines, a transcript, or a zip of exported tables, up to 2 GB. Drop "
        "files anywhere on this page; several come one after the other.",
    )  # fmt: skip
    text = forms.CharField(label="Or paste text", required=False, widget=forms.Textarea(attrs={"rows": 6}), strip=False,
                           help_text="Rows copied from a spreadsheet with their header, or plain words.")  # fmt: skip
    text_form = forms.ChoiceField(label="The pasted text is", required=False, choices=[("", "Found by itself"), *FORMS])
    source = forms.ChoiceField(
        label="Source", required=False, help_text="For notes. The same source finds the same notes again."
    )
    new_source = forms.CharField(
        label="Or a new source", required=False, max_length=120, help_text="Such as Support inbox."
    )
    form = forms.ChoiceField(label="Kind of the new source", choices=KINDS, required=False, initial="other")

    def __init__(self, *args: Any, sources: Any = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._sources = {str(source.number): source for source in sources}
        cast(forms.ChoiceField, self.fields["target"]).choices = [
            (target.name, target.label) for target in all_targets()
        ]
        choices = [
            ("", "A new one, named below"),
            *((number, source.title) for number, source in self._sources.items()),
        ]
        cast(forms.ChoiceField, self.fields["source"]).choices = choices

    @property
    def chosen_source(self) -> Source | None:
        return self._sources.get(self.cleaned_data.get("source") or "")

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = super().clean() or {}
        if not said.get("file") and not (said.get("text") or "").strip():
            raise forms.ValidationError("Choose a file or paste some text.")
        if not said.get("file"):
            said["text_form"] = said.get("text_form") or form_of(said["text"])
            if not said["text_form"]:
                self.add_error("text_form", "Is each line a note, or each paragraph? Or are these rows of a table?")
        if said.get("target") == "notes" and not said.get("source") and not (said.get("new_source") or "").strip():
            self.add_error("new_source", "Notes need a source, so that a second import finds them again.")
        return said


class ReadingForm(forms.Form):
    """How the file is read, where the person knows better: as which export, and in which encoding."""

    preset = forms.ChoiceField(label="Export of", required=False)
    encoding = forms.ChoiceField(label="Encoding", required=False)
    delimiter = forms.ChoiceField(label="Delimiter", required=False, choices=DELIMITERS)
    sheet = forms.ChoiceField(label="Sheet", required=False)
    header_row = forms.IntegerField(
        label="Row of the header", required=False, min_value=0, max_value=1000, help_text="0 where there is none."
    )

    def __init__(self, *args: Any, shape: Shape | None = None, target: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known = [(preset.name, preset.label) for preset in all_presets(target)]
        choices = [("", "Found by itself"), (NONE, "No known system"), *known]
        cast(forms.ChoiceField, self.fields["preset"]).choices = choices
        found = shape.encoding if shape else ""
        names = [found, *ENCODINGS] if found and found not in ENCODINGS else list(ENCODINGS)
        cast(forms.ChoiceField, self.fields["encoding"]).choices = [
            ("", "Found by itself"),
            *((name, name.upper()) for name in names),
        ]
        sheets = shape.sheets if shape else ()
        cast(forms.ChoiceField, self.fields["sheet"]).choices = [
            ("", "The longest"),
            *((name, name) for name in sheets),
        ]
        form = shape.format if shape else ""
        for name in ([] if sheets else ["sheet"]) + READ_WITHOUT.get(form, []):
            del self.fields[name]

    @property
    def asked(self) -> dict[str, Any]:
        said = self.cleaned_data
        delimiter = "\t" if said.get("delimiter") == "tab" else said.get("delimiter")
        asked = {
            "encoding": said.get("encoding"),
            "delimiter": delimiter,
            "sheet": said.get("sheet"),
            "header_row": said.get("header_row"),
            "preset": said.get("preset"),
        }
        return {name: value for name, value in asked.items() if value not in (None, "")}


class CancelForm(forms.Form):
    """Whether what is in stays."""

    keep = forms.ChoiceField(
        label="What is in so far", widget=forms.RadioSelect, initial="yes",
        choices=[("yes", "Stays"), ("no", "Is taken back, as far as nobody has linked it since")],
    )  # fmt: skip
    because = forms.CharField(label="Why", required=False, max_length=400)

    def __init__(self, *args: Any, brought: Import, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not brought.created:
            del self.fields["keep"]

    @property
    def asked(self) -> dict[str, Any]:
        return {"keep": self.cleaned_data.get("keep", "yes") == "yes", "because": self.cleaned_data["because"]}


class MendedForm(forms.Form):
    """The mended file of the rows given back."""

    file = forms.FileField(label="The mended file", help_text="Leave its header as it is; the first column may stay.")
