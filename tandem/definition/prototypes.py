"""Files that show a feature: pictures, documents, and prototypes of HTML, which are unpacked and judged as they come.

Nothing here is trusted: what a file is, its bytes say; an archive is looked into by a child process under caps; and a
prototype runs only in a closed frame, without a session and without a way out (see `views/prototypes.py`).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from tandem.core import files
from tandem.core.contents import HEAD, IMAGES, kind_of
from tandem.core.errors import Refused
from tandem.core.models import StoredFile
from tandem.evidence.attaching import Brought, judged
from tandem.evidence.reading.archive import everything_in, unpacked

MB = 1024**2
LARGEST_PICTURE, LARGEST, LARGEST_UNPACKED, LARGEST_PAGE = 10 * MB, 25 * MB, 60 * MB, 20 * MB
MOST_PAGES = 500
PAGES = (".html", ".htm")
KINDS = {
    ".html": "text/html; charset=utf-8", ".htm": "text/html; charset=utf-8", ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8", ".mjs": "text/javascript; charset=utf-8", ".json": "application/json",
    ".svg": "image/svg+xml", ".png": "image/png", ".jpg": "image/jpeg", ".jpeg": "image/jpeg", ".gif": "image/gif",
    ".webp": "image/webp", ".ico": "image/x-icon", ".woff": "font/woff", ".woff2": "font/woff2", ".ttf": "font/ttf",
    ".otf": "font/otf", ".mp4": "video/mp4", ".webm": "video/webm", ".mp3": "audio/mpeg",
    ".txt": "text/plain; charset=utf-8",
}  # fmt: skip


@dataclass(frozen=True)
class Page:
    """One file of a prototype, under its path inside it."""

    path: str
    file: StoredFile
    is_entry: bool = False


def brought_file(brought: Brought, form: str) -> tuple[StoredFile, list[Page]]:
    """Keep a file that shows a feature; of a prototype its pages too, so that it can be tried."""
    name, kind = _judged(brought)
    if kind in IMAGES and int(brought.size or 0) > LARGEST_PICTURE:
        raise Refused(f"{name} is larger than 10 MB; save the picture smaller.")
    ending = PurePosixPath(name.lower()).suffix
    if form != "prototype":
        return files.store(brought.chunks(), name=name, content_type=kind), []
    if ending in PAGES and kind == "text/plain":
        kept = files.store(brought.chunks(), name=name, content_type="text/html")
        return kept, [Page("index.html", kept, is_entry=True)]
    kept = files.store(brought.chunks(), name=name, content_type=kind)
    return kept, _unpacked(kept) if kind == "application/zip" else []


def brought_picture(brought: Brought) -> StoredFile:
    """Keep a picture; anything else is refused, whatever its name says."""
    name, kind = _judged(brought)
    if kind not in IMAGES:
        raise Refused(f"{name} is no picture that a page can show: give a PNG, JPEG, GIF or WebP.")
    if int(brought.size or 0) > LARGEST_PICTURE:
        raise Refused(f"{name} is larger than 10 MB; save the picture smaller.")
    return files.store(brought.chunks(), name=name, content_type=kind)


def kind_of_page(path: str) -> str:
    """The kind a page of a prototype is given out under: by its ending, and nothing that runs but what is listed."""
    return KINDS.get(PurePosixPath(path.lower()).suffix, "application/octet-stream")


def entry_of(paths: Iterable[str]) -> str:
    """The page shown first: the index nearest the top, else the only page there is; empty where nobody can tell."""
    pages = sorted((path for path in paths if path.lower().endswith(PAGES)), key=lambda path: (path.count("/"), path))
    named = [path for path in pages if PurePosixPath(path.lower()).stem == "index"]
    return named[0] if named else pages[0] if len(pages) == 1 else ""


def _judged(brought: Brought) -> tuple[str, str]:
    name, size = files.plain_name(str(brought.name or "")), int(brought.size or 0)
    if size > LARGEST:
        raise Refused(f"{name} is larger than 25 MB; give a link instead.")
    head = b""
    for chunk in brought.chunks():
        head += chunk
        if len(head) >= HEAD:
            break
    return name, judged(name, size, head[:HEAD])


def _unpacked(kept: StoredFile) -> list[Page]:
    """The files of an archive, once it was judged by its own list: how many, how large, and which is shown first."""
    place = Path(files.path_of(kept))
    sizes = {name: size for name, size in everything_in(place).items() if _is_shown(name)}
    if (
        len(sizes) > MOST_PAGES
        or sum(sizes.values()) > LARGEST_UNPACKED
        or max(sizes.values(), default=0) > LARGEST_PAGE
    ):
        raise Refused(
            f"A prototype unpacks to at most {MOST_PAGES} files and 60 MB, 20 MB each; leave out what is not shown."
        )
    entry = entry_of(sizes)
    if not entry:
        raise Refused("The zip archive has no index.html: name the page that comes first index.html.")
    if any(len(name) > 300 for name in sizes):
        raise Refused("A file in the zip archive has a path of more than 300 characters.")
    with unpacked(place, list(sizes)) as found:
        return [Page(name, _stored(name, file), is_entry=name == entry) for name, file in found.items()]


def _stored(name: str, place: Path) -> StoredFile:
    with place.open("rb") as stream:
        kind = kind_of(stream.read(HEAD))
        if kind == "application/x-executable":
            raise Refused(f"{files.plain_name(name)} is a program, and programs cannot be shown.")
        stream.seek(0)
        return files.store(iter(lambda: stream.read(1 << 18), b""), name=name, content_type=kind)


def _is_shown(name: str) -> bool:
    return not any(part.startswith((".", "__MACOSX")) for part in PurePosixPath(name).parts)
