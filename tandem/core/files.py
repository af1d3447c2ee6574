"""Keeping files by their content: the address of a file is the SHA-256 of its bytes."""

import hashlib
from collections.abc import Iterable
from tempfile import TemporaryFile

from django.core.files import File
from django.core.files.storage import default_storage

from tandem.core import clock
from tandem.core.errors import Refused
from tandem.core.models import StoredFile

LARGEST = 2 * 1024**3


def store(chunks: Iterable[bytes], *, name: str, content_type: str = "application/octet-stream") -> StoredFile:
    """Keep these bytes and give back their row; bytes already kept are not written again."""
    digest, size = hashlib.sha256(), 0
    with TemporaryFile() as spool:
        for chunk in chunks:
            digest.update(chunk)
            size += len(chunk)
            if size > LARGEST:
                raise Refused(f"{name} is larger than 2 GB; split it and bring the parts.")
            spool.write(chunk)
        spool.seek(0)
        kept = StoredFile(sha256=digest.hexdigest(), name=name[-255:], size=size, stored_at=clock.now())
        kept.content_type = content_type[:127]
        if not default_storage.exists(kept.storage_name):
            default_storage.save(kept.storage_name, File(spool))
    kept.save()
    return kept


def path_of(kept: StoredFile) -> str:
    """The place on disk of a kept file, for readers that stream it."""
    return default_storage.path(kept.storage_name)
