"""Comments: what colleagues say to one another beside a thing, and whom they mean."""

from __future__ import annotations

from datetime import timedelta
from typing import Any, ClassVar, Self

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVector, SearchVectorField
from django.db import models

from tandem.core import clock
from tandem.core.errors import NotAllowed, Refused
from tandem.record.history import kept
from tandem.record.models import Item
from tandem.record.verbs import recorded
from tandem.team.models.member import Member
from tandem.team.models.product import page_of

LONGEST = 10_000
WINDOW = timedelta(minutes=15)


class CommentQuerySet(models.QuerySet["Comment"]):
    """Comments, seen by those who see what they stand beside."""

    def visible_to(self, member: Any) -> Self:
        return self.filter(about__in=Item.objects.visible_to(member))

    def beside(self, place: Any) -> Self:
        """Those of one page."""
        return self.filter(about=place.item, note=place.note)

    def standing(self) -> Self:
        return self.filter(taken_back_at=None)


@kept(personal=["text"], derived=["search"])
class Comment(models.Model):
    """What a member said beside a thing. A note is no item: its comments stand with its source and name the note.

    `under` is the comment that it answers; an answer has none of its own. `mentions` are the members it means.
    """

    draft_act: ClassVar[str] = "comment"

    about = models.ForeignKey(Item, models.PROTECT, related_name="comments")
    note = models.BigIntegerField(null=True, blank=True)
    under = models.ForeignKey("self", models.PROTECT, null=True, related_name="answers")
    by = models.ForeignKey(Member, models.PROTECT, related_name="comments")
    text = models.TextField()
    mentions = ArrayField(models.BigIntegerField(), default=list, blank=True)
    at = models.DateTimeField()
    changed_at = models.DateTimeField(null=True)
    taken_back_at = models.DateTimeField(null=True)
    taken_back_by = models.ForeignKey(Member, models.PROTECT, null=True, related_name="+")

    search = models.GeneratedField(
        expression=SearchVector("text", config="english"), output_field=SearchVectorField(), db_persist=True
    )

    objects = CommentQuerySet.as_manager()

    class Meta:
        indexes = [
            GinIndex(fields=["search"], condition=models.Q(taken_back_at=None), name="comment_search"),
            models.Index(
                fields=["about", "note", "-at", "-id"], condition=models.Q(under=None), name="comment_beside_newest"
            ),
            models.Index(fields=["under", "at"], condition=~models.Q(under=None), name="comment_answers"),
        ]

    def __str__(self) -> str:
        return f"{self.by} on {self.about.mark}"

    @property
    def item(self) -> Item:
        """Its place in the record is that of the thing it stands beside."""
        return self.about

    @property
    def address(self) -> str:
        """The page it stands on."""
        page = page_of(self.about) if self.note is None else f"/notes/{self.note}"
        return f"{page}#comment-{self.pk}"

    def can_be_changed(self, by: Any) -> bool:
        """Its author may mend it for a quarter of an hour; after that people have read it."""
        return self.taken_back_at is None and self.by_id == by.pk and clock.now() - self.at <= WINDOW

    def can_be_taken_back(self, by: Any) -> bool:
        return bool(self.by_id == by.pk or by.may("administer"))

    @classmethod
    @recorded("commented", act="comment")
    def write(
        cls, about: Item, text: str, *, by: Any, note: int | None = None, under: Comment | None = None
    ) -> Comment:
        """Say something beside a thing. Whom it mentions, and who follows the thing, is told."""
        from tandem.team.talking import meant_by, tell_of

        if under is not None:
            under = under.under or under
            if (under.about_id, under.note) != (about.pk, note):
                raise Refused("That comment stands beside something else.")
        said = _fit(text)
        meant = meant_by(said, about)
        written = cls.objects.create(
            about=about, note=note, under=under, by=by, text=said, mentions=meant, at=clock.now()
        )
        tell_of(written, newly_meant=meant)
        return written

    @recorded("changed a comment", act="comment")
    def mend(self, text: str, *, by: Any) -> None:
        """Put it in other words, shortly after it was written. Whom it mentions only now is told."""
        from tandem.team.talking import meant_by, tell_of_mentions

        if self.by_id != by.pk:
            raise NotAllowed("Only its author changes a comment.")
        if not self.can_be_changed(by):
            raise Refused("A comment can be changed for fifteen minutes; take it back, or write another.")
        before, self.text = self.mentions, _fit(text)
        self.mentions, self.changed_at = meant_by(self.text, self.about), clock.now()
        self.save(update_fields=["text", "mentions", "changed_at"])
        tell_of_mentions(self, [key for key in self.mentions if key not in before])

    @recorded("took a comment back", act="comment")
    def take_back(self, *, by: Any) -> None:
        """Nobody reads it any more; that it was there stays. `put_back` undoes it."""
        self._refuse_others(by)
        if self.taken_back_at is None:
            self.taken_back_at, self.taken_back_by = clock.now(), by
            self.save(update_fields=["taken_back_at", "taken_back_by"])

    @recorded("put a comment back", act="comment")
    def put_back(self, *, by: Any) -> None:
        """It is read again: the inverse of taking it back, for whoever did that."""
        self._refuse_others(by)
        if self.taken_back_by_id not in (None, by.pk):
            raise NotAllowed(f"{self.taken_back_by} took it back, and alone can put it back.")
        self.taken_back_at, self.taken_back_by = None, None
        self.save(update_fields=["taken_back_at", "taken_back_by"])

    def _refuse_others(self, by: Any) -> None:
        if not self.can_be_taken_back(by):
            raise NotAllowed("Only its author, or an administrator, takes a comment back.")


def _fit(text: str) -> str:
    said = text.strip()
    if not said:
        raise Refused("Write something first.")
    if len(said) > LONGEST:
        raise Refused("A comment holds at most 10,000 characters.")
    if "\x00" in said:
        raise Refused("There is a character in this text that cannot be kept.")
    return said
