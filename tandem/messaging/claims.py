"""Claims in a text: which of its sentences tell the world something, and which of those need proof."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from tandem.messaging.quantities import SPELLED, Quantity, quantities

LONGEST = 50_000
_SUPERLATIVE = re.compile(
    r"\b(best|worst|most \w+|least \w+|the only|the first (?:and only|ever)|leading|number one|"
    r"unrivall?ed|unmatched|unbeatable|world[- ]class|\w{3,}est)\b",
    re.IGNORECASE,
)
_ENDS_IN_EST = (
    "almost contest digest forest guest harvest honest interest invest latest manifest modest protest quest "
    "request rest suggest test west earnest arrest ingest attest nearest vest nest behest conquest"
)
_NO_SUPERLATIVE = set(_ENDS_IN_EST.split())
_COMPARISON = re.compile(
    r"\b(than|versus|vs|unlike|compared (?:to|with)|outperforms?|beats?|cheaper|faster|twice as|times as|ahead of)\b",
    re.IGNORECASE,
)
_ORDINAL = re.compile(r"\b(third|fourth|fifth|sixth|tenth)\b", re.IGNORECASE)
_ASSERTS = re.compile(
    r"\b(you|your|yours|we|our|us|they|their|it|its|every|each|all|no|never|always|nobody|anyone|customers?|firms?|teams?|companies)\b",
    re.IGNORECASE,
)
_BULLET = re.compile(r"^\s*(?:[-*•–—]|\d+[.)])\s+")
_END = re.compile(r"(?<=[.!?…])[\"”’)]*\s+(?=[\"“‘(A-Z0-9])")
_SHORTENED = re.compile(r"\b(?:e\.g|i\.e|etc|vs|Mr|Mrs|Ms|Dr|Inc|Ltd|No|approx)\.$", re.IGNORECASE)
SAYS = {"number": "a number", "superlative": "a superlative", "comparison": "a comparison"}


@dataclass(frozen=True)
class Candidate:
    """A sentence that may be a claim, with what in it would need proof."""

    text: str
    says: tuple[str, ...]


def sayings(text: str) -> tuple[str, ...]:
    """What a sentence states that must not go out unproven: a number, a superlative, a comparison."""
    found = {
        "number": bool(quantities(text) or _ORDINAL.search(text)),
        "superlative": any(word.lower() not in _NO_SUPERLATIVE for word in _SUPERLATIVE.findall(text)),
        "comparison": bool(_COMPARISON.search(text)),
    }
    return tuple(name for name, holds in found.items() if holds)


def needs_proof(text: str) -> bool:
    """Whether this sentence blocks an asset's release while nothing proves it."""
    return bool(sayings(text))


def said_of(says: Sequence[str]) -> str:
    """In words: a number and a comparison."""
    return " and ".join(SAYS[name] for name in says)


def sentences(text: str) -> list[str]:
    """The sentences of a page or deck; a line of its own, such as a bullet, is one even without a full stop."""
    found: list[str] = []
    for line in text[:LONGEST].splitlines():
        started = ""
        for piece in _END.split(_BULLET.sub("", line).strip()):
            started = f"{started} {piece}".strip()
            if not _SHORTENED.search(started):
                found.append(started)
                started = ""
        found += [started] if started else []
    return [sentence for sentence in found if sentence]


def candidates(text: str, product: str = "") -> list[Candidate]:
    """The sentences that assert something about the product or its customers, each once, in their order."""
    chosen: dict[str, Candidate] = {}
    for sentence in sentences(text):
        if _is_assertion(sentence, product):
            chosen.setdefault(" ".join(sentence.lower().split()), Candidate(sentence, sayings(sentence)))
    return list(chosen.values())


def contradicts(claim: str, quote: str, feeling: str = "") -> bool:
    """Whether words on the same topic speak against a claim: another number of the same thing, or a bitter voice."""
    claimed = quantities(claim)
    said = {(one.unit, one.value) for one in quantities(quote)}
    for one in claimed:
        others = {value for unit, value in said if unit == one.unit}
        if others and one.value not in others:
            return True
    return feeling in ("angry", "resigned")


def against(claim: str, contradicting: Iterable[str], supporting: Iterable[str] = ()) -> str:
    """What the quotes say instead: 3 quotes say two days; none says one."""
    claimed = next((one for one in quantities(claim) if one.unit), None)
    if claimed is None:
        return ""
    heard = Counter(
        one for quote in contradicting for one in set(quantities(quote)) if one.unit == claimed.unit and one != claimed
    )
    if not heard:
        return ""
    other, times = max(heard.items(), key=lambda pair: (pair[1], -pair[0].value))
    agreeing = sum(claimed in quantities(quote) for quote in supporting)
    return f"{_quotes(times)} {other.says}; {_agree(agreeing, claimed)}"


def _quotes(times: int) -> str:
    return "1 quote says" if times == 1 else f"{times} quotes say"


def _agree(times: int, claimed: Quantity) -> str:
    word = SPELLED.get(claimed.value, claimed.words)
    if times == 0:
        return f"none says {word}"
    return f"{times} {'says' if times == 1 else 'say'} {word}"


def _is_assertion(sentence: str, product: str) -> bool:
    words = sentence.split()
    if not 4 <= len(words) <= 45 or sentence.rstrip('"”’) ').endswith("?"):
        return False
    names_product = bool(product) and product.lower() in sentence.lower()
    return names_product or bool(_ASSERTS.search(sentence)) or needs_proof(sentence)
