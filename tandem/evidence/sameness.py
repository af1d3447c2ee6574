"""Whether two companies are likely one: by CRM id, e-mail domain or name, always with the reason. Pure rules.

Nothing is ever merged by them: they suggest, people decide.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from rapidfuzz import fuzz

from tandem.evidence.addresses import TWO_PART, with_parents

_FORMS = """
inc incorporated corp corporation co company ltd limited llc llp lp plc gmbh mbh ag kg kgaa ug ohg se eg ev sa sas sarl
srl spa sl slu bv nv ab as asa oy oyj aps pty pte kk sro zrt kft doo and
"""
LEGAL = frozenset(_FORMS.split())
NEAR = 90  # of 100: Harbor Credit and Harbour Credit are 96, Harbor Credit and Harper Credit 88
SHORTEST = 6
NEIGHBORS = 8
SHORT_ID, LONG_ID = 15, 18  # a Salesforce id is written with and without its three letters of checksum


@dataclass(frozen=True)
class Identity:
    """What tells one company from another."""

    key: int
    name: str
    crm_id: str = ""
    domains: tuple[str, ...] = ()

    @cached_property
    def bare(self) -> str:
        """Its name as it is compared; asked often, worked out once."""
        return bare_name(self.name)


@dataclass(frozen=True)
class Likeness:
    """Two companies that are likely one, and why."""

    one: int
    other: int
    why: str
    strength: int


def bare_name(name: str) -> str:
    """A name as it is compared: without case, accents, marks and legal form."""
    plain = unicodedata.normalize("NFKD", name.casefold().replace("ß", "ss"))
    plain = "".join(letter for letter in plain if not unicodedata.combining(letter)).replace("&", " and ")
    words = re.sub(r"[^\w\s]", " ", plain.replace(".", "").replace("'", "").replace("’", "")).split()
    left = words[1:] if words[:1] == ["the"] and len(words) > 1 else list(words)
    while len(left) > 1 and left[-1] in LEGAL:
        left.pop()
    return " ".join(left)


def why_one(one: Identity, other: Identity) -> Likeness | None:
    """The strongest reason why two are likely one; None where there is none."""
    mine, theirs = one.bare, other.bare
    if _same_crm_id(one.crm_id, other.crm_id):
        return _likeness(one, other, 4, "The same CRM id, with 15 and with 18 letters")
    if _shared_domain(one.domains, other.domains):
        return _likeness(one, other, 3, "E-mail domains that belong together")
    if mine == theirs:
        return _likeness(one, other, 2, "The same name without its legal form")
    return _likeness(one, other, 1, "Nearly the same name") if are_near(mine, theirs) else None


def _likeness(one: Identity, other: Identity, strength: int, why: str) -> Likeness:
    return Likeness(min(one.key, other.key), max(one.key, other.key), why, strength)


def likely_pairs(companies: Sequence[Identity]) -> list[Likeness]:
    """All likely pairs, the surest first. Only neighbors are held against each other: those of one CRM id, domain
    or name, and by spelling a few names before and behind, read from the front and from the end.
    """
    known = {company.key: company for company in companies}
    found = {}
    for one, other in _neighbors(companies):
        pair = (min(one, other), max(one, other))
        if one != other and pair not in found and (likeness := why_one(known[one], known[other])):
            found[pair] = likeness
    return sorted(found.values(), key=lambda each: (-each.strength, each.one, each.other))


def are_near(mine: str, theirs: str) -> bool:
    """Whether two bare names differ by a letter or two; numbers must agree, and short names say too little."""
    if mine == theirs or min(len(mine), len(theirs)) < SHORTEST or fuzz.ratio(mine, theirs, score_cutoff=NEAR) < NEAR:
        return False
    return re.findall(r"\d+", mine) == re.findall(r"\d+", theirs)


def _same_crm_id(mine: str, theirs: str) -> bool:
    short, long = sorted((mine, theirs), key=len)
    return len(short) == SHORT_ID and len(long) == LONG_ID and long.startswith(short)


def _shared_domain(mine: Iterable[str], theirs: Iterable[str]) -> bool:
    """One lies under the other, or both have one name under different endings: harbor.com and harbor.de."""
    ours, others = set(mine), set(theirs)
    if not (ours and others):
        return False
    under = any(one in with_parents(other) or other in with_parents(one) for one in ours for other in others)
    return under or bool({label for one in ours if (label := label_of(one))} & {label_of(one) for one in others})


def label_of(domain: str) -> str:
    """The name within a domain: harbor of mail.harbor.co.uk. One of three letters or fewer tells nothing."""
    parts = domain.lower().split(".")
    ending = 2 if ".".join(parts[-2:]) in TWO_PART else 1
    label = parts[-ending - 1] if len(parts) > ending else ""
    return label if len(label) > 3 else ""


def _neighbors(companies: Sequence[Identity]) -> Iterator[tuple[int, int]]:
    blocks: dict[str, list[int]] = defaultdict(list)
    for company in companies:
        for key in _keys(company):
            blocks[key].append(company.key)
    for keys in blocks.values():
        yield from _beside(keys)
    names = [(company.bare, company.key) for company in companies]
    yield from _beside([key for _, key in sorted(names)])
    yield from _beside([key for _, key in sorted((name[::-1], key) for name, key in names)])


def _keys(company: Identity) -> Iterator[str]:
    yield f"name {company.bare}"
    if len(company.crm_id) in (SHORT_ID, LONG_ID):
        yield f"crm {company.crm_id[:SHORT_ID]}"
    yield from (f"domain {label}" for domain in company.domains if (label := label_of(domain)))


def _beside(keys: Sequence[int]) -> Iterator[tuple[int, int]]:
    for place, key in enumerate(keys):
        yield from ((key, other) for other in keys[place + 1 : place + 1 + NEIGHBORS])
