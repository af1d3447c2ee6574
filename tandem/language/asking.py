"""Read a search as a person types it: words, "quoted phrases", -unwanted ones, and OR between two."""

import re
from dataclasses import dataclass
from functools import cached_property

from tandem.language.words import is_stop_word, words_of

LONGEST = 1000
MOST_WORDS = 40
PART = re.compile(r'(-?)"([^"]*)"?|(-?)(\S+)')
CURLY = str.maketrans("“”„", '"""')


@dataclass(frozen=True)
class Asked:
    """One search. `text` is in the syntax of websearch_to_tsquery."""

    text: str

    @classmethod
    def of(cls, typed: str) -> "Asked":
        """What a person typed, without null characters, its spaces and quotation marks made plain, cut at 1,000."""
        return cls(" ".join(typed.replace("\0", "").translate(CURLY).split())[:LONGEST])

    @cached_property
    def words(self) -> list[str]:
        """The wanted words, each once, in lower case, without those that carry no topic."""
        found = dict.fromkeys(word for part in self._wanted for word in words_of(part))
        return [word for word in found if not is_stop_word(word)][:MOST_WORDS]

    @cached_property
    def sense(self) -> str:
        """The wanted parts as one text, for its meaning."""
        return " ".join(self._wanted)

    @cached_property
    def unwanted(self) -> str:
        """What a note must not hold, as a search for any of it; empty where nothing is unwanted."""
        parts = [part for minus, part in self._parts if minus and words_of(part)]
        return " OR ".join(f'"{part}"' for part in parts)

    @property
    def verbatim(self) -> str:
        """The words to be found exactly as they stand; empty where the search says more than words."""
        bare = self.text.strip('"')
        return "" if '"' in bare or self.unwanted or " OR " in bare else bare.lower()

    @property
    def fault(self) -> str:
        """Why there is nothing to look for, as a sentence; empty where there is."""
        if not self.text or self.words:
            return ""
        if not words_of(self.text):
            return "There is no word in it, only signs. Write what somebody may have said."
        if self.unwanted and not self._wanted:
            return "It says only what should not be there. Add a word that should."
        return "These words stand in nearly every note. Add one that says what it is about."

    def instead(self, word: str, other: str) -> "Asked":
        """The same with another word in this one's place, but not where it is unwanted."""
        place = re.compile(rf"(?<![\w-]){re.escape(word)}(?!\w)", re.IGNORECASE)
        return Asked(place.sub(other, self.text))

    @cached_property
    def _parts(self) -> list[tuple[bool, str]]:
        found = [(m[1] or m[3], m[2] if m[2] is not None else m[4]) for m in PART.finditer(self.text)]
        return [(bool(minus), part) for minus, part in found if part and part != "OR"]

    @cached_property
    def _wanted(self) -> list[str]:
        return [part for minus, part in self._parts if not minus and words_of(part)]
