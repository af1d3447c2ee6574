"""Which characters the bytes of a file stand for: told by a mark, proven by UTF-8, or guessed and said so."""

from __future__ import annotations

import codecs
import io
from pathlib import Path

from charset_normalizer import from_bytes

from tandem.core.errors import Refused

MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
WESTERN = frozenset("äöüßÄÖÜéèàâêîôûùçëïœÉÈÀÂÊÎÔÛÇŒñÑáíóúÁÍÓÚåæøÅÆØ¿¡„“”‚‘’«»–—…€£§°·©®™´\xa0")
CHUNK = 1 << 20
GUESSED_FROM = 128 * 1024
# Tab, line feed, vertical tab, form feed, return, substitute and escape do occur in text; the rest means binary.
BINARY = bytes(c for c in range(32) if c not in (9, 10, 11, 12, 13, 26, 27))


def decide_encoding(path: Path, asked: str | None = None) -> tuple[str, list[str]]:
    """The encoding that reads every byte of the file, and the sentences to show when it was a guess."""
    with path.open("rb") as stream:
        head = stream.read(GUESSED_FROM)
    if not head:
        raise Refused("The file is empty.")
    if asked:
        return _as_asked(path, asked), []
    marked = next((name for mark, name in MARKS if head.startswith(mark)), None) or _utf16_without_mark(head)
    if marked:
        return _certain(path, marked), []
    _refuse_binary(head)
    if _reads(path, "utf-8"):
        return "utf-8", []
    return _guessed(path, head)


def open_text(path: Path, encoding: str) -> io.TextIOWrapper:
    """The file as text, line ends untouched, refusing bytes that do not fit rather than replacing them."""
    return path.open("r", encoding=encoding, errors="strict", newline="")


def _as_asked(path: Path, asked: str) -> str:
    try:
        name = codecs.lookup(asked).name
        b"".decode(name)  # a codec that is not for text (hex, zip) is refused here
    except LookupError:
        raise Refused(f"{asked} is not an encoding Tandem knows.") from None
    return _certain(path, "utf-8-sig" if name == "utf-8" else name)


def _certain(path: Path, encoding: str) -> str:
    if not _reads(path, encoding):
        raise Refused(f"The file says it is {encoding.upper()} but holds bytes that are not. Choose another encoding.")
    return encoding


def _utf16_without_mark(head: bytes) -> str | None:
    even, odd = head[0::2].count(0), head[1::2].count(0)
    half = len(head) // 2
    if half < 2 or min(even, odd) > half // 50:
        return None
    most = max(even, odd)
    if most < 0.4 * half and not (most >= 16 and most > 0.08 * half):
        return None
    name = "utf-16-be" if even > odd else "utf-16-le"
    text = head[: half * 2].decode(name, "ignore")
    return name if "\n" in text or "\r" in text or len(text) < 200 else None


def _refuse_binary(head: bytes) -> None:
    odd = len(head) - len(head.translate(None, BINARY))
    nulls = head.count(0)
    try:
        codecs.getincrementaldecoder("utf-8")().decode(head)
        allowed = 0.3
    except UnicodeDecodeError:
        allowed = 0.005
    if odd - nulls > max(allowed * len(head), 1) or nulls > max(allowed * len(head), 4):
        raise Refused("This is not a text file, a workbook or JSON. Export it as CSV, XLSX or JSON and try again.")


def _reads(path: Path, encoding: str) -> bool:
    decoder = codecs.getincrementaldecoder(encoding)()
    with path.open("rb") as stream:
        try:
            while chunk := stream.read(CHUNK):
                decoder.decode(chunk)
            decoder.decode(b"", final=True)
        except UnicodeError:
            return False
    return True


def _guessed(path: Path, head: bytes) -> tuple[str, list[str]]:
    for name in _candidates(head):
        if _reads(path, name):
            said = f"The file does not say how its letters are stored; it was read as {name}."
            return name, [said + " Check accents and other special letters in the preview."]
    raise Refused("The letters of this file cannot be read in any known encoding. Save it as UTF-8 and try again.")


def _candidates(head: bytes) -> list[str]:
    """A detector needs many letters to be right; a handful of odd bytes is nearly always Windows-1252."""
    high = sum(byte > 127 for byte in head)
    guess = from_bytes(head).best() if high >= 12 else None
    names = [codecs.lookup(guess.encoding).name] if guess else []
    if names and names[0].startswith(("cp125", "iso8859-")) and _is_western(head):
        names = []  # the alphabets beside it hold most of the same letters
    return [*names, "cp1252", "latin-1"]


def _is_western(head: bytes) -> bool:
    """Whether all that is no ASCII is a letter of German, French, Spanish or Swedish: not so Czech or Turkish."""
    return all(letter in WESTERN for letter in head.decode("cp1252", "replace") if ord(letter) > 127)
