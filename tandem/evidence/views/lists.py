"""Which list of notes the desk shows: a theme's, or one of those that wait to be sorted."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from tandem.evidence.looks import up_to
from tandem.evidence.models import Theme
from tandem.evidence.piles import COUNTED, Pile, Waiting
from tandem.team.models import Product
from tandem.team.request import Request

INBOX = {
    "new": ("All new", {"state": "new"}),
    "mine": ("Mine", {"state": "new", "whose": "mine"}),
    "unassigned": ("Unassigned", {"state": "new", "whose": "nobody"}),
    "loose": ("Without a theme", {"state": "new", "theme": "none"}),
}


@dataclass(frozen=True)
class Entry:
    """One list of the desk's inbox: its name, its address, how many wait in it."""

    title: str
    url: str
    count: str
    current: bool


def inbox(waiting: Waiting, current: str) -> list[Entry]:
    """The lists on top of the themes."""
    counts = {"new": waiting.new, "mine": waiting.mine, "unassigned": waiting.unassigned, "loose": waiting.loose}
    return [
        Entry(title, f"?{urlencode(said)}", up_to(counts[name], COUNTED - 1) if counts[name] else "", name == current)
        for name, (title, said) in INBOX.items()
    ]


@dataclass(frozen=True)
class DeskList:
    """The list that is shown. A theme shows what is new in it; where nothing is, all that is worth reading."""

    product: Product
    name: str = ""
    theme: Theme | None = None
    pile: Pile | None = None
    shows: str = ""
    was_asked: bool = False

    @classmethod
    def of(cls, request: Request, product: Product, themes: Sequence[Theme], theme: Theme | None) -> DeskList:
        """As the address asks; without a question the first theme, and before any were found all that is new."""
        name, asked = _inbox_named(request), request.GET.get("theme", "")
        if not (name or theme):
            theme = next((each for each in themes if str(each.number) == asked), themes[0] if themes else None)
        shows = request.GET.get("notes", "")
        if theme is None or name:
            name = name or "new"
            dismissed = request.GET.get("show") == "dismissed"
            put_away = dismissed and not request.GET.get("state")
            pile = None if put_away else Pile.of(INBOX[name][1], product, request.user)
            return cls(product, name if pile else "", pile=pile, shows="new", was_asked=bool(_inbox_named(request)))
        said = {"theme": str(theme.number), "state": "" if shows == "all" else "new"}
        return cls(product, "", theme, Pile.of(said, product, request.user), shows, was_asked=bool(asked))

    @property
    def title(self) -> str:
        return self.theme.title if self.theme else INBOX[self.name][0] if self.name else ""

    @property
    def on(self) -> int:
        """What a look at this list is a look at."""
        return self.theme.pk if self.theme else self.product.pk

    @property
    def falls_back(self) -> bool:
        """Whether all is shown where nothing is new: only where nobody asked for the new ones."""
        return self.theme is not None and not self.shows

    def everything(self, member: Any) -> Pile:
        assert self.theme is not None
        return Pile.of({"theme": str(self.theme.number)}, self.product, member)

    def within(self, pile: Pile) -> str:
        """The address of the list, as an act on all of it says it."""
        if self.theme is None:
            return urlencode(INBOX[self.name][1])
        return urlencode({"theme": self.theme.number, "state": pile.filter.state})


def _inbox_named(request: Request) -> str:
    return named_by(request.GET)


def named_by(address: Mapping[str, str]) -> str:
    """Which of the inbox's lists an address means, if any."""
    given = {name: value for name in ("state", "whose", "theme") if (value := address.get(name, ""))}
    return next((name for name, (_, asked) in INBOX.items() if asked == given), "")
