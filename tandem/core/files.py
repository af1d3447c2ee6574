"""Keeping files by their content: the address of a file is the SHA-256 of its bytes."""

import hashlib
import unicodedata
from collections.abc import Iterable
from tempfile import TemporaryFile

from django.core.files import File
from django.core.files.storage import default_storage

from tandem.core import clock
from tandem.core.errors import Refused
from tandem.core.models import StoredFile

LARGEST = 2 * 1024**3
LONGEST_NAME = 120
LONGEST_ENDING = 12


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
        kept = StoredFile(sha256=digest.hexdigest(), name=plain_name(name), size=size, stored_at=clock.now())
        kept.content_type = content_type[:127]
        if not default_storage.exists(kept.storage_name):
            default_storage.save(kept.storage_name, File(spool))
    kept.save()
    return kept


def digest_of(chunks: Iterable[bytes]) -> str:
    """The address that a file with these bytes has, or would have."""
    digest = hashlib.sha256()
    for chunk in chunks:
        digest.update(chunk)
    return digest.hexdigest()


def path_of(kept: StoredFile) -> str:
    """The place on disk of a kept file, for readers that stream it."""
    return default_storage.path(kept.storage_name)


def plain_name(name: str) -> str:
    """A file's name as it can be shown and saved: without folders, without characters that cannot be seen or that turn
    the direction of reading, and no longer than a line. Its ending stays.
    """
    last = name.replace("\\", "/").rpartition("/")[2]
    seen = "".join(" " if letter.isspace() else letter for letter in last if not _is_unseen(letter))
    said = " ".join(seen.split()).strip(". ") or "file"
    stem, dot, ending = said.rpartition(".")
    if len(said) <= LONGEST_NAME or not dot or len(ending) > LONGEST_ENDING:
        return said[:LONGEST_NAME]
    return f"{stem[: LONGEST_NAME - len(ending) - 1]}.{ending}"


def _is_unseen(letter: str) -> bool:
    """Control characters, marks of direction, halves of letters, letters that nobody assigned."""
    return unicodedata.category(letter) in ("Cc", "Cf", "Cs", "Co", "Cn") and not letter.isspace()
