"""What a channel is told of, and how it reads: Slack's JSON form, which Mattermost and Rocket.Chat take too."""

from __future__ import annotations

import re
from dataclasses import dataclass
from html import unescape

from tandem.team.sentences import sentence

LONGEST, LINK = 3000, re.compile(r"<[^<>|]*\|([^<>]*)>")


@dataclass(frozen=True)
class Told:
    """One thing that happens, which a channel may choose: of which kind of thing, and by which verbs."""

    key: str
    label: str
    kinds: tuple[str, ...]
    verbs: tuple[str, ...]


TOLD = (
    Told(
        "problem", "A problem is accepted, validated, refuted or solved", ("problem",),
        ("accepted", "validated", "refuted", "solved"),
    ),
    Told("feature", "A feature is accepted, ships or is dropped", ("feature",), ("accepted", "shipped", "dropped")),
    Told(
        "release", "A release reaches charter customers or everybody", ("release",),
        ("released to charter customers", "made available"),
    ),
    Told("decision", "Something is decided or signed", ("decision",), ("decided", "signed", "accepted")),
    Told(
        "charter", "A charter customer goes live, is happy, becomes a reference or leaves", ("charter member",),
        ("went live", "confirmed as happy", "became a reference", "left"),
    ),
    Told(
        "launch", "A launch moves, is signed or happens", ("launch",),
        ("moved", "signed", "launched", "overruled a gate of"),
    ),
    Told("claim", "A claim or positioning is accepted or released", ("claim", "positioning"), ("accepted", "released")),
    Told("asset", "A sales asset is released or withdrawn", ("sales asset",), ("released", "withdrew")),
    Told("goal", "A goal is measured or judged", ("goal",), ("measured", "judged")),
    Told("owner", "Somebody else answers for a product", ("product",), ("named", "handed over")),
    Told("comment", "Somebody comments", (), ("commented",)),
)  # fmt: skip
BY_KEY = {told.key: told for told in TOLD}


def key_of(kind: str, verb: str) -> str:
    """Which of these it is, or nothing."""
    found = (told.key for told in TOLD if verb in told.verbs and (not told.kinds or kind in told.kinds))
    return next(found, "")


def escaped(text: str) -> str:
    """Plain words for Slack: three letters are its own, and a line break would end the sentence."""
    return " ".join(text.split()).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def plain(said: str) -> str:
    """A message as a person reads it here: its link as words."""
    return unescape(LINK.sub(r"\1", said))


def message(who: str, verb: str, thing: str, url: str, product: str = "") -> str:
    """Ada Okafor validated <https://...|P-7 Bank feed> (Ledgerly)."""
    named = f"<{escaped(url)}|{escaped(thing).replace('|', '/')}>"
    told = sentence(escaped(who), verb, "\x00").replace("\x00", named)
    place = f" ({escaped(product)})" if product and product != thing else ""
    return f"{told}{place}"[:LONGEST]
