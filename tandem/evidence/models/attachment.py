"""Attachments: files beside a note, such as a screenshot or a log."""

from __future__ import annotations

from typing import Any, ClassVar, Self

from django.db import models

from tandem.core import clock
from tandem.core.contents import IMAGES
from tandem.core.errors import Refused
from tandem.core.models import StoredFile
from tandem.evidence.attaching import refuse_more
from tandem.evidence.models.note import Note
from tandem.record.history import kept
from tandem.record.models import Item, NamedQuerySet
from tandem.record.verbs import recorded
from tandem.team.models import Member


class AttachmentQuerySet(NamedQuerySet):
    """Attachments, seen as their note is seen."""

    product_path = "note__product_id"

    def standing(self) -> Self:
        """Those that nobody took away."""
        return self.filter(taken_away_at=None)

    def with_file(self) -> Self:
        """With all that a list of them shows."""
        return self.select_related("file", "by__item").order_by("pk")


@kept()
class Attachment(models.Model):
    """One file beside a note. Its name and what it is by its content are the stored file's; whoever sees the note may
    save it.
    """

    draft_act: ClassVar[str] = "add evidence"

    note = models.ForeignKey(Note, models.PROTECT, related_name="attachments")
    file = models.ForeignKey(StoredFile, models.PROTECT, related_name="+")
    by = models.ForeignKey(Member, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()
    taken_away_at = models.DateTimeField(null=True)

    objects = AttachmentQuerySet.as_manager()

    def __str__(self) -> str:
        return self.file.name

    def get_absolute_url(self) -> str:
        return f"/notes/{self.note_id}/attachments/{self.pk}"

    @property
    def item(self) -> Item:
        """Its place in the record is that of its note's source."""
        return self.note.item

    @property
    def is_image(self) -> bool:
        """Whether a page may show it: an image by what it holds, whatever its name says."""
        return self.file.content_type in IMAGES

    @recorded("took away a file", act="add evidence")
    def take_away(self, *, by: Any) -> None:
        """Take it from the note. It stays in the record, is shown no more, and can be put back."""
        if self.taken_away_at:
            raise Refused("This file was taken away already.")
        self.taken_away_at = clock.now()
        self.save(update_fields=["taken_away_at"])

    @recorded("put back a file", act="add evidence")
    def put_back(self, *, by: Any) -> None:
        """The inverse of taking it away. Refused when the same file was attached anew since."""
        standing = Attachment.objects.standing().filter(note=self.note_id).exclude(pk=self.pk)
        if self.taken_away_at is None or standing.filter(file__sha256=self.file.sha256).exists():
            raise Refused("The same file is attached already.")
        refuse_more(standing.count())
        self.taken_away_at = None
        self.save(update_fields=["taken_away_at"])
