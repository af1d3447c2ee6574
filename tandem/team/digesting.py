"""The daily digest as pure functions: when it is due, and how it reads."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, tzinfo

from tandem.team.sentences import listed, sentence

SHOWN = 30


@dataclass(frozen=True)
class Told:
    """One sentence and the page it leads to."""

    text: str
    url: str


@dataclass(frozen=True)
class Change:
    """One thing, and what was done to it: who did what, the latest first."""

    title: str
    done: tuple[tuple[str, str], ...]
    url: str

    @property
    def said(self) -> str:
        """Ada Okafor validated P-7 Bank feed; before that Luis Moreno revised it."""
        (who, verb), *earlier = self.done
        before = listed([sentence(other, done, "it") for other, done in earlier])
        return sentence(who, verb, self.title) + (f"; before that {before}" if before else "")


def due_on(now: datetime, zone: tzinfo, hour: int) -> date | None:
    """The day whose digest is due: where this person is, that hour has come."""
    local = now.astimezone(zone)
    return local.date() if local.hour >= hour else None


def written(name: str, told: Sequence[Told], changes: Sequence[Change], home: str) -> tuple[str, str]:
    """Subject and text. What is beyond thirty of a kind is a count."""
    many = len(told) + len(changes)
    subject = f"Your day in Tandem: {many} {'thing' if many == 1 else 'things'}"
    parts = [f"Hello {name.partition(' ')[0]},"]
    if told:
        parts.append("\n".join(f"- {one.text}\n  {home}{one.url}" for one in told[:SHOWN]) + _beyond(told))
    if changes:
        lines = (f"- {one.said}.\n  {home}{one.url}" for one in changes[:SHOWN])
        parts.append("What changed of what you follow:\n" + "\n".join(lines) + _beyond(changes))
    parts.append(f"Choose what you are told, and when: {home}/me/notices")
    return subject, "\n\n".join(parts) + "\n"


def _beyond(said: Sequence[object]) -> str:
    return f"\n- and {len(said) - SHOWN} more" if len(said) > SHOWN else ""
