"""Sources: where notes come from, named by a person when importing."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models

from tandem.core.errors import Refused
from tandem.record.history import kept
from tandem.record.models import Named, NamedQuerySet
from tandem.record.verbs import recorded

KINDS = [
    ("ticket", "Support ticket"),
    ("call", "Call"),
    ("review", "App review"),
    ("survey", "Survey"),
    ("nps", "NPS"),
    ("forum", "Forum"),
    ("interview", "Interview"),
    ("email", "E-mail"),
    ("other", "Other"),
]
BY_HAND = "Notes by hand"


class SourceQuerySet(NamedQuerySet):
    """Sources: those of the workspace are seen by everyone, those of a product by its people."""


@kept()
class Source(Named):
    """A named stream of notes of one product or, without one, of the workspace; its notes are seen as it is."""

    kind: ClassVar[str] = "source"
    draft_act: ClassVar[str] = "import"
    revisable: ClassVar[tuple[str, ...]] = ("form",)

    form = models.CharField(max_length=10, choices=KINDS, default="other")

    objects = SourceQuerySet.as_manager()

    @classmethod
    @recorded("opened", act="add evidence", facts=("form",))
    def open(cls, product: Any, title: str, *, by: Any, form: str = "other") -> Source:
        """Open a source of a product, or with None of the workspace. Its name, half of a note's key, is used once."""
        others = cls.objects.filter(item__product=product.pk if product else None)
        return cls._make(_own_name(title, others), product=product, form=_kind(form))

    @classmethod
    def by_hand(cls, product: Any, form: str, *, by: Any) -> Source:
        """The source of notes that people write down themselves; one for each form, opened when first needed."""
        title = BY_HAND if form == "other" else f"{dict(KINDS)[form]}, by hand"
        found = cls.objects.filter(item__product=product.pk, item__title=title).select_related("item").first()
        return found or cls.open(product, title, form=form, by=by)

    def _put(self, name: str, value: Any) -> None:
        """Its notes keep their keys under another name: a later import chooses the source, never the file's name."""
        if name == "title":
            value = _own_name(value, type(self).objects.filter(item__product=self.item.product_id).exclude(pk=self.pk))
        super()._put(name, _kind(value) if name == "form" else value)


def _own_name(title: str, others: SourceQuerySet) -> str:
    title = " ".join(title.split())
    if not title:
        raise Refused("A source needs a name, such as Support inbox.")
    if others.filter(item__title__iexact=title).exists():
        raise Refused(f"There is already a source called {title} here.")
    return title


def _kind(form: str) -> str:
    if form not in dict(KINDS):
        raise Refused(f"A source is one of: {', '.join(name for name, _ in KINDS)}.")
    return form
