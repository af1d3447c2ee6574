"""The months before the demo day: what happened is done again, each thing on its own day and in its order."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from tandem.core import clock

Progress = Callable[[str], None]
SPOKEN_FROM, SPOKEN_MINUTES = time(7, 30), 120
WORK_FROM, WORK_MINUTES = time(10, 0), 420


@dataclass
class Timeline:
    """Acts by how many days ago they happened. Within a day they keep the order in which they were put down."""

    demo_day: datetime
    zone: ZoneInfo
    _acts: dict[int, list[Callable[[], object]]] = field(default_factory=lambda: defaultdict(list))

    @property
    def today(self) -> date:
        return self.demo_day.astimezone(self.zone).date()

    def on(self, days_ago: int, act: Callable[..., object], *args: Any, **kwargs: Any) -> None:
        """Put down that this happened so many days ago."""
        self._acts[days_ago].append(lambda: act(*args, **kwargs))

    def day(self, days_ago: int) -> date:
        """The calendar day so many days ago; a negative number is a day to come."""
        return self.today - timedelta(days=days_ago)

    def said_at(self, days_ago: int, nth: int) -> datetime:
        """A moment at which a customer spoke: in the morning, before anybody here worked with it."""
        return self._moment(days_ago, SPOKEN_FROM, nth * 7 % SPOKEN_MINUTES)

    def run(self, progress: Progress | None = None) -> None:
        """Do everything, the oldest day first. Progress is told once for each month that has something in it."""
        told = ""
        for days_ago in sorted(self._acts, reverse=True):
            acts = self._acts[days_ago]
            month = f"{self.day(days_ago):%B %Y}"
            if progress and month != told:
                progress(month)
                told = month
            for place, act in enumerate(acts):
                with clock.standing_still(self._moment(days_ago, WORK_FROM, place * WORK_MINUTES // len(acts))):
                    act()

    def _moment(self, days_ago: int, start: time, minutes: int) -> datetime:
        """Nothing of today lies in the future, whatever the hour of the demo day is."""
        if days_ago == 0:
            return self.demo_day
        return datetime.combine(self.day(days_ago), start, self.zone) + timedelta(minutes=minutes)
