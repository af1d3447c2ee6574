"""Notes: one thing one person said, verbatim and for ever."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVector, SearchVectorField
from django.db import models

from tandem.evidence.models.company import Company, Contact
from tandem.evidence.models.imports import Import
from tandem.evidence.models.source import Source
from tandem.evidence.models.theme import Theme
from tandem.record.history import kept
from tandem.record.models import NamedQuerySet

STATES = ("new", "done", "dismissed")
SCALES = ("", "stars_1_5", "nps_0_10", "csat_good_bad", "likert")


class NoteQuerySet(NamedQuerySet):
    """Notes, seen as their source is seen."""

    product_path = "product_id"


@kept(personal=["author_name", "author_email", "title", "body", "custom"], derived=["search", "theme"], in_bulk=True)
class Note(models.Model):
    """What one person said once. Its text is never edited; a changed text from the source adds a version.

    `product` is the source's product (its item), or None when the source serves the workspace. `key` is the identity
    inside the source: the external id, or a hash of author, date, text and occurrence.
    """

    source = models.ForeignKey(Source, models.PROTECT, related_name="notes")
    product = models.ForeignKey("record.Item", models.PROTECT, null=True, related_name="+")
    external_id = models.CharField(max_length=200, default="", blank=True)
    key = models.BinaryField(max_length=16)
    said_at = models.DateTimeField()
    author_name = models.CharField(max_length=200, default="", blank=True)
    author_email = models.CharField(max_length=254, default="", blank=True)
    contact = models.ForeignKey(Contact, models.SET_NULL, null=True, related_name="notes")
    company = models.ForeignKey(Company, models.PROTECT, null=True, related_name="notes")
    title = models.TextField(default="", blank=True)
    body = models.TextField()
    version = models.IntegerField(default=1)
    rating = models.DecimalField(max_digits=6, decimal_places=2, null=True)
    rating_scale = models.CharField(max_length=14, default="", blank=True, choices=[(name, name) for name in SCALES])
    url = models.TextField(default="", blank=True)
    tags = ArrayField(models.CharField(max_length=120), default=list, blank=True)
    custom = models.JSONField(default=dict, blank=True)
    with_pm = models.BooleanField(default=False)
    state = models.CharField(max_length=10, default="new", choices=[(name, name) for name in STATES])
    theme = models.ForeignKey(Theme, models.SET_NULL, null=True, related_name="notes")
    imported = models.ForeignKey(Import, models.SET_NULL, null=True, related_name="notes")
    added_at = models.DateTimeField()
    search = models.GeneratedField(
        expression=SearchVector("title", weight="A", config="english") + SearchVector("body", weight="B", config="english"),
        output_field=SearchVectorField(),
        db_persist=True,
    )

    objects = NoteQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["source", "key"], name="note_key")]
        indexes = [
            models.Index(fields=["product", "-said_at", "-id"], name="note_product_newest"),
            models.Index(fields=["theme", "-said_at", "-id"], name="note_theme_newest"),
            models.Index(fields=["company", "-said_at"], name="note_company_newest"),
            GinIndex(fields=["search"], name="note_search"),
        ]

    def __str__(self) -> str:
        return self.title or self.body[:80]

    def get_absolute_url(self) -> str:
        return f"/notes/{self.pk}"


@kept(personal=["body"])
class NoteVersion(models.Model):
    """An earlier verbatim text of a note; highlights made on it stay on it."""

    note = models.ForeignKey(Note, models.CASCADE, related_name="versions")
    version = models.IntegerField()
    body = models.TextField()
    replaced_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["note", "version"], name="note_version")]

    def __str__(self) -> str:
        return f"version {self.version}"
