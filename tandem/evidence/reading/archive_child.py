"""Looks into one zip archive, or unpacks members of it onto its output, in a process capped in memory and time.

Run as a script by archive.py; it imports nothing of Tandem, so that nothing of Tandem is in reach of the file.
"""

from __future__ import annotations

import json
import resource
import stat
import sys
import zipfile
import zlib
from typing import BinaryIO

MAX_MEMBERS = 2_000
MAX_UNPACKED = 2 << 30
MAX_RATIO = 250
RATIO_FROM = 8 << 20
CHUNK = 1 << 18
BROKEN = "The zip archive is damaged or not a zip archive. Pack it again and try once more."
LARGE = "The zip archive unpacks to more than an import may use. Give fewer files, or each one by itself."


class Hostile(Exception):
    """The archive is refused; the message is the sentence for the person."""


def main(path: str, memory: int, seconds: int, most: int, wanted: list[str]) -> None:
    """Print the members as one JSON line, then up to `most` bytes of each wanted one in pieces led by their length."""
    for limit, value in (("AS", memory), ("CPU", seconds), ("FSIZE", 0), ("CORE", 0)):
        resource.setrlimit(getattr(resource, f"RLIMIT_{limit}"), (value, value))
    out = sys.stdout.buffer
    try:
        with zipfile.ZipFile(path) as archive:
            members = checked(archive)
            say(out, {"members": [[member.filename, member.file_size] for member in members]})
            for member in (member for name in wanted for member in members if member.filename == name):
                _unpack(archive, member, out, most or member.file_size)
            say(out, {"end": True})
    except Hostile as refusal:
        say(out, {"refused": str(refusal)})
    except MemoryError:
        say(out, {"refused": LARGE})
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError, OSError):
        say(out, {"refused": BROKEN})


def say(out: BinaryIO, what: object) -> None:
    """One JSON message, led by a mark that no piece of a member has."""
    line = json.dumps(what).encode()
    out.write(b"J" + len(line).to_bytes(8, "big") + line)
    out.flush()


def checked(archive: zipfile.ZipFile) -> list[zipfile.ZipInfo]:
    """The files inside, after a look at how many, how large and how dense they are, and at their names."""
    members = [member for member in archive.infolist() if not member.is_dir()]
    if len(members) > MAX_MEMBERS or sum(member.file_size for member in members) > MAX_UNPACKED:
        raise Hostile(LARGE)
    if any(member.filename.lower() == "[content_types].xml" for member in members):
        raise Hostile("This is a workbook or a document under the name of a zip archive. Name it .xlsx and try again.")
    for member in members:
        _check(member)
    if len({member.filename for member in members}) < len(members):
        raise Hostile("Two files in the zip archive have one name. Pack it again.")
    return members


def _check(member: zipfile.ZipInfo) -> None:
    parts = member.filename.replace("\\", "/").split("/")
    if ".." in parts or member.filename.startswith(("/", "\\")) or ":" in parts[0]:
        raise Hostile("A file in the zip archive wants to lie outside of it. It was not read.")
    if stat.S_ISLNK(member.external_attr >> 16):
        raise Hostile("A file in the zip archive is a link to another place. Pack the files themselves.")
    if member.flag_bits & 1:
        raise Hostile("The zip archive is protected by a password. Pack it without one and try again.")
    if member.file_size > RATIO_FROM and member.file_size > MAX_RATIO * max(member.compress_size, 1):
        raise Hostile("The zip archive is packed so densely that it looks like a trap. Give the files themselves.")


def _unpack(archive: zipfile.ZipFile, member: zipfile.ZipInfo, out: BinaryIO, most: int) -> None:
    """A member never gives more bytes than it says it has: the library stops there and compares the checksum."""
    with archive.open(member) as stream:
        while most > 0 and (piece := stream.read(min(CHUNK, most))):
            most -= len(piece)
            out.write(b"B" + len(piece).to_bytes(8, "big") + piece)
    say(out, {"done": member.filename})


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]), int(sys.argv[4]), sys.argv[5:])
