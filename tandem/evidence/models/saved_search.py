"""Saved searches: a question kept under a name, asked again whenever somebody opens it, and told of when it alerts."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Self

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.http import QueryDict

from tandem.core import clock
from tandem.core.errors import NotAllowed, Refused
from tandem.evidence.models.note import Note
from tandem.record.history import kept
from tandem.record.models import Item
from tandem.record.verbs import recorded
from tandem.team.models import Member, Product

ALERTS = [("", "Do not tell me"), ("daily", "Tell me once a day"), ("at once", "Tell me at once")]
NAME = 80
LONGEST = 2000


class SavedSearchQuerySet(models.QuerySet["SavedSearch"]):
    """One's own, and those that others share with everyone who sees the product."""

    def visible_to(self, member: Any) -> Self:
        seen = models.Q(product__in=member.visible_products())
        return self.filter(seen, models.Q(shared=True) | models.Q(member=member.pk))

    def of(self, product: Any) -> Self:
        return self.filter(product=product.pk)

    def in_use(self) -> Self:
        return self.filter(retired_at=None)

    def followed_by(self, member: Any) -> Self:
        """By name, each with this member's own following as `mine`."""
        own = models.Prefetch("followings", Following.objects.filter(member=member.pk), to_attr="own")
        return self.prefetch_related(own).order_by("name", "pk")


@kept()
class SavedSearch(models.Model):
    """A question to the notes of a product: words and conditions as the address says them, never what they found."""

    product = models.ForeignKey(Product, models.PROTECT, related_name="saved_searches")
    member = models.ForeignKey(Member, models.PROTECT, related_name="saved_searches")
    name = models.CharField(max_length=NAME)
    asked = models.TextField()
    shared = models.BooleanField(default=False)
    made_at = models.DateTimeField()
    retired_at = models.DateTimeField(null=True)

    objects = SavedSearchQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["product", "name"], name="saved_search_name")]

    def __str__(self) -> str:
        return self.name

    @property
    def item(self) -> Item:
        """Its place in the record is that of its product."""
        return self.product.item

    def get_absolute_url(self) -> str:
        return f"/products/{self.product.slug}/notes?{self.asked}&saved={self.pk}"

    @property
    def said(self) -> dict[str, str]:
        """The fields of its address."""
        return QueryDict(self.asked).dict()

    def following_of(self, member: Any) -> Following:
        """How this member follows it; who never did is told nothing."""
        own = self.__dict__.get("own")
        found = own[0] if own else self.followings.filter(member=member.pk).first() if own is None else None
        return found or Following(search=self, member=member)

    def is_changed_by(self, member: Any) -> bool:
        """Its maker may change it; a shared one, everyone who sorts the product's evidence."""
        return self.member_id == member.pk or (self.shared and bool(member.may("sort evidence", self.product)))

    @classmethod
    @recorded("saved a search", act="save a search")
    def keep(
        cls, product: Product, name: str, *, asked: str, by: Any, shared: bool = False, alert: str = ""
    ) -> SavedSearch:
        """Keep a question under a name. Its maker follows it, with the alert that was asked for."""
        made = cls(product=product, member=by, made_at=clock.now())
        made.name, made.asked = _named(name), _asked(asked)
        made._share(shared, by)
        made.save()
        made.follow(alert, by=by)
        return made

    @recorded("renamed a search", act="save a search")
    def rename(self, name: str, *, by: Any) -> None:
        """Give it another name."""
        self._refuse_strangers(by)
        self.name = _named(name)
        self.save(update_fields=["name"])

    @recorded("changed a search", act="save a search")
    def ask_instead(self, asked: str, *, by: Any) -> None:
        """Ask another question under the same name."""
        self._refuse_strangers(by)
        self.asked = _asked(asked)
        self.save(update_fields=["asked"])

    @recorded("shared a search", act="save a search", facts=("shared",))
    def share(self, shared: bool, *, by: Any) -> None:
        """Show it to everyone who sees the product, or keep it to its maker: each undoes the other."""
        self._refuse_strangers(by)
        self._share(shared, by)
        self.save(update_fields=["shared"])

    @recorded("followed a search", act="save a search", facts=("alert",))
    def follow(self, alert: str, *, by: Any) -> Following:
        """Say whether and how often one wants to be told of what is new in it: for oneself alone."""
        if alert not in dict(ALERTS):
            raise Refused("Choose to be told at once, daily, or not at all.")
        newest = Note.objects.aggregate(newest=models.Max("pk"))["newest"] or 0
        begun = {"begins_after": newest, "looked_to": newest}
        found, _ = Following.objects.get_or_create(search=self, member_id=by.pk, defaults=begun)
        found.alert = alert
        found.save(update_fields=["alert"])
        return found

    @recorded("retired a search", act="save a search")
    def retire(self, *, by: Any) -> None:
        """Take it out of the list; nobody is told of it any more."""
        self._refuse_strangers(by)
        self.retired_at = clock.now()
        self.save(update_fields=["retired_at"])

    @recorded("restored a search", act="save a search")
    def restore(self, *, by: Any) -> None:
        """Put it back into the list: the inverse of retiring."""
        self._refuse_strangers(by)
        self.retired_at = None
        self.save(update_fields=["retired_at"])

    def _share(self, shared: bool, by: Any) -> None:
        if shared and not by.may("sort evidence", self.product):
            raise NotAllowed(f"{by.title} may not share a search here.")
        self.shared = shared

    def _refuse_strangers(self, by: Any) -> None:
        if not self.is_changed_by(by):
            raise NotAllowed("Only its maker, or for a shared search whoever sorts the evidence, may change it.")


@kept(derived=["fresh", "waiting", "looked_to", "counted", "alerted_at"])
class Following(models.Model):
    """One member follows one search: whether to be told, and how many notes came since the member last looked.

    Notes are looked through by their keys: up to `looked_to`, never at or below `begins_after`. What was counted just
    before is kept, because a note with a smaller key may be committed after one with a larger.
    """

    search = models.ForeignKey(SavedSearch, models.CASCADE, related_name="followings")
    member = models.ForeignKey(Member, models.CASCADE, related_name="followings")
    alert = models.CharField(max_length=8, default="", blank=True, choices=ALERTS)
    fresh = models.IntegerField(default=0)
    waiting = models.IntegerField(default=0)
    begins_after = models.BigIntegerField(default=0)
    looked_to = models.BigIntegerField(default=0)
    counted = ArrayField(models.BigIntegerField(), default=list)
    alerted_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["search", "member"], name="following_once")]

    def __str__(self) -> str:
        return f"{self.member} follows {self.search}"

    def look(self) -> None:
        """The member has opened it: nothing is new any more."""
        if self.pk and self.fresh:
            self.fresh = 0
            self.save(update_fields=["fresh"])

    def is_due(self, now: datetime) -> bool:
        """Whether there is something to tell now: at once, or daily on another day than last."""
        if not self.waiting:
            return False
        if self.alert == "daily":
            return self.alerted_at is None or self.alerted_at.date() < now.date()
        return self.alert == "at once"


def _named(name: str) -> str:
    name = " ".join(name.split())
    if not name or len(name) > NAME:
        raise Refused("Give the search a name of at most 80 characters.")
    return name


def _asked(asked: str) -> str:
    if not asked or len(asked) > LONGEST:
        raise Refused("Search for something, or narrow the list, before you save it.")
    return asked
