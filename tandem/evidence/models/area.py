"""Areas: what several themes have in common, one step coarser."""

from __future__ import annotations

from typing import Any, ClassVar, Self

from django.contrib.postgres.fields import ArrayField
from django.db import models

from tandem.core.errors import Refused
from tandem.evidence.quality import Counted, Quality, weigh
from tandem.record.history import kept
from tandem.record.models import Item, NamedQuerySet
from tandem.record.verbs import recorded


class AreaQuerySet(NamedQuerySet):
    """Areas of products, seen as their product is."""

    product_path = "product_id"

    def standing(self) -> Self:
        """Those that the last finding of themes left."""
        return self.filter(gone_at=None)


@kept(derived=["keywords", "weighed"])
class Area(models.Model):
    """A group of themes, called by their words or by a person; a name that a person gave survives every re-run.

    A theme belongs to the area that holds most of its notes. `product` is the product's item.
    """

    draft_act: ClassVar[str] = "sort evidence"

    product = models.ForeignKey(Item, models.PROTECT, related_name="+")
    title = models.CharField(max_length=200)
    keywords = ArrayField(models.CharField(max_length=80), default=list)
    named_by_person = models.BooleanField(default=False)
    found_at = models.DateTimeField()
    gone_at = models.DateTimeField(null=True)
    weighed = models.JSONField(default=dict)  # what the quality of its notes is read from

    objects = AreaQuerySet.as_manager()

    def __str__(self) -> str:
        return self.title

    @property
    def key(self) -> str:
        """As addresses name it."""
        return str(self.pk)

    @property
    def quality(self) -> Quality | None:
        """How good the evidence of its themes is, as of when their notes were counted."""
        return weigh(Counted.from_kept(self.weighed)) if self.weighed else None

    @property
    def item(self) -> Item:
        """Its place in the record is that of its product."""
        return self.product

    @recorded("renamed an area", act="sort evidence", facts=("title",))
    def rename(self, title: str, *, by: Any) -> None:
        """Give it a name of one's own, which every re-run keeps."""
        title = " ".join(title.split())
        if not title or len(title) > 200:
            raise Refused("An area needs a name of at most 200 characters.")
        self.title, self.named_by_person = title, True
        self.save(update_fields=["title", "named_by_person"])
