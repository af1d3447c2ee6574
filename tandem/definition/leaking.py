"""What must not stand in words for people outside: found by whole words, whatever case, spaces and signs between."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping, Set
from dataclasses import dataclass

LONGEST = 8  # words of a name that are looked for; the database knows the number as well
BETWEEN = r"[\s!-/:-@\[-`{-~‘’“”–—…·]+"  # the same class stands in the database's called_as(), so it names its signs
FORMS = "inc|ltd|limited|llc|llp|plc|corp|corporation|company|gmbh|ag|kg|sa|sas|sarl|bv|nv|ab|oy|srl|spa|pty"
SIGNS = re.compile(BETWEEN)
FORM = re.compile(rf" (?:{FORMS}) *$")


@dataclass(frozen=True)
class Said:
    """A text for people outside, and the name it stands under."""

    where: str
    text: str


@dataclass(frozen=True)
class Leak:
    """Something that would be told by mistake, in a sentence; `may_pass` where a reason is enough."""

    name: str
    where: str
    says: str
    may_pass: bool


def plain(text: str) -> str:
    """Words alone: no case, one space between them, letters that look alike made alike, none that nobody sees."""
    return SIGNS.sub(" ", _seen(text).lower()).strip()


def without_form(name: str) -> str:
    """A firm is called Acme by those who mean Acme Ltd."""
    return FORM.sub("", name) or name


def begun(name: str) -> str:
    """As much of a name as is looked for, its first eight words: rather one name too many is held back."""
    return " ".join(name.split()[:LONGEST])


def phrases(text: str) -> set[str]:
    """Every run of up to eight words: what a name could be."""
    return {" ".join(run) for run in _runs(plain(text).split())}


def as_written(text: str) -> set[str]:
    """The same with its case, which tells a name from a word."""
    return {" ".join(run) for run in _runs(SIGNS.sub(" ", _seen(text)).split())}


def is_written(name: str, written: Set[str]) -> bool:
    """A name of one word is only meant where it is written as one: not every target is the firm Target."""
    return " " in plain(name) or bool({name, name.upper(), name.capitalize()} & written)


def leaks_in(
    texts: Iterable[Said], unreleased: Mapping[str, str], unconsented: Mapping[str, str], passed: Set[str] = frozenset()
) -> list[Leak]:
    """Names that stand in these texts: our own that are not public, each with its mark, which may pass with a reason,
    and those of customers without consent, each with whom it names, which never may. All names as `plain` says them.
    """
    found = []
    for said in texts:
        own = phrases(said.text)
        for name in sorted(own & unreleased.keys() - passed):
            says = f"“{said.where}” says “{name}”, our own name of {unreleased[name]}, which is not out."
            found.append(Leak(name, said.where, says, may_pass=True))
        for name in sorted(own & unconsented.keys()):
            says = f"“{said.where}” names {unconsented[name]} without consent to be named."
            found.append(Leak(name, said.where, says, may_pass=False))
    return found


def _seen(text: str) -> str:
    return "".join(sign for sign in unicodedata.normalize("NFKC", text) if unicodedata.category(sign) != "Cf")


def _runs(words: list[str]) -> Iterable[list[str]]:
    return (words[at : at + size] for size in range(1, LONGEST + 1) for at in range(len(words) - size + 1))
