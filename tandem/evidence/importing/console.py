"""The door for the console: one file in, one report out, run here and now and not through the queue."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryFile
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from tandem.core import files
from tandem.core.errors import Refused
from tandem.core.models import StoredFile
from tandem.evidence import presets
from tandem.evidence.importing.mapping import by_names
from tandem.evidence.models import Import, Source
from tandem.evidence.models.imports import Progress
from tandem.evidence.targets import target_named
from tandem.team.models import Product

BLOCK = 1 << 20
MARKS = {"": "", "point": ".", "comma": ",", ".": ".", ",": ","}


@dataclass(frozen=True)
class Report:
    """What became of every row, and where the rejected ones are."""

    number: int
    rows: int
    created: int
    updated: int
    unchanged: int
    skipped: int
    rejected: int
    rejects_path: str
    target: str = "notes"
    preset: str = ""


def from_command(
    path: Path | str, product_slug: str, target: str = "notes", source_name: str = "",
    mapping: dict[str, str] | None = None, *,
    by: Any, progress: Progress | None = None, dates: str = "", decimal_mark: str = "", preset: str = "",
    sheet: str = "", **answers: Any,
) -> Report:  # fmt: skip
    """Import a file, or a folder of tables. `mapping` gives field to column name over what the preset or the guess
    says; `preset` names the preset, `none` none; without a target the preset's is taken. `sheet` is that of a workbook,
    or one file of a zip. `dates` (dmy or mdy) and `decimal_mark` (point or comma) settle what a column leaves open.
    Without a source's name the file's own is not used: notes then go to “Imported files”.
    """
    path = Path(path)
    if not path.exists():
        raise Refused(f"There is no file {path}.")
    product, kept = _product(product_slug, by), _kept_folder(path) if path.is_dir() else _kept(path)
    asked = {"preset": preset, **({"sheet": sheet} if sheet else {})}
    goes_to = target_named(target or target_of(kept, **asked))
    form = presets.preset_named(preset).form if preset not in ("", presets.NONE) else "other"
    opened = source_name or "Imported files"
    source = source_named(product, opened, by=by, form=form) if goes_to.needs_source else None
    brought = Import.open(product, kept, target=goes_to.name, source=source, by=by, **asked)
    shape = brought.shown_shape
    if shape is None:
        raise Refused(brought.why_refused)
    if sheet and not shape.sheets:
        raise Refused(f"{kept.name} has no sheets to choose from.")
    fields = by_names(shape, goes_to, mapping or {})
    orders = dict.fromkeys(_fields(goes_to, "date"), dates)
    marks = dict.fromkeys(_fields(goes_to, "number", "money"), _mark(decimal_mark))
    brought.map(fields, by=by, dates=orders, marks=marks, **answers)
    brought.run(by=by, progress=progress)
    return report_of(brought)


def target_of(kept: StoredFile, preset: str = "", **asked: Any) -> str:
    """What a file brings in, by its preset; notes where none fits or the file cannot be read."""
    try:
        found = presets.preset_of(presets.look(Path(files.path_of(kept)), kept.name, preset=preset, **asked))
    except Refused:
        return "notes"
    return found.target if found else "notes"


def source_named(product: Any, name: str, *, by: Any, form: str = "other") -> Source:
    """The source of this name that the product may use, its own or the workspace's; a new one where there is none."""
    found = Source.objects.in_use().filter(item__title__iexact=" ".join(name.split())).select_related("item")
    own = [source for source in found if source.item.product_id in (None, product.pk if product else None)]
    return (
        max(own, key=lambda source: source.item.product_id or 0)
        if own
        else Source.open(product, name, form=form, by=by)
    )


def report_of(brought: Import) -> Report:
    """What an import came to."""
    return Report(
        brought.number, brought.rows_read, brought.created, brought.updated, brought.unchanged, brought.skipped,
        brought.rejected, str(files.path_of(brought.rejects)) if brought.rejects else "", brought.target,
        brought.shown_shape.preset if brought.shown_shape else "",
    )  # fmt: skip


def _product(slug: str, by: Any) -> Product:
    found: Product | None = (
        Product.objects.filter(slug=slug, pk__in=by.visible_products()).select_related("item").first()
    )
    if found is None:
        raise Refused(f"There is no product with the address {slug}.")
    return found


def _kept(path: Path) -> Any:
    with path.open("rb") as stream:
        return files.store(iter(lambda: stream.read(BLOCK), b""), name=path.name)


def _kept_folder(path: Path) -> StoredFile:
    """The files of a folder as one zip archive, in the order of their names."""
    with TemporaryFile() as spool:
        with ZipFile(spool, "w", ZIP_DEFLATED) as archive:
            for member in sorted(each for each in path.iterdir() if each.is_file()):
                archive.writestr(ZipInfo(member.name), member.read_bytes(), ZIP_DEFLATED)
        spool.seek(0)
        return files.store(iter(lambda: spool.read(BLOCK), b""), name=f"{path.resolve().name}.zip")


def _fields(goes_to: Any, *kinds: str) -> list[str]:
    return [field.name for field in goes_to.fields if field.kind in kinds]


def _mark(said: str) -> str:
    if said not in MARKS:
        raise Refused(f"{said} is no decimal mark: choose point or comma.")
    return MARKS[said]
