"""The themes of the demo company: found by the engine, then read by its product managers, who name, join and put away.

The files say of each note what it is about. It is never imported: here it stands for a person who reads the notes.
"""

from __future__ import annotations

from collections import Counter
from typing import Any

import numpy as np

from tandem.demo.cast import Cast
from tandem.demo.world import rows
from tandem.evidence.areas import belong, settle_areas, words_of
from tandem.evidence.models import Area, Note, Theme

NAMES = {
    "ledgerly": {
        "feed": "Bank feed stops syncing",
        "close": "Month-end close takes too long",
        "export": "Export to the accountant breaks",
        "bulk": "Cannot recategorize in bulk",
        "two": "Two people cannot edit at once",
        "switch": "Leaving the old books takes months",
        "rounding": "Currency rounding looks wrong",
        "phone": "Phone app logs me out",
        "remind": "Reminders go to people who have paid",
    },
    "paydesk": {"payday": "Pay lands on the wrong day", "forms": "Contractors’ forms take January"},
}
AREAS = {
    "Money coming in": ("feed", "remind", "rounding"),
    "Closing the month": ("close", "export", "bulk"),
    "Starting and working together": ("switch", "two", "phone"),
}
IN_OTHER_LANGUAGES = ("L-0030", "L-0042")
JOINED = {"feed", "close", "two", "payday", "forms"}
OF_ONE_MIND = 0.45
BECAUSE = "Praise and single wishes that share words, not a matter"
Reading = tuple[Theme, str | None, float]


def read_themes(cast: Cast, product: str) -> None:
    """Find the themes; name the largest of each matter, join what says the same, put away the rest."""
    pm = cast.owner(product, "pm")
    read = _read(cast, Theme.discover(cast.product(product), by=pm))
    kept = {}
    for theme, about, share in read:
        if about in NAMES[product] and about not in kept and share >= OF_ONE_MIND:
            kept[about] = theme
            theme.rename(NAMES[product][about], by=pm)
            theme.accept(by=pm)
    for theme, about, share in read:
        if theme not in kept.values():
            _sort_out(theme, kept.get(about) if about and share >= OF_ONE_MIND else None, about, pm)
    if product == "ledgerly":
        _group(cast, kept, pm)


def _read(cast: Cast, themes: list[Theme]) -> list[Reading]:
    """What most notes of each theme are about, and how many of them; the largest theme first."""
    hints = {row["id"]: row["about"] for row in rows("notes_*.jsonl")}
    about = {note.pk: hints[key] for key, note in cast.made["note"].items()}
    found: dict[int, Counter[str | None]] = {theme.pk: Counter() for theme in themes}
    for note, theme in Note.objects.filter(theme__in=themes).values_list("pk", "theme"):
        found[theme][about.get(note)] += 1  # what people wrote back is in no file
    read = []
    for theme in sorted(themes, key=lambda theme: -theme.note_count):
        (most, count), *_ = found[theme.pk].most_common(1)
        read.append((theme, most, count / found[theme.pk].total()))
    return read


def place_by_hand(cast: Cast) -> None:
    """Themes are found in English here: notes in other languages are put where their reader knows that they belong."""
    feed = Theme.objects.of(cast.product("ledgerly")).shown().get(item__title=NAMES["ledgerly"]["feed"])
    for key in IN_OTHER_LANGUAGES:
        note = cast.the("note", key)
        note.refresh_from_db(fields=["theme"])
        note.move(feed, by=cast.owner("ledgerly", "pm"))


def _group(cast: Cast, kept: dict[str, Theme], pm: Any) -> None:
    """Areas, as the engine finds them in more notes than the demo has; the product manager names them."""
    numbered = ((number, about) for number, abouts in enumerate(AREAS.values()) for about in abouts)
    place = {kept[about].pk: number for number, about in numbered if about in kept}
    themes = np.array(list(Note.objects.filter(theme__in=place).order_by("pk").values_list("theme", flat=True)))
    coarse = np.array([place[theme] for theme in themes])
    words = words_of(coarse, themes, {theme.pk: theme.keywords for theme in kept.values()})
    areas = settle_areas(cast.product("ledgerly"), np.zeros_like(themes), coarse, words)
    belong(themes, areas)
    names = list(AREAS)
    for area, number in dict(zip(areas.tolist(), coarse.tolist(), strict=True)).items():
        Area.objects.select_related("product").get(pk=area).rename(names[number], by=pm)


def _sort_out(theme: Theme, same: Theme | None, about: str | None, pm: Any) -> None:
    """A theme of the same matter is joined, or left for somebody to look at; anything else is put away."""
    if same is not None and about in JOINED:
        theme.merge(same, by=pm, because="The same thing in other words")
    elif same is None:
        theme.dismiss(by=pm, because=BECAUSE)
