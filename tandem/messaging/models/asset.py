"""Sales assets: what sales is armed with, including what sales made for itself."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from tandem.core.models import StoredFile
from tandem.messaging.models.deal import Deal
from tandem.messaging.models.positioning import AWARENESS
from tandem.record.history import kept
from tandem.record.models import Named
from tandem.team.models import Member

FORMS = [
    ("deck", "Deck"), ("one_pager", "One-pager"), ("demo_script", "Demo script"), ("faq", "FAQ"), ("battlecard", "Battlecard"),
    ("calculator", "Calculator"), ("email", "E-mail"), ("webinar", "Webinar"), ("blog", "Blog"), ("release_note", "Release note"),
]  # fmt: skip


@kept()
class SalesAsset(Named):
    """Something sales shows or sends. A field-made one is adopted by the PMM with credit to its maker, or declined with a reason."""

    kind: ClassVar[str] = "sales asset"
    draft_act: ClassVar[str] = "bring a sales asset"
    revisable: ClassVar[tuple[str, ...]] = ("form", "persona", "awareness", "expires_on")

    form = models.CharField(max_length=12, choices=FORMS)
    owner = models.ForeignKey(Member, models.PROTECT, null=True, blank=True, related_name="assets")
    maker = models.ForeignKey(Member, models.PROTECT, null=True, blank=True, related_name="assets_made")
    field_made = models.BooleanField(default=False)
    persona = models.CharField(max_length=80, default="", blank=True)
    awareness = models.CharField(max_length=10, default="", blank=True, choices=AWARENESS)
    expires_on = models.DateField(null=True, blank=True)
    released_on = models.DateField(null=True, blank=True)
    released_by = models.ForeignKey(Member, models.PROTECT, null=True, blank=True, related_name="+")
    adopted_on = models.DateField(null=True, blank=True)
    declined_because = models.TextField(default="", blank=True)
    claims = models.ManyToManyField("messaging.Claim", related_name="assets", blank=True)


@kept()
class AssetVersion(models.Model):
    """One version of an asset: a file or a link, who made it, and the deal it was made for."""

    asset = models.ForeignKey(SalesAsset, models.PROTECT, related_name="versions")
    number = models.IntegerField()
    file = models.ForeignKey(StoredFile, models.PROTECT, null=True, blank=True, related_name="+")
    url = models.TextField(default="", blank=True)
    says = models.TextField(default="", blank=True)
    deal = models.ForeignKey(Deal, models.SET_NULL, null=True, blank=True, related_name="asset_versions")
    made_by = models.ForeignKey(Member, models.PROTECT, related_name="+")
    made_on = models.DateField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["asset", "number"], name="asset_version_number")]

    def __str__(self) -> str:
        return f"version {self.number}"


@kept()
class AssetOpening(models.Model):
    """A sales member opened or confirmed a released asset: eighty of a hundred must have, before sales counts as trained."""

    asset = models.ForeignKey(SalesAsset, models.PROTECT, related_name="openings")
    member = models.ForeignKey(Member, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["asset", "member"], name="asset_opened_once")]

    def __str__(self) -> str:
        return f"{self.member} opened {self.asset}"
