"""Identifiers: made in Python, so that they work on every supported database version; and read from what was sent."""

import os
import time
import uuid


def uuid7() -> uuid.UUID:
    """A time-ordered UUID, RFC 9562 version 7: 48 bits of milliseconds, then random bits."""
    milliseconds = time.time_ns() // 1_000_000
    random = int.from_bytes(os.urandom(10), "big")
    value = (milliseconds & (2**48 - 1)) << 80 | 0x7 << 76 | (random >> 68 & 0xFFF) << 64
    value |= 0b10 << 62 | random & (2**62 - 1)
    return uuid.UUID(int=value)


def number_in(said: object) -> int:
    """The number or key in what an address or a form brings; 0, which nothing has, where it is none or too large."""
    text = str(said or "")
    return int(text) if text.isdecimal() and len(text) < 19 else 0
