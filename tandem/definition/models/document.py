"""Documents drawn from the record and kept as they were, the assumptions they rest on, and how they look."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any, ClassVar

from django.db import models

from tandem.core import clock
from tandem.core.errors import Refused
from tandem.core.models import StoredFile
from tandem.core.places import place_after
from tandem.record.history import kept
from tandem.record.models import Item, Named, NamedQuerySet
from tandem.record.verbs import recorded
from tandem.team.models import Member
from tandem.ui.figures import num

EDITIONS = [("inside", "For the team"), ("outside", "For people outside")]
STANDS_FOR = [
    ("", "Words alone"),
    ("week", "What a person-week costs"),
    ("share", "Share of the revenue touched that this keeps or wins, in %"),
    ("extra", "Cost beside the work"),
]
COLOR = re.compile(r"#[0-9a-fA-F]{6}\Z")
LEAST_CONTRAST = 4.5
INK = "#1d4ed8"


@kept()
class Document(Named):
    """One drawing, kept as it was that day for ever: only what erasing a person covers is ever changed in it."""

    kind: ClassVar[str] = "document"
    draft_act: ClassVar[str] = "draft definition"

    about = models.ForeignKey(Item, models.PROTECT, related_name="documents")
    form = models.CharField(max_length=20)
    edition = models.CharField(max_length=7, choices=EDITIONS, default="inside")
    content = models.JSONField()
    look = models.JSONField(default=dict)
    logo = models.ForeignKey(StoredFile, models.PROTECT, null=True, related_name="+")
    by = models.ForeignKey(Member, models.PROTECT, related_name="+")
    drawn_at = models.DateTimeField()

    objects = NamedQuerySet.as_manager()

    @classmethod
    @recorded("kept a drawing", act="draft definition", facts=("form", "edition"))
    def keep(cls, noun: Any, form: str, *, by: Any, edition: str = "inside") -> Document:
        """Draw a document from the record as it stands now and keep it so; drawn anew, it is another."""
        from tandem.definition.documents import draw, form_named

        chosen = form_named(form, noun, edition)
        drawn, style = draw(chosen, noun, by, edition), DocumentStyle.of_the_workspace()
        return cls._make(
            f"{chosen.label}: {drawn.document.title}"[:300], product=noun.item.product, about=noun.item, form=form,
            edition=edition, content=drawn.content, by=by, drawn_at=drawn.document.drawn_at,
            look={"color": style.color, "footer": style.footer}, logo=style.logo,
        )  # fmt: skip


@kept()
class Assumption(models.Model):
    """What somebody takes for granted in the business case of one thing, in their name until they take it back."""

    about = models.ForeignKey(Item, models.PROTECT, related_name="assumptions")
    position = models.IntegerField()
    text = models.CharField(max_length=300)
    stands_for = models.CharField(max_length=6, choices=STANDS_FOR, default="", blank=True)
    value = models.DecimalField(max_digits=18, decimal_places=2, null=True, blank=True)
    because = models.TextField(default="", blank=True)
    by = models.ForeignKey(Member, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    taken_back_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["about", "position"], name="assumption_position")]

    def __str__(self) -> str:
        return self.text

    @property
    def says(self) -> str:
        """Its number with what it stands for."""
        unit = {"week": " a person-week", "share": "% of the revenue", "extra": " beside the work"}
        return f"{num(self.value)}{unit.get(self.stands_for, '')}" if self.value is not None else ""

    @property
    def item(self) -> Item:
        """Its place in the record is that of what it is about."""
        return self.about

    @classmethod
    @recorded("assumed", act="draft definition", facts=("text", "value"))
    def state(
        cls, noun: Any, text: str, *, by: Any, stands_for: str = "", value: Decimal | None = None, because: str = ""
    ) -> Assumption:
        """Say what is taken for granted. A number that the case reckons with takes the place of the one before."""
        if not text.strip():
            raise Refused("Say what is taken for granted.")
        _refuse_unfit(stands_for, value)
        rows = cls.objects.filter(about=noun.item)
        if stands_for:
            rows.filter(stands_for=stands_for, taken_back_at=None).update(taken_back_at=clock.now())
        return cls.objects.create(
            about=noun.item, position=place_after(rows), text=text.strip()[:300], stands_for=stands_for, value=value,
            because=because.strip(), by_id=by.pk, at=clock.now(),
        )  # fmt: skip

    @classmethod
    @recorded("took back an assumption", act="draft definition", facts=("position",))
    def take_back(cls, noun: Any, position: int, *, by: Any, because: str = "") -> None:
        """It is not taken for granted any more. It stays in the history; stating it again is another."""
        standing = cls.objects.filter(about=noun.item, position=position, taken_back_at=None)
        if not standing.update(taken_back_at=clock.now()):
            raise Refused(f"There is no assumption {position} here.")


class DocumentStyleQuerySet(NamedQuerySet):
    """Seen as the workspace is."""

    product_path = "about__product"


@kept()
class DocumentStyle(models.Model):
    """How documents of this workspace look, and which sections each kind has in which order."""

    about = models.OneToOneField(Item, models.PROTECT, related_name="document_style")
    color = models.CharField(max_length=7, default=INK)
    footer = models.CharField(max_length=200, default="", blank=True)
    logo = models.ForeignKey(StoredFile, models.PROTECT, null=True, related_name="+")
    sections = models.JSONField(default=dict)
    by = models.ForeignKey(Member, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(null=True)

    objects = DocumentStyleQuerySet.as_manager()

    def __str__(self) -> str:
        return self.color

    @property
    def item(self) -> Item:
        """Its place in the record is the workspace's."""
        return self.about

    @classmethod
    def of_the_workspace(cls) -> DocumentStyle:
        """The one there is, or how documents look while nobody chose."""
        return cls.objects.select_related("logo").first() or cls()

    @classmethod
    @recorded("styled documents", act="administer", facts=("color", "footer"))
    def choose(
        cls,
        workspace: Any,
        *,
        by: Any,
        color: str = INK,
        footer: str = "",
        sections: Mapping[str, Sequence[str]] | None = None,
        logo: StoredFile | None = None,
    ) -> DocumentStyle:
        """Choose color, words at the foot, picture and sections. Documents already kept stay as they were."""
        if not COLOR.match(color) or contrast(color) < LEAST_CONTRAST:
            raise Refused("Choose a darker color, such as #1d4ed8: headings in this one could not be read on white.")
        said = {"color": color.lower(), "footer": footer.strip()[:200], "logo": logo, "sections": dict(sections or {})}
        made, _ = cls.objects.update_or_create(
            about=workspace.item, defaults={**said, "by_id": by.pk, "at": clock.now()}
        )
        return made


def contrast(color: str) -> float:
    """How much a color stands out from white, as WCAG 2 reckons it: 1 for white, 21 for black."""
    parts = [int(color[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 1.05 / (0.2126 * red + 0.7152 * green + 0.0722 * blue + 0.05)


def _refuse_unfit(stands_for: str, value: Decimal | None) -> None:
    if stands_for not in dict(STANDS_FOR):
        raise Refused("Say what the number stands for.")
    if stands_for and (value is None or value < 0):
        raise Refused("What the case reckons with is a number that is not below 0.")
    if stands_for == "share" and value is not None and value > 100:
        raise Refused("A share is at most 100%.")
