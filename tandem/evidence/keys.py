"""The identity of a note inside its source: the source's own id, or a hash of author, date, words and occurrence."""

from __future__ import annotations

from datetime import datetime
from hashlib import sha256


def key_of_id(external_id: str) -> bytes:
    """The key of a note that its source gave an id."""
    return _digest("id", external_id)


def key_of_words(author: str, said_at: datetime | None, body: str, nth: int) -> bytes:
    """The key of a note without an id. Spaces and case do not count; the same words said `nth` times are as
    many notes.
    """
    day = said_at.isoformat() if said_at else ""
    return _digest("words", author.strip().casefold(), day, " ".join(body.split()).casefold(), str(nth))


def _digest(*parts: str) -> bytes:
    return sha256("\x1f".join(parts).encode()).digest()[:16]
