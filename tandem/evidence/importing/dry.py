"""The dry run: a whole file through its mapping and the identity of its rows, counted, and nothing of it kept.

Where a target can foresee what it would write, rows are only read. Any other target writes all of them in one
transaction, which is taken back; no number of the real things is used up by it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import transaction

from tandem.core.errors import Refused
from tandem.evidence.importing.run import Run, Stopped, Verdict
from tandem.evidence.models import Import
from tandem.evidence.targets import Chunk, Outlook, Record, Tally
from tandem.record.models import Event
from tandem.record.numbering import thought_of
from tandem.record.verbs import continued

SHOWN = 10


class DryRun(Run):
    """One dry run of one import."""

    def __init__(self, brought: Import) -> None:
        super().__init__(brought)
        self.outlook = Outlook()
        self.why: Counter[str] = Counter()
        self.passed: Counter[str] = Counter()
        self.first: dict[str, int] = {}
        self.read = 0

    @property
    def foresees(self) -> bool:
        """Whether the target can tell by reading alone."""
        return self.target.foresee is not None

    def go(self) -> None:
        try:
            self._say("running", expected=self._rows_in_file())
            with self._taken_back():
                for parcel in self._parcels():
                    self._write(parcel)
                    self.read += len(parcel)
                    if self.foresees:
                        self._say("running", rows=self.read)
            self._say("done", **self._told())
        except Stopped:
            return
        except Refused as no:
            self._say("refused", why=no.sentence)

    @contextmanager
    def _taken_back(self) -> Iterator[None]:
        if self.foresees:
            yield
            return
        with transaction.atomic(), continued(self.event), thought_of():
            self._take_turns()
            self.brought.started_by_id = self.event.by_id
            yield
            transaction.set_rollback(True)

    def _write(self, fresh: list[Verdict]) -> Tally:
        tally = super()._write(fresh)
        self.outlook.add(tally)
        for number, _, reason in self.outlook.rejected:
            self.why[reason] += 1
            self.first.setdefault(reason, number)
        self.outlook.rejected.clear()
        for number, _, reason, _ in (one for one in fresh if not isinstance(one, Record) and one[3]):
            self.passed[reason] += 1
            self.first.setdefault(reason, number)
        return tally

    def _handed_over(self, chunk: Chunk) -> Tally:
        if self.target.foresee is None:
            return super()._handed_over(chunk)
        tally = Outlook(companies=self.outlook.companies, unknown=self.outlook.unknown, people=self.outlook.people)
        self.target.foresee(chunk, tally)
        return tally

    def _told(self) -> dict[str, Any]:
        """What is shown of it: the counts, the first reasons, and whom the rows speak of."""
        found = self.outlook
        counts = {name: getattr(found, name) for name in ("created", "updated", "unchanged", "skipped")}
        reasons, passed = self._reasons(self.why), self._reasons(self.passed)
        about = {"companies": len(found.companies), "unknown": len(found.unknown), "people": len(found.people)}
        named = [name[:80] for name in list(found.unknown)[:SHOWN]]
        why = {"rejected": self.why.total(), "reasons": reasons, "passed": passed}
        return {"rows": self.read, **counts, **why, **about, "named": named}

    def _reasons(self, counted: Counter[str]) -> list[dict[str, Any]]:
        return [{"why": why, "rows": n, "first": self.first[why]} for why, n in counted.most_common(SHOWN)]

    def _say(self, state: str, **told: Any) -> None:
        """Keep how far it is, unless the mapping was changed or the import begun meanwhile."""
        with transaction.atomic(), continued(self.event):
            now = Import.objects.select_for_update(of=("self",)).get(pk=self.brought.pk)
            if now.started_at or now.dry_run.get("state") not in ("waiting", "running") or self._is_old():
                raise Stopped
            now.dry_run = {**now.dry_run, **told, "state": state}
            now.save(update_fields=["dry_run"])

    def _is_old(self) -> bool:
        later = Event.objects.filter(item=self.brought.item_id, verb=self.event.verb, id__gt=self.event.id)
        return bool(later.exists())
