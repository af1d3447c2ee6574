"""The rules behind messaging's three gates: claims proven, sales assets ready, sales trained."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from math import ceil

from tandem.messaging.strength import Strength

ASKED: dict[int, tuple[str, ...]] = {
    1: ("deck", "one_pager", "demo_script", "faq", "battlecard"),
    2: ("deck", "one_pager", "faq"),
    3: (),
}
NAMES = {
    "deck": "deck",
    "one_pager": "one-pager",
    "demo_script": "demo script",
    "faq": "FAQ",
    "battlecard": "battlecard",
}
NAMED_AT_MOST = 3


@dataclass(frozen=True)
class Claimed:
    """One claim of a launch, as the gate sees it."""

    text: str
    strength: Strength
    is_accepted: bool = True
    is_released: bool = False

    @property
    def holds(self) -> bool:
        return self.is_accepted and (self.strength == "proven" or self.is_released)


@dataclass(frozen=True)
class Asset:
    """One sales asset, as the gates see it."""

    number: int
    form: str
    released_on: date | None
    expires_on: date | None = None
    about: int | None = None

    @property
    def is_released(self) -> bool:
        return self.released_on is not None

    def is_ready(self, today: date) -> bool:
        """Released and not past its expiry."""
        return self.is_released and (self.expires_on is None or self.expires_on >= today)


@dataclass(frozen=True)
class Found:
    """What a rule found: open or closed, and the reason as a sentence."""

    open: bool
    because: str


def claims_proven(claims: Iterable[Claimed]) -> Found:
    """Every claim used by the launch is accepted, and proven or released with a reason by the marketer."""
    used = list(claims)
    if not used:
        return Found(False, "The launch uses no claim yet")
    without = [claim for claim in used if not claim.holds]
    if not without:
        released = sum(claim.strength != "proven" for claim in used)
        beside = f", {released} released without proof for a reason" if released else ""
        return Found(True, f"{len(used)} of {len(used)} claims stand{beside}")
    said = _listed([f"“{claim.text.rstrip('.')}”" for claim in without])
    return Found(
        False, f"{len(without)} of {len(used)} claims {'has' if len(without) == 1 else 'have'} no proof: {said}"
    )


def assets_ready(tier: int, assets: Iterable[Asset], today: date) -> Found:
    """Each kind of asset the tier asks for has one that is released and unexpired."""
    asked, known = ASKED[tier], list(assets)
    ready = {asset.form for asset in known if asset.is_ready(today)}
    lacking = [form for form in asked if form not in ready]
    if not lacking:
        names = _listed([NAMES[form] for form in asked], most=9)
        return Found(True, f"{names[:1].upper()}{names[1:]} are released")
    expired = {asset.form for asset in known if asset.is_released}
    said = [f"{NAMES[form]} ({'expired' if form in expired else 'not released'})" for form in lacking]
    return Found(False, f"Missing: {_listed(said, most=9)}")


def assets_to_learn(tier: int, assets: Iterable[Asset], today: date) -> list[int]:
    """What sales should know: of each kind asked for the newest released one, of battlecards one a competitor."""
    ready = [asset for asset in assets if asset.form in ASKED[tier] and asset.is_ready(today)]
    newest = {
        (asset.form, asset.about): asset.number
        for asset in sorted(ready, key=lambda asset: (asset.released_on or today, asset.number))
    }
    return sorted(newest.values())


def sales_trained(learn: Iterable[int], opened: Mapping[str, set[int]], share: float) -> Found:
    """Enough of the sales members have opened or confirmed all of them; who is missing is said by name."""
    needed = set(learn)
    if not needed:
        return Found(False, "No released sales asset to learn from yet")
    if not opened:
        return Found(False, "Nobody in the workspace has the role sales")
    missing = sorted(name for name, seen in opened.items() if not needed <= seen)
    trained = len(opened) - len(missing)
    is_open = trained >= ceil(share * len(opened) - 1e-9)
    said = f"{trained} of {len(opened)} sales members have opened the assets"
    return Found(is_open, f"{said}; missing: {_listed(missing)}" if missing else said)


def _listed(names: list[str], most: int = NAMED_AT_MOST) -> str:
    """a, b and 2 more."""
    shown = names[:most]
    rest = [f"{len(names) - most} more"] if len(names) > most else []
    parts = shown + rest
    return parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])} and {parts[-1]}"
