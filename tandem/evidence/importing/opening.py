"""From the page to the first look: the files or the pasted text of one form, each an import of its own."""

from __future__ import annotations

from typing import Any

from tandem.core import files
from tandem.core.models import StoredFile
from tandem.evidence.import_forms import FileForm
from tandem.evidence.importing.prose import as_file
from tandem.evidence.models import Import, Source
from tandem.record.verbs import ask
from tandem.team.models import Product


def opened_by(product: Product, form: FileForm, by: Any) -> list[Import]:
    """Open what the form brings, in its order; for notes into the source that it names."""
    ask(by, Import.draft_act, product)  # before a file is kept or a source is opened for it
    said = form.cleaned_data
    kept = _kept(said)
    source = form.chosen_source if said["target"] == "notes" else None
    if said["target"] == "notes" and source is None:
        source = Source.open(product, said["new_source"], form=said["form"] or "other", by=by)
    return [Import.open(product, file, target=said["target"], source=source, by=by) for file in kept]


def _kept(said: dict[str, Any]) -> list[StoredFile]:
    if said["file"]:
        return [files.store(file.chunks(), name=file.name) for file in said["file"]]
    content, name = as_file(said["text"], said["text_form"])
    return [files.store([content], name=name)]
