"""Forms of the import pages: the file and where it goes, how it is read, and which column is which field."""

from __future__ import annotations

from typing import Any, cast

from django import forms

from tandem.core.errors import Refused
from tandem.evidence.models import Import, Source
from tandem.evidence.models.source import KINDS
from tandem.evidence.presets import NONE, all_presets
from tandem.evidence.reading import Column, Question, Shape, values
from tandem.evidence.reading.dates import ORDERS
from tandem.evidence.targets import all_targets

ENCODINGS = ("utf-8", "utf-8-sig", "utf-16", "windows-1252", "iso-8859-1", "mac-roman", "shift_jis", "gb18030")
DELIMITERS = [("", "Found by itself"), (",", "Comma"), (";", "Semicolon"), ("tab", "Tab"), ("|", "Bar")]
SAMPLE = 40


class FileForm(forms.Form):
    """A file or pasted rows, what they are, and for notes the source they come from."""

    target = forms.ChoiceField(label="What is in it")
    file = forms.FileField(
        label="File",
        required=False,
        help_text="CSV, TSV, XLSX, XLS, JSON, JSON lines, a transcript, or a zip of exported tables, up to 2 GB.",
    )
    text = forms.CharField(label="Or paste rows", required=False, widget=forms.Textarea(attrs={"rows": 6}), strip=False,
                           help_text="As copied from a spreadsheet, with the header.")  # fmt: skip
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
            raise forms.ValidationError("Choose a file or paste some rows.")
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
        if not sheets:
            del self.fields["sheet"]

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


class MappingForm(forms.Form):
    """A column for each field of the target, the order of dates, the zone, for money its currency and rates, and an
    answer to each question of the preset.
    """

    def __init__(self, *args: Any, brought: Import, shape: Shape, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._brought = brought
        columns = [("", "–"), *((str(column.position), _described(column)) for column in shape.columns)]
        kinds = set()
        self._asked = [question for question in shape.questions if question.name]
        for number, asked in enumerate(self._asked):
            self.fields[f"answer_{number}"] = _answer(asked)
        for field in brought.goes_to.fields:
            kinds.add(field.kind)
            self.fields[f"column_{field.name}"] = forms.ChoiceField(
                label=field.label,
                choices=columns,
                required=field.required,
                help_text=field.help,
                error_messages={"required": f"Choose the column for {field.label}."},
            )
            if field.kind == "date":
                orders = [("", "Order found by itself"), *ORDERS.items()]
                self.fields[f"order_{field.name}"] = forms.ChoiceField(
                    label=f"{field.label}: order of its dates", choices=orders, required=False
                )
        if "date" in kinds:
            self.fields["zone"] = forms.CharField(
                label="Time zone where none is written",
                required=False,
                max_length=40,
                help_text="Such as UTC or Europe/Paris.",
            )
        if "money" in kinds:
            self.fields["currency"] = forms.CharField(
                label="Currency where none is written", required=False, max_length=3
            )
            self.fields["rates"] = forms.CharField(
                label="Rates of other currencies",
                required=False,
                max_length=400,
                help_text="Such as EUR 1.08, GBP 1.27: what one of each is worth here.",
            )

    @property
    def columns(self) -> list[forms.BoundField]:
        """Which column is which field."""
        return [bound for bound in self.visible_fields() if bound.name.startswith("column_")]

    @property
    def readings(self) -> list[forms.BoundField]:
        """How the values in the columns are to be read."""
        return [bound for bound in self.visible_fields() if not bound.name.startswith(("column_", "answer_"))]

    @property
    def asked(self) -> list[forms.BoundField]:
        """What the preset asks."""
        return [bound for bound in self.visible_fields() if bound.name.startswith("answer_")]

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = super().clean() or {}
        said["answers"] = {
            asked.name: said.get(f"answer_{number}") or "" for number, asked in enumerate(self._asked)
        }
        return said

    def clean_rates(self) -> dict[str, str]:
        found = {}
        for part in filter(None, (part.strip() for part in self.cleaned_data["rates"].replace(";", ",").split(","))):
            code, _, rate = part.partition(" ")
            try:
                found[code.upper()] = str(values.number(rate))
            except Refused:
                raise forms.ValidationError(f"“{part[:40]}” is not a rate. Write it as EUR 1.08.") from None
        return found


def _answer(asked: Question) -> forms.Field:
    if not asked.choices:
        return forms.CharField(label=asked.sentence, required=False, max_length=200, initial=asked.proposed)
    choices = list(asked.choices) if asked.proposed else [("", "Choose"), *asked.choices]
    return forms.ChoiceField(label=asked.sentence, choices=choices, required=True, initial=asked.proposed)


def _described(column: Column) -> str:
    sample = next((sample for sample in column.samples if sample.strip()), "")
    short = " ".join(sample.split())[:SAMPLE]
    return f"{column.name[:80]} – {short}" if short else column.name[:80]
