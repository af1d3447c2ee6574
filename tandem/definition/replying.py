"""What a reply to somebody who asked says: their words found, the letter's facts gathered, what must not leave seen."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from tandem.language.words import is_stop_word, words_of

LONGEST = 300  # characters of one quote: a letter quotes a sentence, not a call
SHORT = 40  # marked words shorter than this say little without their sentence
QUOTES = 3
SENTENCE = re.compile(r"(?<=[.!?])[\"”']?\s+|\n+")
SPOKEN = re.compile(r"^([^\s:][^:\n]{0,60}): +(?=\S)", re.MULTILINE)


@dataclass(frozen=True)
class Said:
    """One thing one person told us: when, the text, and the words that were marked in it, if any."""

    on: date
    body: str
    author: str = ""
    marked: str = ""


def words_from(said: Said, about: str) -> str:
    """Their own words on it: the marked ones, with their sentence where they are few; else the fittest sentence."""
    own = own_words(said.body, said.author)
    if said.marked:
        found = said.marked if len(said.marked) >= SHORT else _sentence_around(said.marked, own)
    else:
        found = _fittest(own, about)
    return shortened(" ".join(SPOKEN.sub("", found).split()))


def own_words(body: str, author: str) -> str:
    """Of a transcript the lines that this person said; of anything else all of it."""
    speakers = {name.casefold() for name in SPOKEN.findall(body)}
    if len(speakers) < 2 or author.casefold() not in speakers:
        return body
    kept, theirs = [], False
    for line in body.splitlines():
        if begins := SPOKEN.match(line):
            theirs = begins[1].casefold() == author.casefold()
        if theirs:
            kept.append(line)
    return "\n".join(kept)


def shortened(text: str) -> str:
    """At most LONGEST characters, cut between words."""
    if len(text) <= LONGEST:
        return text
    return (text[:LONGEST].rpartition(" ")[0] or text[:LONGEST]) + " …"


def sentences(text: str) -> list[str]:
    return [part.strip() for part in SENTENCE.split(text) if part and part.strip()]


def _sentence_around(marked: str, body: str) -> str:
    """With the one before it where it is no more than a few words."""
    found = sentences(body)
    place = next((place for place, one in enumerate(found) if marked in one), None)
    if place is None:
        return marked
    begins = place - 1 if place and len(found[place]) < SHORT else place
    return " ".join(found[begins : place + 1])


def _fittest(body: str, about: str) -> str:
    """The sentence that shares most words with what it is about; the first where none does."""
    wanted = {word for word in words_of(about) if not is_stop_word(word)}
    found = sentences(body)
    return max(found, key=lambda one: len(wanted & set(words_of(one))), default="")


def asked_block(said: Sequence[tuple[date, str]]) -> str:
    """What they told us, the oldest first, each under its day; the same words once."""
    seen: dict[str, date] = {}
    for on, words in sorted(said):
        if words:
            seen.setdefault(words, on)
    told = list(seen.items())[:QUOTES]
    return "\n\n".join(f"On {written(on)} you told us:\n> {words}" for words, on in told)


def written(on: date) -> str:
    """18 March 2026, which nobody reads as another day."""
    return f"{on.day} {on:%B} {on.year}"


def greeting(name: str) -> str:
    name = " ".join(name.split())
    return f"Hello {name}," if name else "Hello,"


@dataclass(frozen=True)
class Secret:
    """A name or day that must not reach customers, and what it is."""

    words: str
    what: str


def leaks(text: str, secrets: Iterable[Secret], *, their_own: str = "") -> list[Secret]:
    """The secrets that a text gives away. A line of their own words, quoted back, is theirs to have said. A name of one
    word counts as it is written, so that Box is found and a box is not; longer ones in any case.
    """
    own = {line.strip() for line in their_own.splitlines() if line.startswith(">")}
    rest = "\n".join(line for line in text.splitlines() if line.strip() not in own)
    return [secret for secret in secrets if _stands_in(secret.words, rest)]


def _stands_in(words: str, text: str) -> bool:
    if not words.split():
        return False
    pattern, flags = stands_as(words)
    return re.search(pattern, text, flags) is not None


def stands_as(words: str) -> tuple[str, int]:
    """What finds a name in a text, with the flags of the search."""
    parts = words.split()
    pattern = r"\s+".join(map(re.escape, parts))
    return rf"(?<![\w.]){pattern}(?!\w|\.\d)", re.IGNORECASE if len(parts) > 1 else 0


def ways_to_write(day: date) -> list[str]:
    """A day as people write it in a letter."""
    return [
        f"{day.day} {day:%B}", f"{day:%B} {day.day}", f"{day.day} {day:%b}", f"{day:%b} {day.day}", day.isoformat(),
        f"{day.day}.{day.month}.{day.year}", f"{day.month}/{day.day}/{day.year}", f"{day.day}/{day.month}/{day.year}",
    ]  # fmt: skip


def is_late(became_on: date, today: date, days: int) -> bool:
    """Whether whoever asked should have been told by now."""
    return (today - became_on).days > days


def is_solved(yes: int, answers: int, *, share: float, least: int) -> bool:
    """Whether enough of those who were asked after it shipped say that their problem is gone."""
    return answers >= least and yes >= share * answers
