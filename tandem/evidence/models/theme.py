"""Themes: what many notes speak of, found by the engine and kept by people."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from decimal import Decimal
from typing import Any, ClassVar, Self

from django.contrib.postgres.fields import ArrayField
from django.db import models

from tandem.core import clock
from tandem.core.errors import NotAllowed, Refused
from tandem.evidence.growth import LATELY, growth_of, rises, said_of_growth
from tandem.evidence.intervals import Score
from tandem.evidence.models.area import Area
from tandem.evidence.quality import Counted, Quality, weigh
from tandem.record.history import kept
from tandem.record.models import Item, Named, NamedQuerySet
from tandem.record.verbs import recorded

STATES = ("found", "accepted", "dismissed")
RANKS = {
    "arr": "by yearly revenue", "notes": "by notes", "companies": "by companies", "growth": "by growth",
    "area": "by area",
}  # fmt: skip
TITLE = 90

Progress = Callable[[str, float], None]


class ThemeQuerySet(NamedQuerySet):
    """Themes of a product, ranked by what stands behind them."""

    def shown(self) -> Self:
        """Those on the desk: neither dismissed nor merged into another."""
        return self.in_use().exclude(state="dismissed")

    def dismissed(self) -> Self:
        return self.in_use().filter(state="dismissed")

    def ranked(self, by: str = "arr") -> list[Theme]:
        """All of them in one statement, pinned ones first, then the weightiest; ties go to the one with more notes."""
        themes = list(self.select_related("item", "item__product", "area"))
        if by == "area":
            return _by_area(themes)
        return sorted(themes, key=lambda theme: (not theme.pinned, -theme.weight(by), -theme.note_count, theme.number))


def _by_area(themes: list[Theme]) -> list[Theme]:
    """The areas with most notes first, within each the larger themes; those without an area last."""
    held: dict[int | None, int] = defaultdict(int)
    for theme in themes:
        held[theme.area_id] += theme.note_count
    return sorted(
        themes,
        key=lambda theme: (
            theme.area_id is None, -held[theme.area_id], theme.area_id or 0, -theme.note_count, theme.number,
        ),
    )  # fmt: skip


@kept(
    derived=[
        "centroid", "note_count", "company_count", "arr", "weekly", "area", "stars", "starred", "promoters",
        "passives", "detractors", "weighed",
    ]
)  # fmt: skip
class Theme(Named):
    """A group of notes titled by its most typical note, or by a person; what a person did survives every re-run.

    `centroid` is float32 [2, 256] as bytes: the theme's center, and what all notes of its product share.
    """

    kind: ClassVar[str] = "theme"
    draft_act: ClassVar[str] = "sort evidence"
    searched: ClassVar[tuple[str, ...]] = ("keyword_line",)

    keywords = ArrayField(models.CharField(max_length=80), default=list)
    state = models.CharField(max_length=10, default="found", choices=[(name, name) for name in STATES])
    named_by_person = models.BooleanField(default=False)
    pinned = models.BooleanField(default=False)
    area = models.ForeignKey(Area, models.SET_NULL, null=True, blank=True, related_name="themes")
    split_from = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="parts")
    merged_into = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="absorbed")
    centroid = models.BinaryField(default=b"")
    found_at = models.DateTimeField()
    note_count = models.IntegerField(default=0)
    company_count = models.IntegerField(default=0)
    arr = models.DecimalField(max_digits=18, decimal_places=2, default=0)
    weekly = ArrayField(models.IntegerField(), default=list)
    stars = models.DecimalField(max_digits=3, decimal_places=2, null=True)  # the mean of `starred` ratings of 1 to 5
    starred = models.IntegerField(default=0)
    promoters = models.IntegerField(default=0)
    passives = models.IntegerField(default=0)
    detractors = models.IntegerField(default=0)
    weighed = models.JSONField(default=dict)  # what its quality is read from, as Counted writes it down

    objects = ThemeQuerySet.as_manager()

    @property
    def keyword_line(self) -> str:
        return ", ".join(self.keywords)

    @property
    def is_decided(self) -> bool:
        """Whether a person named, pinned, accepted or dismissed it: then no re-run takes it away."""
        return self.named_by_person or self.pinned or self.state != "found"

    @property
    def score(self) -> Score:
        """The net promoter score of the answers among its notes."""
        return Score(self.promoters, self.passives, self.detractors)

    @property
    def counted(self) -> Counted | None:
        """What its quality is read from, as of when its notes were counted; None before they were."""
        return Counted.from_kept(self.weighed) if self.weighed else None

    @property
    def quality(self) -> Quality | None:
        return weigh(self.counted) if self.counted else None

    @property
    def growth(self) -> float | None:
        """The last six weeks against the six before."""
        return growth_of(sum(self.weekly[-LATELY:]), sum(self.weekly[:-LATELY]))

    @property
    def rises(self) -> bool:
        return rises(self.growth)

    @property
    def trend(self) -> str:
        return said_of_growth(self.growth)

    def weight(self, by: str) -> Decimal | float:
        """What it is ranked by: yearly revenue, notes, companies or growth."""
        weights: dict[str, Decimal | float] = {
            "arr": self.arr,
            "notes": self.note_count,
            "companies": self.company_count,
            "growth": self.growth or 0.0,
        }
        return weights[by if by in weights else "arr"]

    @classmethod
    def discover(cls, product: Any, *, by: Any, progress: Progress | None = None) -> list[Theme]:
        """Find what the product's notes speak of. The long reading is done first, then everything changes at once."""
        from tandem.evidence.discovery import Discovery

        if not by.may("sort evidence", product):
            raise NotAllowed(f"{by.title} may not sort evidence here.")
        return cls.settle(product, Discovery.read(product, progress), by=by)

    @classmethod
    @recorded("found themes", act="sort evidence")
    def settle(cls, product: Any, found: Any, *, by: Any) -> list[Theme]:
        """Keep what a discovery found. Renamed, accepted, merged and dismissed themes survive it."""
        made: list[Theme] = found.settle(product, cls._make_many)
        return made

    @recorded("renamed", act="sort evidence", facts=("title",))
    def rename(self, title: str, *, by: Any) -> None:
        """Give it a name of one's own, which every re-run keeps."""
        title = " ".join(title.split())
        if not title:
            raise Refused("A theme needs a name.")
        self.item.title, self.named_by_person = title, True
        self.save(update_fields=["named_by_person"])

    @recorded("accepted", act="sort evidence")
    def accept(self, *, by: Any) -> None:
        """Say that this is a theme worth keeping."""
        self._become("accepted")

    @recorded("dismissed", act="sort evidence")
    def dismiss(self, *, by: Any, because: str = "") -> None:
        """Put it out of sight, also after every re-run; its notes stay."""
        self._become("dismissed")

    @recorded("restored", act="sort evidence")
    def restore(self, *, by: Any, because: str = "") -> None:
        """Bring back a dismissed or merged theme. A merged one gets notes again at the next discovery."""
        self.item.retired_at, self.merged_into, self.state = None, None, "accepted" if self.named_by_person else "found"
        self.save(update_fields=["merged_into", "state"])

    @recorded("merged", act="sort evidence", facts=("into",))
    def merge(self, into: Theme, *, by: Any, because: str = "") -> None:
        """Two themes are one: the notes go over now and after every re-run."""
        if into.pk == self.pk:
            raise Refused("A theme cannot be merged into itself.")
        if into.item.product_id != self.item.product_id or into.item.retired_at:
            raise Refused(f"{into.mark} cannot take these notes: it is retired or belongs to another product.")
        self.merged_into, self.item.retired_at = into, clock.now()
        self.save(update_fields=["merged_into"])
        self.notes.update(theme=into)
        Theme.objects.filter(merged_into=self).update(merged_into=into)
        self._refresh(into)

    @recorded("pinned", act="sort evidence")
    def pin(self, *, by: Any) -> None:
        """Keep it at the top of the list, also after every re-run."""
        self._hold(True)

    @recorded("unpinned", act="sort evidence")
    def unpin(self, *, by: Any) -> None:
        """Let it take its place by weight again: the inverse of pinning."""
        self._hold(False)

    @recorded("split", act="sort evidence", facts=("title",))
    def split(self, notes: Sequence[int], title: str, *, by: Any) -> Theme:
        """Make some of its notes a theme of its own, which every re-run keeps. Merging it back undoes this."""
        from tandem.evidence.parts import split_off

        title = " ".join(title.split())
        if not title or len(title) > 200:
            raise Refused("The new theme needs a name of at most 200 characters.")
        made = split_off(self, notes, title, Theme._make)
        self._refresh(made)
        return made

    @recorded("linked", act="sort evidence", facts=("about",))
    def link(self, about: Item, *, by: Any) -> int:
        """Link every note of the theme to what it speaks of: one event, however many notes. Says how many were new."""
        from tandem.evidence.linking import link_notes

        return link_notes(self, about, by)

    @recorded("unlinked", act="sort evidence", facts=("about",))
    def unlink(self, about: Item, *, by: Any, because: str = "") -> int:
        """Take the links of its whole notes back again: the inverse of linking. Marked words stay."""
        from tandem.evidence.linking import unlink_notes

        return unlink_notes(self, about)

    def _hold(self, pinned: bool) -> None:
        self.pinned = pinned
        self.save(update_fields=["pinned"])

    def _become(self, state: str) -> None:
        self.state = state
        self.save(update_fields=["state"])

    def _refresh(self, other: Theme) -> None:
        from tandem.evidence.figures import refresh_figures

        refresh_figures([self.pk, other.pk])
