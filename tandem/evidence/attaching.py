"""What may be attached to a note, judged by what the file holds and not by its name, and how it is kept."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, Protocol

from tandem.core import clock, files
from tandem.core.contents import HEAD, PROGRAM, kind_of
from tandem.core.errors import Refused

if TYPE_CHECKING:
    from tandem.evidence.models import Attachment, Note

MOST_BYTES = 25 * 1024**2
MOST_FILES = 20
RUNS = frozenset(("bat", "cmd", "com", "exe", "hta", "jar", "js", "jse", "lnk", "msi", "ps1", "scr", "vbs", "wsf"))
SAID = {
    "png": "image/png", "jpg": "image/jpeg", "jpeg": "image/jpeg", "gif": "image/gif", "webp": "image/webp",
    "pdf": "application/pdf",
}  # fmt: skip


class Brought(Protocol):
    """A file as a form or the API hands it over."""

    @property
    def name(self) -> Any: ...

    @property
    def size(self) -> Any: ...

    def chunks(self) -> Iterable[bytes]: ...


def judged(name: str, size: int, head: bytes) -> str:
    """What a file is by its first bytes, or why it cannot be attached."""
    kind, ending = kind_of(head), name.lower().rpartition(".")[2]
    if not size:
        raise Refused(f"{name} is empty.")
    if size > MOST_BYTES:
        raise Refused(f"{name} is larger than 25 MB; keep it elsewhere and write its address into the note.")
    if kind == PROGRAM or ending in RUNS:
        raise Refused(f"{name} is a program, and programs cannot be attached.")
    if ending in SAID and kind.partition("/")[0] == "text":
        raise Refused(f"{name} is not what its name says: it holds text.")
    return kind


def refuse_more(standing: int) -> None:
    """A note holds so many files and no more."""
    if standing >= MOST_FILES:
        raise Refused(f"A note holds at most {MOST_FILES} files; take one away first.")


def attached(note: Note, brought: Brought, by: Any) -> Attachment:
    """Keep a file beside a note; the same bytes once more change nothing. Bytes that a failure leaves behind belong to
    no row, and are taken up when the same file comes again.
    """
    from tandem.evidence.models import Attachment, Note

    Note.objects.select_for_update(of=("self",)).get(pk=note.pk)  # two people attach one after the other
    name = files.plain_name(str(brought.name or ""))
    kind = judged(name, int(brought.size or 0), _head(brought))
    standing = Attachment.objects.standing().filter(note=note.pk)
    if same := standing.filter(file__sha256=files.digest_of(brought.chunks())).select_related("file").first():
        return same
    refuse_more(standing.count())
    kept = files.store(brought.chunks(), name=name, content_type=kind)
    return Attachment.objects.create(note=note, file=kept, by_id=by.pk, at=clock.now())


def _head(brought: Brought) -> bytes:
    head = b""
    for chunk in brought.chunks():
        head += chunk
        if len(head) >= HEAD:
            break
    return head[:HEAD]
