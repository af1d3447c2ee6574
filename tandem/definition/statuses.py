"""A product's own names for how far a thing is: each means one fixed state, and rules compute with the state alone.

Pure functions on plain values; models/status.py keeps the names, the verbs of features and problems keep the gates.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

STATES: dict[str, dict[str, str]] = {
    "feature": {
        "idea": "Idea",
        "defining": "Being defined",
        "building": "Being built",
        "shipped": "Shipped",
        "dropped": "Dropped",
    },
    "problem": {"heard": "Heard", "validated": "Validated", "solved": "Solved", "refuted": "Refuted"},
}
TONES = {"": "Plain", "ok": "Green", "warn": "Amber", "risk": "Red", "pm": "Product manager's", "pmm": "Marketer's"}
MOST, LONGEST, MOST_WORDS = 30, 60, 50


@dataclass(frozen=True)
class Own:
    """One status as plain values: its key, its name, what it means, and the words of a delivery tool that mean it."""

    key: int
    name: str
    state: str
    words: tuple[str, ...] = ()


def landing(own: Iterable[Own], state: str, now: int | None = None) -> int | None:
    """Where a thing in this state stands: where it stands already if that means the state, else at the first of it.

    None where the state has no own status: then it is called by its fixed name.
    """
    meaning = [one.key for one in own if one.state == state]
    return now if now in meaning else next(iter(meaning), None)


def meant_by(own: Iterable[Own], word: str) -> Own | None:
    """The status that a delivery tool's word means: one that was given the word, else one that is called so."""
    said, known = plain(word), list(own)
    given = next((one for one in known if said in one.words), None)
    return given or next((one for one in known if said and plain(one.name) == said), None)


def plain(word: str) -> str:
    """A word as it is compared: without case and needless spaces."""
    return " ".join(word.replace("_", " ").lower().split())


def unfit(name: str, state: str, *, fixed: Mapping[str, str], others: Sequence[str]) -> str:
    """Why a status cannot be called so, as a sentence; empty where it can."""
    if not name or len(name) > LONGEST:
        return f"Give the status a name of at most {LONGEST} letters."
    if state not in fixed:
        return f"A status means one of: {', '.join(fixed.values())}."
    if any(plain(label) == plain(name) and key != state for key, label in fixed.items()):
        return f"{name} is what every product calls another state; a status that means {fixed[state]} has another name."
    if any(plain(other) == plain(name) for other in others):
        return f"There is a status {name} already."
    return ""


def needs_another(others: int, standing: int) -> bool:
    """Whether retiring a status asks for one to take its place: something stands there, and there is a choice."""
    return bool(others and standing)
