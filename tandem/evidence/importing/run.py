"""The engine of imports: a file is streamed in chunks, and each chunk and its position are one transaction.

Killed anywhere and run again it goes on after the last chunk that was kept. Two runs at once take turns chunk by chunk
under a lock of their source, and the second finds what the first wrote; a unique key in the database stands behind
that.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import Any

import psycopg
from django.db import DataError, IntegrityError, OperationalError, connection, transaction
from django.db.models import F

from tandem.core import clock
from tandem.core.errors import Refused
from tandem.evidence import presets
from tandem.evidence.discovery import catch_up
from tandem.evidence.importing.cells import Reader
from tandem.evidence.importing.mapping import Mapping
from tandem.evidence.importing.rejects import keep_rejects
from tandem.evidence.importing.seen import Seen
from tandem.evidence.importing.text import clean
from tandem.evidence.models import Import
from tandem.evidence.models.imports import Progress, RejectedRow
from tandem.evidence.reading import BadRow, Row
from tandem.evidence.repeats import fold_repeats
from tandem.evidence.targets import Chunk, Record, Tally
from tandem.record.verbs import continued
from tandem.team.models import Workspace

CHUNK = 2_000
TRIES = 4
Verdict = Record | tuple[int, Any, str, bool]


class Stopped(Exception):
    """Somebody else ended this import; there is nothing left to do."""


class Run:
    """One run of one import, from where the last one stopped."""

    def __init__(self, brought: Import, *, progress: Progress | None = None) -> None:
        shape = brought.shown_shape
        if shape is None:
            raise Refused(brought.why_refused or "The file cannot be read.")
        self.brought, self.shape, self.progress = brought, shape, progress
        self.target = brought.goes_to
        self.mapping = Mapping.from_json(brought.mapping)
        self.reader = Reader(shape, self.mapping, self.target, today=Workspace.current().today)
        self.seen = Seen(self.target)
        self.event = brought.run_event()

    def go(self) -> None:
        """Read the whole file once to know that it can be read, then bring its rows in."""
        try:
            self._begin()
            self._bring_in()
            self._finish()
            self._find_themes()
        except Stopped:
            return
        except Refused as no:
            self._refuse(no.sentence)
            raise

    def _begin(self) -> None:
        if not Import.objects.filter(pk=self.brought.pk, state__in=("waiting", "running")).exists():
            raise Stopped
        count = self._rows_in_file()
        with transaction.atomic(), continued(self.event):
            Import.objects.filter(pk=self.brought.pk, state="waiting").update(state="running")
            Import.objects.filter(pk=self.brought.pk).update(
                rows_expected=count, going_since=clock.now(), going_from=F("position")
            )
        self.brought.rows_expected = count
        self._tell(0)

    def _rows_in_file(self) -> int:
        return sum(1 for _ in self._rows())

    def _bring_in(self) -> None:
        start = 0
        for parcel in self._parcels():
            self._keep(start, parcel)
            start += len(parcel)
            self._tell(start)

    def _rows(self) -> Iterator[Row | BadRow]:
        """The records of the file as its preset makes them, always the same ones in the same order."""
        return presets.rows(self.brought.path, self.shape, self.mapping.answers, name=self.brought.file.name)

    def _parcels(self) -> Iterator[list[Verdict]]:
        rows = self._rows()
        while parcel := [self._judge(row) for row in islice(rows, CHUNK)]:
            yield parcel

    def _judge(self, row: Row | BadRow) -> Verdict:
        """A record to write, or the row with the reason why not and whether it is merely passed over."""
        if isinstance(row, BadRow):
            return (row.number, clean(row.raw), row.reason, row.skipped)
        try:
            record = self.reader.read(row)
        except Refused as no:
            return (row.number, _cells(row), no.sentence, False)
        if (named := self.target.skipped_without) and not str(record.values.get(named, "")).strip():
            return (row.number, record.cells, "The row says nothing.", True)
        reason, skipped = self.seen.again(record)
        return (row.number, record.cells, reason, skipped) if reason else record

    def _keep(self, start: int, parcel: list[Verdict]) -> None:
        """Write one chunk and its position. What another door wrote at the same moment makes it look once more."""
        for attempt in range(TRIES):
            try:
                with transaction.atomic(), continued(self.event):
                    self._keep_once(start, parcel)
                return
            except (IntegrityError, OperationalError) as clash:
                if attempt == TRIES - 1 or not _worth_another_try(clash):
                    raise

    def _keep_once(self, start: int, parcel: list[Verdict]) -> None:
        self._take_turns()
        now = Import.objects.select_for_update(of=("self",)).values("position", "state").get(pk=self.brought.pk)
        if now["state"] != "running":
            raise Stopped
        fresh = parcel[max(0, now["position"] - start) :]
        if fresh:
            self._count(self._write(fresh), now["position"] + len(fresh), len(fresh))

    def _take_turns(self) -> None:
        """Imports into one source, or of one kind of thing, write one after the other."""
        _lock(f"import {self.target.name} {self.brought.source_id or ''}")

    def _write(self, fresh: list[Verdict]) -> Tally:
        tally = Tally()
        records = [verdict for verdict in fresh if isinstance(verdict, Record)]
        for number, cells, reason, skipped in (verdict for verdict in fresh if not isinstance(verdict, Record)):
            if skipped:
                tally.skipped += 1
            else:
                tally.rejected.append((number, cells, reason))
        if records:
            tally.add(self._written(records))
        return tally

    def _written(self, records: list[Record]) -> Tally:
        """All at once; where the database cannot hold one of them, halves of them, until the bad one is alone."""
        try:
            with transaction.atomic():
                return self._handed_over(Chunk(self.brought, records))
        except (DataError, OperationalError) as no:
            if not _is_too_large(no):
                raise
            tally = Tally()
            if len(records) == 1:
                tally.reject(records[0], "A value of this row is larger than its field can hold.")
                return tally
            for half in (records[: len(records) // 2], records[len(records) // 2 :]):
                tally.add(self._written(half))
            return tally

    def _handed_over(self, chunk: Chunk) -> Tally:
        return self.target.write(chunk)

    def _count(self, tally: Tally, position: int, rows: int) -> None:
        RejectedRow.objects.bulk_create(
            [RejectedRow(brought=self.brought, number=n, cells=cells, reason=why) for n, cells, why in tally.rejected],
            batch_size=500,
        )
        Import.objects.filter(pk=self.brought.pk).update(
            position=position, rows_read=F("rows_read") + rows, created=F("created") + tally.created,
            updated=F("updated") + tally.updated, unchanged=F("unchanged") + tally.unchanged,
            skipped=F("skipped") + tally.skipped, rejected=F("rejected") + len(tally.rejected),
        )  # fmt: skip

    def _finish(self) -> None:
        """Make the file of rejected rows and say that it is over, once."""
        with transaction.atomic(), continued(self.event):
            last = Import.objects.select_for_update(of=("self",)).get(pk=self.brought.pk)
            if last.state != "running":
                raise Stopped
            last.state, last.ended_at = "done", clock.now()
            keep_rejects(last)
            last.save(update_fields=["state", "ended_at", "rejects"])

    def _find_themes(self) -> None:
        """New notes go to the nearest theme that was found before; what one voice says again is folded."""
        if self.brought.source and self.target.name == "notes":
            product = self.brought.source.item.product
            catch_up(product)
            if product:
                self._fold_repeats(product)

    def _fold_repeats(self, product: Any) -> None:
        """Imports of one product take turns: two would fold the same note."""
        with transaction.atomic():
            _lock(f"repeats {product.pk}")
            fold_repeats(product, by=self.brought.started_by, since=self.brought.started_at)

    def _refuse(self, sentence: str) -> None:
        with transaction.atomic(), continued(self.event):
            Import.objects.filter(pk=self.brought.pk, state__in=("waiting", "running")).update(
                state="refused", why_refused=sentence, ended_at=clock.now()
            )

    def _tell(self, done: int) -> None:
        if self.progress:
            self.progress(done, self.brought.rows_expected)


def _lock(name: str) -> None:
    """Until the transaction ends, whoever asks for the same name waits."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [name])


def _cells(row: Row) -> Any:
    from tandem.evidence.importing.text import plain

    return plain(row.cells)


def _is_too_large(no: Exception) -> bool:
    """A value that a field or an index cannot hold, such as a text of too many different words."""
    return isinstance(no, DataError) or isinstance(no.__cause__, psycopg.errors.ProgramLimitExceeded)


def _worth_another_try(clash: Exception) -> bool:
    """Somebody wrote the same key at the same moment, or two writers waited for one another."""
    return isinstance(clash, IntegrityError) or isinstance(clash.__cause__, psycopg.errors.DeadlockDetected)
