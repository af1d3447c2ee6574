"""Zip archives of exported tables: a child process looks into them and unpacks, so that none takes memory or time."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Generator, Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory
from typing import IO, Any

from tandem.core.errors import Refused

CHILD = Path(__file__).with_name("archive_child.py")
MEMORY = 512 << 20
SECONDS = 300
LONGEST_PIECE = 1 << 20
READABLE = (".csv", ".tsv", ".tab", ".json", ".jsonl", ".ndjson", ".txt", ".vtt", ".srt")
ARCHIVES = (".zip", ".gz", ".7z", ".rar", ".tar", ".tgz", ".bz2", ".xz")
STOPPED = "The zip archive took more time or memory than an import may use. Give the files themselves."
TABLE_ENDS = re.compile(r"(data|history|export|table|sample)$")


def members_of(path: Path) -> dict[str, int]:
    """The readable files of an archive with their sizes; an archive without one is refused."""
    with closing(_messages(path, ())) as told:
        found = {str(name): int(size) for name, size in next(told)["members"]}
    readable = {name: size for name, size in found.items() if _readable(name) and size}
    if readable:
        return readable
    if any(name.lower().endswith(ARCHIVES) for name in found):
        raise Refused("The zip archive holds another archive. Unpack it and give what is inside.")
    raise Refused("The zip archive holds no CSV, TSV, JSON or text file.")


def everything_in(path: Path) -> dict[str, int]:
    """Every file of an archive with its size, once the archive was judged: one that wants to lie outside of it, is a
    link, is locked or unpacks to too much is refused.
    """
    with closing(_messages(path, ())) as told:
        return {str(name): int(size) for name, size in next(told)["members"]}


@contextmanager
def unpacked(path: Path, members: Sequence[str], *, first: int = 0) -> Iterator[dict[str, Path]]:
    """The named members, or their first bytes, as files in a folder of ours under names of ours, gone afterwards."""
    with TemporaryDirectory(prefix="tandem-archive-") as folder:
        files = {name: Path(folder) / f"{at}{PurePosixPath(name).suffix.lower()}" for at, name in enumerate(members)}
        with closing(_messages(path, members, first)) as told:
            next(told)
            for name, place in files.items():
                _write(told, name, place)
        yield files


def table_name(member: str) -> str:
    """What table a file holds, by its name: `export/sf_opportunity_data.csv` is opportunity, `Users.csv` user."""
    stem = re.sub(r"[^a-z0-9]+", "_", PurePosixPath(member).stem.lower()).strip("_").removeprefix("sf_")
    while len(shorter := TABLE_ENDS.sub("", stem).strip("_")) < len(stem) and shorter:
        stem = shorter
    if stem.endswith("ies"):
        return stem.removesuffix("ies") + "y"
    return stem.removesuffix("s") if not stem.endswith("ss") else stem


def _readable(name: str) -> bool:
    parts = PurePosixPath(name).parts
    return name.lower().endswith(READABLE) and not any(part.startswith((".", "__MACOSX")) for part in parts)


def _write(told: Iterator[Any], name: str, place: Path) -> None:
    with place.open("wb") as stream:
        for message in told:
            if isinstance(message, bytes):
                stream.write(message)
            elif message.get("done") == name:
                return
            else:
                break
    raise Refused(f"The zip archive has no file {name[:80]}.")


def _messages(path: Path, wanted: Sequence[str], first: int = 0) -> Generator[Any, None, None]:
    """What the child says: JSON messages, and pieces of the members in between."""
    command = [sys.executable, "-I", str(CHILD), str(path.resolve()), str(MEMORY), str(SECONDS), str(first), *wanted]
    environment = {"PATH": os.defpath, "LANG": "C.UTF-8"}
    process = subprocess.Popen(
        command, stdout=subprocess.PIPE, stdin=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=environment, cwd="/"
    )
    assert process.stdout is not None
    try:
        yield from _pieces(process.stdout)
    finally:
        process.kill()
        process.stdout.close()
        process.wait()


def _pieces(stream: IO[bytes]) -> Iterator[Any]:
    while len(head := stream.read(9)) == 9:
        size = int.from_bytes(head[1:], "big")
        body = stream.read(size) if size <= LONGEST_PIECE else b""
        if len(body) < size:
            break
        if head[:1] == b"B":
            yield body
            continue
        message = json.loads(body)
        if "refused" in message:
            raise Refused(message["refused"])
        if "end" in message:
            return
        yield message
    raise Refused(STOPPED)
