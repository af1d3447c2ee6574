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

STATES = ("mapping", "waiting", "running", "paused", "done", "refused", "cancelled", "undoing", "undone")
SAYS = {
    "mapping": "Columns to be chosen", "waiting": "Waiting for the worker", "running": "Under way", "paused": "Paused",
    "done": "Done", "refused": "Refused", "cancelled": "Cancelled",
    "undoing": "Being undone", "undone": "Undone",
}  # fmt: skip
AT_WORK = ("waiting", "running", "undoing")
RUN, TRIED, CANCELLED, UNDONE = "imported", "tried out", "cancelled", "undone"
COUNTS = ("rows_read", "created", "updated", "unchanged", "skipped", "rejected", "position", "taken_back", "left")
Progress = Callable[[int, int], None]


class ImportQuerySet(NamedQuerySet):
    """Imports, seen as the product they belong to."""

    def newest_first(self) -> ImportQuerySet:
        return self.order_by("-item__number")


@kept(derived=[*COUNTS, "dry_run", "going_since", "going_from"])
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
    taken_back = models.BigIntegerField(default=0)
    left = models.BigIntegerField(default=0)
    rejects = models.ForeignKey(StoredFile, models.PROTECT, null=True, related_name="+")
    dry_run = models.JSONField(default=dict)
    going_since = models.DateTimeField(null=True)
    going_from = models.BigIntegerField(default=0)

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
        return self.state in AT_WORK

    @property
    def gone_through(self) -> int:
        """How many of those it created undoing has looked at."""
        return self.taken_back + self.left

    @property
    def can_be_undone(self) -> bool:
        """Whether it has ended and brought something in."""
        return self.state in ("done", "refused", "cancelled") and self.created > 0

    @property
    def pace(self) -> str:
        """How quick it is and how long it will take, once that can be said."""
        from tandem.evidence.importing.pace import pace

        if self.state != "running" or self.going_since is None:
            return ""
        seconds = (clock.now() - self.going_since).total_seconds()
        return pace(self.rows_read - self.going_from, self.rows_expected - self.rows_read, seconds).says

    @property
    def is_tried_out(self) -> bool:
        """Whether a dry run waits or is under way."""
        return self.dry_run.get("state") in ("waiting", "running")

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
        self.mapping, self.dry_run, self.state = {}, {}, "mapping"
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
            fields, orders=answers.get("dates") or {}, marks=answers.get("marks") or {},
            zone=answers.get("zone") or "UTC", currency=answers.get("currency") or "", rates=answers.get("rates") or {},
            answers=answers.get("answers") or {},
        )  # fmt: skip
        self.mapping = settle(self.path, self._readable(), self.goes_to, wanted).as_json()
        self.state, self.why_refused, self.dry_run = "mapping", "", {}
        self.save()

    @recorded(TRIED, act="import")
    def try_out(self, *, by: Any) -> None:
        """Ask for a dry run: the whole file is read under the mapping and counted, and nothing of it is kept."""
        self.refresh_from_db(fields=["state", "mapping", "started_at", "dry_run"])
        if self.started_at is not None:
            raise Refused("This import was already started.")
        if not self.mapping:
            raise Refused("Say first which column is which field.")
        self.dry_run = {"state": "waiting", "by": by.pk}
        self.save(update_fields=["dry_run"])

    @recorded(RUN, act="import")
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

    @recorded("paused", act="import")
    def pause(self, *, by: Any) -> None:
        """Stop after the chunk that is just being written. What is in stays; `resume` goes on behind it."""
        self._hold("waiting", "running", said="Only an import that waits or is under way can be paused.")
        self.state = "paused"
        self.save(update_fields=["state"])

    @recorded("resumed", act="import")
    def resume(self, *, by: Any) -> None:
        """Let a paused import wait for its turn again. Whoever runs it goes on after the last chunk kept."""
        self._hold("paused", said="Only a paused import can go on.")
        self.state = "waiting"
        self.save(update_fields=["state"])

    @recorded(CANCELLED, act="import", facts=("keep",))
    def cancel(self, *, by: Any, keep: bool = True, because: str = "") -> Undone:
        """End it before its end. What is in stays, with the rows given back so far, unless it shall not be kept:
        then it is taken back as `undo` does.
        """
        from tandem.evidence.importing.rejects import keep_rejects
        from tandem.evidence.importing.taking_back import take_back
        from tandem.evidence.targets import Undone

        self._hold("waiting", "running", "paused", "mapping", said="This import has ended and cannot be cancelled.")
        self.state, self.ended_at = "cancelled" if keep else "undone", clock.now()
        keep_rejects(self)
        self.save(update_fields=["state", "ended_at", "rejects"])
        return take_back(self) if self.created and not keep else Undone(0, 0)

    @recorded(UNDONE, act="import")
    def undo(self, *, by: Any, because: str = "") -> Undone:
        """Take back what this import created, as far as nobody has linked it since; the rest stays and is counted.
        What it only changed stays changed: the history has the old values. Many rows are left to the worker, and
        what comes back then is `under_way`.
        """
        from tandem.evidence.importing.taking_back import take_back

        self.refresh_from_db(fields=["state"])
        self._refuse_unless("done", "refused", "cancelled", said="Only an import that has ended can be undone.")
        return take_back(self)

    def would_undo(self) -> Undone:
        """What `undo` would come to now, counted and left as it is."""
        return self.goes_to.would_undo(self)

    def run_event(self) -> Event:
        """The one event that everything this import wrote hangs on; before it began, that of its dry run."""
        events = Event.objects.filter(item=self.item_id)
        return events.filter(verb=RUN).order_by("id").first() or events.filter(verb=TRIED).latest("id")

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

    def _hold(self, *states: str, said: str) -> None:
        """Wait for the chunk that is being written, then look at where the import stands now."""
        Import.objects.select_for_update(of=("self",)).get(pk=self.pk)
        self.refresh_from_db(fields=["state", "started_at", "ended_at", "rejects", *COUNTS])
        self._refuse_unless(*states, said=said)

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
