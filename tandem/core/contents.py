"""What a file is by its own bytes, whatever its name or its sender says of it."""

from __future__ import annotations

import struct

HEAD = 512 * 1024
MOST_PIXELS = 120_000_000
UNKNOWN = "application/octet-stream"
PROGRAM = "application/x-executable"
IMAGES = frozenset(("image/png", "image/jpeg", "image/gif", "image/webp"))

BEGINNINGS = (
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"GIF87a", "image/gif"),
    (b"GIF89a", "image/gif"),
    (b"%PDF-", "application/pdf"),
    (b"PK\x03\x04", "application/zip"),
    (b"MZ", PROGRAM),
    (b"\x7fELF", PROGRAM),
    (b"#!", PROGRAM),
    (b"\xfe\xed\xfa\xce", PROGRAM),
    (b"\xfe\xed\xfa\xcf", PROGRAM),
    (b"\xce\xfa\xed\xfe", PROGRAM),
    (b"\xcf\xfa\xed\xfe", PROGRAM),
    (b"\xca\xfe\xba\xbe", PROGRAM),
)


def kind_of(head: bytes) -> str:
    """The kind of a file by its first bytes. An image whose size cannot be read, or is beyond what a page can show, is
    of no known kind; a page of markup is plain text, so that nothing ever runs it.
    """
    found = next((kind for beginning, kind in BEGINNINGS if head.startswith(beginning)), "")
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        found = "image/webp"
    if found in IMAGES:
        return found if 0 < _pixels(head, found) <= MOST_PIXELS else UNKNOWN
    return found or ("text/plain" if _is_text(head) else UNKNOWN)


def _is_text(head: bytes) -> bool:
    """Whether these are words: UTF-8 without control characters; a letter cut off at the end does not count."""
    try:
        said = head.decode()
    except UnicodeDecodeError as broken:
        if broken.start < len(head) - 3:
            return False
        said = head[: broken.start].decode()
    return bool(said) and not any(letter < " " and letter not in "\t\n\r\f\x1b" for letter in said)


def _pixels(head: bytes, kind: str) -> int:
    """Width times height as the header gives them; 0 where it does not."""
    try:
        width, height = SIZES[kind](head)
    except (struct.error, IndexError):
        return 0
    return width * height


def _size_of_png(head: bytes) -> tuple[int, int]:
    return struct.unpack(">II", head[16:24]) if head[12:16] == b"IHDR" else (0, 0)


def _size_of_gif(head: bytes) -> tuple[int, int]:
    return struct.unpack("<HH", head[6:10])


def _size_of_jpeg(head: bytes) -> tuple[int, int]:
    """In the first frame header; the segments before it are passed over by their lengths."""
    at = 2
    while head[at] == 0xFF:
        mark = head[at + 1]
        if 0xC0 <= mark <= 0xCF and mark not in (0xC4, 0xC8, 0xCC):
            height, width = struct.unpack(">HH", head[at + 5 : at + 9])
            return width, height
        at += 1 if mark == 0xFF else 2 + max(2, struct.unpack(">H", head[at + 2 : at + 4])[0])
    return 0, 0


def _size_of_webp(head: bytes) -> tuple[int, int]:
    form = head[12:16]
    if form == b"VP8X":
        return 1 + int.from_bytes(head[24:27], "little"), 1 + int.from_bytes(head[27:30], "little")
    if form == b"VP8L":
        bits = struct.unpack("<I", head[21:25])[0]
        return 1 + (bits & 0x3FFF), 1 + (bits >> 14 & 0x3FFF)
    width, height = struct.unpack("<HH", head[26:30])
    return (width & 0x3FFF, height & 0x3FFF) if form == b"VP8 " else (0, 0)


SIZES = {
    "image/png": _size_of_png,
    "image/jpeg": _size_of_jpeg,
    "image/gif": _size_of_gif,
    "image/webp": _size_of_webp,
}
