"""How strong a claim is, computed from its proof points and never set by hand.

A proof point counts when it could be shown to a stranger today: a quote that may be used, a reference whose consent
runs, a validation that found that it works, a metric that was measured, a page of a third party with its address.

- **none**: no proof point supports the claim.
- **weak**: something supports it, but not enough: quotes of one or two companies, quotes to ask first, a mixed test.
- **proven**: one proof of the hard kind counts (reference, validation, metric, page), or quotes of three companies do,
  and the newest of what counts is at most twelve months old.
- **stale**: it was proven, and is so no longer because of age: everything that counts is older than twelve months, or
  the reference it stood on has expired or was withdrawn.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Literal

Strength = Literal["none", "weak", "proven", "stale"]
HARD = ("reference", "metric", "validation", "page")
QUOTED_COMPANIES = 3
FRESH_DAYS = 365
TONES: dict[Strength, str] = {"none": "risk", "weak": "warn", "proven": "ok", "stale": "warn"}
WORDS: dict[Strength, str] = {"none": "No proof", "weak": "Weak", "proven": "Proven", "stale": "Stale"}


@dataclass(frozen=True)
class Proof:
    """One supporting proof point as the rule sees it: `counts` today, or only `counted` once."""

    form: str
    as_of: date
    counts: bool
    counted: bool = False
    company: int | None = None


def strength(proofs: Iterable[Proof], today: date) -> Strength:
    """The strength of a claim from what supports it."""
    given = list(proofs)
    if not given:
        return "none"
    counting = [proof for proof in given if proof.counts]
    if _is_enough(counting):
        fresh = (today - max(proof.as_of for proof in counting)).days <= FRESH_DAYS
        return "proven" if fresh else "stale"
    once = [proof for proof in given if proof.counts or proof.counted]
    return "stale" if _is_enough(once) else "weak"


def missing(proofs: Iterable[Proof], today: date) -> str:
    """What would make it proven, in one sentence."""
    given = list(proofs)
    found = strength(given, today)
    if found == "proven":
        return ""
    if found == "stale":
        return "Its proof has aged: bring a newer one, or renew the consent."
    heard = len({proof.company for proof in given if proof.counts and proof.form == "quote" and proof.company})
    if heard:
        said = f"So far {heard} of {QUOTED_COMPANIES} companies may be quoted"
        return f"{said}; or one reference, metric, test or outside page."
    return "One reference, measured metric, test that works or outside page; or three companies that may be quoted."


def _is_enough(proofs: list[Proof]) -> bool:
    quoted = {proof.company for proof in proofs if proof.form == "quote" and proof.company}
    return any(proof.form in HARD for proof in proofs) or len(quoted) >= QUOTED_COMPANIES
