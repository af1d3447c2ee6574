"""Acceptance: anyone may draft, but only what the accountable side accepted counts."""

from __future__ import annotations

from typing import Any

from django.db import models

from tandem.core import clock
from tandem.record.history import kept
from tandem.record.models import Item, Named
from tandem.record.verbs import recorded
from tandem.team.models.member import Member


@kept()
class Acceptance(models.Model):
    """Who accepted a draft, and when. A draft by the accountable person is accepted as it is made."""

    item = models.OneToOneField(Item, models.PROTECT, related_name="acceptance")
    by = models.ForeignKey(Member, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"accepted by {self.by}"


class Accepted(Named):
    """A noun that counts only once the accountable side has accepted it."""

    accept_act = "accept definition"

    class Meta:
        abstract = True

    @property
    def is_accepted(self) -> bool:
        return hasattr(self.item, "acceptance")

    @recorded("accepted", act="")
    def accept(self, *, by: Any) -> None:
        """Make a draft count. Only the accountable owner of the side, or a delegate, may."""
        self._accept_by(by)

    def _accept_by(self, by: Any) -> None:
        from tandem.core.errors import NotAllowed

        if not by.may(self.accept_act, self):
            raise NotAllowed(f"Only the accountable owner or a delegate may {self.accept_act}.")
        Acceptance.objects.get_or_create(item=self.item, defaults={"by": by, "at": clock.now()})

    def _accept_if_owner(self, by: Any) -> None:
        """Nothing is asked for twice: what the owner drafts is accepted by it."""
        if by.pk is not None and by.may(self.accept_act, self):
            self._accept_by(by)
