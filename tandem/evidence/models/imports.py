"""Imports: one file brought in once, however often it is run or killed."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

from django.db import models

from tandem.core import clock, files
from tandem.core.errors import Refused
from tandem.core.models import StoredFile
from tandem.evidence import presets
from tandem.evidence.models.source import Source
from tandem.evidence.reading import Shape
from tandem.record.history import kept
from tandem.record.models import Event, Named, NamedQuerySet
from tandem.record.verbs import recorded
from tandem.team.models import Member

if TYPE_CHECKING:
    from tandem.evidence.targets import Target, Undone

STATES = ("mapping", "waiting", "running", "done", "refused", "undone")
SAYS = {
    "mapping": "Columns to be chosen", "waiting": "Waiting for the worker", "running": "Under way", "done": "Done",
    "refused": "Refused", "undone": "Undone",
}  # fmt: skip
RUN = "imported"
Progress = Callable[[int, int], None]


class ImportQuerySet(NamedQuerySet):
    """Imports, seen as the product they belong to."""

    def newest_first(self) -> ImportQuerySet:
        return self.order_by("-item__number")


@kept(derived=["rows_read", "created", "updated", "unchanged", "skipped", "rejected", "position"])
class Import(Named):
    """A file, its mapping and what became of each row: rows in = created + updated + unchanged + skipped + rejected."""

    kind: ClassVar[str] = "import"
    draft_act: ClassVar[str] = "import"

    target = models.CharField(max_length=20)
    source = models.ForeignKey(Source, models.PROTECT, null=True, related_name="imports")
    file = models.ForeignKey(StoredFile, models.PROTECT, related_name="+")
    shape = models.JSONField(default=dict)
    mapping = models.JSONField(default=dict)
    state = models.CharField(max_length=10, default="mapping", choices=[(name, name) for name in STATES])
    started_by = models.ForeignKey(Member, models.PROTECT, null=True, related_name="+")
    started_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    why_refused = models.TextField(default="", blank=True)
    rows_read = models.BigIntegerField(default=0)
    rows_expected = models.BigIntegerField(default=0)
    created = models.BigIntegerField(default=0)
    updated = models.BigIntegerField(default=0)
    unchanged = models.BigIntegerField(default=0)
    skipped = models.BigIntegerField(default=0)
    rejected = models.BigIntegerField(default=0)
    position = models.BigIntegerField(default=0)
    rejects = models.ForeignKey(StoredFile, models.PROTECT, null=True, related_name="+")

    objects = ImportQuerySet.as_manager()

    @property
    def shown_shape(self) -> Shape | None:
        """How the file is read, or None while it cannot be."""
        return Shape.from_json(self.shape) if self.shape else None

    @property
    def path(self) -> Path:
        return Path(files.path_of(self.file))

    @property
    def goes_to(self) -> Target:
        from tandem.evidence.targets import target_named

        return target_named(self.target)

    @property
    def says(self) -> str:
        """Where it stands, in a few words."""
        return SAYS[self.state]

    @property
    def is_at_work(self) -> bool:
        return self.state in ("waiting", "running")

    @classmethod
    @recorded("opened", act="import", facts=("target",))
    def open(
        cls, product: Any, file: StoredFile, *, target: str, by: Any, source: Source | None = None, **asked: Any
    ) -> Import:
        """Look at a file before anything of it is brought in. A file that cannot be read is kept with the reason,
        so that the way it is read can be corrected. Notes need a named source; it is the product's or the workspace's.
        `preset=` names the preset to read it with, `none` for reading it as it lies; else the one that fits is found.
        """
        from tandem.evidence.targets import target_named

        goes_to = target_named(target)
        _refuse_wrong_place(goes_to, product, source)
        made = cls._make(file.name, product=product, target=target, source=source, file=file)
        made._look(asked)
        return made

    @recorded("looked at again", act="import")
    def look_again(self, *, by: Any, **asked: Any) -> None:
        """Read the file in another way: encoding=, delimiter=, sheet=, header_row=, preset=. The mapping is new."""
        self._refuse_unless("mapping", "refused")
        self.mapping, self.state = {}, "mapping"
        self._look(asked)

    @recorded("mapped", act="import")
    def map(self, fields: dict[str, int], *, by: Any, **answers: Any) -> None:
        """Say which column is which field: field name to column position. `dates` (day first or month first by field),
        `zone`, `currency` and `rates` answer what the columns cannot, `answers` what the preset asks; what stays open
        is refused as a question.
        """
        from tandem.evidence.importing.mapping import Mapping, settle

        self._refuse_unless("mapping", "refused")
        wanted = Mapping(
            fields, orders=answers.get("dates") or {}, zone=answers.get("zone") or "UTC",
            currency=answers.get("currency") or "", rates=answers.get("rates") or {},
            answers=answers.get("answers") or {},
        )  # fmt: skip
        self.mapping = settle(self.path, self._readable(), self.goes_to, wanted).as_json()
        self.state, self.why_refused = "mapping", ""
        self.save()

    @recorded(RUN, act="import", facts=("target", "file"))
    def start(self, *, by: Any) -> None:
        """Let it begin. All that it writes, in however many chunks, hangs on this one event. Starting it twice
        is once.
        """
        self.refresh_from_db(fields=["state", "mapping", "started_at"])
        if self.started_at is not None:
            raise Refused("This import was already started.")
        if not self.mapping:
            raise Refused("Say first which column is which field.")
        self.state, self.started_at = "waiting", clock.now()
        self.started_by_id = by.pk
        self.save()

    def run(self, *, by: Any, progress: Progress | None = None) -> None:
        """Bring the rows in, chunk by chunk, from where an earlier run was stopped. The chunks are written by the verb
        `start`, whose event they hang on; a run that has ended is not run again.
        """
        from tandem.evidence.importing.run import Run

        if self.started_at is None:
            self.start(by=by)
        Run(self, progress=progress).go()
        self.refresh_from_db(fields=[field.attname for field in self._meta.concrete_fields if field.name != "item"])

    @recorded("undone", act="import")
    def undo(self, *, by: Any, because: str = "") -> Undone:
        """Take back what this import created, as far as nobody has linked it since; the rest stays and is counted.
        What it
        only changed stays changed: the history has the old values.
        """
        self.refresh_from_db(fields=["state"])
        self._refuse_unless("done", "refused", said="Only an import that has ended can be undone.")
        undone = self.goes_to.undo(self)
        self.state = "undone"
        self.save(update_fields=["state"])
        return undone

    def run_event(self) -> Event:
        """The one event that everything this import wrote hangs on."""
        return Event.objects.filter(item=self.item_id, verb=RUN).earliest("id")

    def _look(self, asked: dict[str, Any]) -> None:
        try:
            product = self.item.product
            shape = presets.look(self.path, self.file.name, self.target, product=product, **asked)
        except Refused as no:
            self.shape, self.why_refused = {}, no.sentence
        else:
            from tandem.evidence.importing.text import plain

            self.shape, self.why_refused, self.rows_expected = plain(shape.as_json()), "", shape.row_estimate
        self.save()

    def _readable(self) -> Shape:
        if shape := self.shown_shape:
            return shape
        raise Refused(self.why_refused or "The file cannot be read.")

    def _refuse_unless(self, *states: str, said: str = "This import was already started; begin a new one.") -> None:
        if self.state not in states or (states[0] == "mapping" and self.started_at):
            raise Refused(said)


def _refuse_wrong_place(target: Target, product: Any, source: Source | None) -> None:
    if target.needs_source and source is None:
        raise Refused(
            f"{target.label} need a named source, such as Support inbox, so that a second import finds them again."
        )
    if target.needs_product and product is None:
        raise Refused(f"{target.label} belong to a product. Choose one.")
    if source and source.item.product_id not in (None, product.pk if product else None):
        raise Refused(f"{source} belongs to another product.")


class RejectedRow(models.Model):
    """A row that an import gave back: its cells as they were and the reason. It waits here until the rejects
    file is made.
    """

    brought = models.ForeignKey(Import, models.CASCADE, related_name="rejected_rows")
    number = models.BigIntegerField()
    cells = models.JSONField()
    reason = models.TextField()

    class Meta:
        indexes = [models.Index(fields=["brought", "id"], name="rejected_row_brought")]

    def __str__(self) -> str:
        return f"row {self.number}: {self.reason}"
