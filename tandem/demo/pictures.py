"""A screenshot such as customers send, drawn here: a bank feed that stands still, as blocks of color."""

from __future__ import annotations

import struct
import zlib

WIDTH, HEIGHT = 640, 400
PAPER, INK, FAINT, LINE, WARNING, BAR = (
    (250, 250, 248), (70, 74, 84), (190, 194, 202), (226, 228, 232), (246, 196, 96), (52, 84, 140),
)  # fmt: skip
Block = tuple[int, int, int, int, tuple[int, int, int]]


def stuck_feed() -> bytes:
    """A window with its bar, a warning, and rows of a statement that end on Friday."""
    blocks: list[Block] = [(0, 0, WIDTH, 44, BAR), (24, 16, 120, 12, PAPER), (24, 68, WIDTH - 48, 44, WARNING)]
    blocks += [(40, 84, 300, 12, INK), (24, 140, 180, 16, INK)]
    for row in range(6):
        top = 184 + 34 * row
        blocks += [(24, top + 22, WIDTH - 48, 1, LINE), (24, top, 70, 10, FAINT)]
        blocks += [(130, top, 150 + 31 * (row % 4), 10, INK), (WIDTH - 104, top, 80, 10, INK if row % 3 else FAINT)]
    return _png(blocks)


def _png(blocks: list[Block]) -> bytes:
    lines = [bytearray(bytes(PAPER) * WIDTH) for _ in range(HEIGHT)]
    for left, top, width, height, color in blocks:
        for line in lines[top : top + height]:
            line[left * 3 : (left + width) * 3] = bytes(color) * width
    drawn = zlib.compress(b"".join(b"\0" + bytes(line) for line in lines), 9)
    head = struct.pack(">IIBBBBB", WIDTH, HEIGHT, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + _chunk(b"IHDR", head) + _chunk(b"IDAT", drawn) + _chunk(b"IEND", b"")


def _chunk(name: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))
