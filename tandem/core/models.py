"""Stored files: content-addressed, so the same bytes are kept once however often they are brought."""

from django.db import models


class StoredFile(models.Model):
    """One file as it was brought; its bytes live in the file storage under their SHA-256."""

    sha256 = models.CharField(max_length=64)
    name = models.CharField(max_length=255)
    size = models.BigIntegerField()
    content_type = models.CharField(max_length=127, default="application/octet-stream")
    stored_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["sha256"], name="stored_file_sha256")]

    def __str__(self) -> str:
        return self.name

    @property
    def storage_name(self) -> str:
        return f"{self.sha256[:2]}/{self.sha256}"
